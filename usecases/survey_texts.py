"""A survey's texts go out to translators as a file and come back; what came back is kept beside the form."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from db import staff, translations
from db.unit import Unit
from domain.languages import Language
from domain.returned_texts import Finding, Returned, take
from domain.survey import Survey
from domain.survey_texts import own_language
from domain.translations import Completeness, Translation, completeness, lines_of, with_translations


class TextsTrouble(StrEnum):
    """Why a file with translations, or a language, cannot be used."""

    UNREADABLE = "unreadable"
    LANGUAGE = "language"  # the file does not say its language, or one that is unknown here
    OWN = "own"  # the form's own language
    OTHER = "other"  # the file was written of another survey


class TextsRefused(Exception):
    """A file with translations, or a language, cannot be used; the message is one line that says why."""

    def __init__(self, message: str, why: TextsTrouble = TextsTrouble.UNREADABLE) -> None:
        """Keep why, for whoever says it in another language."""
        super().__init__(message)
        self.why = why


class TextsFormat(StrEnum):
    """A kind of file that translators work with."""

    PO = "po"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class TextsFile:
    """What stands in a file with translations: of which survey it was written, into which language."""

    survey: str
    language: Language
    lines: tuple[Returned, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file: how many translations are new or changed, and what is wrong with the rest."""

    language: Language
    changed: int
    findings: tuple[Finding, ...]
    complete: Completeness


def write_texts(
    survey: Survey, kept: Sequence[Translation], language: Language, kind: TextsFormat, made: datetime
) -> bytes:
    """Return a file with every text of a survey and its translation into one language.

    Takes a moment and loads libraries: keep it off the event loop.

    Args:
        survey: The survey as its form says it.
        kept: What is kept beside the form.
        language: The language to translate into.
        kind: The kind of file.
        made: When it is written.

    Raises:
        TextsRefused: The language is the form's own.
    """
    _check(survey, language)
    lines = lines_of(survey, kept, language)
    if kind is TextsFormat.PO:
        from usecases.survey_texts_po import write_po_file

        return write_po_file(survey, language, lines, made)
    from usecases.survey_texts_xlsx import write_xlsx_file

    return write_xlsx_file(survey, language, lines, made)


def read_texts(content: bytes, kind: TextsFormat) -> TextsFile:
    """Return what stands in a file that a translator sent back. Keep it off the event loop.

    Raises:
        TextsRefused: It is no such file.
    """
    if kind is TextsFormat.PO:
        from usecases.survey_texts_po import read_po_file as read
    else:
        from usecases.survey_texts_xlsx import read_xlsx_file as read
    file = read(content)
    if not _can_be_kept(file):
        raise TextsRefused("the file holds signs that are no text.")
    return file


def kept_texts(unit: Unit, key: str) -> tuple[Translation, ...]:
    """Return what is kept beside the form of a survey."""
    return translations.of_survey(unit, key)


def translated(unit: Unit, key: str, survey: Survey) -> Survey:
    """Return a survey as residents read it: with what is kept beside its form, but for outdated texts.

    Whoever opens a survey, or makes a new version of it, makes it of this.
    """
    return with_translations(survey, translations.of_survey(unit, key))


def import_texts(
    unit: Unit, key: str, survey: Survey, file: TextsFile, by: int | None, now: datetime, *, keep: bool = True
) -> Imported:
    """Keep the translations of a file, but for those that cannot be taken, which are named.

    Residents read them as soon as the survey gets its next version.

    Args:
        unit: The unit of work.
        key: The survey.
        survey: The survey as its form says it.
        file: What was read.
        by: The member of staff, None for the operator.
        now: The time.
        keep: Keep them; else only say what would become of the file.

    Raises:
        TextsRefused: The file was written of another survey, or for the form's own language.
    """
    _check(survey, file.language)
    if file.survey and file.survey != survey.name:
        why = f"the file holds texts of “{file.survey}”, not of “{survey.name}”."
        raise TextsRefused(why, TextsTrouble.OTHER)
    before = translations.of_survey(unit, key)
    taken = take(survey, before, file.language, file.lines)
    gone = [(place, file.language) for place in taken.dropped]
    after = {(row.place, row.language): row for row in (*before, *taken.rows)}
    dropped = [place for place, language in gone if after.pop((place, language), None) is not None]
    changed = len(taken.rows) + len(dropped)
    if keep and changed:
        translations.put(unit, key, taken.rows)
        translations.drop(unit, key, file.language, dropped)
        staff.record(unit, by, "imported texts", f"{key}: {file.language}, {changed}", now)
    complete = completeness(survey, after.values(), file.language)
    return Imported(file.language, changed, taken.findings, complete)


def standing(
    survey: Survey, kept: Sequence[Translation], languages: Sequence[Language]
) -> list[Completeness]:
    """Return how much of a survey there is in each language: the form's, those kept, and those asked for."""
    of_form, beside = survey.languages[1:], sorted({row.language for row in kept})
    every = dict.fromkeys((*of_form, *beside, *languages))
    return [completeness(survey, kept, one) for one in every if one != own_language(survey)]


def state_of_texts(unit: Unit, key: str) -> str:
    """Return what changes with every translation that is kept beside the form of a survey."""
    kept = translations.of_survey(unit, key)
    return hashlib.sha256(repr(kept).encode()).hexdigest()[:16]


def _check(survey: Survey, language: Language) -> None:
    if language == own_language(survey):
        why = f"{language} is the form's own language: its texts are changed in the form."
        raise TextsRefused(why, TextsTrouble.OWN)


def _can_be_kept(file: TextsFile) -> bool:
    """Tell whether databases take every text: some programs write zero bytes and halves of letters."""
    every = "".join(f"{line.place}{line.source}{line.text}" for line in file.lines)
    try:
        return b"\0" not in f"{file.survey}{file.language}{every}".encode()
    except UnicodeEncodeError:
        return False
