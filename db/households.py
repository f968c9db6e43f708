"""The people of a household: who joins, who answers just now, what this chat calls them, who leaves."""

from dataclasses import dataclass

from sqlalchemy import insert, select, update

from db import residents
from db.residents import Resident
from db.tables import chat, dialogue, member
from db.unit import Unit
from domain.household import Called, next_ordinal
from domain.languages import Language


@dataclass(frozen=True, slots=True)
class Household:
    """A chat's household: the highest number ever given to a person, and that of who answers just now."""

    chat_id: int
    joined: int
    speaking: int


def join(unit: Unit, resident: Resident, name: str, language: Language) -> Resident | None:
    """Add a person to a chat, who answers from now on; None where the chat is full.

    Args:
        unit: The unit of work; it holds the chat's lock since `residents.by_address`.
        resident: Who has answered so far.
        name: What this chat calls the new person, or nothing.
        language: A first guess.
    """
    joined = unit.connection.execute(select(chat.c.joined).where(chat.c.id == resident.chat_id)).scalar_one()
    ordinal = next_ordinal(joined)
    if ordinal is None:
        return None
    unit.connection.execute(
        insert(member).values(chat_id=resident.chat_id, ordinal=ordinal, name=name, language=language)
    )
    unit.connection.execute(
        update(chat).where(chat.c.id == resident.chat_id).values(joined=ordinal, speaking=ordinal)
    )
    return residents.by_address(unit, resident.address)


def at(unit: Unit, address: int) -> Household | None:
    """Return how a chat's household stands, without a lock; None where there is no such chat."""
    query = select(chat.c.id, chat.c.joined, chat.c.speaking).where(chat.c.address == address)
    row = unit.connection.execute(query).first()
    return None if row is None else Household(*row)


def let_speak(unit: Unit, resident: Resident, ordinal: int) -> Resident | None:
    """Let another person of the chat answer from now on, and return them; None where there is none such."""
    there = select(member.c.id).where(member.c.chat_id == resident.chat_id, member.c.ordinal == ordinal)
    if unit.connection.execute(there).first() is None:
        return None
    unit.connection.execute(update(chat).where(chat.c.id == resident.chat_id).values(speaking=ordinal))
    return residents.by_address(unit, resident.address)


def owner(unit: Unit, chat_id: int, dialogue_id: int) -> int | None:
    """Return whose of a chat's people a draft is, by their number; None for a draft of another chat."""
    query = (
        select(member.c.ordinal)
        .join(dialogue, dialogue.c.member_id == member.c.id)
        .where(dialogue.c.id == dialogue_id, member.c.chat_id == chat_id, dialogue.c.seal.is_(None))
    )
    return unit.connection.execute(query).scalar_one_or_none()


def rename(unit: Unit, chat_id: int, ordinal: int, name: str) -> None:
    """Keep what this chat calls a person from now on."""
    which = (member.c.chat_id == chat_id, member.c.ordinal == ordinal)
    unit.connection.execute(update(member).where(*which).values(name=name))


def called(unit: Unit, address: int, ordinal: int) -> tuple[Called, int] | None:
    """Return how a person of a chat is called and how many share it; None where they have left."""
    people = _names(unit, address)
    return (Called(ordinal, people[ordinal]), len(people)) if ordinal in people else None


def only_one(unit: Unit, address: int) -> Called | None:
    """Return how the only person of a chat is called; None where several share it, or nobody is there."""
    people = _names(unit, address)
    return (
        next((Called(*person, alone=True) for person in people.items()), None) if len(people) == 1 else None
    )


def _names(unit: Unit, address: int) -> dict[int, str]:
    query = (
        select(member.c.ordinal, member.c.name)
        .join(chat, chat.c.id == member.c.chat_id)
        .where(chat.c.address == address)
    )
    return {row[0]: row[1] for row in unit.connection.execute(query)}


def erase_person(unit: Unit, resident: Resident, member_id: int) -> Resident:
    """Delete a person with all that is linked to them; others must be left.

    Returns:
        Who answers now: the same as before, or the first of those who are left if that person is gone.
    """
    residents.erase_members(unit, [member_id])
    unit.changed.append(resident.address)  # messages to many may have waited for this person only
    if member_id == resident.member_id:
        first = (
            select(member.c.ordinal).where(member.c.chat_id == resident.chat_id).order_by(member.c.ordinal)
        )
        speaking = unit.connection.execute(first.limit(1)).scalar_one()
        unit.connection.execute(update(chat).where(chat.c.id == resident.chat_id).values(speaking=speaking))
    left = residents.by_address(unit, resident.address)
    if left is None:
        raise LookupError("nobody of the household is left")
    return left


def members_of(unit: Unit) -> list[tuple[int, int, int]]:
    """Return (address, ordinal, member id) of everybody."""
    query = select(chat.c.address, member.c.ordinal, member.c.id).join(member, member.c.chat_id == chat.c.id)
    return [(address, ordinal, who) for address, ordinal, who in unit.connection.execute(query)]


def newest_speakers(unit: Unit, language: Language, limit: int) -> list[tuple[int, int]]:
    """Return the (address, ordinal) of the members who came last, of those with a language."""
    query = (
        select(chat.c.address, member.c.ordinal)
        .join(member, member.c.chat_id == chat.c.id)
        .where(member.c.language == language)
        .order_by(member.c.id.desc())
        .limit(limit)
    )
    return [(address, ordinal) for address, ordinal in unit.connection.execute(query)]
