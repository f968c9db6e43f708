"""The content folder's surveys become versions in the database, at every start and on command."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from db import staff, survey_files, surveys
from db.unit import Unit
from domain.feedback import FORM_SETTING, SOURCE_SETTING
from domain.shown_files import files_of
from domain.survey import ACCESS, Survey
from domain.survey_data import survey_to_data
from domain.town import PlannedSurvey, Town
from usecases.house import House
from usecases.survey_texts import kept_texts, translated
from usecases.xlsform import FileType, FormErrors, read_survey

FILE_TYPES: dict[str, FileType] = {".md": ".md", ".csv": ".csv", ".xlsx": ".xlsx", ".xls": ".xls"}

Read = Callable[[Path, Sequence[PlannedSurvey]], list[Survey]]


class SurveyRefused(Exception):
    """A survey file has errors; the message names the file and every problem."""


def read_planned(folder: Path, planned: Sequence[PlannedSurvey]) -> list[Survey]:
    """Return surveys of the content folder, read from their files.

    Raises:
        SurveyRefused: A file is missing or has errors.
    """
    return [_read(folder / survey.file, survey) for survey in planned]


def read_as_data(folder: Path, planned: Sequence[PlannedSurvey]) -> list[dict[str, Any]]:
    """Return what `read_planned` returns as plain data, which another process can hand over.

    Raises:
        SurveyRefused: A file is missing or has errors.
    """
    return [survey_to_data(survey) for survey in read_planned(folder, planned)]


def read_surveys(town: Town, folder: Path) -> dict[str, Survey]:
    """Return every survey of the content folder by its key; the form for feedback on events as the last one.

    Raises:
        SurveyRefused: A file is missing or has errors.
    """
    every = town.surveys if town.feedback is None else (*town.surveys, town.feedback)
    return dict(zip((planned.key for planned in every), read_planned(folder, every), strict=True))


def open_content(
    unit: Unit, house: House, folder: Path, now: datetime, read: Read = read_planned
) -> list[str]:
    """Bring the database up to the content folder: days of every survey, new versions of changed files.

    New translations of a survey's texts make a new version, too.

    Dialogues that run stay with the version they began. Files that did not change are not read. The form for
    feedback on events is kept as a setting: a survey is made of it for each event.

    Args:
        unit: The unit of work.
        house: The deployment.
        folder: The content folder.
        now: The time.
        read: Reads the changed files; a caller may have it done in another process.

    Returns:
        The keys of the surveys that got a new version.

    Raises:
        SurveyRefused: A file is missing or has errors; nothing of this run is kept.
    """
    changed: list[PlannedSurvey] = []
    digests: list[str] = []
    form = house.town.feedback
    for position, planned in enumerate(house.town.surveys):
        digest = _digest(unit, folder, planned)
        opens, closes = planned.window.opens, planned.window.closes
        surveys.schedule(unit, planned.key, position, opens.day, closes.day, opens.clock, closes.clock)
        if surveys.newest_source(unit, planned.key) != digest:
            changed.append(planned)
            digests.append(digest)
    if form is not None and staff.get_setting(unit, SOURCE_SETTING) != _digest(unit, folder, form):
        changed.append(form)
        digests.append(_digest(unit, folder, form))
    if not changed:
        return []
    for planned, digest, as_written in zip(changed, digests, read(folder, changed), strict=True):
        survey = translated(unit, planned.key, as_written)
        if planned is form:
            if survey.files:
                raise SurveyRefused(
                    f"{planned.file}: the form for feedback on events shows no pictures, sounds or films;"
                    f" take {', '.join(sorted(survey.files))} out of it."
                )
            staff.put_setting(unit, FORM_SETTING, json.dumps(survey_to_data(survey), ensure_ascii=False))
            staff.put_setting(unit, SOURCE_SETTING, digest)
        else:
            survey_files.keep(unit, files_of(survey, companions_of(folder / planned.file)))
            surveys.add_version(unit, planned.key, digest, survey, now)
    return [planned.key for planned in changed if planned is not form]


def _digest(unit: Unit, folder: Path, planned: PlannedSurvey) -> str:
    path = folder / planned.file
    spelled = _source(path) + repr(planned.title).encode()
    for name, content in sorted(companions_of(path).items()):
        spelled += name.encode() + hashlib.sha256(content).digest()
    if kept := kept_texts(unit, planned.key):
        spelled += repr(kept).encode()
    # A survey that tells its sample from others is another version than one that does not.
    return hashlib.sha256(spelled + (b"sample" if planned.sample else b"")).hexdigest()


def file_type(path: Path) -> FileType:
    """Return the form's format by the file's ending.

    Raises:
        SurveyRefused: It is none that can be read.
    """
    if path.suffix not in FILE_TYPES:
        raise SurveyRefused(f"{path.name}: a survey is a .md, .csv, .xlsx or .xls file.")
    return FILE_TYPES[path.suffix]


def companions_of(path: Path) -> dict[str, bytes]:
    """Return the files that lie beside a form by their names: those in the folder `NAME-media`, as in ODK.

    Raises:
        SurveyRefused: One of them cannot be read.
    """
    folder = path.with_name(f"{path.stem}-media")
    if not folder.is_dir():
        return {}
    return {
        one.name: _source(one)
        for one in sorted(folder.iterdir())
        if one.is_file() and not one.name.startswith(".")
    }


def _read(path: Path, planned: PlannedSurvey) -> Survey:
    """Read a form; its title is the process's, because XLSForm cannot translate the title of a form.

    So is whether it tells its sample from others: that comes before everything else it can tell apart.
    """
    try:
        survey = read_survey(_source(path), file_type(path), planned.key, companions_of(path))
    except FormErrors as errors:
        advice = f"`quartier survey check {path.name}` says what to do."
        raise SurveyRefused(f"{path.name}: {errors}\n{advice}") from errors
    if ACCESS in survey.dimensions or (planned.sample and ACCESS in survey.positions):
        raise SurveyRefused(
            f"{path.name}: “{ACCESS}” says who was invited by a letter (sample = true in process.toml);"
            " give the question of this name another one."
        )
    dimensions = (ACCESS, *survey.dimensions) if planned.sample else survey.dimensions
    return replace(survey, title=planned.title, dimensions=dimensions)


def _source(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SurveyRefused(f"{path.name} cannot be read: {error.strerror}.") from error
