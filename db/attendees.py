"""Those who have answered an event, in the order of their chats: who is written to, and what they know."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import select, update

from db.tables import chat, member, registration
from db.unit import Unit
from domain.languages import Language
from domain.registrations import RegistrationStatus


@dataclass(frozen=True, slots=True)
class Attendee:
    """One registration, with where and in which language its owner is written to."""

    registration_id: int
    chat_id: int
    address: int
    language: Language
    told_sequence: int


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose a registration is: where and in which language they are written to."""

    member_id: int
    chat_id: int
    address: int
    language: Language


def attendees(
    unit: Unit, event_id: int, statuses: Collection[RegistrationStatus], after: int, limit: int
) -> list[Attendee]:
    """Return the next of those who stand so to an event, no chat torn apart.

    Who cannot be reached, or wants no messages, is not there.

    Args:
        unit: The unit of work.
        event_id: The event.
        statuses: How they stand to it.
        after: The last chat that was returned before.
        limit: How many at the most.
    """
    query = (
        select(registration.c.id, chat.c.id, chat.c.address, member.c.language, registration.c.told_sequence)
        .join(member, member.c.id == registration.c.member_id)
        .join(chat, chat.c.id == member.c.chat_id)
        .where(
            registration.c.event_id == event_id,
            registration.c.status.in_(sorted(statuses)),
            chat.c.id > after,
            chat.c.reachable,
            chat.c.stopped_at.is_(None),
        )
        .order_by(chat.c.id, member.c.ordinal)
        .limit(limit + 1)
    )
    found = [Attendee(*row) for row in unit.connection.execute(query)]
    if len(found) <= limit:
        return found
    whole = [one for one in found if one.chat_id != found[-1].chat_id]
    return whole or attendees(unit, event_id, statuses, after, limit * 2)  # a household beyond the limit


def whose(unit: Unit, event_id: int, members: Iterable[int]) -> list[Whose]:
    """Return where some members of an event's book are written to.

    Who cannot be reached, or wants no messages, is not there.
    """
    query = (
        select(member.c.id, chat.c.id, chat.c.address, member.c.language)
        .join(registration, registration.c.member_id == member.c.id)
        .join(chat, chat.c.id == member.c.chat_id)
        .where(
            registration.c.event_id == event_id,
            member.c.id.in_(list(members)),
            chat.c.reachable,
            chat.c.stopped_at.is_(None),
        )
        .order_by(chat.c.id, member.c.id)
    )
    return [Whose(*row) for row in unit.connection.execute(query)]


def has_any(unit: Unit, event_id: int, statuses: Collection[RegistrationStatus]) -> bool:
    """Tell whether anybody stands so to an event."""
    query = select(registration.c.id).where(
        registration.c.event_id == event_id, registration.c.status.in_(sorted(statuses))
    )
    return unit.connection.execute(query.limit(1)).first() is not None


def keep_told(unit: Unit, registrations: Iterable[int], sequence: int) -> None:
    """Keep up to which change the owners of registrations are told, in the commit that tells them."""
    unit.connection.execute(
        update(registration).where(registration.c.id.in_(list(registrations))).values(told_sequence=sequence)
    )


def is_in_chat(unit: Unit, member_id: int, chat_id: int) -> bool:
    """Tell whether a member belongs to a chat's household."""
    query = select(member.c.id).where(member.c.id == member_id, member.c.chat_id == chat_id)
    return unit.connection.execute(query).first() is not None
