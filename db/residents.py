"""Residents: chats, the members of their household, consents."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, bindparam, delete, func, insert, select, update

from db import waiting
from db.broadcast_counts import BLOCKED
from db.prepared import Prepared
from db.tables import bulk_day, chat, consent, dialogue, follow, invited, member, outbox, pause, preview
from db.unit import Unit
from domain.household import Called
from domain.languages import Language


@dataclass(frozen=True, slots=True)
class Resident:
    """A member of a chat's household, as an update meets it."""

    chat_id: int
    member_id: int
    ordinal: int  # first, second ... person of the household
    address: int
    language: Language
    language_chosen: bool
    reachable: bool
    last_seen_on: date
    dialogue_id: int | None
    menu: tuple[str, ...]  # the options last offered
    name: str = ""  # what only this chat calls them
    people: int = 1  # how many share the chat

    @property
    def called(self) -> Called:
        """How this person is called where several share the chat."""
        return Called(self.ordinal, self.name, alone=self.people == 1)


_everybody = member.alias()
_people = select(func.count()).where(_everybody.c.chat_id == chat.c.id).scalar_subquery()
_BY_ADDRESS = Prepared(
    select(
        chat.c.id,
        member.c.id,
        member.c.ordinal,
        chat.c.address,
        member.c.language,
        member.c.language_chosen,
        chat.c.reachable,
        chat.c.last_seen_on,
        member.c.dialogue_id,
        member.c.menu,
        member.c.name,
        _people,
    )
    .join(member, and_(member.c.chat_id == chat.c.id, member.c.ordinal == chat.c.speaking))
    .where(chat.c.address == bindparam("address"))
    .with_for_update(of=(chat, member))
)
_TALK_IN = Prepared(update(member).where(member.c.id == bindparam("who")), sets=("dialogue_id",))
_OFFER = Prepared(update(member).where(member.c.id == bindparam("who")), sets=("menu",))


def by_address(unit: Unit, address: int) -> Resident | None:
    """Return the resident who writes from a chat: whoever of its people answers just now.

    The rows of the chat and the person stay locked until the unit's end.
    """
    row = _BY_ADDRESS.first(unit.connection, address=address)
    if row is None:
        # Where we waited for another worker that let somebody else here answer, PostgreSQL compares the new
        # chat with the old person and finds nobody. The chat is locked by now, so the second look is right.
        row = _BY_ADDRESS.first(unit.connection, address=address)
    if row is None:
        return None
    chat_id, member_id, ordinal, known, language, chosen, reachable, seen_on, dialogue_id, *rest = row
    menu, name, people = rest
    options = tuple(json.loads(menu or "[]"))
    who = chat_id, member_id, ordinal, known
    return Resident(*who, language, chosen, reachable, seen_on, dialogue_id, options, name, people)


def add(unit: Unit, address: int, language: Language, today: date) -> Resident:
    """Register a chat that writes for the first time, with its first member."""
    chat_id = unit.connection.execute(
        insert(chat).values(address=address, last_seen_on=today).returning(chat.c.id)
    ).scalar_one()
    member_id = unit.connection.execute(
        insert(member).values(chat_id=chat_id, language=language).returning(member.c.id)
    ).scalar_one()
    return Resident(chat_id, member_id, 1, address, language, False, True, today, None, ())


def keep_source(unit: Unit, chat_id: int, source: str) -> None:
    """Keep which poster or link has led a chat here, so that a message can go to whom it led."""
    unit.connection.execute(update(chat).where(chat.c.id == chat_id).values(source=source))


def seen(unit: Unit, resident: Resident, today: date) -> None:
    """Remember the day on which somebody last wrote, and that the chat can be reached again."""
    if resident.last_seen_on != today or not resident.reachable:
        unit.connection.execute(
            update(chat)
            .where(chat.c.id == resident.chat_id)
            .values(last_seen_on=today, reachable=True, warned_on=None)
        )


def set_reachable(unit: Unit, address: int, reachable: bool) -> None:
    """Remember that a resident blocked the bot, or came back."""
    unit.connection.execute(update(chat).where(chat.c.address == address).values(reachable=reachable))
    if not reachable:
        waiting.drop_for(unit, address, BLOCKED)
        unit.changed.append(address)


def choose_language(unit: Unit, member_id: int, language: Language) -> None:
    """Keep the language a member has chosen; what waits for them alone follows them into it."""
    chat_id, address, before = unit.connection.execute(
        select(chat.c.id, chat.c.address, member.c.language)
        .join(member, member.c.chat_id == chat.c.id)
        .where(member.c.id == member_id)
    ).one()
    unit.connection.execute(
        update(member).where(member.c.id == member_id).values(language=language, language_chosen=True)
    )
    if language == before:
        return
    others = select(member.c.id).where(member.c.chat_id == chat_id, member.c.language == before)
    if unit.connection.execute(others).first() is None:
        waiting.speak(unit, address, before, language)
        unit.changed.append(address)


def talk_in(unit: Unit, member_id: int, dialogue_id: int | None) -> None:
    """Let typed words go to this dialogue from now on, or to none."""
    _TALK_IN.run(unit.connection, who=member_id, dialogue_id=dialogue_id)


def offer_menu(unit: Unit, member_id: int, options: list[str]) -> None:
    """Keep the options last offered, so that each can also be chosen by typing its number."""
    _OFFER.run(unit.connection, who=member_id, menu=json.dumps(options) if options else None)


def stop(unit: Unit, chat_id: int, now: datetime) -> None:
    """Keep unasked messages away from a chat from now on, those that wait included."""
    stopped = update(chat).where(chat.c.id == chat_id).values(stopped_at=now).returning(chat.c.address)
    address = unit.connection.execute(stopped).scalar_one()
    waiting.drop_for(unit, address)
    unit.changed.append(address)


def wants_silence(unit: Unit, resident: Resident) -> bool:
    """Tell whether nothing unasked is to go to this resident: /stop was said."""
    stopped = select(chat.c.stopped_at.is_not(None)).where(chat.c.id == resident.chat_id)
    return bool(unit.connection.execute(stopped).scalar_one())


def resume_messages(unit: Unit, chat_id: int) -> None:
    """Undo a stop: the resident has come back by /start."""
    unit.connection.execute(update(chat).where(chat.c.id == chat_id).values(stopped_at=None))


def erase(unit: Unit, resident: Resident) -> None:
    """Delete all that is linked to a chat: members, consents, drafts, waiting messages."""
    connection = unit.connection
    erase_members(
        unit, list(connection.scalars(select(member.c.id).where(member.c.chat_id == resident.chat_id)))
    )
    connection.execute(delete(chat).where(chat.c.id == resident.chat_id))
    waiting.drop_for(unit, resident.address)
    unit.changed.append(resident.address)
    connection.execute(delete(outbox).where(outbox.c.address == resident.address))
    for table in (bulk_day, pause):
        connection.execute(delete(table).where(table.c.address == resident.address))


def erase_members(unit: Unit, members: list[int]) -> None:
    """Delete people with all that is linked to each of them, but for registrations."""
    for table in (dialogue, consent, invited, follow, preview):
        unit.connection.execute(delete(table).where(table.c.member_id.in_(members)))
    unit.connection.execute(delete(member).where(member.c.id.in_(members)))


# --- consent ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ConsentText:
    """Which text somebody agreed to, so that it can be shown again years later."""

    version: str
    hash: str
    language: Language


def agree(unit: Unit, member_id: int, purpose: str, text: ConsentText, now: datetime) -> None:
    """Record a consent; an older one is superseded, and one to the same text that still holds stays."""
    same = select(consent.c.id).where(
        consent.c.member_id == member_id,
        consent.c.purpose == purpose,
        consent.c.text_version == text.version,
        consent.c.text_hash == text.hash,
        consent.c.language == text.language,
        consent.c.withdrawn_at.is_(None),
    )
    if unit.connection.execute(same).first() is not None:
        return
    withdraw(unit, member_id, purpose, now)
    unit.connection.execute(
        insert(consent).values(
            member_id=member_id,
            purpose=purpose,
            text_version=text.version,
            text_hash=text.hash,
            language=text.language,
            given_at=now,
        )
    )


def withdraw(unit: Unit, member_id: int, purpose: str, now: datetime) -> None:
    """Record that a consent no longer holds."""
    ended = unit.connection.execute(
        update(consent)
        .where(
            consent.c.member_id == member_id,
            consent.c.purpose == purpose,
            consent.c.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=now)
    )
    if ended.rowcount:
        address = select(chat.c.address).join(member, member.c.chat_id == chat.c.id)
        unit.changed.append(unit.connection.execute(address.where(member.c.id == member_id)).scalar_one())


def has_agreed(unit: Unit, member_id: int, purpose: str) -> bool:
    """Tell whether a member's consent for a purpose holds now."""
    query = select(func.count()).where(
        consent.c.member_id == member_id, consent.c.purpose == purpose, consent.c.withdrawn_at.is_(None)
    )
    return unit.connection.execute(query).scalar_one() > 0
