"""An event as columns of its table, and as JSON in a series that makes new ones like it."""

import json
from collections.abc import Mapping
from typing import Any

from domain.audience import audience_from_data, audience_to_data
from domain.events import Event, EventStatus, Fact, Facts, Offers, Pin


def pattern_to_json(one: Event) -> str:
    """Return what an event says, for a series to make others like it."""
    values = {name: value for name, value in to_columns(one).items() if name != "starts_at"}
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def pattern_from_json(text: str) -> Event:
    """Return the event that `pattern_to_json` kept, its instant found anew."""
    row = json.loads(text)
    return from_columns({**row, "id": 0, "starts_at": None}).at(row["local_start"])


def from_columns(row: Mapping[Any, Any]) -> Event:
    """Return the event that a row holds."""
    latitude, longitude = row["latitude"], row["longitude"]
    told = row["told"]
    return Event(
        id=row["id"],
        uid=row["uid"],
        timezone=row["timezone"],
        key=row["key"],
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
        series_day=row["series_day"],
        created_by=row["created_by"],
    )


def to_columns(one: Event) -> dict[str, object]:
    """Return an event's columns, all but its number."""
    offers = one.offers
    return {
        "uid": one.uid,
        "key": one.key,
        "sequence": one.sequence,
        "revision": one.revision,
        "status": one.status.value,
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
        "series_day": one.series_day,
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
