"""What those who have answered an event are told unasked: the event, and what each of them has answered."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from db import registrations, surveys
from db.attendees import Attendee, has_any
from db.unit import Unit
from domain.admission import Phase
from domain.event_news import news_for
from domain.events import Fact, FactValue
from domain.feedback import feedback_key
from domain.outgoing import Argument, Outgoing, Recipient
from domain.registrations import COMING, STANDING, RegistrationStatus
from usecases.house import House
from usecases.registration_views import EventView, Standing, event_view, standing_of

REMINDER, CHANGED, CALLED_OFF = "event_reminder", "event_changed", "event_called_off"
FEEDBACK = "event_feedback"
TEMPLATES = frozenset({REMINDER, CHANGED, CALLED_OFF, FEEDBACK})
"""The templates whose view is made here."""

WAITING_FOR_IT = (STANDING | {RegistrationStatus.MAYBE}) - {RegistrationStatus.ATTENDED}
"""Those who are told of changes: who has said no, or has not answered, is left in peace."""


@dataclass(frozen=True, slots=True)
class EventNews:
    """An event, and the answers of all in a chat who read it in one language.

    `before`: what has changed for them, each fact with the value they know. `until`: the last day on which
    they can say how it was.
    """

    view: EventView
    parties: tuple[Standing, ...]
    before: dict[Fact, FactValue] = field(default_factory=dict)
    until: date | None = None


def chats_of(people: Sequence[Attendee]) -> list[Recipient]:
    """Return whom a message goes to: one for each chat and language, in the order of the chats."""
    ones = {(one.chat_id, one.language): one for one in people}
    return [Recipient(one.chat_id, one.address, one.language) for one in ones.values()]


def who_came(unit: Unit, event_id: int) -> Collection[RegistrationStatus]:
    """Return how those stand who came: checked in, or, where nobody stood at the door, registered."""
    came = frozenset({RegistrationStatus.ATTENDED})
    return came if has_any(unit, event_id, came) else COMING


def load_news(unit: Unit, house: House, outgoing: Outgoing, now: datetime) -> Outgoing | None:
    """Return a message about an event with its view, or None where nobody there has to read it any more."""
    args = outgoing.args
    event_id = _number(args["event"])
    view = event_view(unit, house, event_id, None, now)
    if view is None:
        return None
    if outgoing.template == FEEDBACK:
        return _with_survey(unit, house, outgoing, view)
    if not _makes_sense(outgoing.template, view):
        return None
    parties = _parties(unit, outgoing, event_id, COMING if outgoing.template == REMINDER else WAITING_FOR_IT)
    before = {}
    if outgoing.template == CHANGED:
        before = news_for(view.event, _number(args["since"]), outgoing.language)
        if not before:  # changed back since
            return None
    return replace(outgoing, view=EventNews(view, parties, before)) if parties else None


def _with_survey(unit: Unit, house: House, outgoing: Outgoing, view: EventView) -> Outgoing | None:
    offer = surveys.offer(unit, feedback_key(view.event.id))
    if offer is None or not offer.is_open(view.now, house.timezone):
        return None
    parties = _parties(unit, outgoing, view.event.id, who_came(unit, view.event.id))
    until = offer.window.closes.day
    return replace(outgoing, view=EventNews(view, parties, until=until)) if parties else None


def _makes_sense(template: str, view: EventView) -> bool:
    has_begun = view.event.starts_at is None or view.event.starts_at <= view.now
    return not has_begun and (view.phase is Phase.CANCELLED) is (template == CALLED_OFF)


def _parties(
    unit: Unit, outgoing: Outgoing, event_id: int, statuses: Collection[RegistrationStatus]
) -> tuple[Standing, ...]:
    there = registrations.of_chat(unit, event_id, outgoing.address, outgoing.language)
    found = (standing_of(unit, one) for one in there if one.answer.status in statuses)
    return tuple(found)


def _number(value: Argument | None) -> int:
    if not isinstance(value, int):
        raise TypeError("the outbox row lacks a number")
    return value
