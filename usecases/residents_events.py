"""Residents see what is coming and how they stand to it; what a button about an event does is found here.

An option is `ev:WHAT:EVENT`, with details behind it. The event is looked up at every step: a button may be
older than what has become of it.
"""

from collections.abc import Callable
from datetime import datetime

from db.unit import Unit
from domain.outgoing import Placement
from domain.person import Person
from usecases import event_needs, register
from usecases.event_cards import plans_events, show_event, show_list
from usecases.house import House
from usecases.plan_event import plan
from usecases.registration_views import EventView, event_view
from usecases.tickets import show_ticket
from usecases.visit import Visit, receive

MOST_DIGITS = 18  # of an event's number
Act = Callable[[Visit, EventView, list[str], Placement], bool]


def events_command(unit: Unit, house: House, update_id: int, person: Person, now: datetime) -> None:
    """Answer /events with what is coming; who plans events comes to that first."""
    visit = receive(unit, house, update_id, person, now)
    if visit is None:
        return
    if plans_events(visit):
        plan(visit, [], Placement())
    else:
        show_list(visit, Placement())


def open_event(visit: Visit, path: list[str], place: Placement) -> bool:
    """Carry out what a button about an event asks for; tell whether there is such a button.

    Args:
        visit: The update that is handled.
        path: What follows `ev` in the option: nothing, or what is asked for, the event, and details.
        place: Where the button stands.
    """
    match path:
        case []:
            show_list(visit, place)
            return True
        case [what, number, *rest] if what in _ACTS and number.isdecimal() and len(number) <= MOST_DIGITS:
            view = event_view(visit.unit, visit.house, int(number), visit.resident.member_id, visit.now)
            if view is None:
                show_list(visit, place)
                return True
            return _ACTS[what](visit, view, rest, place)
        case _:
            return False


def take_event_words(visit: Visit, path: list[str], text: str) -> bool:
    """Take the words that a question about an event asked for; tell whether there is such a question."""
    match path:
        case ["party", number]:
            return open_event(visit, ["party", number, text], Placement())
        case ["children", number]:
            return open_event(visit, ["need", number, "childcare", text], Placement())
        case ["name", number]:
            view = event_view(visit.unit, visit.house, int(number), visit.resident.member_id, visit.now)
            if view is None:
                show_list(visit, Placement())
            else:
                event_needs.take_name(visit, view, text)
            return True
        case _:
            return False


def _show(visit: Visit, view: EventView, rest: list[str], place: Placement) -> bool:
    if rest:
        return False
    show_event(visit, view.event.id, place)
    return True


def _map(visit: Visit, view: EventView, rest: list[str], _place: Placement) -> bool:
    if rest or view.event.pin is None:
        return False
    visit.say("event_map", view=view, event=view.event.id)
    return True


def _calendar(visit: Visit, view: EventView, rest: list[str], _place: Placement) -> bool:
    if rest:
        return False
    visit.say("event_calendar", view=view, event=view.event.id)
    return True


_ACTS: dict[str, Act] = {
    "show": _show,
    "map": _map,
    "ics": _calendar,
    "ticket": show_ticket,
    "yes": register.answer_yes,
    "size": register.ask_for_party,
    "party": register.take_party,
    "maybe": register.answer_maybe,
    "no": register.answer_no,
    "cancel": register.ask_to_cancel,
    "gone": register.give_up,
    "pass": register.give_up,
    "accept": register.take_offer,
    "needs": event_needs.open_needs,
    "need": event_needs.open_need,
    "agree": event_needs.agree,
    "name": event_needs.ask_name,
}
