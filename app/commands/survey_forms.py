"""Where `quartier survey` gets a questionnaire from: a file, the content folder, or the database."""

import sys
from dataclasses import dataclass
from pathlib import Path

from app.settings import Settings
from domain.shown_files import ShownFile, files_of
from domain.survey import Survey
from domain.translations import Translation

ANY_FORM = "its key, such as stadtweit, or a file: .xlsx, .xls, .csv or .md"


@dataclass(frozen=True, slots=True)
class Form:
    """A questionnaire as its form says it, and the translations kept beside it.

    `key` is the survey's, "" where the form is a file of its own; `files` are what it shows with questions.
    """

    survey: Survey
    key: str = ""
    kept: tuple[Translation, ...] = ()
    files: tuple[ShownFile, ...] = ()


def form_of(name: str, settings: Settings) -> Form:
    """Return the questionnaire with this key, or in this file.

    Raises:
        SurveyRefused: The file is missing or has errors.
        NoForm: There is no such survey.
        StoreUnavailable: The database cannot be used.
    """
    from usecases.open_content import FILE_TYPES, companions_of, read_planned

    if Path(name).suffix in FILE_TYPES:
        survey = _in_file(Path(name))
        return Form(survey, files=tuple(files_of(survey, companions_of(Path(name)))))
    from app.wiring import build_house
    from usecases.find_form import files_in_database, form_in_database
    from usecases.survey_texts import kept_texts
    from usecases.work import run_once

    town = build_house(settings, b"").town
    every = town.surveys if town.feedback is None else (*town.surveys, town.feedback)
    kept = run_once(settings.database, kept_texts, name)
    for planned in (one for one in every if one.key == name):
        (survey,) = read_planned(settings.content, [planned])
        files = files_of(survey, companions_of(settings.content / planned.file))
        return Form(survey, name, kept, tuple(files))
    survey = run_once(settings.database, form_in_database, name)
    return Form(survey, name, kept, run_once(settings.database, files_in_database, survey))


def write_out(output: Path | None, content: bytes) -> int:
    """Write a file, or to the screen where none is named; return the exit code."""
    if output is None:
        sys.stdout.buffer.write(content)
        return 0
    try:
        output.write_bytes(content)
    except OSError as error:
        print(f"quartier: {output} cannot be written: {error.strerror}.", file=sys.stderr)
        return 1
    return 0


def _in_file(path: Path) -> Survey:
    from usecases.open_content import SurveyRefused, companions_of, file_type
    from usecases.xlsform import FormErrors, read_survey

    try:
        return read_survey(path.read_bytes(), file_type(path), path.stem, companions_of(path))
    except OSError as error:
        raise SurveyRefused(f"{path} cannot be read: {error.strerror}.") from error
    except FormErrors as errors:
        raise SurveyRefused(f"{path.name}: {errors}") from errors
