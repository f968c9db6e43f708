"""Who may enter answers for others, with whose letter, and what the card of such an entry says on top."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from db import dialogues, invited, responses, staff, surveys
from db.dialogues import Draft, Entry
from db.unit import Unit
from domain.dialogue import Stage
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


def take_letter(unit: Unit, entry: Entry) -> bool:
    """Take a place of the household whose letter came with what is submitted now; False if none is left.

    Not earlier: what was begun and dropped would have used the place up, and nobody could give it back.
    """
    return entry.code is None or invited.use_code(unit, entry.code)


def give_letter_back(unit: Unit, entry: Entry) -> None:
    """Free the place that was taken, since the answers could not be submitted after all."""
    if entry.code is not None:
        invited.free_code(unit, entry.code)


def without_letter(unit: Unit, submitting: Draft) -> Draft:
    """Return a draft that was about to be submitted at its review again, as one that came without a letter.

    Its turn has risen: a second tap on the same button does not submit it before the reason was read.
    """
    dialogues.forget_code(unit, submitting.id)
    entry = replace(submitting.entry, came_with_code=False, code=None)
    return replace(submitting, entry=entry, dialogue=replace(submitting.dialogue, stage=Stage.REVIEWING))


def tally_submitted(unit: Unit, today: date, mode: Mode) -> None:
    """Count submitted answers: how many, and in which mode."""
    responses.tally_up(unit, today, SUBMITTED, "all", "")
    responses.tally_up(unit, today, SUBMITTED, BY_MODE, mode)
