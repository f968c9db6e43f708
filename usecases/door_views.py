"""What staff see at the door of an event: how many are expected and here, the list, one party."""

from dataclasses import dataclass, replace
from datetime import datetime

from db import door, events, registrations, staff
from db.unit import Unit
from domain.door import Door, Expected, Party, door_of, expected, in_order
from domain.events import Event
from domain.invitation import Permission, may
from domain.outgoing import Argument, Outgoing
from usecases.house import House

PAGE = 8  # parties on one page of the list
LIST, PARTY = "event_door", "event_door_party"


@dataclass(frozen=True, slots=True)
class DoorView:
    """The list at the door; `page` of it, or those that were found by a name."""

    event: Event
    door: Door
    expected: Expected
    walk_ins: int
    parties: tuple[Party, ...]
    page: int = 0
    more: bool = False
    is_found: bool = False


@dataclass(frozen=True, slots=True)
class PartyView:
    """One party at the door."""

    event: Event
    door: Door
    party: Party


def door_view(unit: Unit, event: Event, now: datetime, page: int = 0) -> DoorView:
    """Return a page of the list of parties; those who are not here yet come first."""
    every = in_order(door.parties(unit, event.id))
    page = min(page, max(0, len(every) - 1) // PAGE)
    rows = every[page * PAGE : (page + 1) * PAGE]
    more = len(every) > (page + 1) * PAGE
    return DoorView(
        event,
        door_of(event, now),
        expected(every),
        door.walk_ins(unit, event.id),
        tuple(rows),
        page,
        more,
    )


def found_view(unit: Unit, event: Event, now: datetime, ids: list[int]) -> DoorView:
    """Return the list of some parties only."""
    view, wanted = door_view(unit, event, now), set(ids)
    parties = [one for one in in_order(door.parties(unit, event.id)) if one.registration_id in wanted]
    return replace(view, parties=tuple(parties[:PAGE]), page=0, more=False, is_found=True)


def party_view(unit: Unit, registration_id: int, now: datetime) -> PartyView | None:
    """Return one party with its event; None where it has no seats (any more)."""
    kept = registrations.by_id(unit, registration_id)
    event = None if kept is None else events.by_id(unit, kept.event_id)
    if event is None:
        return None
    party = next(
        (one for one in door.parties(unit, event.id) if one.registration_id == registration_id), None
    )
    return None if party is None else PartyView(event, door_of(event, now), party)


def load_door(unit: Unit, _house: House, outgoing: Outgoing, now: datetime) -> Outgoing | None:
    """Return a message about the door with its view; None where the event, the party or the role is gone."""
    role = staff.role_of(unit, outgoing.address)  # in a private chat the number is the person's
    if role is None or not may(role[1], Permission.CHECK_IN):
        return None
    args = outgoing.args
    if "party" in args:
        party = party_view(unit, _number(args["party"]), now)
        return None if party is None else replace(outgoing, view=party)
    if "event" not in args:
        return outgoing
    event = events.by_id(unit, _number(args["event"]))
    if event is None:
        return None
    if isinstance(ids := args.get("found"), list):
        return replace(outgoing, view=found_view(unit, event, now, [int(one) for one in ids]))
    return replace(outgoing, view=door_view(unit, event, now, _number(args.get("page", 0))))


def _number(value: Argument) -> int:
    if not isinstance(value, int):
        raise TypeError("the outbox row lacks a number")
    return value
