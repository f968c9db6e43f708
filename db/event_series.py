"""Series: the rule by which events come again, and what every new one of them says."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select, update

from db.event_rows import pattern_from_json, pattern_to_json
from db.tables import event_series
from db.unit import Unit
from domain.events import Event


@dataclass(frozen=True, slots=True)
class Series:
    """One series.

    Attributes:
        id: Its number.
        rule: In the words of RFC 5545: FREQ=MONTHLY;BYDAY=1TU.
        until: The last local date that it may reach; None: it goes on.
        first: The wall time from which the rule holds; its time of day is every new event's.
        pattern: What every new event says; its own start is that of the event it was taken from.
    """

    id: int
    rule: str
    until: str | None
    first: str
    pattern: Event


def add(unit: Unit, rule: str, until: str | None, first: str, pattern: Event) -> int:
    """Keep a new series; return its number."""
    values = {"rule": rule, "until": until, "first": first, "pattern": pattern_to_json(pattern)}
    added = unit.connection.execute(insert(event_series).values(**values))
    key = added.inserted_primary_key
    if key is None:
        raise LookupError("the database gave the new series no number")
    number: int = key[0]
    return number


def by_id(unit: Unit, series_id: int) -> Series | None:
    """Return a series, None where there is none."""
    row = unit.connection.execute(select(*_COLUMNS).where(event_series.c.id == series_id)).first()
    return None if row is None else _series(row)


def running(unit: Unit, day: str) -> list[Series]:
    """Return the series that go on after a local date."""
    goes_on = event_series.c.until.is_(None) | (event_series.c.until > day)
    return [_series(row) for row in unit.connection.execute(select(*_COLUMNS).where(goes_on))]


def change(unit: Unit, series: Series) -> None:
    """Keep a series as it is now."""
    values = {
        "rule": series.rule,
        "until": series.until,
        "first": series.first,
        "pattern": pattern_to_json(series.pattern),
    }
    unit.connection.execute(update(event_series).where(event_series.c.id == series.id).values(**values))


_COLUMNS = tuple(event_series.c)


def _series(row: Sequence[Any]) -> Series:
    number, rule, until, first, pattern = row
    return Series(number, rule, until, first, pattern_from_json(pattern))
