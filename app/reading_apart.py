"""What is done with questionnaires in processes of their own; only these import what it takes."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from domain.languages import Language

if TYPE_CHECKING:
    from usecases.read_upload import ReadForm
    from usecases.survey_texts import TextsFile, TextsTrouble

READ_SECONDS = 60.0
"""So long reading a questionnaire may take; a form of 300 questions takes a few."""

WALK_SECONDS = 120.0
"""So long going all ways may take with its start; the walk itself ends after half of it."""


def read_form(content: bytes, file_name: str, key: str) -> "ReadForm":
    """Read a questionnaire; arguments and result as for `usecases.read_upload.read_upload`."""
    from usecases.read_upload import read_upload

    return read_upload(content, file_name, key)


def read_texts_file(content: bytes, file_name: str) -> "TextsFile | TextsTrouble":
    """Read a file with translations; return why it cannot be used where that is so.

    Args:
        content: The file's bytes.
        file_name: Its name, whose ending tells the format.
    """
    from domain.survey_life import ending_of
    from usecases.survey_texts import TextsFormat, TextsRefused, read_texts

    try:
        return read_texts(content, TextsFormat(ending_of(file_name).removeprefix(".")))
    except TextsRefused as refused:
        return refused.why


def walk_form(definition: dict[str, Any], languages: Sequence[Language], now: datetime) -> str:
    """Go all ways through a questionnaire; arguments and result as for `app.ways.walk_data`."""
    from app.ways import walk_data

    return walk_data(definition, languages, now, WALK_SECONDS / 2)
