"""What is done with a survey of the staff's, in the chat or by command: kept, opened, closed, deleted."""

import json
from dataclasses import dataclass, replace
from datetime import datetime

from db import releases, staff, survey_drafts, survey_files, surveys
from db.survey_drafts import Draft
from db.surveys import Offer
from db.unit import Unit
from domain.survey import ACCESS, Survey
from domain.survey_data import survey_from_data
from domain.survey_life import (
    Obstacle,
    State,
    Window,
    obstacle_to_version,
    obstacle_to_window,
    state_of_draft,
    state_of_survey,
    with_sample,
)
from domain.times import DayTime, day_time_of, local_time_of
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
    Obstacle.ORDER: "it would close before it opens",
    Obstacle.PAST: "that is over already",
    Obstacle.TOO_FAR: "that is more than five years away",
    Obstacle.ACCESS: f"the name “{ACCESS}” says who was invited by a letter; its question needs another one",
}


@dataclass(frozen=True, slots=True)
class Plan:
    """How a draft is to be opened: from when until when, and whether it has a sample of invited people."""

    window: Window
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
    survey_files.keep_with_draft(unit, key, read.files)
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
        wanted: When it is to be open; None: as the survey is.
        now: The time.

    Raises:
        SurveyObstacle: It cannot be opened like this.
    """
    draft = survey_drafts.by_key(unit, key)
    if draft is None or revision not in (None, draft.revision):
        raise SurveyObstacle(Obstacle.GONE)
    survey = draft_as_read(unit, draft)
    if survey is None:
        raise SurveyObstacle(Obstacle.BROKEN)
    if draft.checked_at is None:
        raise SurveyObstacle(Obstacle.UNCHECKED)
    offer = surveys.offer(unit, key)
    plan = _plan_for(offer, wanted, now, house.timezone)
    if plan.sample and ACCESS in survey.positions:
        raise SurveyObstacle(Obstacle.ACCESS)
    survey = replace(survey, dimensions=with_sample(survey, sample=plan.sample))
    begun = [surveys.version(unit, one) for one in surveys.begun_versions(unit, key)]
    obstacle = obstacle_to_version(begun, survey.dimensions)
    if obstacle is not None:
        raise SurveyObstacle(obstacle)
    return draft, survey, DryRun(*people_in(unit, key), offer is None, plan)


def _plan_for(offer: Offer | None, wanted: Plan | None, now: datetime, timezone: str) -> Plan:
    if offer is None:
        if wanted is None:
            raise SurveyObstacle(Obstacle.GONE)
        obstacle = obstacle_to_window(wanted.window, now, timezone)
        if obstacle is not None:
            raise SurveyObstacle(obstacle)
        return wanted
    if offer.is_over(now, timezone):
        raise SurveyObstacle(Obstacle.ENDED)
    return Plan(offer.window, offer.survey.has_sample)


def open_draft(
    unit: Unit,
    house: House,
    staff_id: int | None,
    key: str,
    revision: int | None,
    wanted: Plan | None,
    now: datetime,
) -> DryRun:
    """Make a draft a version that residents can answer in its time. Nobody is told by that alone.

    Whoever has begun an earlier version stays with it. Arguments as for `rehearse`.

    Raises:
        SurveyObstacle: It cannot be opened like this; nothing is changed.
    """
    surveys.lock(unit, key)
    draft, survey, dry = rehearse(unit, house, key, revision, wanted, now)
    if dry.is_new:
        position = max(surveys.last_position(unit) + 1, FIRST_POSITION)
        opens, closes = dry.plan.window.opens, dry.plan.window.closes
        surveys.schedule(unit, key, position, opens.day, closes.day, opens.clock, closes.clock)
    surveys.add_version(unit, key, f"draft:{draft.revision}", survey, now)
    survey_drafts.remove(unit, key, draft.revision)
    when = f"{dry.plan.window.opens}:{dry.plan.window.closes}"
    staff.record(unit, staff_id, "opened a survey", f"{key}:{draft.revision}:{when}", now)
    return dry


def change_end(
    unit: Unit, house: House, staff_id: int | None, key: str, end: DayTime | None, now: datetime
) -> None:
    """Let a survey close at another time; None: now.

    Raises:
        SurveyObstacle: It cannot close then, or is over.
    """
    surveys.lock(unit, key)
    obstacle = obstacle_to_end(unit, house, key, end, now)
    if obstacle is not None:
        raise SurveyObstacle(obstacle)
    closes = day_time_of(local_time_of(now, house.timezone)) if end is None else end
    surveys.close_at(unit, key, closes)
    staff.record(unit, staff_id, "changed when a survey closes", f"{key}:{closes}", now)


def obstacle_to_end(
    unit: Unit, house: House, key: str, end: DayTime | None, now: datetime
) -> Obstacle | None:
    """Return why a survey cannot close then, None where it can; it can always close now, which None means."""
    if is_operators(house.town, key):
        return Obstacle.OPERATORS
    offer = surveys.offer(unit, key)
    if offer is None:
        return Obstacle.GONE
    if offer.is_over(now, house.timezone):
        return Obstacle.ENDED
    if end is None:
        return None
    return obstacle_to_window(Window(offer.window.opens, end), now, house.timezone, is_new=False)


def remove_draft(unit: Unit, staff_id: int | None, key: str, revision: int, now: datetime) -> bool:
    """Delete a draft; return False where it is another one by now. A survey that was opened stays."""
    if not survey_drafts.remove(unit, key, revision):
        return False
    staff.record(unit, staff_id, "deleted a questionnaire", f"{key}:{revision}", now)
    return True


def people_in(unit: Unit, key: str) -> tuple[int, int]:
    """Return how many are in the middle of a survey, and how many have submitted it."""
    return surveys.count_in_the_middle(unit, key), participants(unit, key)


def state_of_offer(unit: Unit, offer: Offer, now: datetime, timezone: str) -> State:
    """Return how far a survey has come."""
    published = releases.newest(unit, offer.key, published=True) is not None
    return state_of_survey(offer.window, offer.ended_on, now, timezone, is_published=published)


def state_of(draft: Draft) -> State:
    """Return how far a draft has come."""
    return state_of_draft(is_broken=draft.definition is None, is_checked=draft.checked_at is not None)
