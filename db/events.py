"""Events, as staff plan them: kept with a revision, so that of two who edit at once one is told."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Select, cast, func, insert, select, type_coerce, update

from db.tables import EPOCH, MILLISECOND, event
from db.unit import Unit
from domain.audience import audience_from_data, audience_to_data
from domain.events import Event, EventStatus, Fact, Facts, Offers, Pin

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
    added = unit.connection.execute(insert(event).values(**_values(new)))
    key = added.inserted_primary_key
    if key is None:
        raise LookupError("the database gave the new event no number")
    return replace(new, id=key[0])


def by_id(unit: Unit, event_id: int) -> Event | None:
    """Return an event, or None where there is none."""
    return _first(unit, select(*_COLUMNS).where(event.c.id == event_id))


def by_uid(unit: Unit, uid: str) -> Event | None:
    """Return the event with this name in calendars, or None where there is none."""
    return _first(unit, select(*_COLUMNS).where(event.c.uid == uid))


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
        .values(**_values(saved))
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


def published_between(unit: Unit, first: datetime, last: datetime) -> list[Event]:
    """Return the published events that begin between two moments, the nearest first."""
    query = (
        select(*_COLUMNS)
        .where(event.c.status == EventStatus.PUBLISHED, event.c.starts_at.between(first, last))
        .order_by(event.c.starts_at, event.c.id)
    )
    return _all(unit, query)


def everything(unit: Unit) -> list[Event]:
    """Return all events, in the order in which they begin; undated ones last."""
    return _all(unit, select(*_COLUMNS).order_by(*_IN_TIME))


def _first(unit: Unit, query: Select[Any]) -> Event | None:
    found = _all(unit, query)
    return found[0] if found else None


def _milliseconds(at: datetime) -> int:
    return (at - EPOCH) // MILLISECOND


def _all(unit: Unit, query: Select[Any]) -> list[Event]:
    return [_event(row) for row in unit.connection.execute(query).mappings()]


def _event(row: Mapping[Any, Any]) -> Event:
    latitude, longitude = row["latitude"], row["longitude"]
    told = row["told"]
    return Event(
        id=row["id"],
        uid=row["uid"],
        timezone=row["timezone"],
        sequence=row["sequence"],
        revision=row["revision"],
        status=EventStatus(row["status"]),
        title=json.loads(row["title"]),
        description=json.loads(row["description"]),
        place=json.loads(row["place"]),
        pin=None if latitude is None or longitude is None else Pin(latitude, longitude),
        link=row["link"],
        local_start=row["local_start"],
        starts_at=row["starts_at"],
        minutes=row["minutes"],
        register_until=row["register_until"],
        capacity=row["capacity"],
        largest_party=row["largest_party"],
        waitlist=row["waitlist"],
        offer_hours=row["offer_hours"],
        audience=audience_from_data(json.loads(row["audience"])),
        invite_at=row["invite_at"],
        offers=_offers(json.loads(row["offers"])),
        reminders=tuple(json.loads(row["reminders"])),
        reason=json.loads(row["reason"]),
        told=None if told is None else _facts(json.loads(told)),
        changes={int(number): _facts(facts) for number, facts in json.loads(row["changes"]).items()},
        series_id=row["series_id"],
        created_by=row["created_by"],
    )


def _values(one: Event) -> dict[str, object]:
    offers = one.offers
    return {
        "uid": one.uid,
        "sequence": one.sequence,
        "revision": one.revision,
        "status": one.status,
        "title": _json(dict(one.title)),
        "description": _json(dict(one.description)),
        "place": _json(dict(one.place)),
        "latitude": one.pin and one.pin.latitude,
        "longitude": one.pin and one.pin.longitude,
        "link": one.link,
        "local_start": one.local_start,
        "minutes": one.minutes,
        "timezone": one.timezone,
        "starts_at": one.starts_at,
        "register_until": one.register_until,
        "capacity": one.capacity,
        "largest_party": one.largest_party,
        "waitlist": one.waitlist,
        "offer_hours": one.offer_hours,
        "audience": _json(audience_to_data(one.audience)),
        "invite_at": one.invite_at,
        "offers": _json(
            {
                "interpreters": list(offers.interpreters),
                "childcare": offers.childcare,
                "step_free": offers.step_free,
            }
        ),
        "reminders": _json(list(one.reminders)),
        "reason": _json(dict(one.reason)),
        "told": None if one.told is None else _json(dict(one.told)),
        "changes": _json({str(number): dict(facts) for number, facts in one.changes.items()}),
        "series_id": one.series_id,
        "created_by": one.created_by,
    }


def _offers(data: Mapping[str, Any]) -> Offers:
    return Offers(
        interpreters=tuple(data.get("interpreters", ())),
        childcare=data.get("childcare", False),
        step_free=data.get("step_free", False),
    )


def _facts(data: Mapping[str, Any]) -> Facts:
    return {Fact(name): value for name, value in data.items()}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
