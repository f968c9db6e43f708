"""Seats of an event change hands: under its lock, and those are told to whom it opens or closes something."""

from collections.abc import Callable
from datetime import datetime

from db import attendees, events, registrations
from db.unit import Unit
from domain.admission import Phase, phase_of
from domain.events import Event
from domain.languages import Language
from domain.outgoing import Recipient
from domain.quiet_hours import decent
from domain.registrations import Book, Moment, RegistrationStatus, TooLate, offers_until, settle
from usecases.house import House
from usecases.to_many import Words, plan

Step = Callable[[Book, Moment], Book]

_TOLD = {RegistrationStatus.OFFERED: "event_offer", RegistrationStatus.EXPIRED: "event_offer_over"}
"""What others are told of a step that was not theirs."""


def change(
    unit: Unit, house: House, event_id: int, step: Step, now: datetime, member_id: int | None = None
) -> Book | None:
    """Take a step in an event's book, keep it, and tell whoever is offered seats by it.

    Args:
        unit: The unit of work; the event's book is locked from here to its end.
        house: The deployment.
        event_id: The event.
        step: One of `domain.registrations`.
        now: The time.
        member_id: Whose step it is: their own answer is told them by whoever called.

    Returns:
        The book afterwards, None where there is no such event.

    Raises:
        RegistrationError: The step is not possible; nothing has changed. `TooLate`: the event has begun.
    """
    before = registrations.book(unit, event_id, member_id)
    event = events.by_id(unit, event_id)  # under the lock: it cannot be cancelled meanwhile
    if before is None or event is None:
        return None
    if member_id is not None and not phase_of(event, now).is_ahead:
        raise TooLate
    after = step(before, moment_of(house, event, now))
    changed = registrations.keep(unit, event_id, before, after, member_id)
    _tell(unit, house, event, after, [who for who in changed if who != member_id], now)
    return after


def settle_line(unit: Unit, house: House, event_id: int, now: datetime) -> bool:
    """Let offers end whose time is over, and offer free seats to the next in line; tell whether any did."""
    before = registrations.book(unit, event_id)
    after = change(unit, house, event_id, settle, now)
    return after != before


def lines_to_settle(unit: Unit, now: datetime) -> list[int]:
    """Return the events in which a seat may have to be offered: freed, or not taken in time."""
    return registrations.lines_to_settle(unit, now)


def moment_of(house: House, event: Event, now: datetime) -> Moment:
    """Return now as the rules need it; an offer's time begins when its reader is told, never at night."""
    if event.starts_at is None or not phase_of(event, now).is_ahead:
        return Moment(now, None)
    told_at = decent(now, house.timezone, house.quiet)
    return Moment(now, offers_until(told_at, event.offer_hours, event.starts_at))


def _tell(unit: Unit, house: House, event: Event, book: Book, members: list[int], now: datetime) -> None:
    about = {who: _TOLD.get(book.registrations[who].status) for who in members}
    told = {who: template for who, template in about.items() if template is not None}
    if not told or phase_of(event, now) is Phase.CANCELLED:  # it is withdrawn: nothing more about it
        return
    for one in attendees.whose(unit, event.id, told):
        template, answer = told[one.member_id], book.registrations[one.member_id]
        args = {"event": event.id, "member": one.member_id}

        def words(_language: Language, said: Words = (template, args)) -> Words:
            return said

        plan(
            unit,
            house,
            [Recipient(one.chat_id, one.address, one.language)],
            words,
            f"{template}:{event.id}:{answer.queue}",  # a place in the line is offered seats once only
            now,
            purpose=None,  # they have asked for it by waiting
            capped=False,
        )
