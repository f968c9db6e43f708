"""What surveys show with their questions: kept as attachments, as long as a draft or a version has them."""

from collections.abc import Iterable

from sqlalchemy import delete, insert

from db import attachments
from db.tables import survey_draft_file, survey_version_file
from db.unit import Unit
from domain.shown_files import ShownFile
from domain.survey import Survey


class FilesMissing(LookupError):
    """A version names a file that is not kept, so the caller is broken."""


def keep(unit: Unit, files: Iterable[ShownFile]) -> list[int]:
    """Keep files; return their ids. Something has to carry them before the unit ends."""
    return [attachments.keep_content(unit, one.kind, one.name, one.media_type, one.content) for one in files]


def keep_with_draft(unit: Unit, key: str, files: Iterable[ShownFile]) -> None:
    """Keep the files of a draft, in place of those of the file before."""
    unit.connection.execute(delete(survey_draft_file).where(survey_draft_file.c.key == key))
    for number in set(keep(unit, files)):
        unit.connection.execute(insert(survey_draft_file).values(key=key, attachment_id=number))


def carry(unit: Unit, version_id: int, survey: Survey) -> None:
    """Let a version carry the files that it names.

    Raises:
        FilesMissing: One of them is not kept.
    """
    wanted = set(survey.files.values())
    found = attachments.ids_of(unit, wanted)
    if found.keys() != wanted:
        raise FilesMissing(f"a version of {survey.name} names a file that is not kept")
    for number in found.values():
        unit.connection.execute(
            insert(survey_version_file).values(version_id=version_id, attachment_id=number)
        )
