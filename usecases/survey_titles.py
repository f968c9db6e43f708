"""Which surveys there are by their titles: those of the content folder, and those that staff have opened."""

from db import surveys
from db.unit import Unit
from domain.feedback import FORM, event_of
from domain.languages import Texts
from domain.town import Town


def is_operators(town: Town, key: str) -> bool:
    """Tell whether a survey comes from the content folder, or is made for an event."""
    return key in {one.key for one in town.surveys} or key == FORM or event_of(key) is not None


def titles(unit: Unit, town: Town) -> dict[str, Texts]:
    """Return the title of every survey that is not made for an event, in their order."""
    staffs = {
        offer.key: offer.survey.title for offer in surveys.offers(unit) if not is_operators(town, offer.key)
    }
    return {one.key: one.title for one in town.surveys} | staffs
