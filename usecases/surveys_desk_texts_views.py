"""What the staff's screens about a survey's texts show, and what a file for translators is made of."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from db import surveys
from db.unit import Unit
from domain.feedback import event_of
from domain.languages import Language, Texts
from domain.returned_texts import Finding, Trouble
from domain.survey import Survey
from domain.survey_data import survey_to_data
from domain.survey_texts import own_language
from domain.translations import Completeness, Translation
from usecases.find_form import NoForm, form_in_database
from usecases.house import House
from usecases.survey_texts import TextsFormat, kept_texts, standing, translated
from usecases.survey_titles import is_operators

MOST_FINDINGS = 300  # of a file that are told
_LONGEST_DETAIL = 120  # characters of what a file says itself


@dataclass(frozen=True, slots=True)
class DeskTexts:
    """How a survey's texts stand: `own` is the form's language, `lines` are all others.

    With `can_be_used` the version that residents read lacks translations which are kept.
    """

    title: Texts
    own: Language
    lines: tuple[Completeness, ...]
    is_operators: bool
    can_be_used: bool


@dataclass(frozen=True, slots=True)
class DeskTextsFile:
    """What a file for translators is made of: the questionnaire as plain data, and what is kept beside it."""

    name: str
    definition: dict[str, Any]
    kept: tuple[Translation, ...]
    language: Language
    kind: TextsFormat
    made: datetime


def form_with_texts(unit: Unit, key: str) -> Survey | None:
    """Return a survey as its form says it, the draft's before the version's; None where there is none."""
    if event_of(key) is not None:
        return None
    try:
        return form_in_database(unit, key)
    except NoForm:
        return None


def texts_view(unit: Unit, house: House, key: str) -> DeskTexts | None:
    """Return how a survey's texts stand in each language, None where there is no such survey."""
    form = form_with_texts(unit, key)
    if form is None:
        return None
    lines = standing(form, kept_texts(unit, key), house.languages)
    operators = is_operators(house.town, key)
    changed = not operators and is_to_be_used(unit, key)
    return DeskTexts(form.title, own_language(form), tuple(lines), operators, changed)


def is_to_be_used(unit: Unit, key: str) -> bool:
    """Tell whether residents of a survey that goes on would read anything otherwise with what is kept."""
    offer = surveys.offer(unit, key)
    if offer is None or offer.ended_on is not None:
        return False
    return translated(unit, key, offer.survey) != offer.survey


def texts_file_view(
    unit: Unit, house: House, key: str, language: Language, kind: str, now: datetime
) -> DeskTextsFile | None:
    """Return what a file for translators is made of; None where there is no such survey or language."""
    view, form = texts_view(unit, house, key), form_with_texts(unit, key)
    if view is None or form is None or language not in [one.language for one in view.lines]:
        return None
    kept = tuple(row for row in kept_texts(unit, key) if row.language == language)
    return DeskTextsFile(key, survey_to_data(form), kept, language, TextsFormat(kind), now)


def findings_to_json(findings: Iterable[Finding]) -> str:
    """Return what is the matter with a file as JSON, with no more of its own words than help to find it."""
    told = list(findings)[:MOST_FINDINGS]
    return json.dumps(
        [[one.trouble, one.row, one.place[:_LONGEST_DETAIL], one.detail[:_LONGEST_DETAIL]] for one in told],
        ensure_ascii=False,
    )


def findings_from_json(text: str) -> tuple[Finding, ...]:
    """Return the findings of `findings_to_json`."""
    return tuple(
        Finding(Trouble(trouble), row, place, detail) for trouble, row, place, detail in json.loads(text)
    )
