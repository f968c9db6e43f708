"""What the schedule's rows are about: a title, to how many they go, until when they make sense."""

from datetime import datetime

from db import broadcasts, events, measures, registrations
from db.unit import Unit
from domain.agenda import Reach
from domain.audience import Audience, shown
from domain.broadcasts import Broadcast, number_in
from domain.events import Event
from domain.languages import Texts
from domain.registrations import COMING
from domain.schedule import Kind, Scheduled
from domain.town import INVITATIONS_CONSENT, MEASURES_CONSENT
from usecases.audiences import count
from usecases.event_news import who_came
from usecases.house import House
from usecases.invite_to_event import audience_of

_OF_EVENTS = frozenset({Kind.INVITE, Kind.CALL, Kind.REMIND, Kind.FEEDBACK, Kind.CLOSE_EVENT})


def title_of(unit: Unit, row: Scheduled) -> Texts:
    """Return what a row is about in the words of the town; nothing where it is gone or has no name."""
    if row.kind in _OF_EVENTS:
        event = _event(unit, row)
        return event.title if event else {}
    match row.kind:
        case Kind.BROADCAST:
            one = _broadcast(unit, row)
            return one.text if one else {}
        case Kind.UPDATE:
            update = measures.update_by_id(unit, _number(row))
            measure = update and measures.measure_by_id(unit, update.measure_id)
            return measure.title if measure else {}
        case _:
            return {}


def reach_of(unit: Unit, house: House, row: Scheduled) -> Reach | None:
    """Return to how many chats a row goes as things are now, None where it sends nothing."""
    match row.kind:
        case Kind.INVITE:
            event = _event(unit, row)
            return _of_audience(unit, house, INVITATIONS_CONSENT, audience_of(event)) if event else None
        case Kind.BROADCAST:
            one = _broadcast(unit, row)
            return _of_audience(unit, house, one.purpose, one.audience) if one else None
        case Kind.REMIND | Kind.FEEDBACK:
            statuses = COMING if row.kind is Kind.REMIND else who_came(unit, _number(row))
            numbers = registrations.numbers(unit, _number(row))
            parties = sum(number.parties for status, number in numbers.items() if status in statuses)
            return Reach(shown(parties, narrowed=True))
        case Kind.CALL:
            numbers = registrations.numbers(unit, _number(row))
            return Reach(shown(sum(one.parties for one in numbers.values()), narrowed=True), at_most=True)
        case Kind.UPDATE | Kind.DIGEST:
            every = _of_audience(unit, house, MEASURES_CONSENT, Audience())
            return Reach(every.chats, at_most=True)
        case Kind.CLOSE_EVENT:
            return None


def latest_for(unit: Unit, row: Scheduled) -> datetime | None:
    """Return the instant before which a row has to be due to make sense, None where it always does."""
    if row.kind not in (Kind.INVITE, Kind.REMIND, Kind.CALL):
        return None
    event = _event(unit, row)
    if event is None:
        return None
    return event.closes_at if row.kind is Kind.INVITE else event.starts_at


def _of_audience(unit: Unit, house: House, purpose: str, audience: Audience) -> Reach:
    return Reach(shown(count(unit, house, purpose, audience), narrowed=audience.is_narrowed))


def _event(unit: Unit, row: Scheduled) -> Event | None:
    return events.by_id(unit, _number(row))


def _broadcast(unit: Unit, row: Scheduled) -> Broadcast | None:
    return broadcasts.by_id(unit, number_in(row.subject))


def _number(row: Scheduled) -> int:
    return int(row.subject.partition(":")[2])
