"""Contributions: the free texts of a wave, without any dimension, on their way through moderation."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, insert

from db.tables import contribution
from db.unit import Unit
from domain.languages import Language
from domain.survey import QuestionName


@dataclass(frozen=True, slots=True)
class Contribution:
    """A free text as it arrives."""

    key: bytes
    question: QuestionName
    language: Language
    text: str


def add_all(unit: Unit, survey_key: str, wave: int, new: Sequence[Contribution]) -> None:
    """Keep the texts of a wave, in the order given, which has to be a random one."""
    rows = [
        {
            "cid": one.key,
            "survey_key": survey_key,
            "wave": wave,
            "question": one.question,
            "language": one.language,
            "text": one.text,
        }
        for one in new
    ]
    if rows:
        unit.connection.execute(insert(contribution), rows)


def remove(unit: Unit, keys: Sequence[bytes]) -> None:
    """Delete texts that were withdrawn."""
    unit.connection.execute(delete(contribution).where(contribution.c.cid.in_(keys)))
