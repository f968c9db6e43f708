"""A survey version in plain words, for all that shows its texts outside of its own dialogue.

Results, moderation, figures and exports name questions and choices. They have no answers that `${name}` in a
label could stand for, and most of them cannot show what Markdown or HTML asks for.
"""

import re
from collections import OrderedDict
from dataclasses import replace

from db import surveys
from db.unit import Unit
from domain.languages import Texts
from domain.survey import Choice, Question, Survey
from usecases.marked_up import unformatted

NOTHING_YET = "…"
"""What stands for an answer that a text names, where there is none."""

MOST_KNOWN = 64  # versions, the ones asked for last
_MEANS_MORE = re.compile(r"[\\*_`#<&$\[]|^\s*(?:[-+]|\d+[.)])")
_known: OrderedDict[int, tuple[Survey, Survey]] = OrderedDict()
"""By the identity of a version, which is kept with it and so cannot be another one's."""


def plain_version(unit: Unit, version_id: int) -> Survey:
    """Return a kept version in plain words, the same object for the same version."""
    return plain_survey(surveys.version(unit, version_id))


def plain_versions(unit: Unit, key: str) -> list[Survey]:
    """Return all versions of a survey in plain words, the oldest first."""
    return [plain_version(unit, one) for one in surveys.version_ids(unit, key)]


def plain_survey(survey: Survey) -> Survey:
    """Return a version whose questions and choices say in plain words what they say with markup.

    Only what is shown outside of a dialogue is changed: labels of questions and choices, and hints.
    """
    if id(survey) in _known:
        _known.move_to_end(id(survey))
        return _known[id(survey)][1]
    plain = replace(survey, questions=tuple(_question(one) for one in survey.questions))
    _known[id(survey)] = survey, plain
    if len(_known) > MOST_KNOWN:
        _known.popitem(last=False)
    return plain


def plain_text(text: str) -> str:
    """Return a text of a form in plain words; most texts are such, and cost next to nothing."""
    if text.isprintable() and not _MEANS_MORE.search(text):
        return text.strip()
    return unformatted(text, lambda _name: NOTHING_YET)


def _question(question: Question) -> Question:
    choices = tuple(_choice(one) for one in question.choices)
    return replace(question, label=_plain(question.label), hint=_plain(question.hint), choices=choices)


def _choice(choice: Choice) -> Choice:
    return replace(choice, label=_plain(choice.label))


def _plain(texts: Texts) -> Texts:
    return {language: plain_text(text) for language, text in texts.items()}
