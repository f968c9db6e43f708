"""Submitted answers that wait, linked to a member still, until they are cut loose together with others."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import and_, delete, func, select, update

from db import invited as letters
from db.tables import chat, dialogue, invited, member, survey
from db.unit import Unit
from domain.dialogue import Answer, Dialogue
from domain.dialogue_data import dialogue_from_json, dialogue_to_json
from domain.languages import Language
from domain.modes import Mode
from domain.survey import QuestionName

_AT_ONCE = 500  # ids in one statement


@dataclass(frozen=True, slots=True)
class SealedDraft:
    """Submitted answers that wait until they can be cut loose from the chat together with others.

    The language and the letter are those of whoever answered, also where staff entered it.
    """

    id: int
    survey_key: str
    version_id: int
    address: int
    ordinal: int
    language: Language
    seal: bytes
    answers: Mapping[QuestionName, Answer]
    came_with_code: bool  # of a letter
    mode: Mode = Mode.CHAT


def seal(unit: Unit, draft_id: int, submitted: Dialogue, random: bytes) -> None:
    """Submit a draft: nothing changes it any more, and it waits for others. Its letter's code goes.

    Raises:
        LookupError: Retention has deleted it since it was read: nobody may get a receipt for nothing.
    """
    sealed = unit.connection.execute(
        update(dialogue)
        .where(dialogue.c.id == draft_id)
        .values(state=dialogue_to_json(submitted), seal=random, card=None, code=None)
    )
    if not sealed.rowcount:
        raise LookupError("the draft that is to be submitted is gone")


def seal_of(unit: Unit, draft_id: int) -> bytes | None:
    """Return the random bytes of a sealed draft, None once it is cut loose or erased."""
    query = select(dialogue.c.seal).where(dialogue.c.id == draft_id)
    return unit.connection.execute(query).scalar_one_or_none()


def has_any(unit: Unit, member_id: int, survey_key: str) -> bool:
    """Tell whether a member's own answers to a survey wait to be cut loose."""
    query = select(dialogue.c.id).where(
        dialogue.c.member_id == member_id,
        dialogue.c.survey_key == survey_key,
        dialogue.c.mode == Mode.CHAT,
        dialogue.c.seal.is_not(None),
    )
    return unit.connection.execute(query).first() is not None


def is_of(unit: Unit, draft_id: int, member_id: int) -> bool:
    """Tell whether this is a member's own sealed draft."""
    query = select(dialogue.c.id).where(
        dialogue.c.id == draft_id, dialogue.c.member_id == member_id, dialogue.c.seal.is_not(None)
    )
    return unit.connection.execute(query).first() is not None


def count_entered_waiting(unit: Unit, chat_id: int) -> int:
    """Return how many papers and calls that were entered in a chat wait to be cut loose."""
    query = (
        select(func.count())
        .select_from(dialogue)
        .join(member, member.c.id == dialogue.c.member_id)
        .where(member.c.chat_id == chat_id, dialogue.c.seal.is_not(None), dialogue.c.mode != Mode.CHAT)
    )
    return unit.connection.execute(query).scalar_one()


def count(unit: Unit, survey_key: str) -> int:
    """Return how many submitted answers wait to be cut loose."""
    query = select(func.count()).where(dialogue.c.survey_key == survey_key, dialogue.c.seal.is_not(None))
    return unit.connection.execute(query).scalar_one()


def of(
    unit: Unit,
    survey_key: str | None = None,
    address: int | None = None,
    member_id: int | None = None,
    draft_id: int | None = None,
) -> list[SealedDraft]:
    """Take the sealed drafts, of one survey, chat or person, or one draft, where that is given.

    Those whose receipt is still on its way to the resident are among them.

    Nobody else seals, erases or withdraws them until the unit's end: whoever cuts answers loose and whoever
    erases them wait for each other, and the later one finds only what the earlier one has left. All take
    them survey by survey in the process's order, so that no two hold what the other one waits for.
    """
    of_draft = and_(
        invited.c.member_id == dialogue.c.member_id, invited.c.survey_key == dialogue.c.survey_key
    )
    query = (
        select(
            dialogue.c.id,
            dialogue.c.survey_key,
            dialogue.c.version_id,
            chat.c.address,
            member.c.ordinal,
            member.c.language,
            dialogue.c.seal,
            dialogue.c.state,
            invited.c.member_id.is_not(None),
            dialogue.c.mode,
            dialogue.c.language,
            dialogue.c.with_code,
        )
        .join(member, member.c.id == dialogue.c.member_id)
        .join(chat, chat.c.id == member.c.chat_id)
        .join(survey, survey.c.key == dialogue.c.survey_key)
        .outerjoin(invited, of_draft)
        .where(dialogue.c.seal.is_not(None))
        .order_by(survey.c.position, survey.c.key, dialogue.c.id)
        .with_for_update(of=dialogue)
    )
    if survey_key is not None:
        query = query.where(dialogue.c.survey_key == survey_key)
    if address is not None:
        query = query.where(chat.c.address == address)
    if member_id is not None:
        query = query.where(dialogue.c.member_id == member_id)
    if draft_id is not None:
        query = query.where(dialogue.c.id == draft_id)
    return [_sealed(*row) for row in unit.connection.execute(query)]


def _sealed(
    draft: int,
    survey_key: str,
    version: int,
    whose: int,
    ordinal: int,
    own_language: Language,
    random: bytes,
    state: str,
    was_invited: bool,
    mode: str,
    entered_language: Language,
    with_code: bool,
) -> SealedDraft:
    is_own = mode == Mode.CHAT
    return SealedDraft(
        draft,
        survey_key,
        version,
        whose,
        ordinal,
        own_language if is_own else entered_language,
        bytes(random),
        dialogue_from_json(state).answers,
        bool(was_invited if is_own else with_code),
        Mode(mode),
    )


def cut_loose(unit: Unit, draft_ids: list[int]) -> None:
    """Delete sealed drafts whose answers are kept as responses from now on, and how their people came."""
    for start in range(0, len(draft_ids), _AT_ONCE):
        some = draft_ids[start : start + _AT_ONCE]
        letters.forget_drafts(unit, some)
        unit.connection.execute(delete(dialogue).where(dialogue.c.id.in_(some)))
