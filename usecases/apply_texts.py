"""Translations of a survey that is open already reach residents as a new version, like every change."""

from datetime import datetime

from db import staff, surveys
from db.unit import Unit
from usecases.find_form import NoForm
from usecases.house import House
from usecases.survey_texts import translated
from usecases.survey_titles import is_operators


def apply_texts(unit: Unit, house: House, key: str, by: int | None, now: datetime) -> bool:
    """Make a new version of a survey with the translations that are kept beside its form.

    Dialogues that run stay with theirs. Surveys of the content folder get theirs when the bot starts, drafts
    when they are opened.

    Args:
        unit: The unit of work.
        house: The deployment.
        key: The survey.
        by: The member of staff, None for the operator.
        now: The time.

    Returns:
        Whether anything reads otherwise.

    Raises:
        NoForm: There is no such survey, or it is one of the content folder.
    """
    if is_operators(house.town, key):
        raise NoForm(f"{key!r} comes from the content folder: its texts change when the bot starts.")
    surveys.lock(unit, key)
    offer = surveys.offer(unit, key)
    if offer is None:
        raise NoForm(f"no survey {key!r} is open or was; a draft gets its texts when it is opened.")
    survey = translated(unit, key, offer.survey)
    if survey == offer.survey:
        return False
    surveys.add_version(unit, key, f"texts:{now.isoformat()}", survey, now)
    staff.record(unit, by, "applied texts", key, now)
    return True
