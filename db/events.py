"""Events, as staff plan them: kept with a revision, so that of two who edit at once one is told."""

import secrets
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Select, cast, delete, func, insert, select, type_coerce, update

from db.event_rows import from_columns, to_columns
from db.tables import EPOCH, MILLISECOND, event
from db.unit import Unit
from domain.events import Event, EventStatus

_UID_BYTES = 16

_COLUMNS = tuple(column for column in event.c if column.name != "queue_number")
_STARTS = type_coerce(event.c.starts_at, BigInteger)  # milliseconds, with which the database can count
_ends = _STARTS + cast(event.c.minutes, BigInteger) * 60_000
_IN_TIME = (event.c.starts_at.is_(None), event.c.starts_at, event.c.id)


def new_uid() -> str:
    """Return a name for a new event that no other calendar entry in the world has."""
    return secrets.token_hex(_UID_BYTES)


def add(unit: Unit, new: Event) -> Event:
    """Keep a new event; return it with its number."""
    added = unit.connection.execute(insert(event).values(**to_columns(new)))
    key = added.inserted_primary_key
    if key is None:
        raise LookupError("the database gave the new event no number")
    return replace(new, id=key[0])


def by_id(unit: Unit, event_id: int) -> Event | None:
    """Return an event, or None where there is none."""
    return _first(unit, select(*_COLUMNS).where(event.c.id == event_id))


def by_key(unit: Unit, key: str) -> Event | None:
    """Return the event that files call by a key, or None where there is none."""
    return _first(unit, select(*_COLUMNS).where(event.c.key == key))


def save(unit: Unit, shown: Event, after: Event) -> Event | None:
    """Change an event if it still is as it was shown.

    Args:
        unit: The unit of work.
        shown: The event as whoever changes it knew it.
        after: How it is to be.

    Returns:
        The event with its new revision, or None where somebody else was faster.
    """
    saved = replace(after, id=shown.id, revision=shown.revision + 1)
    changed = unit.connection.execute(
        update(event)
        .where(event.c.id == shown.id, event.c.revision == shown.revision)
        .values(**to_columns(saved))
    )
    return saved if changed.rowcount else None


def coming(unit: Unit, now: datetime) -> list[Event]:
    """Return the drafts and what is published and has not ended, the nearest first, undated drafts last."""
    is_draft = event.c.status == EventStatus.DRAFT
    goes_on = (event.c.status == EventStatus.PUBLISHED) & (_ends > _milliseconds(now))
    return _all(unit, select(*_COLUMNS).where(is_draft | goes_on).order_by(*_IN_TIME))


def past(unit: Unit, now: datetime, offset: int, limit: int) -> list[Event]:
    """Return what has ended or is cancelled, the newest first."""
    is_settled = event.c.status.in_([str(EventStatus.OVER), str(EventStatus.CANCELLED)])
    has_ended = (event.c.status == EventStatus.PUBLISHED) & (_ends <= _milliseconds(now))
    newest_first = (func.coalesce(_STARTS, 0).desc(), event.c.id.desc())
    query = select(*_COLUMNS).where(is_settled | has_ended).order_by(*newest_first)
    return _all(unit, query.offset(offset).limit(limit))


def of_series(unit: Unit, series_id: int, after_day: str = "") -> list[Event]:
    """Return the events of a series whose days by its rule come after a date, in their order."""
    query = select(*_COLUMNS).where(event.c.series_id == series_id, event.c.series_day > after_day)
    return _all(unit, query.order_by(event.c.series_day))


def remove(unit: Unit, shown: Event) -> bool:
    """Delete a draft if it still is as it was shown; return False otherwise."""
    gone = unit.connection.execute(
        delete(event).where(
            event.c.id == shown.id, event.c.revision == shown.revision, event.c.status == EventStatus.DRAFT
        )
    )
    return gone.rowcount > 0


def everything(unit: Unit) -> list[Event]:
    """Return all events, in the order in which they begin; undated ones last."""
    return _all(unit, select(*_COLUMNS).order_by(*_IN_TIME))


def _first(unit: Unit, query: Select[Any]) -> Event | None:
    found = _all(unit, query)
    return found[0] if found else None


def _milliseconds(at: datetime) -> int:
    return (at - EPOCH) // MILLISECOND


def _all(unit: Unit, query: Select[Any]) -> list[Event]:
    return [from_columns(row) for row in unit.connection.execute(query).mappings()]
