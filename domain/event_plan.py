"""How an event is planned: what is asked in which order, and what moves along when one thing changes."""

from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from domain.events import Event, EventStatus
from domain.languages import Texts


class PlanField(StrEnum):
    """One thing that staff say about an event."""

    TITLE = "title"
    START = "start"
    MINUTES = "minutes"
    PLACE = "place"
    PIN = "pin"
    LINK = "link"
    CAPACITY = "capacity"
    PARTY = "party"
    DEADLINE = "deadline"
    WAITLIST = "waitlist"
    OFFERS = "offers"
    AUDIENCE = "audience"
    DESCRIPTION = "description"
    REMINDERS = "reminders"
    INVITATION = "invitation"
    KEPT = "kept"  # hours for which a free seat is kept for a party on the waitlist


ASKED = tuple(PlanField)[: tuple(PlanField).index(PlanField.REMINDERS)]
"""What is asked one after the other for a new event. The others have usual values and stand on the card."""

TIMES = frozenset({PlanField.START, PlanField.DEADLINE, PlanField.INVITATION})
"""What is a wall time."""

TEXTS = frozenset({PlanField.TITLE, PlanField.PLACE, PlanField.DESCRIPTION})
"""What is a text in several languages."""


def asked_after(event: Event, field: PlanField) -> PlanField | None:
    """Return what is asked next, None after the last; who has room for all needs no waitlist."""
    rest = ASKED[ASKED.index(field) + 1 :]
    return next((one for one in rest if one is not PlanField.WAITLIST or event.capacity is not None), None)


def fields_of(event: Event) -> tuple[PlanField, ...]:
    """Return what can be said about an event, in the order of its card."""
    hidden = set[PlanField]()
    if event.capacity is None:
        hidden.add(PlanField.WAITLIST)
    if event.capacity is None or not event.waitlist:
        hidden.add(PlanField.KEPT)
    if event.status is not EventStatus.DRAFT:
        hidden |= {PlanField.INVITATION, PlanField.AUDIENCE}  # whoever was invited was invited
    return tuple(field for field in PlanField if field not in hidden)


def moved(event: Event, local_start: str) -> Event:
    """Return an event with another start; the end of registration moves along, by the clock on the wall."""
    after = event.at(local_start)
    if event.local_start is None or event.register_until is None:
        return after
    return replace(after, register_until=_shifted(event.register_until, event.local_start, local_start))


def copied(event: Event, uid: str, created_by: int | None, local_start: str | None = None) -> Event:
    """Return a new draft with all that an event says, but nothing that has happened to it.

    Without a start of its own, times that hang on it are left open as well.
    """
    invite_at = register_until = None
    if local_start is not None and event.local_start is not None:
        by = (event.local_start, local_start)
        invite_at = event.invite_at and _shifted(event.invite_at, *by)
        register_until = event.register_until and _shifted(event.register_until, *by)
    fresh = replace(
        event,
        id=0,
        uid=uid,
        key=None,
        sequence=0,
        revision=0,
        status=EventStatus.DRAFT,
        register_until=register_until,
        invite_at=invite_at,
        reason={},
        told=None,
        changes={},
        series_id=None,
        series_day=None,
        created_by=created_by,
    )
    return fresh.at(local_start)


def with_texts(event: Event, field: PlanField, texts: Texts) -> Event:
    """Return an event with another title, place or description."""
    match field:
        case PlanField.TITLE:
            return replace(event, title=texts)
        case PlanField.PLACE:
            return replace(event, place=texts)
        case PlanField.DESCRIPTION:
            return replace(event, description=texts)
        case _:
            raise ValueError(f"{field} is no text in several languages")


def texts_of(event: Event, field: PlanField) -> Texts:
    """Return an event's title, place or description."""
    return {
        PlanField.TITLE: event.title,
        PlanField.PLACE: event.place,
        PlanField.DESCRIPTION: event.description,
    }[field]


def days_before(local: str, days: int) -> str:
    """Return the noon so many days before a wall time."""
    day = datetime.fromisoformat(local).date() - timedelta(days=days)
    return f"{day.isoformat()}T12:00"


def _shifted(local: str, before: str, after: str) -> str:
    by = datetime.fromisoformat(after) - datetime.fromisoformat(before)
    return (datetime.fromisoformat(local) + by).isoformat(timespec="minutes")
