"""Drafts that nobody has touched for days: whose they are, and that their people were reminded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_, select, update
from sqlalchemy.orm import aliased

from db.surveys import WINDOW, window_of
from db.tables import chat, consent, dialogue, member, survey
from db.unit import Unit
from domain.dialogue import Dialogue
from domain.dialogue_data import dialogue_from_json
from domain.modes import Mode
from domain.outgoing import Recipient
from domain.survey_life import Window
from domain.times import local_day
from domain.town import SURVEY_CONSENT
from domain.unfinished import RemindDays, reminders_due


@dataclass(frozen=True, slots=True)
class LeftDraft:
    """A draft that was left: in whose chat, and how many reminders should have gone by now."""

    id: int
    recipient: Recipient
    reminded: int
    due: int


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A draft as its reminder tells of it: whose it is, and where it stands."""

    id: int
    ordinal: int
    survey_key: str
    version_id: int
    dialogue: Dialogue
    window: Window


def left_drafts(
    unit: Unit, days: RemindDays, today: date, read_at: datetime, timezone: str, chats: int
) -> list[LeftDraft]:
    """Return the drafts that a reminder is due of, of so many chats at the most, no chat torn apart.

    Args:
        unit: The unit of work.
        days: After how many days without a touch each reminder goes.
        today: The local day.
        read_at: When the message is read; the survey must still be open then.
        timezone: Whose local time surveys open and close in.
        chats: How many chats at the most.
    """
    if not days:
        return []
    which = and_(
        *_can_be_reminded(local_day(read_at, timezone)),
        or_(
            *(
                and_(dialogue.c.reminded == n, dialogue.c.touched_on <= today - timedelta(days=after))
                for n, after in enumerate(days)
            )
        ),
    )
    speaker = aliased(member)
    query = (
        select(
            *(dialogue.c.id, chat.c.id, chat.c.address, speaker.c.language),
            *(dialogue.c.reminded, dialogue.c.touched_on, *WINDOW),
        )
        .join(member, member.c.id == dialogue.c.member_id)
        .join(chat, chat.c.id == member.c.chat_id)
        .join(speaker, and_(speaker.c.chat_id == chat.c.id, speaker.c.ordinal == chat.c.speaking))
        .join(survey, survey.c.key == dialogue.c.survey_key)
        .where(which, chat.c.reachable, chat.c.stopped_at.is_(None))
        .order_by(chat.c.id, member.c.ordinal, dialogue.c.id)
    )
    found: list[LeftDraft] = []
    seen: set[int] = set()
    for draft, chat_id, address, language, reminded, touched_on, *window in unit.connection.execute(query):
        if not window_of(*window).is_open(read_at, timezone):
            continue
        if chat_id not in seen and len(seen) == chats:
            break
        seen.add(chat_id)
        due = reminders_due(touched_on, today, days)
        found.append(LeftDraft(draft, Recipient(chat_id, address, language), reminded, due))
    return found


def claim(unit: Unit, draft: LeftDraft) -> bool:
    """Keep that a draft's person is reminded; return False where another process does it already."""
    claimed = unit.connection.execute(
        update(dialogue)
        .where(dialogue.c.id == draft.id, dialogue.c.reminded == draft.reminded, dialogue.c.seal.is_(None))
        .values(reminded=draft.due)
    )
    return claimed.rowcount > 0


def still_left(
    unit: Unit, address: int, drafts: Sequence[int], since: date, now: datetime, timezone: str
) -> list[Unfinished]:
    """Return those of a chat's drafts that a reminder may still tell of: nobody has touched them since.

    Args:
        unit: The unit of work.
        address: The chat.
        drafts: The drafts that the reminder was planned for.
        since: The day on which it was planned.
        now: When it is read.
        timezone: Whose local time surveys open and close in.
    """
    query = (
        select(
            *(dialogue.c.id, member.c.ordinal, dialogue.c.survey_key, dialogue.c.version_id),
            *(dialogue.c.state, *WINDOW),
        )
        .join(member, member.c.id == dialogue.c.member_id)
        .join(chat, chat.c.id == member.c.chat_id)
        .join(survey, survey.c.key == dialogue.c.survey_key)
        .where(
            chat.c.address == address,
            dialogue.c.id.in_(drafts),
            dialogue.c.touched_on < since,
            *_can_be_reminded(local_day(now, timezone)),
        )
        .order_by(member.c.ordinal, dialogue.c.id)
    )
    found = [
        Unfinished(draft, ordinal, key, version, dialogue_from_json(state), window_of(*window))
        for draft, ordinal, key, version, state, *window in unit.connection.execute(query)
    ]
    return [one for one in found if one.window.is_open(now, timezone)]


def _can_be_reminded(day: date) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions for one's own draft whose survey is open on a day and whose consent holds."""
    agreed = exists().where(
        consent.c.member_id == dialogue.c.member_id,
        consent.c.purpose == SURVEY_CONSENT,
        consent.c.withdrawn_at.is_(None),
    )
    return (
        dialogue.c.seal.is_(None),
        dialogue.c.mode == Mode.CHAT,
        survey.c.ended_on.is_(None),
        survey.c.opens_on <= day,
        survey.c.closes_on >= day,
        agreed,
    )
