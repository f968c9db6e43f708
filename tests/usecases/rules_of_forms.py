"""Whether submitted answers keep every rule of their form, looked at from outside the engine.

Twice: everything worked out anew from the answers alone, without what the engine had kept step by step; and
by `rxeval`, which knows nothing of this program, in the form that pyxform makes of the same file.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import rxeval
from pyxform.xls2xform import convert

from domain.answering import is_still_offered
from domain.dialogue import Answer, Dialogue
from domain.filled import filled
from domain.keys import Key, name_of, place_of
from domain.languages import Language
from domain.path import path, settled
from domain.survey import Kind, Survey


def assert_rules_are_kept(
    survey: Survey, draft: Dialogue, submitted: Mapping[Key, Answer], now: datetime, language: Language
) -> None:
    """Hold submitted answers against a full evaluation.

    Args:
        survey: The version.
        draft: The dialogue as it stood before it was submitted, with all that was ever answered in it.
        submitted: The answers that count.
        now: The local time at which they were submitted.
        language: The respondent's.
    """
    fresh = settled(survey, replace(draft, off=None), now, language)
    way = {step.key: step.question for step in path(survey, fresh, now)}
    form = filled(survey, fresh, now, language)
    not_asked = {one.name for one in survey.questions if not one.takes_answer} & set(survey.dimensions)
    counted = {one.name for one in survey.questions if one.kind is Kind.REPEAT}
    for key in submitted:
        assert key in way or name_of(key) in not_asked | counted, f"{key} does not apply"
    for key, question in way.items():
        answer = fresh.entries.get(key, 0) if question.kind is Kind.REPEAT else fresh.answers.get(key)
        if not question.takes_answer:
            assert key not in submitted or question.name in not_asked, f"nobody answered {key}"
            continue
        # What the form filled in from the clock is not kept: it would tell when somebody answered.
        left_out = key not in submitted and _reads_clock(survey) and fresh.computed.get(key) == answer
        assert left_out or submitted.get(key) == answer, f"{key} was answered otherwise"
        if answer is None:
            assert not form.is_required(question, key), f"{key} is required"
        elif question.kind is not Kind.REPEAT:
            assert form.holds(question.constraint, key, answer), f"{key} breaks its rule"
            assert is_still_offered(form, question, key, answer), f"{key} is not offered"


def _reads_clock(survey: Survey) -> bool:
    given = (expression for one in survey.questions for expression in (one.calculation, one.default))
    return any(expression.uses_clock for expression in given if expression is not None)


@dataclass(frozen=True)
class OtherForm:
    """A form as another program reads it; only of forms without counted repeats and repeats in repeats."""

    xform: str
    paths: Mapping[str, tuple[str, ...]]  # the names of what is around a question, and its own
    repeats: frozenset[str]

    def assert_rules_are_kept(self, answers: Mapping[Key, Answer], entries: Mapping[Key, int]) -> None:
        """Fill in the answers there, and see what is missing, forbidden, or does not apply."""
        session = rxeval.Session(self.xform)
        for repeat in self.repeats:
            where = self._path(repeat)
            for _ in range(entries.get(repeat, 0) - 1):
                session.add_row(where)
            if not entries.get(repeat, 0):
                session.remove_row(where, 1)
        given = {
            self._path(name_of(key), place_of(key)): _text(answer)
            for key, answer in answers.items()
            if name_of(key) not in self.repeats
        }
        for where, text in given.items():
            session.set(where, text)
        found = session.recompute()
        assert not found["failed"], found["failed"]
        assert not found["missing"], f"missing: {found['missing']}"
        assert not found["invalid"], f"invalid: {found['invalid']}"
        applies = found["relevant"]  # the only entry of a repeat stands there without a number
        off = [
            one for one in given if not (applies[one] if one in applies else applies[one.replace("[1]", "")])
        ]
        assert not off, f"not asked: {off}"

    def _path(self, name: str, at: tuple[int, ...] = ()) -> str:
        numbers = iter(at)
        parts = (
            f"{part}[{next(numbers)}]" if part in self.repeats and part != name else part
            for part in self.paths[name]
        )
        return "/data/" + "/".join(parts)


def other_form(markdown: str, survey: Survey) -> OtherForm:
    """Return a form as pyxform makes it of the same file.

    Args:
        markdown: The file.
        survey: What is made of it here; only names are taken of it.
    """
    paths = {}
    for question in survey.questions:
        around = [one.name for one in reversed(survey.groups_around(question.group))]
        paths[question.name] = (*around, question.name)
    repeats = frozenset(one.name for one in survey.groups if one.repeats)
    return OtherForm(str(convert(xlsform=markdown).xform), paths, repeats)


def _text(answer: Answer) -> str:
    if isinstance(answer, tuple):
        return " ".join(answer)
    return "" if answer is None else str(answer)
