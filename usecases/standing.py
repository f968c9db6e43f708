"""How somebody stands to a survey."""

from enum import StrEnum

from db import dialogues, responses, sealed_drafts
from db.unit import Unit
from domain.participation import participation_mark
from usecases.house import House


class Standing(StrEnum):
    """How a member stands to a survey."""

    NEW = "new"
    STARTED = "started"
    TAKEN = "taken"


def standing_of(
    unit: Unit, house: House, address: int, ordinal: int, member_id: int, survey_key: str
) -> Standing:
    """Tell whether a person of a chat has taken part in a survey, has begun it, or neither."""
    if sealed_drafts.has_any(unit, member_id, survey_key):
        return Standing.TAKEN
    if responses.has_taken_part(unit, participation_mark(house.pepper, survey_key, address, ordinal)):
        return Standing.TAKEN
    begun = dialogues.of_member(unit, member_id, survey_key)
    return Standing.STARTED if begun else Standing.NEW
