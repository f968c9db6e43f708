"""Contributions: the free texts of a wave, without any dimension, on their way through moderation."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, exists, func, insert, select, tuple_, update

from db.tables import coding, contribution
from db.unit import Unit
from domain.contributions import READABLE, SETTLED, Coding, Status
from domain.languages import Language
from domain.redaction import Mark, Why
from domain.survey import QuestionName

REF_BYTES = 6


@dataclass(frozen=True, slots=True)
class Contribution:
    """A free text as it arrives."""

    key: bytes
    question: QuestionName
    language: Language
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Moderated:
    """A free text in moderation. `marks` is None where nobody has changed what the rules propose."""

    key: bytes
    survey: str
    wave: int
    question: QuestionName
    language: Language
    status: Status
    revision: int
    text: str = field(repr=False)
    cleared_text: str | None = field(repr=False)
    themes: tuple[str, ...]
    marks: tuple[Mark, ...] | None = field(repr=False)

    @property
    def ref(self) -> str:
        """Return the short name that buttons and the audit log have for this text."""
        return self.key[:REF_BYTES].hex()


_COLUMNS = (
    contribution.c.cid,
    contribution.c.survey_key,
    contribution.c.wave,
    contribution.c.question,
    contribution.c.language,
    contribution.c.status,
    contribution.c.revision,
    contribution.c.text,
    contribution.c.cleared_text,
    contribution.c.themes,
    contribution.c.marks,
)
_UNDECIDED = contribution.c.status.not_in([str(status) for status in SETTLED])
_IS_COUNTED = exists().where(
    coding.c.survey_key == contribution.c.survey_key, coding.c.wave == contribution.c.wave
)


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


# --- moderation ------------------------------------------------------------------------------------


def by_ref(unit: Unit, ref: str) -> Moderated | None:
    """Return the text with this short name, or None where there is none, or no single one."""
    first = bytes.fromhex(ref)
    query = select(*_COLUMNS).where(contribution.c.cid.between(first, first + b"\xff" * (32 - REF_BYTES)))
    rows = unit.connection.execute(query.limit(2)).all()
    return _moderated(rows[0]) if len(rows) == 1 else None


def next_undecided(unit: Unit, survey_key: str, after: Moderated | None = None) -> Moderated | None:
    """Return the next text that waits, the oldest wave first, in a wave by the random key.

    After the last one the first follows again, so that what was skipped comes back.

    Args:
        unit: The unit of work.
        survey_key: The survey.
        after: The text that was shown before.
    """
    place = (contribution.c.wave, contribution.c.cid)
    query = select(*_COLUMNS).where(contribution.c.survey_key == survey_key, _UNDECIDED).order_by(*place)
    row = None
    if after is not None:
        row = unit.connection.execute(
            query.where(tuple_(*place) > tuple_(after.wave, after.key)).limit(1)
        ).first()
    row = row or unit.connection.execute(query.limit(1)).first()
    return _moderated(row) if row else None


def change(unit: Unit, shown: Moderated, values: Mapping[str, object]) -> bool:
    """Change a text if it still is as it was shown; return False where somebody was faster.

    Nothing changes any more once the wave is counted.
    """
    changed = unit.connection.execute(
        update(contribution)
        .where(
            contribution.c.cid == shown.key,
            contribution.c.revision == shown.revision,
            contribution.c.status == shown.status,
            ~_IS_COUNTED,
        )
        .values(revision=shown.revision + 1, **values)
    )
    return changed.rowcount > 0


def marks_to_json(marks: Sequence[Mark]) -> str:
    """Return marks as `change` keeps them: places and why, no letter of the text."""
    return json.dumps([[mark.start, mark.end, mark.why] for mark in marks])


def themes_to_json(themes: Sequence[str]) -> str:
    """Return themes as `change` keeps them."""
    return json.dumps(themes)


@dataclass(frozen=True, slots=True)
class Standing:
    """How many texts of a survey wait, can be read, and which waves are decided but not counted yet."""

    undecided: int
    readable: int
    to_count: tuple[int, ...]


def standing(unit: Unit, survey_key: str) -> Standing:
    """Return how moderation of a survey stands."""
    query = (
        select(contribution.c.wave, contribution.c.status, _IS_COUNTED, func.count())
        .where(contribution.c.survey_key == survey_key)
        .group_by(contribution.c.survey_key, contribution.c.wave, contribution.c.status)
    )
    undecided: Counter[int] = Counter()
    readable, uncounted = 0, set()
    for wave, status, is_counted, n in unit.connection.execute(query):
        if status not in SETTLED:
            undecided[wave] += n
        if status in READABLE:
            readable += n
        if not is_counted:
            uncounted.add(wave)
    to_count = tuple(sorted(wave for wave in uncounted if wave not in undecided))
    return Standing(undecided.total(), readable, to_count)


def readable(unit: Unit, survey_key: str, offset: int, limit: int) -> list[Moderated]:
    """Return texts that can be read, in the order of their random keys."""
    query = (
        select(*_COLUMNS)
        .where(
            contribution.c.survey_key == survey_key,
            contribution.c.status.in_([str(status) for status in READABLE]),
        )
        .order_by(contribution.c.cid)
    )
    return [_moderated(row) for row in unit.connection.execute(query.offset(offset).limit(limit))]


# --- themes ----------------------------------------------------------------------------------------


def of_wave(unit: Unit, survey_key: str, wave: int) -> list[Moderated]:
    """Return a wave's texts, in the order of their random keys."""
    query = select(*_COLUMNS).where(contribution.c.survey_key == survey_key, contribution.c.wave == wave)
    return [_moderated(row) for row in unit.connection.execute(query.order_by(contribution.c.cid))]


def keep_coding(unit: Unit, survey_key: str, question: QuestionName, new: Coding) -> None:
    """Keep what a wave's texts are about, for ever."""
    unit.connection.execute(
        insert(coding).values(
            survey_key=survey_key,
            wave=new.wave,
            question=question,
            n=new.n,
            counts=json.dumps(new.counts, sort_keys=True),
            titles=json.dumps(
                {theme: dict(title) for theme, title in new.titles.items()}, ensure_ascii=False
            ),
        )
    )


def let_originals_go(unit: Unit, survey_key: str, wave: int) -> None:
    """Forget what texts of a counted wave said before they were redacted; what may be read stays."""
    unit.connection.execute(
        update(contribution)
        .where(
            contribution.c.survey_key == survey_key,
            contribution.c.wave == wave,
            contribution.c.cleared_text.is_not(None),
        )
        .values(text="", marks=None)
    )


def codings(unit: Unit, survey_key: str) -> dict[QuestionName, list[Coding]]:
    """Return what the counted waves of a survey are about, by question, oldest wave first."""
    query = select(coding.c.question, coding.c.wave, coding.c.n, coding.c.counts, coding.c.titles)
    found: dict[QuestionName, list[Coding]] = {}
    rows = unit.connection.execute(query.where(coding.c.survey_key == survey_key).order_by(coding.c.wave))
    for question, wave, n, counts, titles in rows:
        found.setdefault(question, []).append(Coding(wave, n, json.loads(counts), json.loads(titles)))
    return found


def open_waves(unit: Unit, survey_key: str) -> dict[QuestionName, set[int]]:
    """Return the waves that have texts and are not counted yet, by question."""
    query = (
        select(contribution.c.question, contribution.c.wave)
        .where(contribution.c.survey_key == survey_key, ~_IS_COUNTED)
        .distinct()
    )
    found: dict[QuestionName, set[int]] = {}
    for question, wave in unit.connection.execute(query):
        found.setdefault(question, set()).add(wave)
    return found


def _moderated(row: Sequence[Any]) -> Moderated:
    cid, survey, wave, question, language, status, revision, text, cleared, themes, marks = row
    return Moderated(
        key=cid,
        survey=survey,
        wave=wave,
        question=question,
        language=language,
        status=Status(status),
        revision=revision,
        text=text,
        cleared_text=cleared,
        themes=tuple(json.loads(themes)),
        marks=None
        if marks is None
        else tuple(Mark(start, end, Why(why)) for start, end, why in json.loads(marks)),
    )
