"""Translations of a questionnaire's texts: which are there, and which are outdated.

A translation remembers what it was made from. When the form says something else by then, it is outdated: it
is not shown to residents until somebody confirms or changes it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from domain.languages import Language, Texts
from domain.survey import Kind, Survey
from domain.survey_texts import (
    Part,
    Place,
    SurveyText,
    own_language,
    source_of,
    texts_of,
    with_texts,
)


class State(StrEnum):
    """How a text stands in a language."""

    TRANSLATED = "translated"
    OUTDATED = "outdated"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Translation:
    """A translation that is kept beside the form.

    `made_from` is what the form said when it was made: in its own language, and in this one if it did.
    """

    place: Place
    language: Language
    text: str
    made_from: Texts


@dataclass(frozen=True, slots=True)
class Line:
    """One text of a questionnaire for whoever translates it.

    Attributes:
        place: Which text.
        part: What it is.
        source: How it reads in the form's own language.
        translation: How it reads in the other one, "" where that is missing.
        state: Whether that is still right.
        former: The source text that an outdated translation was made from, "" where that is not known.
        near: The text beside it.
        kind: How the question is asked, None where it is no question's.
    """

    place: Place
    part: Part
    source: str
    translation: str
    state: State
    former: str = ""
    near: str = ""
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much of a questionnaire there is in a language: `percent` is 100 only where nothing lacks."""

    language: Language
    percent: int
    missing: tuple[Place, ...]
    outdated: tuple[Place, ...]


def lines_of(survey: Survey, kept: Iterable[Translation], language: Language) -> tuple[Line, ...]:
    """Return every text of a questionnaire with its translation into one language.

    Args:
        survey: The questionnaire as its form says it.
        kept: The translations that are kept beside it; those of other languages do not matter.
        language: The language, another one than the form's own.
    """
    rows = {row.place: row for row in kept if row.language == language}
    own = own_language(survey)
    return tuple(_line(text, rows.get(text.place), language, own) for text in texts_of(survey))


def completeness(survey: Survey, kept: Iterable[Translation], language: Language) -> Completeness:
    """Return how much of a questionnaire there is in a language. Arguments as for `lines_of`."""
    lines = lines_of(survey, kept, language)
    by_state = {state: tuple(line.place for line in lines if line.state is state) for state in State}
    percent = 100 * len(by_state[State.TRANSLATED]) // len(lines)
    return Completeness(language, percent, by_state[State.MISSING], by_state[State.OUTDATED])


def with_translations(survey: Survey, rows: Iterable[Translation]) -> Survey:
    """Return a questionnaire in which residents read its translations, but for outdated ones.

    Args:
        survey: The questionnaire as its form says it.
        rows: The translations that are kept beside it, of all languages.
    """
    own = own_language(survey)
    texts = {text.place: text for text in texts_of(survey)}
    found: dict[Place, dict[Language, str]] = {}
    for row in rows:
        if row.place in texts and _is_current(row, texts[row.place].texts, own):
            found.setdefault(row.place, {})[row.language] = row.text
    return with_texts(survey, found) if found else survey


def made_from(texts: Texts, language: Language, own: Language) -> dict[Language, str]:
    """Return what a translation of a text into a language is made from just now."""
    in_form = {language: texts[language]} if texts.get(language) else {}
    return {**in_form, own: source_of(texts, own)}


def _line(text: SurveyText, row: Translation | None, language: Language, own: Language) -> Line:
    source = source_of(text.texts, own)
    in_form = text.texts.get(language, "")
    translation, state, former = in_form, State.TRANSLATED if in_form else State.MISSING, ""
    if row is not None and _is_current(row, text.texts, own):
        translation = row.text
        state = State.TRANSLATED
    elif row is not None and in_form in ("", row.made_from.get(language, "")):
        translation, state, former = row.text, State.OUTDATED, row.made_from.get(own, "")
    return Line(text.place, text.part, source, translation, state, former, text.near, text.kind)


def _is_current(row: Translation, texts: Texts, own: Language) -> bool:
    """Tell whether the form still says what a translation was made from, or the translation itself.

    A form without a translation says nothing against this one: it may have been made for a version that had
    an earlier one from beside the form.
    """
    in_form = texts.get(row.language, "")
    same_source = row.made_from.get(own) == source_of(texts, own)
    return same_source and in_form in ("", row.made_from.get(row.language, ""), row.text)
