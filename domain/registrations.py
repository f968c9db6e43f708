"""Registrations: who has seats at an event, who is offered some, who waits in line.

    nothing → maybe or declined, which hold no seat
    yes → registered, or waitlisted where they do not fit
    waitlisted → offered (a time is stated) → confirmed, or expired
    registered, confirmed → attended or no_show, at the door; cancelled until then

Every step leads from book to book and ends with `settle`: offers whose time is over end, and free seats are
offered to those who wait, in line, to each who fits; who does not fit keeps the place. So after every step

- parties with seats and parties with an offer are never more people than the capacity, unless staff have
  lowered it: whom seats were promised to keeps them, and nobody gets more until there is room again;
- no seat is free that somebody who waits would fit into, so nobody who fits is ever passed over.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

LAST_OFFERS = timedelta(hours=1)
"""So long before an event no seats are offered any more; they are for those who stand at the door."""


class RegistrationStatus(StrEnum):
    """How somebody stands to an event. Whoever has not answered has no row."""

    MAYBE = "maybe"
    DECLINED = "declined"
    REGISTERED = "registered"
    WAITLISTED = "waitlisted"
    OFFERED = "offered"  # seats are kept for them until a stated time
    CONFIRMED = "confirmed"  # they have accepted an offer
    EXPIRED = "expired"  # they have let an offer's time go by
    CANCELLED = "cancelled"
    ATTENDED = "attended"
    NO_SHOW = "no_show"


_Status = RegistrationStatus
COMING = frozenset({_Status.REGISTERED, _Status.CONFIRMED})
"""Those who are expected."""

SEATED = COMING | {_Status.ATTENDED}
"""Those who have seats."""

HOLDING = SEATED | {_Status.OFFERED}
"""Those whose seats nobody else can get."""

STANDING = HOLDING | {_Status.WAITLISTED}
"""Those who have said yes, and it stands."""


class RegistrationError(Exception):
    """A step is not possible; nothing has changed."""


class PartyOutOfRange(RegistrationError):
    """A party has one person at least, and no more than the event allows."""


class NoSeats(RegistrationError):
    """There are not enough free seats."""


class NotRegistered(RegistrationError):
    """There is no registration that this could change."""


class TooLate(RegistrationError):
    """The event has begun, or is off."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What an event says about its seats.

    Attributes:
        capacity: People, not parties; None: as many as come.
        largest_party: People that one registration may bring.
        waitlist: Whether those who do not fit may wait.
    """

    capacity: int | None
    largest_party: int
    waitlist: bool = True

    @property
    def largest(self) -> int:
        """Return the largest party that could ever get seats."""
        return self.largest_party if self.capacity is None else min(self.largest_party, self.capacity)


@dataclass(frozen=True, slots=True)
class Registration:
    """One member's answer: with how many people, and, in line, with which place."""

    status: RegistrationStatus
    party: int = 1
    queue: int = 0  # the place in line, which rises; 0: never waited
    offered_until: datetime | None = None  # exactly while OFFERED


@dataclass(frozen=True, slots=True)
class Book:
    """An event's registrations, by member; those that hold no seat and do not wait may be left out.

    `last_queue` is the last place in the line that was given.
    """

    rules: Rules
    registrations: Mapping[int, Registration] = field(default_factory=dict)
    last_queue: int = 0

    @property
    def taken(self) -> int:
        """Return how many people have seats or an offer."""
        return sum(one.party for one in self.registrations.values() if one.status in HOLDING)

    @property
    def left(self) -> int | None:
        """Return how many seats are free, 0 where there are too few; None: there is no limit."""
        return None if self.rules.capacity is None else max(0, self.rules.capacity - self.taken)

    @property
    def line(self) -> list[int]:
        """Return the members who wait, the next one first."""
        waiting = (who for who, one in self.registrations.items() if one.status is _Status.WAITLISTED)
        return sorted(waiting, key=lambda who: self.registrations[who].queue)

    def fits(self, people: int) -> bool:
        """Tell whether there are free seats for this many people."""
        return self.left is None or people <= self.left


@dataclass(frozen=True, slots=True)
class Moment:
    """When a step is taken.

    `offers_until` is the time until which seats are kept that are offered now; None: none are offered any
    more, because the event has begun, or is off.
    """

    now: datetime
    offers_until: datetime | None


def say_yes(book: Book, member: int, party: int, moment: Moment) -> Book:
    """Register a party, or put it at the end of the line; for one that is in the book its size changes.

    Raises:
        PartyOutOfRange: The party is empty or too large.
        NoSeats: It does not fit, and there is no waitlist.
    """
    book = settle(book, moment)
    if not 1 <= party <= book.rules.largest:
        raise PartyOutOfRange
    known = book.registrations.get(member)
    if known is not None and known.status in STANDING:
        return change_party(book, member, party, moment)
    if book.fits(party):
        return _put(book, member, Registration(_Status.REGISTERED, party))
    if not book.rules.waitlist:
        raise NoSeats
    place = book.last_queue + 1
    return _put(replace(book, last_queue=place), member, Registration(_Status.WAITLISTED, party, place))


def change_party(book: Book, member: int, party: int, moment: Moment) -> Book:
    """Change how many people come along; in line, the place stays.

    Raises:
        PartyOutOfRange: The party is empty or too large.
        NoSeats: There are no seats for so many; those they have stay theirs.
        NotRegistered: They have no seats, no offer and no place in line.
    """
    book = settle(book, moment)
    known = book.registrations.get(member)
    if known is None or known.status not in STANDING:
        raise NotRegistered
    if party != known.party and not 1 <= party <= book.rules.largest:
        raise PartyOutOfRange
    if known.status in HOLDING and party > known.party and not book.fits(party - known.party):
        raise NoSeats
    return settle(_put(book, member, replace(known, party=party)), moment)


def accept(book: Book, member: int, moment: Moment) -> Book:
    """Take the seats that are offered. Where the time is over it is as if they had said yes anew.

    Raises:
        NoSeats: The time is over, the seats are gone, and there is no waitlist.
        NotRegistered: Nothing was offered.
        PartyOutOfRange: The time is over, and the event has become too small.
    """
    book = settle(book, moment)
    known = book.registrations.get(member)
    match known.status if known else None:
        case _Status.OFFERED if known:
            return _put(book, member, replace(known, status=_Status.CONFIRMED, offered_until=None))
        case _Status.EXPIRED if known:
            return say_yes(book, member, known.party, moment)
        case status if status in SEATED:
            return book
        case _:
            raise NotRegistered


def say_no(book: Book, member: int, moment: Moment) -> Book:
    """Keep a no; who had seats, an offer or a place in line gives them up."""
    known = book.registrations.get(member)
    stood = known is not None and known.status in STANDING
    return _give_up(book, member, _Status.CANCELLED if stood else _Status.DECLINED, moment)


def say_maybe(book: Book, member: int, moment: Moment) -> Book:
    """Keep a maybe, which holds no seat; who had seats, an offer or a place in line gives them up."""
    return _give_up(book, member, _Status.MAYBE, moment)


def settle(book: Book, moment: Moment) -> Book:
    """End offers whose time is over, then offer free seats to those who wait, in line, to each who fits."""
    registrations = dict(book.registrations)
    for who, one in registrations.items():
        if one.offered_until is not None and one.offered_until <= moment.now:
            registrations[who] = replace(one, status=_Status.EXPIRED, offered_until=None)
    book = replace(book, registrations=registrations)
    left = book.left
    if moment.offers_until is None or left == 0:
        return book
    for who in book.line:
        waits = registrations[who]
        if left is None or waits.party <= left:
            registrations[who] = replace(waits, status=_Status.OFFERED, offered_until=moment.offers_until)
            left = None if left is None else left - waits.party
    return replace(book, registrations=registrations)


def offers_until(told_at: datetime, hours: int, starts_at: datetime) -> datetime | None:
    """Return until when seats are kept for somebody who is told at a time; None: it is too late for that.

    It is so many hours, but never more than half of what is left until the event: the next in line is to
    have a chance as well.
    """
    left = starts_at - told_at
    if left < LAST_OFFERS:
        return None
    until = told_at + min(timedelta(hours=hours), left / 2)
    return until.replace(second=0, microsecond=0)


def _give_up(book: Book, member: int, status: RegistrationStatus, moment: Moment) -> Book:
    known = book.registrations.get(member) or Registration(status)
    if known.status is _Status.ATTENDED:  # they are here
        return book
    return settle(_put(book, member, Registration(status, known.party)), moment)


def _put(book: Book, member: int, one: Registration) -> Book:
    return replace(book, registrations={**book.registrations, member: one})
