"""Drafts of questionnaires, and what is to be done with them beside everything else."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import case, delete, func, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert  # its ON CONFLICT reads the same on SQLite

from db.tables import staff, survey_draft, survey_job
from db.unit import Unit
from domain.survey_life import Job

PATIENCE = timedelta(minutes=5)
"""After this time somebody else takes a job that a process had taken: that one has ended."""

MOST_ATTEMPTS = 3

_FIRST_SECOND = int(datetime(2026, 1, 1, tzinfo=UTC).timestamp())


@dataclass(frozen=True, slots=True)
class Draft:
    """A questionnaire that staff work on.

    `definition` is the questionnaire (domain.survey_data as JSON), None where the file has errors; `problems`
    is the report as JSON.
    """

    key: str
    revision: int
    file_name: str
    definition: str | None = field(repr=False)
    problems: str = field(repr=False)
    checked_at: datetime | None
    uploaded_at: datetime


@dataclass(frozen=True, slots=True)
class SurveyJob:
    """Something to be done with a questionnaire, and who of the staff has asked for it."""

    id: int
    staff_id: int
    user: int
    what: Job
    survey_key: str
    revision: int | None
    file_name: str
    channel_id: str = field(repr=False)
    attempts: int


_COLUMNS = (
    *(survey_draft.c.key, survey_draft.c.revision, survey_draft.c.file_name, survey_draft.c.definition),
    *(survey_draft.c.problems, survey_draft.c.checked_at, survey_draft.c.uploaded_at),
)


def every(unit: Unit) -> list[Draft]:
    """Return all drafts, by key."""
    query = select(*_COLUMNS).order_by(survey_draft.c.key)
    return [Draft(*row) for row in unit.connection.execute(query)]


def by_key(unit: Unit, key: str) -> Draft | None:
    """Return the draft with this key, or None."""
    row = unit.connection.execute(select(*_COLUMNS).where(survey_draft.c.key == key)).first()
    return None if row is None else Draft(*row)


def source_of(unit: Unit, key: str) -> bytes | None:
    """Return the bytes of a draft's file, None where there is no draft."""
    query = select(survey_draft.c.source).where(survey_draft.c.key == key)
    found = unit.connection.execute(query).scalar_one_or_none()
    return None if found is None else bytes(found)


def put(
    unit: Unit,
    key: str,
    file_name: str,
    source: bytes,
    definition: str | None,
    problems: str,
    now: datetime,
) -> int:
    """Keep a file as the draft of a survey, in place of the one before; return its revision.

    Revisions rise for ever, over drafts that were opened or deleted, so that an old button never means a
    newer file: they are seconds since 2026.
    """
    begins = int(now.timestamp()) - _FIRST_SECOND
    values = {
        "file_name": file_name,
        "source": source,
        "definition": definition,
        "problems": problems,
        "checked_at": None,
        "uploaded_at": now,
    }
    following = survey_draft.c.revision + 1
    revision: int = unit.connection.execute(
        upsert(survey_draft)
        .values(key=key, revision=begins, **values)
        .on_conflict_do_update(
            index_elements=["key"],
            set_={"revision": case((following > begins, following), else_=begins), **values},
        )
        .returning(survey_draft.c.revision)
    ).scalar_one()
    return revision


def mark_checked(unit: Unit, key: str, revision: int, now: datetime) -> bool:
    """Keep that staff have gone through a draft; return False where it is another one now, or has errors."""
    changed = unit.connection.execute(
        update(survey_draft)
        .where(
            survey_draft.c.key == key,
            survey_draft.c.revision == revision,
            survey_draft.c.definition.is_not(None),
        )
        .values(checked_at=now)
    )
    return changed.rowcount > 0


def remove(unit: Unit, key: str, revision: int) -> bool:
    """Delete a draft; return False where it is another one now, or gone."""
    gone = unit.connection.execute(
        delete(survey_draft).where(survey_draft.c.key == key, survey_draft.c.revision == revision)
    )
    return gone.rowcount > 0


# --- what is to be done beside everything else -----------------------------------------------------


def ask_for(
    unit: Unit,
    staff_id: int,
    what: Job,
    survey_key: str,
    now: datetime,
    *,
    revision: int | None = None,
    file_name: str = "",
    channel_id: str = "",
) -> None:
    """Have something done soon."""
    unit.connection.execute(
        insert(survey_job).values(
            staff_id=staff_id,
            what=what,
            survey_key=survey_key,
            revision=revision,
            file_name=file_name,
            channel_id=channel_id,
            asked_at=now,
        )
    )


def count_jobs(unit: Unit, staff_id: int) -> int:
    """Return how many jobs of a member of staff wait or are under way."""
    query = select(func.count()).where(survey_job.c.staff_id == staff_id)
    return unit.connection.execute(query).scalar_one()


def take_job(unit: Unit, now: datetime) -> SurveyJob | None:
    """Take the job that waits longest and that no other process works on; None where there is none."""
    is_free = or_(survey_job.c.taken_at.is_(None), survey_job.c.taken_at < now - PATIENCE)
    first = select(survey_job.c.id).where(is_free).order_by(survey_job.c.id).limit(1)
    row = unit.connection.execute(
        update(survey_job)
        .where(survey_job.c.id == first.with_for_update(skip_locked=True).scalar_subquery(), is_free)
        .values(taken_at=now, attempts=survey_job.c.attempts + 1)
        .returning(
            *(survey_job.c.id, survey_job.c.staff_id, survey_job.c.what, survey_job.c.survey_key),
            *(survey_job.c.revision, survey_job.c.file_name, survey_job.c.channel_id, survey_job.c.attempts),
        )
    ).first()
    if row is None:
        return None
    number, staff_id, what, key, revision, file_name, channel_id, attempts = row
    user: int = unit.connection.execute(
        select(staff.c.user_address).where(staff.c.id == staff_id)
    ).scalar_one()
    return SurveyJob(number, staff_id, user, Job(what), key, revision, file_name, channel_id, attempts)


def finish_job(unit: Unit, number: int) -> bool:
    """Take a job that is done off the list; return False where it is off already."""
    return unit.connection.execute(delete(survey_job).where(survey_job.c.id == number)).rowcount > 0
