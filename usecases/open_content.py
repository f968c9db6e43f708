"""The content folder's surveys become versions in the database, at every start and on command."""

import hashlib
from datetime import datetime
from pathlib import Path

from db import surveys
from db.unit import Unit
from usecases.house import House
from usecases.xlsform import FileType, FormErrors, read_survey

FILE_TYPES: dict[str, FileType] = {".md": ".md", ".csv": ".csv", ".xlsx": ".xlsx", ".xls": ".xls"}


class SurveyRefused(Exception):
    """A survey file has errors; the message names the file and every problem."""


def open_content(unit: Unit, house: House, folder: Path, now: datetime) -> list[str]:
    """Bring the database up to the content folder: days of every survey, new versions of changed files.

    Dialogues that run stay with the version they began. Parsing is skipped where a file is unchanged.

    Returns:
        The keys of the surveys that got a new version.

    Raises:
        SurveyRefused: A file has errors; nothing of this run is kept.
    """
    renewed = []
    for position, planned in enumerate(house.town.surveys):
        path = folder / planned.file
        source = path.read_bytes()
        digest = hashlib.sha256(source).hexdigest()
        surveys.schedule(unit, planned.key, position, planned.opens_on, planned.closes_on)
        if surveys.newest_source(unit, planned.key) == digest:
            continue
        try:
            survey = read_survey(source, _file_type(path), planned.key)
        except FormErrors as errors:
            raise SurveyRefused(f"{planned.file}: {errors}") from errors
        surveys.add_version(unit, planned.key, digest, survey, now)
        renewed.append(planned.key)
    return renewed


def _file_type(path: Path) -> FileType:
    if path.suffix not in FILE_TYPES:
        raise SurveyRefused(f"{path.name}: a survey is a .md, .csv, .xlsx or .xls file")
    return FILE_TYPES[path.suffix]
