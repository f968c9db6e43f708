"""A resident answers an event: yes with so many people, maybe, no; takes an offered seat, or gives one up."""

from collections.abc import Callable

from db import residents
from domain.admission import Phase
from domain.outgoing import Placement
from domain.registrations import (
    SEATED,
    Book,
    Moment,
    NoSeats,
    NotRegistered,
    PartyOutOfRange,
    RegistrationStatus,
    Rules,
    TooLate,
    accept,
    change_party,
    say_maybe,
    say_no,
    say_yes,
)
from domain.typed import read_number
from usecases import event_needs
from usecases.event_cards import show_event
from usecases.registration_views import EventView
from usecases.scrub import ask_for_scrub
from usecases.seats import change
from usecases.visit import Visit

MOST_BUTTONS = 8  # sizes of a party; larger ones are typed


def ask_for_party(
    visit: Visit, view: EventView, rest: list[str], place: Placement, problem: str = ""
) -> bool:
    """Ask with how many people somebody comes; each size is a button, and the number can be typed."""
    if rest:
        return False
    largest = _rules(view).largest
    if not _may_answer(view) or largest < 1:
        _not_now(visit, view, place)
    elif largest == 1 and not view.is_mine:
        _take(visit, view, 1, place)
    else:
        event_id = view.event.id
        visit.ask(
            "event_party",
            f"ev:party:{event_id}",
            [f"ev:party:{event_id}:{size}" for size in range(1, min(largest, MOST_BUTTONS) + 1)],
            place,
            view=view,
            event=event_id,
            member=visit.resident.member_id,
            largest=largest,
            problem=problem,
        )
    return True


def answer_yes(visit: Visit, view: EventView, rest: list[str], place: Placement) -> bool:
    """Take a yes: who comes already sees that, everybody else is asked with how many."""
    if rest or not view.is_mine:
        return ask_for_party(visit, view, rest, place)
    show_event(visit, view.event.id, place)
    return True


def take_party(visit: Visit, view: EventView, rest: list[str], place: Placement) -> bool:
    """Take the size of a party, chosen or typed."""
    size = read_number(rest[0]) if len(rest) == 1 else None
    if size is None:
        return ask_for_party(visit, view, [], place, "number")
    if not _may_answer(view):
        _not_now(visit, view, place)
    else:
        _take(visit, view, size, place)
    return True


def answer_maybe(visit: Visit, view: EventView, rest: list[str], place: Placement) -> bool:
    """Take a maybe; whoever would lose seats by it is asked first."""
    return _answer(visit, view, rest, place, say_maybe)


def answer_no(visit: Visit, view: EventView, rest: list[str], place: Placement) -> bool:
    """Take a no; whoever would lose seats by it is asked first."""
    return _answer(visit, view, rest, place, say_no)


def ask_to_cancel(visit: Visit, view: EventView, rest: list[str], place: Placement) -> bool:
    """Ask once before a registration is given up."""
    if rest:
        return False
    if not view.is_mine or not view.phase.is_ahead:
        _not_now(visit, view, place)
    else:
        event_id = view.event.id
        options = [f"ev:gone:{event_id}", f"ev:show:{event_id}"]
        member = visit.resident.member_id
        visit.offer("event_cancel", options, place, view=view, event=event_id, member=member)
    return True


def give_up(visit: Visit, view: EventView, rest: list[str], place: Placement) -> bool:
    """Give up seats, an offer or a place in line; the seats go to the next in line."""
    return not rest and _step(visit, view, place, say_no, "given_up")


def take_offer(visit: Visit, view: EventView, rest: list[str], place: Placement) -> bool:
    """Take the seats that are offered."""
    return not rest and _step(visit, view, place, accept, "")


def _answer(
    visit: Visit,
    view: EventView,
    rest: list[str],
    place: Placement,
    step: Callable[[Book, int, Moment], Book],
) -> bool:
    if rest:
        return False
    if view.is_mine:
        return ask_to_cancel(visit, view, [], place)
    return _step(visit, view, place, step, "noted")


def _take(visit: Visit, view: EventView, size: int, place: Placement) -> None:
    """Register a party, or change it; after registration has closed it can only become smaller."""
    known = view.standing.party if view.standing is not None and view.standing.stands else None
    if view.phase is Phase.CLOSED and (known is None or size > known):
        _not_now(visit, view, place)
        return
    member = visit.resident.member_id
    step = say_yes if known is None else change_party

    def sized(book: Book, _member: int, moment: Moment) -> Book:
        return step(book, member, size, moment)

    residents.resume_messages(visit.unit, visit.resident.chat_id)  # who registers wants to hear of changes
    _step(visit, view, place, sized, "changed")


def _step(
    visit: Visit,
    view: EventView,
    place: Placement,
    step: Callable[[Book, int, Moment], Book],
    note: str,
) -> bool:
    """Take a step and show what it has led to; who has got seats by it is welcomed."""
    event_id, member = view.event.id, visit.resident.member_id
    try:
        book = change(
            visit.unit,
            visit.house,
            event_id,
            lambda before, moment: step(before, member, moment),
            visit.now,
            member,
        )
    except NoSeats:
        show_event(visit, event_id, place, "no_seats")
        return True
    except PartyOutOfRange:
        return ask_for_party(visit, view, [], place, "range")
    except (NotRegistered, TooLate):
        _not_now(visit, view, place)
        return True
    after = book.registrations[member].status if book else None
    before = view.standing.status if view.standing else None
    if before in SEATED and after not in SEATED:
        ask_for_scrub(visit.unit)  # name and needs have gone with the seats
    if after in SEATED and before not in SEATED:
        _welcome(visit, view, place)
    elif after is RegistrationStatus.WAITLISTED and before is not RegistrationStatus.WAITLISTED:
        show_event(visit, event_id, place, "waitlisted")
    else:
        show_event(visit, event_id, place, note)
    return True


def _welcome(visit: Visit, view: EventView, place: Placement) -> None:
    """Confirm seats, hand over the calendar file, and ask below what is needed there."""
    show_event(visit, view.event.id, place, "welcome")
    visit.say("event_calendar", view=view, event=view.event.id)
    event_needs.show_needs(visit, view.event.id, Placement())


def _may_answer(view: EventView) -> bool:
    return view.phase is Phase.OPEN or (view.phase is Phase.CLOSED and view.is_mine)


def _not_now(visit: Visit, view: EventView, place: Placement) -> None:
    """Say that this cannot be done any more, and show how things are."""
    show_event(visit, view.event.id, place, "closed" if view.phase is Phase.CLOSED else "")


def _rules(view: EventView) -> Rules:
    event = view.event
    return Rules(event.capacity, event.largest_party, event.waitlist)
