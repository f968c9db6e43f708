"""What residents see of events: one with how they stand to it, and all that are coming."""

from dataclasses import dataclass, replace
from datetime import datetime

from db import event_needs, events, registrations
from db.registrations import Kept
from db.unit import Unit
from domain.admission import Phase, Room, phase_of, room_of
from domain.events import Event, Need
from domain.outgoing import Outgoing
from domain.registrations import STANDING, RegistrationStatus, Rules
from usecases.house import House

TEMPLATES = frozenset(
    {
        *("event_list", "event_card", "event_party", "event_cancel", "event_map", "event_calendar"),
        *("event_needs", "event_needs_consent", "event_interpreter", "event_children", "event_name"),
        *("event_invitation", "event_offer", "event_offer_over"),
    }
)
"""The templates whose view is made here."""

MOST_IN_LIST = 12
"""Events in a list, beside those that somebody has said yes to."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands to an event. Name and needs are theirs: it stays in memory."""

    status: RegistrationStatus
    party: int
    offered_until: datetime | None
    before: int  # parties that wait before theirs
    needs: tuple[tuple[Need, str], ...]
    name: str | None

    @property
    def stands(self) -> bool:
        """Whether they have said yes, and it stands."""
        return self.status in STANDING


@dataclass(frozen=True, slots=True)
class EventView:
    """An event as a resident sees it; `standing` is None for somebody who has not answered.

    `names_zone`: the time alone could be taken for another one, so its zone is named.
    """

    event: Event
    phase: Phase
    room: Room
    names_zone: bool
    now: datetime
    standing: Standing | None = None

    @property
    def is_mine(self) -> bool:
        """Whether the reader has said yes, and it stands."""
        return self.standing is not None and self.standing.stands


EventList = tuple[EventView, ...]


def event_view(
    unit: Unit, house: House, event_id: int, member_id: int | None, now: datetime
) -> EventView | None:
    """Return an event as somebody sees it, None where residents do not see it."""
    event = events.by_id(unit, event_id)
    if event is None:
        return None
    kept = None if member_id is None else registrations.of_member(unit, event_id, member_id)
    return _view(unit, house, event, kept, now)


def event_list(unit: Unit, house: House, member_id: int, now: datetime) -> EventList:
    """Return what is coming, the nearest first; before all others what somebody has said yes to."""
    answers = {one.event_id: one for one in registrations.of_person(unit, member_id)}
    views = (_view(unit, house, event, answers.get(event.id), now) for event in events.coming(unit, now))
    seen = [one for one in views if one is not None and one.phase is not Phase.CANCELLED]
    return (*(one for one in seen if one.is_mine), *[one for one in seen if not one.is_mine][:MOST_IN_LIST])


def load_registration_view(unit: Unit, house: House, outgoing: Outgoing, now: datetime) -> Outgoing | None:
    """Return a message to a resident about events with its view, or None where it makes no sense any more.

    An invitation makes sense while somebody can register and has not answered; an offer, while it lasts.
    """
    args = outgoing.args
    member_id = args.get("member")
    if outgoing.template == "event_list":
        return replace(outgoing, view=event_list(unit, house, _number(member_id), now))
    event_id = _number(args["event"])
    if outgoing.template == "event_invitation":
        if registrations.has_answered(unit, event_id, outgoing.address, outgoing.language):
            return None
        member_id = None
    view = event_view(unit, house, event_id, None if member_id is None else _number(member_id), now)
    return None if view is None or not _makes_sense(outgoing.template, view) else replace(outgoing, view=view)


def _makes_sense(template: str, view: EventView) -> bool:
    match template:
        case "event_invitation":
            return view.phase is Phase.OPEN
        case "event_offer":
            offered = view.standing is not None and view.standing.status is RegistrationStatus.OFFERED
            return offered and view.phase.is_ahead
        case "event_offer_over":
            expired = view.standing is not None and view.standing.status is RegistrationStatus.EXPIRED
            return expired and view.phase.is_ahead
        case _:
            return True


def _view(unit: Unit, house: House, event: Event, kept: Kept | None, now: datetime) -> EventView | None:
    phase = phase_of(event, now)
    if phase is Phase.UNSEEN:
        return None
    rules = Rules(event.capacity, event.largest_party, event.waitlist)
    taken = 0 if event.capacity is None else registrations.taken(unit, event.id)
    names_zone = event.timezone != house.timezone or event.link is not None
    standing = None if kept is None else standing_of(unit, kept)
    return EventView(event, phase, room_of(rules, taken), names_zone, now, standing)


def standing_of(unit: Unit, kept: Kept) -> Standing:
    """Return how somebody stands to an event, with what they need there."""
    answer = kept.answer
    waits = answer.status is RegistrationStatus.WAITLISTED
    before = registrations.before_in_line(unit, kept.event_id, answer.queue) if waits else 0
    needs = tuple(event_needs.needs(unit, kept.id))
    return Standing(answer.status, answer.party, answer.offered_until, before, needs, kept.name)


def _number(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError("the outbox row lacks a number")
    return value
