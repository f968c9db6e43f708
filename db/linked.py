"""All that is linked to a chat, for its owner to read."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import func, select

from db.tables import bulk_day, chat, dialogue, member, outbox, pause
from db.unit import Unit
from domain.dialogue import Answer
from domain.dialogue_data import dialogue_from_json
from domain.languages import Language
from domain.modes import Mode
from domain.outgoing import Priority
from domain.survey import QuestionName


@dataclass(frozen=True, slots=True)
class LinkedChat:
    """A chat as it is kept."""

    id: int
    address: int
    reachable: bool
    stopped_at: datetime | None
    last_seen_on: date
    source: str = ""  # which poster or link led here
    speaking: int = 1  # the person who answers just now
    joined: int = 1  # the highest number ever given to a person here


@dataclass(frozen=True, slots=True)
class LinkedMember:
    """A person of the household as it is kept."""

    id: int
    ordinal: int
    language: Language
    language_chosen: bool
    name: str = ""  # what only this chat calls them


@dataclass(frozen=True, slots=True)
class LinkedDraft:
    """Answers that are linked to a person; submitted ones wait to be cut loose."""

    survey_key: str
    version_id: int
    answers: Mapping[QuestionName, Answer]
    touched_on: date
    is_submitted: bool
    card: int | None
    typed: tuple[int, ...] = ()  # the person's own messages that held answers


def chat_at(unit: Unit, address: int) -> LinkedChat | None:
    """Return the chat with this number, None where nothing is linked to it."""
    columns = (
        *(chat.c.id, chat.c.address, chat.c.reachable, chat.c.stopped_at, chat.c.last_seen_on),
        *(chat.c.source, chat.c.speaking, chat.c.joined),
    )
    row = unit.connection.execute(select(*columns).where(chat.c.address == address)).first()
    return None if row is None else LinkedChat(*row)


def members(unit: Unit, chat_id: int) -> list[LinkedMember]:
    """Return a chat's people."""
    columns = (member.c.id, member.c.ordinal, member.c.language, member.c.language_chosen, member.c.name)
    query = select(*columns).where(member.c.chat_id == chat_id).order_by(member.c.ordinal)
    return [LinkedMember(*row) for row in unit.connection.execute(query)]


def drafts(unit: Unit, member_id: int) -> list[LinkedDraft]:
    """Return a person's own answers that have not been cut loose."""
    columns = (
        dialogue.c.survey_key,
        dialogue.c.version_id,
        dialogue.c.state,
        dialogue.c.touched_on,
        dialogue.c.seal.is_not(None),
        dialogue.c.card,
        dialogue.c.typed,
    )
    own = (dialogue.c.member_id == member_id, dialogue.c.mode == Mode.CHAT)
    query = select(*columns).where(*own).order_by(dialogue.c.id)
    return [
        LinkedDraft(
            key,
            version,
            dialogue_from_json(state).answers,
            touched_on,
            bool(submitted),
            card,
            tuple(json.loads(typed or "[]")),
        )
        for key, version, state, touched_on, submitted, card, typed in unit.connection.execute(query)
    ]


def count_entered(unit: Unit, member_ids: Sequence[int]) -> int:
    """Return how many papers and calls of others these people have here, until they are cut loose."""
    query = select(func.count()).where(dialogue.c.member_id.in_(member_ids), dialogue.c.mode != Mode.CHAT)
    return unit.connection.execute(query).scalar_one()


def unasked_messages(unit: Unit, address: int) -> int:
    """Return how many messages wait to be sent to a chat that are no replies."""
    query = select(func.count()).where(outbox.c.address == address, outbox.c.priority != int(Priority.REPLY))
    return unit.connection.execute(query).scalar_one()


def bulk_messages(unit: Unit, address: int) -> tuple[date, int] | None:
    """Return the last day for which a chat has messages to many, and how many; None: forgotten."""
    query = select(bulk_day.c.day, bulk_day.c.n).where(bulk_day.c.address == address)
    row = unit.connection.execute(query).first()
    return None if row is None else (date.fromordinal(row[0]), row[1])


def paused_until(unit: Unit, address: int) -> datetime | None:
    """Return until when the server has asked for silence in a chat, None where it has not."""
    query = select(func.max(pause.c.held_until)).where(pause.c.address == address)
    held = unit.connection.execute(query).scalar_one()
    return None if held is None else datetime.fromtimestamp(held / 1_000_000, UTC)
