"""What is done with a survey of the staff's, in the chat or by command: kept, opened, closed, deleted."""

import json
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from db import releases, staff, survey_drafts, surveys
from db.survey_drafts import Draft
from db.surveys import Offer
from db.unit import Unit
from domain.survey import ACCESS, Survey
from domain.survey_data import survey_from_data
from domain.survey_life import (
    Obstacle,
    State,
    obstacle_to_days,
    obstacle_to_version,
    state_of_draft,
    state_of_survey,
    with_sample,
)
from domain.times import local_day
from usecases.house import House
from usecases.published import participants
from usecases.read_upload import ReadForm
from usecases.survey_texts import translated
from usecases.survey_titles import is_operators

FIRST_POSITION = 1000  # below the surveys of the content folder, which are numbered from 0


class SurveyObstacle(Exception):
    """A draft cannot be opened, or a survey's days not be changed; `why` says what stands in the way."""

    def __init__(self, why: Obstacle) -> None:
        """Keep what stands in the way."""
        super().__init__(f"This cannot be done: {_WHY[why]}.")
        self.why = why


_WHY = {
    Obstacle.GONE: "there is no such survey, or its draft is another one by now",
    Obstacle.OPERATORS: "it comes from the content folder",
    Obstacle.BROKEN: "the file has errors",
    Obstacle.UNCHECKED: "nobody has gone through it yet",
    Obstacle.ENDED: "the survey has ended",
    Obstacle.SAMPLE: "people have begun it, so whether it has a sample stays as it is",
    Obstacle.DIMENSIONS: "people have begun it, so “dimensions” stay as they are",
    Obstacle.ORDER: "the last day lies before the first",
    Obstacle.PAST: "that day is over",
    Obstacle.TOO_FAR: "that day is too far away",
    Obstacle.ACCESS: f"the name “{ACCESS}” says who was invited by a letter; its question needs another one",
}


@dataclass(frozen=True, slots=True)
class Plan:
    """How a draft is to be opened: its first and last day, and whether it has a sample of invited people."""

    first: date
    last: date
    sample: bool = False


@dataclass(frozen=True, slots=True)
class DryRun:
    """What opening a draft would change: how many are in the middle of the survey, how many submitted it."""

    in_the_middle: int
    submitted: int
    is_new: bool
    plan: Plan


def keep_draft(
    unit: Unit, house: House, staff_id: int | None, key: str, file_name: str, read: ReadForm, now: datetime
) -> int:
    """Keep a file that was read as the draft of a survey; return its revision.

    Raises:
        SurveyObstacle: The survey is the operator's.
    """
    if is_operators(house.town, key):
        raise SurveyObstacle(Obstacle.OPERATORS)
    definition = None if read.definition is None else json.dumps(read.definition, ensure_ascii=False)
    problems = json.dumps(read.problems, ensure_ascii=False)
    revision = survey_drafts.put(unit, key, file_name, read.source, definition, problems, now)
    staff.record(unit, staff_id, "sent a questionnaire", f"{key}:{revision}", now)
    return revision


def draft_survey(draft: Draft) -> Survey | None:
    """Return a draft as its form says it, None where it has errors."""
    return None if draft.definition is None else survey_from_data(json.loads(draft.definition))


def draft_as_read(unit: Unit, draft: Draft) -> Survey | None:
    """Return a draft with the translations that are kept beside its form; None where it has errors."""
    survey = draft_survey(draft)
    return None if survey is None else translated(unit, draft.key, replace(survey, name=draft.key))


def mark_checked(unit: Unit, staff_id: int | None, key: str, revision: int, now: datetime) -> bool:
    """Keep that somebody has gone through a draft; return False where it is another one by now."""
    if not survey_drafts.mark_checked(unit, key, revision, now):
        return False
    staff.record(unit, staff_id, "checked a questionnaire", f"{key}:{revision}", now)
    return True


def rehearse(
    unit: Unit, house: House, key: str, revision: int | None, wanted: Plan | None, now: datetime
) -> tuple[Draft, Survey, DryRun]:
    """Return a draft as it would be opened, and whom that would touch. Nothing is changed.

    A survey that residents know already keeps its days and whether it has a sample: only its questions
    change, and for those who begin after that.

    Args:
        unit: The unit of work.
        house: The deployment.
        key: The survey.
        revision: The draft's; None: whichever there is.
        wanted: The days; None: those that the survey has.
        now: The time.

    Raises:
        SurveyObstacle: It cannot be opened like this.
    """
    today = local_day(now, house.timezone)
    draft = survey_drafts.by_key(unit, key)
    if draft is None or revision not in (None, draft.revision):
        raise SurveyObstacle(Obstacle.GONE)
    survey = draft_as_read(unit, draft)
    if survey is None:
        raise SurveyObstacle(Obstacle.BROKEN)
    if draft.checked_at is None:
        raise SurveyObstacle(Obstacle.UNCHECKED)
    offer = surveys.offer(unit, key)
    plan = _plan_for(offer, wanted, today)
    if plan.sample and ACCESS in survey.positions:
        raise SurveyObstacle(Obstacle.ACCESS)
    survey = replace(survey, dimensions=with_sample(survey, sample=plan.sample))
    begun = [surveys.version(unit, one) for one in surveys.begun_versions(unit, key)]
    obstacle = obstacle_to_version(begun, survey.dimensions)
    if obstacle is not None:
        raise SurveyObstacle(obstacle)
    return draft, survey, DryRun(*people_in(unit, key), offer is None, plan)


def _plan_for(offer: Offer | None, wanted: Plan | None, today: date) -> Plan:
    if offer is None:
        if wanted is None:
            raise SurveyObstacle(Obstacle.GONE)
        obstacle = obstacle_to_days(wanted.first, wanted.last, today)
        if obstacle is not None:
            raise SurveyObstacle(obstacle)
        return wanted
    if offer.ended_on is not None or offer.closes_on < today:
        raise SurveyObstacle(Obstacle.ENDED)
    return Plan(offer.opens_on, offer.closes_on, offer.survey.has_sample)


def open_draft(
    unit: Unit,
    house: House,
    staff_id: int | None,
    key: str,
    revision: int | None,
    wanted: Plan | None,
    now: datetime,
) -> DryRun:
    """Make a draft a version that residents can answer on its days. Nobody is told by that alone.

    Whoever has begun an earlier version stays with it. Arguments as for `rehearse`.

    Raises:
        SurveyObstacle: It cannot be opened like this; nothing is changed.
    """
    surveys.lock(unit, key)
    draft, survey, dry = rehearse(unit, house, key, revision, wanted, now)
    if dry.is_new:
        position = max(surveys.last_position(unit) + 1, FIRST_POSITION)
        surveys.schedule(unit, key, position, dry.plan.first, dry.plan.last)
    surveys.add_version(unit, key, f"draft:{draft.revision}", survey, now)
    survey_drafts.remove(unit, key, draft.revision)
    days = f"{dry.plan.first}:{dry.plan.last}"
    staff.record(unit, staff_id, "opened a survey", f"{key}:{draft.revision}:{days}", now)
    return dry


def change_last_day(
    unit: Unit, house: House, staff_id: int | None, key: str, last: date, now: datetime
) -> None:
    """Give a survey another last day; the day before today closes it now.

    Raises:
        SurveyObstacle: It cannot end then, or is over.
    """
    today = local_day(now, house.timezone)
    surveys.lock(unit, key)
    obstacle = obstacle_to_last_day(unit, house, key, last, today)
    if obstacle is not None:
        raise SurveyObstacle(obstacle)
    surveys.close_on(unit, key, last)
    staff.record(unit, staff_id, "changed a survey's last day", f"{key}:{last}", now)


def obstacle_to_last_day(unit: Unit, house: House, key: str, last: date, today: date) -> Obstacle | None:
    """Return why a survey cannot end on a day, None where it can; the day before today means now."""
    if is_operators(house.town, key):
        return Obstacle.OPERATORS
    offer = surveys.offer(unit, key)
    if offer is None:
        return Obstacle.GONE
    if offer.ended_on is not None or offer.closes_on < today:
        return Obstacle.ENDED
    if last == today - timedelta(days=1):
        return None
    return obstacle_to_days(offer.opens_on, last, today, is_new=False)


def remove_draft(unit: Unit, staff_id: int | None, key: str, revision: int, now: datetime) -> bool:
    """Delete a draft; return False where it is another one by now. A survey that was opened stays."""
    if not survey_drafts.remove(unit, key, revision):
        return False
    staff.record(unit, staff_id, "deleted a questionnaire", f"{key}:{revision}", now)
    return True


def people_in(unit: Unit, key: str) -> tuple[int, int]:
    """Return how many are in the middle of a survey, and how many have submitted it."""
    return surveys.count_in_the_middle(unit, key), participants(unit, key)


def state_of_offer(unit: Unit, offer: Offer, today: date) -> State:
    """Return how far a survey has come."""
    published = releases.newest(unit, offer.key, published=True) is not None
    return state_of_survey(offer.opens_on, offer.closes_on, offer.ended_on, today, is_published=published)


def state_of(draft: Draft) -> State:
    """Return how far a draft has come."""
    return state_of_draft(is_broken=draft.definition is None, is_checked=draft.checked_at is not None)
