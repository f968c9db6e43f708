"""A survey by its key for whoever works on its texts or prints it: as its form says it."""

import json

from db import attachments, staff, survey_drafts, surveys
from db.unit import Unit
from domain.shown_files import ShownFile
from domain.survey import Survey
from domain.survey_data import survey_from_data


class NoForm(Exception):
    """There is no such survey; the message is one line that names those there are."""


def form_in_database(unit: Unit, key: str) -> Survey:
    """Return a survey that is no file of the content folder: the staff's draft, else the newest version.

    Raises:
        NoForm: There is no such survey.
    """
    draft = survey_drafts.by_key(unit, key)
    if draft is not None and draft.definition is not None:
        return survey_from_data(json.loads(draft.definition))
    offer = surveys.offer(unit, key)
    if offer is None:
        known = [*(one.key for one in survey_drafts.every(unit)), *(one.key for one in surveys.offers(unit))]
        there_are = ", ".join(dict.fromkeys(known)) or "none"
        raise NoForm(f"there is no survey {key!r}, and no such file; there are: {there_are}.")
    return offer.survey


def files_in_database(unit: Unit, survey: Survey) -> tuple[ShownFile, ...]:
    """Return the files that a survey from the database shows with its questions."""
    ids = attachments.ids_of(unit, survey.files.values())
    found = (attachments.by_id(unit, number) for number in ids.values())
    return tuple(
        ShownFile(one.kind, one.name, one.media_type, one.content) for one in found if one and one.content
    )


def link_to_bot(unit: Unit, source: str) -> str:
    """Return a link that opens the bot and is counted under a source; "" while the bot never ran.

    Args:
        unit: The unit of work.
        source: What is counted as the way by which people came (domain.participation).
    """
    base = staff.get_setting(unit, "link_base")
    return "" if base is None else f"{base}?start={source}"
