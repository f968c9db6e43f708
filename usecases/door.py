"""Staff check parties in at the door of an event: by their QR code, by name, from the list.

The role is looked up at every step. What is typed at the door, a name or a code, stays in memory.
"""

from db import door, events, registrations, staff
from db.attendees import is_in_chat
from domain.door import Door, found
from domain.events import Event
from domain.invitation import Permission, may
from domain.outgoing import Placement
from domain.tickets import read_ticket
from domain.typed import read_number
from usecases.confirm import role_in_private, staff_who_may
from usecases.door_views import LIST, PAGE, PARTY, PartyView, door_view, found_view, party_view
from usecases.event_cards import plans_events
from usecases.tickets import TICKET, ticket_view
from usecases.visit import Visit

BASE = "door"
MOST_DIGITS = 18  # of a row's id
MOST_BUTTONS = 8  # sizes of a party that have buttons; larger numbers are typed
MOST_WALK_INS = 20  # people who are counted at once


def scan(visit: Visit, code: str) -> None:
    """Take a ticket's link that was opened: staff check the party in, residents see their own ticket.

    Args:
        visit: The update that is handled.
        code: The ticket's code, as the link holds it.
    """
    found_role = role_in_private(visit)
    if found_role is not None and may(found_role[1], Permission.CHECK_IN):
        _check_in_by_code(visit, found_role[0], code)
        return
    ticket = read_ticket(code)
    kept = None if ticket is None else registrations.by_ticket(visit.unit, ticket)
    own = kept is not None and is_in_chat(visit.unit, kept.member_id, visit.resident.chat_id)
    view = ticket_view(visit.unit, visit.house, kept, visit.now) if own else None
    if kept is None or view is None:
        visit.say("event_ticket_door")
    else:
        visit.say(TICKET, view=view, event=kept.event_id, member=kept.member_id)


def open_door(visit: Visit, path: list[str], place: Placement) -> bool:
    """Show or do what a button at the door leads to; tell whether there is such a button.

    Args:
        visit: The update that is handled.
        path: What follows `door` in the option: the event, then nothing, [page, number], [p, party],
            [in, party, people], [undo, party], [walk, people] or [back].
        place: Where the button stands.
    """
    staff_id = staff_who_may(visit, Permission.CHECK_IN)
    if staff_id is None:
        return True
    event = events.by_id(visit.unit, int(path[0])) if path and _is_id(path[0]) else None
    if event is None:
        visit.say("event_door_gone", place)
        return True
    match path[1:]:
        case []:
            staff.record(visit.unit, staff_id, "saw the door list", event.subject, visit.now)
            say_list(visit, event, place)
        case ["page", page] if page.isdecimal() and len(page) < 4:
            say_list(visit, event, place, int(page))
        case ["p", party] if _is_id(party):
            _say_party(visit, event, int(party), place)
        case ["in", party, people] if _is_id(party) and _is_id(people):
            _check_in(visit, staff_id, event, int(party), int(people), place)
        case ["undo", party] if _is_id(party):
            _take_back(visit, staff_id, event, int(party), place)
        case ["walk", people] if _is_id(people) and 1 <= int(people) <= MOST_WALK_INS:
            _count_walk_in(visit, staff_id, event, int(people), place)
        case ["back"]:
            _count_walk_in(visit, staff_id, event, -1, place)
        case _:
            return False
    return True


def take_door_words(visit: Visit, path: list[str], text: str) -> bool:
    """Take what was typed at the door: a name, a ticket's code, or how many people of a party have come."""
    staff_id = staff_who_may(visit, Permission.CHECK_IN)
    if staff_id is None:
        return True
    event = events.by_id(visit.unit, int(path[0]))
    if event is None:
        visit.say("event_door_gone")
        return True
    match path[1:]:
        case ["in", party]:
            people = read_number(text)
            if people is None or people < 1:
                say_list(visit, event, Placement())
            else:
                _check_in(visit, staff_id, event, int(party), people, Placement())
        case []:
            if read_ticket(text) is not None:
                _check_in_by_code(visit, staff_id, text)
            else:
                _look_for(visit, event, text)
        case _:
            return False
    return True


def say_list(visit: Visit, event: Event, place: Placement, page: int = 0, notice: str = "") -> None:
    """Show how many are expected and here, and a page of the list."""
    view = door_view(visit.unit, event, visit.now, page)
    base = f"{BASE}:{event.id}"
    options = [f"{base}:p:{one.registration_id}" for one in view.parties]
    options += [f"{base}:page:{view.page + 1}"] if view.more else []
    options += [f"{base}:page:{view.page - 1}"] if view.page else []
    if view.door is Door.OPEN:
        options.append(f"{base}:walk:1")
        options += [f"{base}:back"] if view.walk_ins else []
    options.append(f"event:{event.id}" if plans_events(visit) else f"ev:show:{event.id}")
    visit.ask(LIST, base, options, place, view=view, event=event.id, page=view.page, notice=notice)


def _look_for(visit: Visit, event: Event, text: str) -> None:
    parties = found(door.parties(visit.unit, event.id), text)
    if not parties:
        say_list(visit, event, Placement(), notice="nobody")
    elif len(parties) == 1:
        _say_party(visit, event, parties[0].registration_id, Placement())
    else:
        base = f"{BASE}:{event.id}"
        ids = [one.registration_id for one in parties[: PAGE + 1]]
        view = found_view(visit.unit, event, visit.now, ids)
        options = [f"{base}:p:{one.registration_id}" for one in view.parties]
        notice = "many" if len(parties) > PAGE else ""
        shown = [str(one) for one in ids]
        visit.ask(LIST, base, [*options, base], view=view, event=event.id, page=0, notice=notice, found=shown)


def _check_in_by_code(visit: Visit, staff_id: int, code: str) -> None:
    ticket = read_ticket(code)
    kept = None if ticket is None else registrations.by_ticket(visit.unit, ticket)
    event = None if kept is None else events.by_id(visit.unit, kept.event_id)
    if kept is None or event is None:
        visit.say("event_door_unknown")
        return
    _check_in(visit, staff_id, event, kept.id, kept.answer.party, Placement())


def _check_in(visit: Visit, staff_id: int, event: Event, key: int, people: int, place: Placement) -> None:
    """Check so many of a party in; who was checked in before stays so, and it is said when that was."""
    view = _party_at(visit, event, key)
    if view is None:
        say_list(visit, event, place, notice="gone")
        return
    if view.door is not Door.OPEN:
        _say(visit, view, place, view.door)
    elif view.party.is_here:
        _say(visit, view, place, "again")
    elif not 1 <= people <= view.party.people:
        _say(visit, view, place, "too_many")
    elif door.check_in(visit.unit, key, people, visit.now):
        staff.record(visit.unit, staff_id, "checked in", event.subject, visit.now)
        _say_party(visit, event, key, place, "in")
    else:
        _say_party(visit, event, key, place, "again")


def _take_back(visit: Visit, staff_id: int, event: Event, key: int, place: Placement) -> None:
    view = _party_at(visit, event, key)
    if view is not None and view.door is Door.OPEN and door.take_back(visit.unit, key):
        staff.record(visit.unit, staff_id, "took a check-in back", event.subject, visit.now)
    _say_party(visit, event, key, place)


def _count_walk_in(visit: Visit, staff_id: int, event: Event, people: int, place: Placement) -> None:
    if door_view(visit.unit, event, visit.now).door is Door.OPEN:
        door.count_walk_in(visit.unit, event.id, people)
        what = "counted a walk-in" if people > 0 else "took a walk-in back"
        staff.record(visit.unit, staff_id, what, event.subject, visit.now)
    say_list(visit, event, place, notice="walked_in" if people > 0 else "")


def _party_at(visit: Visit, event: Event, key: int) -> PartyView | None:
    view = party_view(visit.unit, key, visit.now)
    return view if view is not None and view.event.id == event.id else None


def _say_party(visit: Visit, event: Event, key: int, place: Placement, notice: str = "") -> None:
    view = _party_at(visit, event, key)
    if view is None:
        say_list(visit, event, place, notice="gone")
    else:
        _say(visit, view, place, notice)


def _say(visit: Visit, view: PartyView, place: Placement, notice: str) -> None:
    """Show a party with what can be done: each size is a button and its number can be typed."""
    base, party, event_id = f"{BASE}:{view.event.id}", view.party, view.event.id
    key = party.registration_id
    if party.is_here or view.door is not Door.OPEN:
        options = [f"{base}:undo:{key}"] if party.is_here and view.door is Door.OPEN else []
        visit.offer(PARTY, [*options, base], place, view, event=event_id, party=key, notice=notice)
    else:
        sizes = [f"{base}:in:{key}:{size}" for size in range(1, min(party.people, MOST_BUTTONS) + 1)]
        visit.ask(PARTY, f"{base}:in:{key}", sizes, place, view, event=event_id, party=key, notice=notice)


def _is_id(digits: str) -> bool:
    return digits.isascii() and digits.isdecimal() and len(digits) <= MOST_DIGITS
