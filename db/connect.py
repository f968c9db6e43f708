"""How the database is opened: the same promises on both databases, on every connection."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.pool import NullPool

WAIT_FOR_LOCKS = 5  # seconds
_PRAGMAS = (
    f"PRAGMA busy_timeout = {WAIT_FOR_LOCKS * 1000}",
    "PRAGMA journal_mode = DELETE",  # a WAL keeps what was deleted
    "PRAGMA secure_delete = ON",  # does not persist: every connection has to ask for it
    "PRAGMA synchronous = FULL",  # what is answered survives a power cut
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -16000",  # KiB
)


def open_engine(address: str) -> Engine:
    """Return an engine that opens a fresh connection each time it is asked; nothing is opened yet.

    Args:
        address: `sqlite:///path` (its folder is made) or `postgresql+psycopg://…`.
    """
    url = make_url(address)
    if url.get_backend_name() == "sqlite":
        return _sqlite_engine(url)
    return create_engine(
        url,
        poolclass=NullPool,
        connect_args={
            "connect_timeout": WAIT_FOR_LOCKS,
            "application_name": "quartier",
            "options": f"-c lock_timeout={WAIT_FOR_LOCKS * 1000} {_own_options(url)}".strip(),
        },
    )


def _own_options(url: URL) -> str:
    """Return the settings that the address itself asks the server for, such as a schema of its own."""
    options = url.query.get("options", "")
    return options if isinstance(options, str) else " ".join(options)


def shown(address: str) -> str:
    """Return the database's address without its password."""
    return make_url(address).render_as_string(hide_password=True)


def file_of(address: str) -> Path | None:
    """Return the file of a SQLite address, None for a server or a database in memory."""
    url = make_url(address)
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return None
    return Path(url.database)


def _sqlite_engine(url: URL) -> Engine:
    file = file_of(url.render_as_string(hide_password=False))
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        poolclass=NullPool,
        # isolation_level None: the driver begins nothing on its own, we do.
        connect_args={"isolation_level": None, "check_same_thread": False, "cached_statements": 512},
    )

    @event.listens_for(engine, "connect")
    def keep_the_promises(connection: sqlite3.Connection, _record: Any) -> None:
        for pragma in _PRAGMAS:
            connection.execute(pragma).fetchall()

    @event.listens_for(engine, "begin")
    def begin_as_a_writer(connection: Connection) -> None:
        # A deferred BEGIN that reads and then writes fails at once when somebody else wrote.
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
