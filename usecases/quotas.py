"""Quotas: nobody of a full cell is asked on; a place is taken in the step in which somebody submits."""

from collections import Counter
from collections.abc import Iterable, Mapping

from db import dialogues, invited, quotas, residents, surveys
from db.dialogues import Draft
from db.sealed_drafts import SealedDraft
from db.unit import Unit
from domain.access import access_of
from domain.dialogue import Answer
from domain.keys import Key
from domain.modes import Mode, mode_of
from domain.outgoing import Placement
from domain.path import effective_answers
from domain.quotas import cells_of
from domain.survey import ACCESS, MODE, Quota, Survey
from usecases.household_views import household_option
from usecases.visit import Visit
from usecases.wish import WISH


def is_full(visit: Visit, draft: Draft) -> bool:
    """Tell whether somebody's answers so far put them into a cell that is full already."""
    survey = surveys.version(visit.unit, draft.version_id)
    if not survey.quotas:
        return False
    cells = _cells(visit.unit, survey, draft, effective_answers(survey, draft.dialogue, visit.local_now))
    if not cells:
        return False
    taken = quotas.counts(visit.unit, draft.survey_key)
    return any(taken.get(quota.key, 0) >= quota.limit for quota in cells)


def take_places(visit: Visit, draft: Draft, answers: Mapping[Key, Answer]) -> bool:
    """Take a place in every cell that somebody who submits is in; in none where one of them is full."""
    unit, key = visit.unit, draft.survey_key
    survey = surveys.version(unit, draft.version_id)
    taken: list[Quota] = []
    for quota in sorted(_cells(unit, survey, draft, answers), key=lambda one: one.key):
        if not quotas.take(unit, key, quota.key, quota.limit):
            for other in taken:
                quotas.give_back(unit, key, other.key)
            return False
        taken.append(quota)
    return True


def end_full(visit: Visit, draft: Draft, place: Placement) -> None:
    """End a dialogue kindly because enough people of its cell have answered; nothing of it is kept."""
    dialogues.remove(visit.unit, draft.id)
    residents.talk_in(visit.unit, visit.resident.member_id, None)
    options = ["enter"] if draft.entry.mode.is_entered else [WISH, household_option(visit.resident)]
    visit.offer("quota_full", options, place, survey=draft.survey_key)


def give_back(unit: Unit, sealed: Iterable[SealedDraft]) -> None:
    """Free the places of submitted answers that are about to be erased before they were cut loose."""
    freed = Counter((draft.survey_key, cell) for draft in sealed for cell in _cells_of_sealed(unit, draft))
    for (survey_key, cell), places in sorted(freed.items()):  # in the order in which they are taken
        quotas.give_back(unit, survey_key, cell, places)


def show_batch(unit: Unit, survey_key: str, batch: Iterable[SealedDraft]) -> None:
    """Let what staff see of a survey's quotas move by a batch that is being cut loose.

    Whoever watches learns of the ten or more people of the batch together, so never of the newest alone.
    """
    moved = Counter(cell for draft in batch for cell in _cells_of_sealed(unit, draft))
    for cell, n in sorted(moved.items()):
        quotas.show(unit, survey_key, cell, n)


def _cells_of_sealed(unit: Unit, draft: SealedDraft) -> list[str]:
    survey = surveys.version(unit, draft.version_id)
    told = _told(survey, draft.mode, came_with_code=draft.came_with_code)
    return sorted(quota.key for quota in cells_of(survey, draft.answers, told))


def _cells(unit: Unit, survey: Survey, draft: Draft, answers: Mapping[Key, Answer]) -> tuple[Quota, ...]:
    if not survey.quotas:
        return ()
    entry = draft.entry
    came_with_code = (
        entry.came_with_code
        if entry.mode.is_entered
        else draft.survey_key in invited.surveys_of(unit, draft.member_id)
    )
    return cells_of(survey, answers, _told(survey, entry.mode, came_with_code=came_with_code))


def _told(survey: Survey, mode: Mode, *, came_with_code: bool) -> dict[str, str]:
    """Return what no question asks for; a question of such a name is asked for itself."""
    told = {ACCESS: access_of(survey, came_with_code=came_with_code), MODE: mode_of(survey, mode)}
    return {name: value for name, value in told.items() if name not in survey.positions}
