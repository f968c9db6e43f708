"""What the database keeps and why, in German: every table, column, period, role and permission."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from string import Formatter

from db.tables import metadata
from domain.blocks import K
from domain.invitation import PERMISSIONS, VALID_FOR, Permission, Role
from domain.periods import Periods

SOURCE = Path(__file__).with_name("inventory.toml")


class PapersIncomplete(Exception):
    """The papers would leave something out; the message names it."""


@dataclass(frozen=True, slots=True)
class TableEntry:
    """One table: whose data, why, on what basis, for how long, who sees it, and its columns."""

    name: str
    title: str
    persons: str
    purpose: str
    basis: str
    retention: str
    seen_by: str
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PeriodEntry:
    """One period: of what, from when on, how many days, and the variable that sets it."""

    title: str
    begins: str
    days: int
    variable: str


@dataclass(frozen=True, slots=True)
class Inventory:
    """All that the papers list."""

    tables: tuple[TableEntry, ...]
    periods: tuple[PeriodEntry, ...]
    roles: tuple[tuple[str, str], ...]  # a role and what it may do


def take_inventory(periods: Periods, source: Path = SOURCE) -> Inventory:
    """Return what the database keeps, with the periods as configured.

    Args:
        periods: The periods as configured.
        source: Where tables, columns, periods, roles and permissions are described.

    Raises:
        PapersIncomplete: The program has something that is not described, or the other way round.
    """
    said = tomllib.loads(source.read_text("utf-8"))
    days: dict[str, int] = {one.name: getattr(periods, one.name) for one in fields(periods)}
    _compare("tables", said["tables"], metadata.tables)
    for name, table in metadata.tables.items():
        _compare(f"columns of {name}", said["tables"][name]["columns"], table.columns.keys())
    _compare("periods", said["periods"], days)
    _compare("roles", said["roles"], [role.value for role in Role])
    _compare("permissions", said["permissions"], [one.value for one in Permission])
    numbers = {**days, "k": K, "invite_minutes": int(VALID_FOR.total_seconds()) // 60}
    mentioned = {
        field
        for table in said["tables"].values()
        for _, field, _, _ in Formatter().parse(table["retention"])
        if field is not None
    }
    _compare("periods that a table's retention mentions", mentioned & set(days), days)
    _compare("numbers that can be mentioned", mentioned - set(numbers), ())
    return Inventory(
        tuple(_entry(name, said["tables"][name], said["basis"], numbers) for name in metadata.tables),
        tuple(PeriodEntry(days=days[name], **said["periods"][name]) for name in days),
        tuple(
            (said["roles"][role.value], ", ".join(said["permissions"][one.value] for one in _sorted(role)))
            for role in Role
        ),
    )


def _entry(
    name: str, said: Mapping[str, object], bases: Mapping[str, str], numbers: Mapping[str, int]
) -> TableEntry:
    columns = said["columns"]
    assert isinstance(columns, dict)  # noqa: S101 # it was compared above
    texts = {key: str(text).format_map(numbers) for key, text in said.items() if key != "columns"}
    texts["basis"] = bases[texts["basis"]]
    filled = {column: str(text).format_map(numbers) for column, text in columns.items()}
    return TableEntry(name=name, columns=filled, **texts)


def _sorted(role: Role) -> list[Permission]:
    return [one for one in Permission if one in PERMISSIONS[role]]


def _compare(what: str, said: Iterable[str], there: Iterable[str]) -> None:
    missing, unknown = set(there) - set(said), set(said) - set(there)
    if missing or unknown:
        parts = [f"not described: {', '.join(sorted(missing))}"] if missing else []
        parts += [f"described, but not there: {', '.join(sorted(unknown))}"] if unknown else []
        raise PapersIncomplete(f"The papers do not fit the program ({what}): {'; '.join(parts)}.")
