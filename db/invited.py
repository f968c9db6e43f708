"""Letters' codes by their hash, and who has come with one. Which code somebody used is kept nowhere."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, exists, insert, select, update

from db.tables import dialogue, invited, participation_code, survey
from db.unit import Unit
from domain.modes import Mode


@dataclass(frozen=True, slots=True)
class KeptCode:
    """What a code leads to: its survey, and how many of the household may still use it."""

    survey_key: str
    persons_left: int


def add_codes(unit: Unit, survey_key: str, hashes: Iterable[bytes], persons: int) -> None:
    """Keep new codes, in the order of their hashes, which says nothing of the order of letters."""
    rows = [{"hash": one, "survey_key": survey_key, "persons_left": persons} for one in sorted(hashes)]
    unit.connection.execute(insert(participation_code), rows)


def code_with(unit: Unit, code_hash: bytes) -> KeptCode | None:
    """Return what a code leads to, None where there is no such code."""
    query = select(participation_code.c.survey_key, participation_code.c.persons_left)
    row = unit.connection.execute(query.where(participation_code.c.hash == code_hash)).first()
    return None if row is None else KeptCode(row[0], row[1])


def use_code(unit: Unit, code_hash: bytes) -> bool:
    """Let one more person use a code; return False where it is used up."""
    left = participation_code.c.persons_left
    used = unit.connection.execute(
        update(participation_code)
        .where(participation_code.c.hash == code_hash, left > 0)
        .values(persons_left=left - 1)
    )
    return used.rowcount > 0


def free_code(unit: Unit, code_hash: bytes) -> None:
    """Let a person who was about to use a code leave it to another one of the household."""
    unit.connection.execute(
        update(participation_code)
        .where(participation_code.c.hash == code_hash)
        .values(persons_left=participation_code.c.persons_left + 1)
    )


def forget_codes(unit: Unit, today: date) -> int:
    """Delete the codes of surveys that ended before today, used or not; return how many."""
    ended = select(survey.c.key).where(survey.c.closes_on < today).scalar_subquery()
    return unit.connection.execute(
        delete(participation_code).where(participation_code.c.survey_key.in_(ended))
    ).rowcount


# --- who has come with one -------------------------------------------------------------------------


def invite(unit: Unit, member_id: int, survey_key: str) -> None:
    """Remember that a member has come to a survey with a letter's code."""
    unit.connection.execute(insert(invited).values(member_id=member_id, survey_key=survey_key))


def surveys_of(unit: Unit, member_id: int) -> list[str]:
    """Return the surveys to which a member has come with a code."""
    query = select(invited.c.survey_key).where(invited.c.member_id == member_id)
    return list(unit.connection.scalars(query.order_by(invited.c.survey_key)))


def forget_drafts(unit: Unit, drafts: Sequence[int]) -> None:
    """Forget how the people of some drafts came to them: the answers are about to be cut loose."""
    theirs = exists().where(
        dialogue.c.id.in_(drafts),
        dialogue.c.member_id == invited.c.member_id,
        dialogue.c.survey_key == invited.c.survey_key,
        dialogue.c.mode == Mode.CHAT,  # what staff entered says nothing of their own letter
    )
    unit.connection.execute(delete(invited).where(theirs))


def forget_invited(unit: Unit, today: date) -> int:
    """Forget who had come to surveys that ended before today, but for answers that still wait.

    Returns:
        How many people of how many surveys that were.
    """
    ended = select(survey.c.key).where(survey.c.closes_on < today).scalar_subquery()
    waits = exists().where(
        dialogue.c.member_id == invited.c.member_id,
        dialogue.c.survey_key == invited.c.survey_key,
        dialogue.c.mode == Mode.CHAT,
        dialogue.c.seal.is_not(None),
    )
    return unit.connection.execute(delete(invited).where(invited.c.survey_key.in_(ended), ~waits)).rowcount
