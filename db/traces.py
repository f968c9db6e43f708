"""Traces: in which orders a database shows its rows to whoever looks beneath them, and where texts remain."""

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, literal_column, make_url, select

from db.connect import file_of
from db.sqlite_pages import SqliteFile
from db.tables import NOT_SAMPLED, metadata

KEYS = {"response": "rid", "participation": "mark", "contribution": "cid", "participation_code": "hash"}
"""The tables whose rows must not tell whose they are, with their keys."""

_INDEXES = """
    SELECT name FROM sqlite_master
    WHERE type = 'index' AND tbl_name = ? AND rootpage > 0 AND name NOT LIKE 'sqlite_autoindex_%'
"""
_SETTINGS = """
    SELECT name, setting FROM pg_settings WHERE name IN (
        'wal_recycle', 'archive_mode', 'wal_keep_size', 'log_statement', 'log_min_duration_statement',
        'log_min_duration_sample', 'log_parameter_max_length', 'log_parameter_max_length_on_error',
        'log_error_verbosity', 'server_version'
    )
"""
_UNSAMPLED = """
    SELECT relname, attname FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    WHERE relnamespace = current_schema()::regnamespace AND attstattarget = 0
"""
_MAY_SWITCH = "SELECT has_function_privilege('pg_switch_wal()', 'EXECUTE')"
_MAY_CHECKPOINT = """
    SELECT coalesce(
        (SELECT pg_has_role(oid, 'USAGE') FROM pg_roles WHERE rolname = 'pg_checkpoint'),
        (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
    )
"""
_CTID: ColumnElement[str] = literal_column("ctid::text")
_XMIN: ColumnElement[int] = literal_column("xmin::text::bigint")


@dataclass(frozen=True, slots=True)
class Order:
    """An order in which the database shows a table's rows: their keys, in the groups that lie together."""

    name: str
    groups: tuple[tuple[bytes, ...], ...]


def orders(connection: Connection, address: str, table: str) -> list[Order]:
    """Return every order in which a table's rows can be seen: as read, as they lie, as they were written."""
    rows = metadata.tables[table]
    key = rows.c[KEYS[table]]
    found = [Order("as read", (tuple(bytes(one) for one in connection.scalars(select(key))),))]
    if connection.dialect.name == "sqlite":
        file = sqlite_file(connection, address)
        if file is not None:
            for tree in (table, *connection.exec_driver_sql(_INDEXES, (table,)).scalars()):
                places = {one: (p.page, -p.offset) for one, p in file.keys_of(tree).items()}
                found += _physical(f"pages of {tree}", places)
        return found
    seen = connection.execute(select(key, _CTID, _XMIN).select_from(rows)).fetchall()
    found += _physical("ctid", {bytes(one): _pair(ctid) for one, ctid, _ in seen})
    if len({xmin for _, _, xmin in seen}) > 1:
        found.append(
            Order("xmin", (tuple(bytes(one) for one, _, _ in sorted(seen, key=lambda row: row[2])),))
        )
    return found


def waves(connection: Connection, table: str) -> dict[bytes, int | None]:
    """Return the wave of each row of a table by its key: the only time that a row tells, if any."""
    rows = metadata.tables[table]
    if "wave" not in rows.c:
        return {bytes(key): None for key in connection.scalars(select(rows.c[KEYS[table]]))}
    found = connection.execute(select(rows.c[KEYS[table]], rows.c.wave))
    return {bytes(key): wave for key, wave in found}


def written_together(connection: Connection) -> list[tuple[int, int]]:
    """Return how many responses and marks each transaction wrote that wrote both (PostgreSQL)."""
    counts = [
        Counter(connection.scalars(select(_XMIN).select_from(metadata.tables[table])))
        for table in ("response", "participation")
    ]
    return [(counts[0][xmin], counts[1][xmin]) for xmin in counts[0].keys() & counts[1].keys()]


def people_written_with_codes(connection: Connection) -> int:
    """Return how many rows of people one transaction wrote together with a letter's code (PostgreSQL)."""
    codes = set(connection.scalars(select(_XMIN).select_from(metadata.tables["participation_code"])))
    rows = (
        xmin
        for table in ("chat", "member", "invited", "dialogue")
        for xmin in connection.scalars(select(_XMIN).select_from(metadata.tables[table]))
    )
    return sum(xmin in codes for xmin in rows)


def sqlite_file(connection: Connection, address: str) -> SqliteFile | None:
    """Return the database's file as it is now, None for a database in memory."""
    path = file_of(address)
    if path is None:
        return None
    rows = connection.exec_driver_sql("SELECT name, rootpage FROM sqlite_master WHERE rootpage > 0")
    return SqliteFile(path.read_bytes(), {"sqlite_schema": 1, **{name: int(root) for name, root in rows}})


def files(connection: Connection, address: str) -> list[Path] | None:
    """Return all files in which the database keeps anything; None where they are out of our sight.

    SQLite: the file, its journals. PostgreSQL: the server's whole data directory, its log of writes and
    its text log among it; the server says where it is to superusers only, and it may be another machine's.
    """
    if connection.dialect.name == "sqlite":
        path = file_of(address)
        if path is None:
            return None
        beside = [path.with_name(path.name + end) for end in ("", "-journal", "-wal", "-shm")]
        return [one for one in beside if one.exists()]
    allowed = "SELECT pg_has_role(current_user, 'pg_read_all_settings', 'USAGE')"
    if not connection.exec_driver_sql(allowed).scalar_one():
        return None
    folder = Path(connection.exec_driver_sql("SHOW data_directory").scalar_one())
    host = make_url(address).query.get("host") or make_url(address).host or ""
    is_here = str(host).startswith(("/", "127.", "localhost")) or not host
    if not is_here or not os.access(folder / "pg_wal", os.R_OK):
        return None
    return [path for path in folder.rglob("*") if path.is_file()]


def found_in(paths: Iterable[Path], needles: Sequence[bytes]) -> dict[str, int]:
    """Return how often byte sequences occur in files, by the file's name; only files that have any."""
    found: dict[str, int] = {}
    for path in paths:
        try:
            content = path.read_bytes()
        except FileNotFoundError:  # a server removes files while we look
            continue
        hits = sum(content.count(needle) for needle in needles)  # one by one is quicker than a pattern of all
        if hits:
            found[path.name] = hits
    return found


def encoded(text: str) -> list[bytes]:
    """Return the ways in which a text could stand in a file."""
    return [text.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be")]


def server_settings(connection: Connection) -> dict[str, str]:
    """Return the settings of a PostgreSQL server that decide what remains of deleted texts."""
    return {str(name): str(value) for name, value in connection.exec_driver_sql(_SETTINGS)}


def may_switch_log(connection: Connection) -> bool:
    """Tell whether the role may begin a new segment of PostgreSQL's write-ahead log."""
    return bool(connection.exec_driver_sql(_MAY_SWITCH).scalar_one())


def may_checkpoint(connection: Connection) -> bool:
    """Tell whether the role may ask PostgreSQL for a checkpoint."""
    return bool(connection.exec_driver_sql(_MAY_CHECKPOINT).scalar_one())


def pragmas(connection: Connection) -> dict[str, Any]:
    """Return the promises that a SQLite connection of ours keeps."""
    names = ("journal_mode", "secure_delete", "synchronous", "freelist_count", "auto_vacuum")
    return {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in names}


def sampled(connection: Connection) -> list[str]:
    """Return the columns that PostgreSQL samples into its statistics although they must not be."""
    meant = {(column.table.name, column.name) for column in NOT_SAMPLED}
    kept = {(str(table), str(column)) for table, column in connection.exec_driver_sql(_UNSAMPLED)}
    return sorted(f"{table}.{column}" for table, column in meant - kept)


def _physical(name: str, places: dict[bytes, tuple[int, int]]) -> list[Order]:
    """Return the order in which rows lie, over the whole table and page by page."""
    pages: dict[int, list[bytes]] = defaultdict(list)
    for key in sorted(places, key=lambda one: places[one]):
        pages[places[key][0]].append(key)
    by_page = tuple(tuple(keys) for _, keys in sorted(pages.items()))
    return [
        Order(f"{name}, all", (tuple(key for keys in by_page for key in keys),)),
        Order(f"{name}, page by page", by_page),
    ]


def _pair(ctid: str) -> tuple[int, int]:
    page, _, place = ctid.strip("()").partition(",")
    return int(page), int(place)


def orders_of_chats(connection: Connection) -> dict[str, list[int]]:
    """Return the orders in which chats can be seen: by number, and as their rows lie and were written."""
    chat, member = metadata.tables["chat"], metadata.tables["member"]
    both = select(chat.c.address).join_from(chat, member, chat.c.id == member.c.chat_id)
    ways: dict[str, ColumnElement[Any]] = {"chats by number": chat.c.id}
    if connection.dialect.name != "sqlite":
        for table in ("chat", "member"):
            ways |= {
                f"{table}s by {way}": literal_column(f"{table}.{way}")
                for way in ("ctid", "xmin::text::bigint")
            }
    return {name: list(connection.scalars(both.order_by(way))) for name, way in ways.items()}
