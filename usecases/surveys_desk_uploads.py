"""Staff send a questionnaire as a file: it is fetched and read beside everything else, and then reported."""

from datetime import datetime

from db import residents, staff, survey_drafts, surveys
from db.survey_drafts import MOST_ATTEMPTS
from db.survey_drafts import SurveyJob as SurveyJob
from db.unit import Unit
from domain.attachments import AttachmentKind, ReceivedFile
from domain.invitation import Permission, may
from domain.outgoing import Placement
from domain.person import Person
from domain.survey import Survey
from domain.survey_life import ENDINGS, LARGEST_FORM, Job, Obstacle, ending_of, key_of_file
from domain.times import local_day
from usecases.confirm import role_in_private, staff_who_may
from usecases.house import House
from usecases.read_upload import ReadForm
from usecases.survey_life import SurveyObstacle, draft_as_read, keep_draft
from usecases.survey_titles import is_operators
from usecases.surveys_desk_screens import DESK, say_card
from usecases.surveys_desk_views import report_view
from usecases.visit import FILE, Visit

MOST_JOBS = 3  # of one member of staff at once
LONGEST_NAME = 100  # characters


def ask_for_file(visit: Visit, key: str, place: Placement, notice: str = "") -> None:
    """Ask for a questionnaire's file, a corrected one of a survey where a key is given."""
    back = f"{DESK}:card:{key}" if key else f"{DESK}:list:0"
    visit.ask("desk_send", f"{DESK}:send:{key}{FILE}", [back], place, survey=key, notice=notice)


def is_form_of_staff(visit: Visit, file: ReceivedFile) -> bool:
    """Tell whether this is a questionnaire by its name, sent by somebody who may send one."""
    found = role_in_private(visit)
    return (
        file.kind is AttachmentKind.DOCUMENT
        and ending_of(file.name) in ENDINGS
        and found is not None
        and may(found[1], Permission.MANAGE_SURVEYS)
    )


def take_form(visit: Visit, key: str, file: ReceivedFile) -> bool:
    """Take a questionnaire that was sent, to be read soon; say what is wrong with it where it cannot be.

    Args:
        visit: The update that is handled.
        key: The survey that it corrects; "" where its name tells.
        file: What was sent.
    """
    staff_id = staff_who_may(visit, Permission.MANAGE_SURVEYS)
    if staff_id is None:
        return True
    name = file.name[-LONGEST_NAME:]
    key = key or key_of_file(name)
    notice = _trouble_with(visit, staff_id, key, file)
    if notice:
        ask_for_file(visit, "" if notice in ("name", Obstacle.OPERATORS) else key, Placement(), notice)
        return True
    survey_drafts.ask_for(
        visit.unit, staff_id, Job.READ, key, visit.now, file_name=name, channel_id=file.channel_id
    )
    visit.offer("desk_reading", [f"{DESK}:list:0"], survey=key, file=name)
    return True


def _trouble_with(visit: Visit, staff_id: int, key: str, file: ReceivedFile) -> str:
    if file.kind is not AttachmentKind.DOCUMENT or ending_of(file.name) not in ENDINGS:
        return "type"
    if (file.size or 0) > LARGEST_FORM:
        return "size"
    if not key:
        return "name"
    if is_operators(visit.house.town, key):
        return Obstacle.OPERATORS
    return "busy" if survey_drafts.count_jobs(visit.unit, staff_id) >= MOST_JOBS else ""


def ask_to_walk(visit: Visit, staff_id: int, key: str, revision: int | None, place: Placement) -> bool:
    """Have all ways through a draft, or through the version that is offered, gone through soon."""
    if survey_of(visit.unit, key, revision) is None:
        say_card(visit, key, place, Obstacle.GONE)
    elif survey_drafts.count_jobs(visit.unit, staff_id) >= MOST_JOBS:
        say_card(visit, key, place, "busy")
    else:
        survey_drafts.ask_for(visit.unit, staff_id, Job.WALK, key, visit.now, revision=revision)
        visit.offer("desk_walking", [f"{DESK}:card:{key}"], place, survey=key)
    return True


def survey_of(unit: Unit, key: str, revision: int | None) -> Survey | None:
    """Return a draft's questionnaire, or that of the version which is offered; None where there is none."""
    if revision is None:
        offer = surveys.offer(unit, key)
        return offer.survey if offer else None
    draft = survey_drafts.by_key(unit, key)
    return None if draft is None or draft.revision != revision else draft_as_read(unit, draft)


def say_report(visit: Visit, key: str, revision: int, place: Placement) -> None:
    """Say what was found in a draft's file, and offer what comes next."""
    view = report_view(visit.unit, key, revision)
    if view is None:
        say_card(visit, key, place, Obstacle.GONE)
        return
    options = [f"fix:{key}"]
    if not view.is_broken:
        options += [f"try:{key}:{revision}", f"ways:{key}:{revision}"]
    options = [f"{DESK}:{option}" for option in (*options, f"card:{key}")]
    visit.offer("desk_report", options, place, view=view, survey=key, revision=revision)


# --- beside everything else ------------------------------------------------------------------------


def next_job(unit: Unit, house: House, now: datetime) -> tuple[SurveyJob, Survey | None] | None:
    """Take what waits to be done, with the questionnaire that is to be walked through; None: nothing waits.

    What has failed several times ends the process that does it, perhaps: it is given up.
    """
    job = survey_drafts.take_job(unit, now)
    if job is None:
        return None
    if job.attempts > MOST_ATTEMPTS:
        keep_failed(unit, house, job, "time", now)
        return None
    return job, survey_of(unit, job.survey_key, job.revision) if job.what is Job.WALK else None


def keep_read(unit: Unit, house: House, job: SurveyJob, read: ReadForm, now: datetime) -> None:
    """Keep a file that was read as a draft, and report to whoever has sent it.

    Whose role was taken away meanwhile has sent nothing.
    """
    visit = visit_of(unit, house, job, now)
    if not survey_drafts.finish_job(unit, job.id) or visit is None:
        return
    try:
        revision = keep_draft(unit, house, job.staff_id, job.survey_key, job.file_name, read, now)
    except SurveyObstacle as obstacle:
        ask_for_file(visit, "", Placement(), obstacle.why)
        return
    say_report(visit, job.survey_key, revision, Placement())


def keep_walk(unit: Unit, house: House, job: SurveyJob, findings: str, now: datetime) -> None:
    """Say what going all ways through a questionnaire has found.

    Args:
        unit: The unit of work.
        house: The deployment.
        job: What was asked for.
        findings: `usecases.walk_survey.Walk` as JSON.
        now: The time.
    """
    visit = visit_of(unit, house, job, now)
    if not survey_drafts.finish_job(unit, job.id) or visit is None:
        return
    key, revision = job.survey_key, job.revision
    steps = [f"try:{key}:{revision or 0}", f"card:{key}"]
    options = [f"{DESK}:{step}" for step in steps]
    visit.offer("desk_ways", options, survey=key, findings=findings)


def keep_failed(unit: Unit, house: House, job: SurveyJob, why: str, now: datetime) -> None:
    """Say that a file could not be fetched or read, or that its ways could not be gone through.

    Args:
        unit: The unit of work.
        house: The deployment.
        job: What was asked for.
        why: "fetch", "size" or "time".
        now: The time.
    """
    visit = visit_of(unit, house, job, now)
    if not survey_drafts.finish_job(unit, job.id) or visit is None:
        return
    if job.what is Job.READ:
        ask_for_file(visit, "", Placement(), why)
    else:
        say_card(visit, job.survey_key, Placement(), why)


def visit_of(unit: Unit, house: House, job: SurveyJob, now: datetime) -> Visit | None:
    """Return a visit in which the asking member of staff is told something; None where nobody is there."""
    resident, found = residents.by_address(unit, job.user), staff.role_of(unit, job.user)
    if resident is None or found is None or not may(found[1], Permission.MANAGE_SURVEYS):
        return None
    person = Person(job.user, job.user, None)
    return Visit(unit, house, resident, person, now, local_day(now, house.timezone))
