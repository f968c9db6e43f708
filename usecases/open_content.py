"""The content folder's surveys become versions in the database, at every start and on command."""

import hashlib
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from db import surveys
from db.unit import Unit
from domain.survey import Survey
from domain.town import PlannedSurvey, Town
from usecases.house import House
from usecases.xlsform import FileType, FormErrors, read_survey

FILE_TYPES: dict[str, FileType] = {".md": ".md", ".csv": ".csv", ".xlsx": ".xlsx", ".xls": ".xls"}


class SurveyRefused(Exception):
    """A survey file has errors; the message names the file and every problem."""


def read_surveys(town: Town, folder: Path) -> dict[str, Survey]:
    """Return every survey of the content folder, read from its file.

    Raises:
        SurveyRefused: A file is missing or has errors.
    """
    return {planned.key: _read(folder / planned.file, planned) for planned in town.surveys}


def open_content(unit: Unit, house: House, folder: Path, now: datetime) -> list[str]:
    """Bring the database up to the content folder: days of every survey, new versions of changed files.

    Dialogues that run stay with the version they began. Parsing is skipped where a file is unchanged.

    Returns:
        The keys of the surveys that got a new version.

    Raises:
        SurveyRefused: A file is missing or has errors; nothing of this run is kept.
    """
    renewed = []
    for position, planned in enumerate(house.town.surveys):
        path = folder / planned.file
        digest = hashlib.sha256(_source(path) + repr(planned.title).encode()).hexdigest()
        surveys.schedule(unit, planned.key, position, planned.opens_on, planned.closes_on)
        if surveys.newest_source(unit, planned.key) != digest:
            surveys.add_version(unit, planned.key, digest, _read(path, planned), now)
            renewed.append(planned.key)
    return renewed


def file_type(path: Path) -> FileType:
    """Return the form's format by the file's ending.

    Raises:
        SurveyRefused: It is none that can be read.
    """
    if path.suffix not in FILE_TYPES:
        raise SurveyRefused(f"{path.name}: a survey is a .md, .csv, .xlsx or .xls file.")
    return FILE_TYPES[path.suffix]


def _read(path: Path, planned: PlannedSurvey) -> Survey:
    """Read a form; its title is the process's, because XLSForm cannot translate the title of a form."""
    try:
        survey = read_survey(_source(path), file_type(path), planned.key)
        return replace(survey, title=planned.title)
    except FormErrors as errors:
        raise SurveyRefused(f"{path.name}: {errors}") from errors


def _source(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SurveyRefused(f"{path.name} cannot be read: {error.strerror}.") from error
