"""Dialogues: the drafts, linked to a member until they are submitted or erased."""

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import bindparam, delete, insert, select, update

from db.prepared import Prepared
from db.surveys import WINDOW, Offer, window_of
from db.tables import dialogue, survey
from db.unit import Unit
from domain.dialogue import Dialogue
from domain.dialogue_data import dialogue_from_json, dialogue_to_json
from domain.languages import Language
from domain.modes import Mode
from domain.survey_life import Window

_AT_ONCE = 500  # ids in one statement


@dataclass(frozen=True, slots=True)
class Entry:
    """How answers come in: from the member's own chat, or entered by staff for somebody else.

    Attributes:
        mode: The mode.
        language: Of the paper or the call, "" where it is the member's own.
        came_with_code: A letter's code came with what staff enter.
        code: The hash of that code, of which a place is taken when the answers are submitted.
    """

    mode: Mode = Mode.CHAT
    language: Language = ""
    came_with_code: bool = False
    code: bytes | None = field(default=None, repr=False)


FROM_CHAT = Entry()


@dataclass(frozen=True, slots=True)
class Draft:
    """A dialogue as it is kept."""

    id: int
    member_id: int
    survey_key: str
    version_id: int
    dialogue: Dialogue
    card: int | None
    window: Window
    ended_on: date | None = None
    entry: Entry = FROM_CHAT

    def is_open(self, now: datetime, timezone: str) -> bool:
        """Tell whether its survey can be answered now."""
        return self.ended_on is None and self.window.is_open(now, timezone)


_DRAFT = Prepared(
    select(
        dialogue.c.id,
        dialogue.c.member_id,
        dialogue.c.survey_key,
        dialogue.c.version_id,
        dialogue.c.state,
        dialogue.c.card,
        survey.c.ended_on,
        *WINDOW,
        dialogue.c.mode,
        dialogue.c.language,
        dialogue.c.with_code,
        dialogue.c.code,
    )
    .join(survey, survey.c.key == dialogue.c.survey_key)
    .where(dialogue.c.id == bindparam("draft"), dialogue.c.seal.is_(None))
)
_SAVE = Prepared(update(dialogue).where(dialogue.c.id == bindparam("draft")), sets=("state", "touched_on"))


def by_id(unit: Unit, dialogue_id: int) -> Draft | None:
    """Return a draft, or None where it was sealed, submitted or erased."""
    row = _DRAFT.first(unit.connection, draft=dialogue_id)
    if row is None:
        return None
    draft, member, key, version, state, card, ended_on, *window, mode, language, came, code = row
    entry = FROM_CHAT if mode == Mode.CHAT else Entry(Mode(mode), language, came, code and bytes(code))
    dialogue = dialogue_from_json(state)
    return Draft(draft, member, key, version, dialogue, card, window_of(*window), ended_on, entry)


def of_member(unit: Unit, member_id: int, survey_key: str, mode: Mode = Mode.CHAT) -> Draft | None:
    """Return a member's draft of a survey, or None; what staff enter for others is kept apart by its mode."""
    query = select(dialogue.c.id).where(
        dialogue.c.member_id == member_id,
        dialogue.c.survey_key == survey_key,
        dialogue.c.mode == mode,
        dialogue.c.seal.is_(None),
    )
    found = unit.connection.execute(query).scalar_one_or_none()
    return None if found is None else by_id(unit, found)


def add(
    unit: Unit, member_id: int, offer: Offer, new: Dialogue, today: date, entry: Entry = FROM_CHAT
) -> Draft:
    """Keep a new draft, pinned to the version that is offered now."""
    dialogue_id = unit.connection.execute(
        insert(dialogue)
        .values(
            member_id=member_id,
            survey_key=offer.key,
            version_id=offer.version_id,
            state=dialogue_to_json(new),
            touched_on=today,
            mode=entry.mode,
            language=entry.language,
            with_code=entry.came_with_code,
            code=entry.code,
        )
        .returning(dialogue.c.id)
    ).scalar_one()
    return Draft(
        dialogue_id,
        member_id,
        offer.key,
        offer.version_id,
        new,
        None,
        offer.window,
        entry=entry,
    )


def save(unit: Unit, draft_id: int, changed: Dialogue, today: date) -> None:
    """Keep where a dialogue stands now."""
    _SAVE.run(unit.connection, draft=draft_id, state=dialogue_to_json(changed), touched_on=today)


def keep_card(unit: Unit, draft_id: int, message: int) -> None:
    """Remember the message that is the living card from now on."""
    unit.connection.execute(update(dialogue).where(dialogue.c.id == draft_id).values(card=message))


def forget_code(unit: Unit, draft_id: int) -> None:
    """Let what staff enter go on as having come without a letter: all of the household have used its code."""
    unit.connection.execute(
        update(dialogue).where(dialogue.c.id == draft_id).values(with_code=False, code=None)
    )


def remove(unit: Unit, draft_id: int) -> None:
    """Delete a draft: its survey ended for this person, or its answers were withdrawn."""
    unit.connection.execute(delete(dialogue).where(dialogue.c.id == draft_id))


def forget_older_than(unit: Unit, before: date) -> int:
    """Delete drafts that nobody has touched since a day; return how many. Submitted ones wait for others."""
    untouched = (dialogue.c.touched_on < before, dialogue.c.seal.is_(None))
    return unit.connection.execute(delete(dialogue).where(*untouched)).rowcount
