"""Who may enter answers for others, and what the card of such an entry says on top."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from db import responses, staff, surveys
from db.dialogues import Entry
from db.unit import Unit
from domain.invitation import Permission, may
from domain.languages import Language, Texts
from domain.modes import Mode

SUBMITTED, BY_MODE = "submitted", "mode"
"""Under what the answers that arrive are tallied by their mode."""


@dataclass(frozen=True, slots=True)
class Entering:
    """What stands on top of everything that staff enter for somebody: the how manieth it is today.

    `language` is the one of the paper or the call, which need not be the one of who enters it.
    """

    mode: Mode
    number: int
    language: Language


@dataclass(frozen=True, slots=True)
class EnterView:
    """The titles of all surveys by their keys."""

    titles: Mapping[str, Texts]


def enter_view(unit: Unit) -> EnterView:
    """Return what the questions before an entry show."""
    return EnterView({offer.key: offer.survey.title for offer in surveys.offers(unit)})


def may_enter(unit: Unit, user: int) -> bool:
    """Tell whether somebody may enter answers for others; their role is looked up at every step."""
    found = staff.role_of(unit, user)
    return found is not None and may(found[1], Permission.ENTER_ANSWERS)


def entering_of(unit: Unit, entry: Entry, today: date) -> Entering | None:
    """Return what stands on top of the cards of an entry, None on those of one's own answers."""
    if not entry.mode.is_entered:
        return None
    done = responses.tallied_on(unit, today, SUBMITTED, BY_MODE, entry.mode)
    return Entering(entry.mode, done + 1, entry.language)


def tally_submitted(unit: Unit, today: date, mode: Mode) -> None:
    """Count submitted answers: how many, and in which mode."""
    responses.tally_up(unit, today, SUBMITTED, "all", "")
    responses.tally_up(unit, today, SUBMITTED, BY_MODE, mode)
