"""Registrations: an event's book under a lock, one member's answer, and how many come."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, delete, exists, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert  # its ON CONFLICT reads the same on SQLite

from db.tables import chat, event, event_need, member, registration
from db.unit import Unit
from domain.events import EventStatus
from domain.languages import Language
from domain.registrations import (
    HOLDING,
    SEATED,
    STANDING,
    Book,
    Registration,
    RegistrationStatus,
    Rules,
)
from domain.tickets import TICKET_BITS, TICKET_BYTES


@dataclass(frozen=True, slots=True)
class Kept:
    """A member's registration as it is kept, with all that belongs to it but the needs."""

    id: int
    event_id: int
    member_id: int
    answer: Registration
    ticket: bytes | None  # exactly while they have seats
    name: str | None  # of the party, for the door, if they want that
    arrived: int
    told_sequence: int
    arrived_at: datetime | None = None


# --- the book --------------------------------------------------------------------------------------


def book(unit: Unit, event_id: int, member_id: int | None = None) -> Book | None:
    """Return an event's book, with a member's answer in it; None where there is no such event.

    The event's row stays locked until the unit's end: nobody else gets a seat of it meanwhile.
    """
    rules = unit.connection.execute(
        select(event.c.capacity, event.c.largest_party, event.c.waitlist, event.c.queue_number)
        .where(event.c.id == event_id)
        .with_for_update()  # SQLite has one writer and leaves it out
    ).first()
    if rules is None:
        return None
    capacity, largest_party, waitlist, last_queue = rules
    # Where there is no limit, those who have seats are many and decide nothing.
    deciding = STANDING if capacity is not None else STANDING - SEATED
    query = select(registration.c.member_id, *_ANSWER).where(
        registration.c.event_id == event_id,
        or_(registration.c.status.in_(deciding), registration.c.member_id == member_id),
    )
    answers = {row[0]: _answer(*row[1:]) for row in unit.connection.execute(query)}
    return Book(Rules(capacity, largest_party, waitlist), answers, last_queue)


def keep(unit: Unit, event_id: int, before: Book, after: Book, actor: int | None = None) -> list[int]:
    """Keep what a step has changed; return the members whose answer is another one now.

    Whoever gets seats gets a ticket. Whoever gives them up loses it, and what was noted for the day goes.
    Whoever answers is shown the event as it stands: no change before that is news to them.

    Args:
        unit: The unit of work in which `before` was read.
        event_id: The event.
        before: The book as it was read.
        after: The book as the step left it.
        actor: The member whose step it was; None: nobody's.
    """
    changed = [who for who, one in after.registrations.items() if before.registrations.get(who) != one]
    for who in changed:
        _keep_answer(unit, event_id, who, after.registrations[who], who == actor)
    if after.last_queue != before.last_queue:
        unit.connection.execute(
            update(event).where(event.c.id == event_id).values(queue_number=after.last_queue)
        )
    return changed


def lines_to_settle(unit: Unit, now: datetime) -> list[int]:
    """Return the coming events in which somebody waits, or has let an offer's time go by."""
    waits = registration.c.status == RegistrationStatus.WAITLISTED
    is_over = registration.c.offered_until <= now
    query = (
        select(event.c.id)
        .join(registration, registration.c.event_id == event.c.id)
        .where(event.c.status == EventStatus.PUBLISHED, event.c.starts_at > now, or_(waits, is_over))
        .distinct()
        .order_by(event.c.id)
    )
    return list(unit.connection.scalars(query))


# --- one member's answer ---------------------------------------------------------------------------


def of_member(unit: Unit, event_id: int, member_id: int) -> Kept | None:
    """Return a member's answer to an event, None where there is none."""
    return _first(
        unit, _KEPT.where(registration.c.event_id == event_id, registration.c.member_id == member_id)
    )


def by_id(unit: Unit, registration_id: int) -> Kept | None:
    """Return a registration, None where there is none."""
    return _first(unit, _KEPT.where(registration.c.id == registration_id))


def by_ticket(unit: Unit, ticket: bytes) -> Kept | None:
    """Return the registration with this ticket, None where there is none."""
    return _first(unit, _KEPT.where(registration.c.ticket == ticket))


def of_person(unit: Unit, member_id: int) -> list[Kept]:
    """Return all that a member has answered, the oldest first."""
    query = _KEPT.where(registration.c.member_id == member_id).order_by(registration.c.id)
    return [_kept(row) for row in unit.connection.execute(query)]


def of_chat(unit: Unit, event_id: int, address: int, language: Language) -> list[Kept]:
    """Return what those in a chat who speak a language have answered, in the household's order."""
    query = (
        _KEPT.join(member, member.c.id == registration.c.member_id)
        .join(chat, chat.c.id == member.c.chat_id)
        .where(registration.c.event_id == event_id, chat.c.address == address, member.c.language == language)
    )
    return [_kept(row) for row in unit.connection.execute(query.order_by(member.c.ordinal))]


def has_answered(unit: Unit, event_id: int, address: int, language: Language) -> bool:
    """Tell whether everybody in a chat who speaks a language has answered: nobody is left to be invited."""
    answers = exists().where(registration.c.member_id == member.c.id, registration.c.event_id == event_id)
    left = (
        select(member.c.id)
        .join(chat, chat.c.id == member.c.chat_id)
        .where(chat.c.address == address, member.c.language == language, ~answers)
    )
    return unit.connection.execute(left.limit(1)).first() is None


def set_name(unit: Unit, registration_id: int, name: str | None) -> None:
    """Keep the name by which a party is found at the door, or none."""
    unit.connection.execute(
        update(registration).where(registration.c.id == registration_id).values(name=name)
    )


def remove_of_chat(unit: Unit, chat_id: int) -> list[int]:
    """Delete all registrations of a chat, with needs and names; return the events that they were for."""
    return remove_of_people(
        unit, list(unit.connection.scalars(select(member.c.id).where(member.c.chat_id == chat_id)))
    )


def remove_of_people(unit: Unit, members: Sequence[int]) -> list[int]:
    """Delete all registrations of some people, as `remove_of_chat`."""
    theirs = select(registration.c.id).where(registration.c.member_id.in_(members)).scalar_subquery()
    unit.connection.execute(delete(event_need).where(event_need.c.registration_id.in_(theirs)))
    gone = unit.connection.execute(
        delete(registration).where(registration.c.member_id.in_(members)).returning(registration.c.event_id)
    )
    return sorted(set(gone.scalars()))


# --- how many --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Number:
    """How many parties, and how many people they are together."""

    parties: int
    people: int


def numbers(unit: Unit, event_id: int) -> dict[RegistrationStatus, Number]:
    """Return how many there are of each standing."""
    query = (
        select(registration.c.status, func.count(), func.sum(registration.c.party))
        .where(registration.c.event_id == event_id)
        .group_by(registration.c.status)
    )
    return {
        RegistrationStatus(status): Number(parties, int(people))
        for status, parties, people in unit.connection.execute(query)
    }


def taken(unit: Unit, event_id: int) -> int:
    """Return how many people have seats or an offer."""
    query = select(func.coalesce(func.sum(registration.c.party), 0)).where(
        registration.c.event_id == event_id, registration.c.status.in_(HOLDING)
    )
    return int(unit.connection.execute(query).scalar_one())


def before_in_line(unit: Unit, event_id: int, queue: int) -> int:
    """Return how many parties wait before a place in the line."""
    query = select(func.count()).where(
        registration.c.event_id == event_id,
        registration.c.status == RegistrationStatus.WAITLISTED,
        registration.c.queue < queue,
    )
    return unit.connection.execute(query).scalar_one()


_ANSWER = (registration.c.status, registration.c.party, registration.c.queue, registration.c.offered_until)
_KEPT: Select[Any] = select(
    registration.c.id,
    registration.c.event_id,
    registration.c.member_id,
    *_ANSWER,
    registration.c.ticket,
    registration.c.name,
    registration.c.arrived,
    registration.c.told_sequence,
    registration.c.arrived_at,
)


def _answer(status: str, party: int, queue: int, offered_until: datetime | None) -> Registration:
    return Registration(RegistrationStatus(status), party, queue, offered_until)


def _first(unit: Unit, query: Select[Any]) -> Kept | None:
    row = unit.connection.execute(query).first()
    return None if row is None else _kept(row)


def _kept(row: Any) -> Kept:
    key, event_id, member_id, status, party, queue, until, ticket, name, arrived, told, came = row
    answer = _answer(status, party, queue, until)
    shown = None if ticket is None else bytes(ticket)
    return Kept(key, event_id, member_id, answer, shown, name, arrived, told, came)


def _new_ticket() -> bytes:
    return secrets.randbits(TICKET_BITS).to_bytes(TICKET_BYTES, "big")


def _keep_answer(unit: Unit, event_id: int, who: int, one: Registration, is_actor: bool) -> None:
    sequence = select(event.c.sequence).where(event.c.id == event_id).scalar_subquery()
    values: dict[str, Any] = {
        "status": one.status,
        "party": one.party,
        "queue": one.queue,
        "offered_until": one.offered_until,
        "ticket": _new_ticket() if one.status in SEATED else None,
    }
    changes = dict(values)
    if one.status in SEATED:
        changes["ticket"] = func.coalesce(registration.c.ticket, values["ticket"])
    if one.status not in STANDING:
        changes["name"] = None
        mine = and_(registration.c.event_id == event_id, registration.c.member_id == who)
        theirs = select(registration.c.id).where(mine).scalar_subquery()
        unit.connection.execute(delete(event_need).where(event_need.c.registration_id.in_(theirs)))
    if is_actor:
        changes["told_sequence"] = sequence
    statement = upsert(registration).values(
        event_id=event_id, member_id=who, told_sequence=sequence, **values
    )
    unit.connection.execute(
        statement.on_conflict_do_update(index_elements=["event_id", "member_id"], set_=changes)
    )
