"""A file that was taken as an answer turns out wrong when it is fetched: its question is asked again."""

from dataclasses import replace
from datetime import datetime

from db import dialogues, media, residents, surveys
from db.dialogues import Draft
from db.residents import Resident
from db.unit import Unit
from domain.asking_again import asked_again
from domain.dialogue import Problem, Stage
from domain.media import Status
from domain.person import Person
from domain.times import local_day
from usecases.house import House
from usecases.talk import show_card
from usecases.visit import Visit


def failed(unit: Unit, house: House, name: str, now: datetime) -> None:
    """Keep that a file cannot be had, or is not what it says: the answer counts as none.

    While the draft is open, it goes back to the question, and whoever is at it is told. Submitted answers
    go without the file; what was submitted cannot be asked again.

    Args:
        unit: The unit of work.
        house: The deployment.
        name: The file's name.
        now: The time.
    """
    owner = media.owner(unit, name)
    resident = (
        None if owner is None else residents.by_address(unit, owner[0])
    )  # locked, so that no tap is lost
    if not media.settle(unit, name, Status.FAILED, Status.WANTED) or owner is None or resident is None:
        return
    draft = dialogues.by_id(unit, owner[1])
    if draft is not None:
        visit = Visit(unit, house, resident, _anybody(resident), now, local_day(now, house.timezone))
        _ask_again(visit, draft, name)


def _ask_again(visit: Visit, draft: Draft, name: str) -> None:
    key = next((key for key, answer in draft.dialogue.answers.items() if answer == name), None)
    if key is None:  # another answer has taken its place
        return
    survey = surveys.version(visit.unit, draft.version_id)
    again = asked_again(survey, draft.dialogue, key, visit.local_now, visit.resident.language)
    dialogues.save(visit.unit, draft.id, again, visit.today)
    if again.stage is Stage.ASKING and again.at == key and _is_at_it(visit, draft):
        show_card(visit, replace(draft, dialogue=again), Problem.FILE_UNREADABLE)


def _is_at_it(visit: Visit, draft: Draft) -> bool:
    """Tell whether this draft is what its owner has in front of them: nobody else, and nothing else, is."""
    one = visit.resident
    is_theirs = one.member_id == draft.member_id and one.dialogue_id == draft.id
    return is_theirs and not one.menu and draft.is_open(visit.now, visit.house.timezone)


def _anybody(resident: Resident) -> Person:
    return Person(resident.address, resident.address, None)
