"""What those who have answered an event are told unasked: the event, and what each of them has answered."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from db import registrations
from db.attendees import Attendee
from db.unit import Unit
from domain.events import Fact, FactValue
from domain.outgoing import Outgoing, Recipient
from domain.registrations import COMING, RegistrationStatus
from usecases.house import House
from usecases.registration_views import EventView, Standing, event_view, standing_of

REMINDER = "event_reminder"
TEMPLATES = frozenset({REMINDER})
"""The templates whose view is made here."""


@dataclass(frozen=True, slots=True)
class EventNews:
    """An event, and the answers of all in a chat who read it in one language.

    `before`: what has changed for them, each fact with the value they know.
    """

    view: EventView
    parties: tuple[Standing, ...]
    before: dict[Fact, FactValue] = field(default_factory=dict)


def chats_of(people: Sequence[Attendee]) -> list[Recipient]:
    """Return whom a message goes to: one for each chat and language, in the order of the chats."""
    ones = {(one.chat_id, one.language): one for one in people}
    return [Recipient(one.chat_id, one.address, one.language) for one in ones.values()]


def load_news(unit: Unit, house: House, outgoing: Outgoing, now: datetime) -> Outgoing | None:
    """Return a message about an event with its view, or None where nobody there has to read it any more."""
    event_id = outgoing.args["event"]
    if not isinstance(event_id, int):
        raise TypeError("the outbox row lacks a number")
    view = event_view(unit, house, event_id, None, now)
    if view is None or not view.phase.is_ahead:
        return None
    parties = _parties(unit, outgoing, event_id, COMING)
    return replace(outgoing, view=EventNews(view, parties)) if parties else None


def _parties(
    unit: Unit, outgoing: Outgoing, event_id: int, statuses: Collection[RegistrationStatus]
) -> tuple[Standing, ...]:
    there = registrations.of_chat(unit, event_id, outgoing.address, outgoing.language)
    found = (standing_of(unit, one) for one in there if one.answer.status in statuses)
    return tuple(found)
