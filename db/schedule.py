"""The schedule's rows: put there, claimed, gone through in chunks, ended, moved and cancelled.

A row is claimed by a lock that lasts as long as its unit of work. So nobody else works on it meanwhile,
and if the process is killed, the row is as it was before the chunk and free for whoever looks next.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT reads the same on SQLite

from db.prepared import Prepared, Row
from db.tables import scheduled
from db.unit import Unit
from domain.schedule import BEGUN, Kind, Late, Scheduled, Status, pause_after

_ROW = (
    *(scheduled.c.id, scheduled.c.kind, scheduled.c.subject, scheduled.c.part, scheduled.c.local_time),
    *(scheduled.c.timezone, scheduled.c.due_at, scheduled.c.status, scheduled.c.reached),
    *(scheduled.c.revision, scheduled.c.failures, scheduled.c.reason),
)
_AT_WORK = (Status.WAITING.value, Status.RUNNING.value)
# What has ended names no chat: nobody shall read from it who was the last that something went to.
_ENDED = case((scheduled.c.reached > 0, BEGUN), else_=scheduled.c.reached)
_NOT_BEGUN = and_(scheduled.c.status == Status.WAITING.value, scheduled.c.reached == 0)
_HELD = or_(
    scheduled.c.status == Status.WAITING.value,
    and_(scheduled.c.status == Status.RUNNING.value, scheduled.c.failures > 0),  # it does not go on
)


_CLAIM = (
    select(*_ROW)
    .where(
        scheduled.c.status.in_(_AT_WORK),
        scheduled.c.due_at <= bindparam("now"),
        or_(scheduled.c.try_after.is_(None), scheduled.c.try_after <= bindparam("now")),
    )
    .order_by(scheduled.c.due_at, scheduled.c.id)
    .limit(1)
    .with_for_update(skip_locked=True)  # SQLite has one writer and leaves it out
)


# --- planning --------------------------------------------------------------------------------------


def put(
    unit: Unit, kind: Kind, subject: str, part: str, local_time: str, timezone: str, due_at: datetime
) -> bool:
    """Plan something, or move it where it is planned already and has not begun.

    What was done, is under way, or was cancelled by staff stays as it is. What was missed, and has told
    nobody anything, is planned anew if it now comes later: an event was postponed.

    Args:
        unit: The unit of work.
        kind: What is to be done.
        subject: What it is about, such as `event:12`.
        part: Which of several with this kind and subject; each comes once.
        local_time: The wall time, `2027-03-10T18:00`.
        timezone: Whose.
        due_at: The same as an instant: `domain.times.instant_of`.

    Returns:
        Whether it is now planned for this time.
    """
    new = _values(kind, subject, part, local_time, timezone, due_at)
    statement = insert(scheduled).values(**new)
    again = {
        "local_time": local_time,
        "timezone": timezone,
        "due_at": due_at,
        "status": Status.WAITING.value,
        "failures": 0,
        "try_after": None,
        "reason": "",
        "revision": scheduled.c.revision + 1,
    }
    was_missed = and_(
        scheduled.c.status == Status.MISSED.value, scheduled.c.reached == 0, scheduled.c.due_at < due_at
    )
    statement = statement.on_conflict_do_update(
        index_elements=["kind", "subject", "part"], set_=again, where=or_(_NOT_BEGUN, was_missed)
    )
    return unit.connection.execute(statement.returning(scheduled.c.id)).first() is not None


def add(
    unit: Unit, kind: Kind, subject: str, part: str, local_time: str, timezone: str, due_at: datetime
) -> bool:
    """Plan something only if it never was: one run of a series, which staff may have moved or cancelled.

    The arguments are those of `put`. Returns whether it is new.
    """
    statement = insert(scheduled).values(**_values(kind, subject, part, local_time, timezone, due_at))
    statement = statement.on_conflict_do_nothing(index_elements=["kind", "subject", "part"])
    return unit.connection.execute(statement.returning(scheduled.c.id)).first() is not None


def _values(
    kind: Kind, subject: str, part: str, local_time: str, timezone: str, due_at: datetime
) -> dict[str, object]:
    return {
        "kind": kind.value,
        "subject": subject,
        "part": part,
        "local_time": local_time,
        "timezone": timezone,
        "due_at": due_at,
    }


def cancel(unit: Unit, subject: str, kind: Kind | None = None, part: str | None = None) -> int:
    """Take away all that is planned for a subject; what is under way does not go on.

    A plan that has told nobody anything leaves nothing behind, so it can be put there again.

    Returns:
        How many rows are concerned.
    """
    mine = scheduled.c.subject == subject
    if kind is not None:
        mine = and_(mine, scheduled.c.kind == kind.value)
    if part is not None:
        mine = and_(mine, scheduled.c.part == part)
    gone = unit.connection.execute(delete(scheduled).where(mine, _NOT_BEGUN))
    ended = unit.connection.execute(
        update(scheduled)
        .where(mine, scheduled.c.status.in_((*_AT_WORK, Status.PAUSED.value)))
        .values(status=Status.CANCELLED.value, reached=_ENDED, revision=scheduled.c.revision + 1)
    )
    return gone.rowcount + ended.rowcount


def forget_done(unit: Unit, row: Scheduled) -> None:
    """Let a row that is done be planned anew: what it told of comes at another time now."""
    is_done = scheduled.c.status == Status.DONE.value
    unit.connection.execute(delete(scheduled).where(scheduled.c.id == row.id, is_done))


def pause(unit: Unit, subject: str, kind: Kind, *, paused: bool = True) -> int:
    """Hold what is planned or under way for a subject, or let it go on where it stopped; return how many."""
    states = _AT_WORK if paused else (Status.PAUSED.value,)
    now = Status.PAUSED if paused else Status.WAITING
    return unit.connection.execute(
        update(scheduled)
        .where(scheduled.c.subject == subject, scheduled.c.kind == kind.value, scheduled.c.status.in_(states))
        .values(status=now.value, revision=scheduled.c.revision + 1)
    ).rowcount


# --- working on what is due ------------------------------------------------------------------------


def claim(unit: Unit, now: datetime) -> Scheduled | None:
    """Return the first row that is due and that nobody else works on, None without any.

    It is this unit's until it commits or fails.
    """
    row = unit.connection.execute(_CLAIM, {"now": now}).first()
    return None if row is None else _scheduled(row)


_ADVANCE = Prepared(
    update(scheduled)
    .where(scheduled.c.id == bindparam("row"))
    .values(status=Status.RUNNING.value, failures=0, try_after=None),
    sets=("reached",),
)


def advance(unit: Unit, row: Scheduled, reached: int) -> None:
    """Keep how far a claimed row has come, in the commit that holds the messages to those chats."""
    _ADVANCE.run(unit.connection, row=row.id, reached=reached)


def finish(unit: Unit, row: Scheduled, status: Status, reason: Late | None = None) -> None:
    """End a claimed row; one that was missed waits for staff to be told."""
    missed = status is Status.MISSED
    unit.connection.execute(
        update(scheduled)
        .where(scheduled.c.id == row.id)
        .values(
            status=status.value,
            reached=_ENDED,
            failures=0,
            reason=reason.value if reason else "",
            try_after=row.due_at if missed else None,
        )
    )


def keep_failure(unit: Unit, row_id: int, now: datetime) -> int:
    """Let a row wait after its step failed, longer with every time; return how often it has failed now."""
    failures: int = unit.connection.execute(
        update(scheduled)
        .where(scheduled.c.id == row_id)
        .values(failures=scheduled.c.failures + 1)
        .returning(scheduled.c.failures)
    ).scalar_one()
    unit.connection.execute(
        update(scheduled).where(scheduled.c.id == row_id).values(try_after=now + pause_after(failures))
    )
    return failures


# --- what staff see and change ---------------------------------------------------------------------


def by_id(unit: Unit, row_id: int) -> Scheduled | None:
    """Return a row, None where there is none."""
    row = unit.connection.execute(select(*_ROW).where(scheduled.c.id == row_id)).first()
    return None if row is None else _scheduled(row)


def of_subject(unit: Unit, subject: str, kind: Kind | None = None) -> list[Scheduled]:
    """Return all rows about something, whatever became of them, in the order of their times."""
    query = select(*_ROW).where(scheduled.c.subject == subject)
    if kind is not None:
        query = query.where(scheduled.c.kind == kind.value)
    return _all(unit, query)


def last_part(unit: Unit, subject: str, kind: Kind) -> str | None:
    """Return the last part of a series, whatever became of it; None where nothing of it was planned."""
    query = select(func.max(scheduled.c.part)).where(
        scheduled.c.subject == subject, scheduled.c.kind == kind.value
    )
    last: str | None = unit.connection.execute(query).scalar_one()
    return last


def coming(unit: Unit, until: datetime) -> list[Scheduled]:
    """Return what is planned, under way or held until a time, in the order of its times."""
    states = (*_AT_WORK, Status.PAUSED.value)
    return _all(unit, select(*_ROW).where(scheduled.c.status.in_(states), scheduled.c.due_at <= until))


def missed(unit: Unit, since: datetime) -> list[Scheduled]:
    """Return what was missed though it was due since a time."""
    return _all(unit, select(*_ROW).where(_is_missed(), scheduled.c.due_at >= since))


def missed_untold(unit: Unit) -> list[Scheduled]:
    """Return what was missed and staff have not been told of; the rows are this unit's until it ends."""
    query = select(*_ROW).where(_is_missed(), scheduled.c.try_after.is_not(None))
    return _all(unit, query.with_for_update(skip_locked=True))


def keep_told(unit: Unit, rows: list[Scheduled]) -> None:
    """Remember that staff have been told of rows that were missed."""
    ids = [row.id for row in rows]
    unit.connection.execute(update(scheduled).where(scheduled.c.id.in_(ids)).values(try_after=None))


def count_missed(unit: Unit) -> int:
    """Return how many rows were missed so far."""
    return unit.connection.execute(
        select(func.count()).select_from(scheduled).where(_is_missed())
    ).scalar_one()


def move(unit: Unit, row_id: int, revision: int, local_time: str, due_at: datetime) -> bool:
    """Let staff move a row that has not begun and that is as they saw it; return False otherwise."""
    return _change(
        unit, row_id, revision, _NOT_BEGUN, local_time=local_time, due_at=due_at, failures=0, try_after=None
    )


def cancel_one(unit: Unit, row_id: int, revision: int) -> bool:
    """Let staff cancel a row that waits, or that goes on failing, as they saw it; return False otherwise."""
    values = {"status": Status.CANCELLED.value, "reached": _ENDED, "try_after": None}
    return _change(unit, row_id, revision, _HELD, **values)


def _change(unit: Unit, row_id: int, revision: int, state: ColumnElement[bool], **values: object) -> bool:
    changed = unit.connection.execute(
        update(scheduled)
        .where(scheduled.c.id == row_id, scheduled.c.revision == revision, state)
        .values(revision=revision + 1, **values)
    )
    return changed.rowcount > 0


def _is_missed() -> ColumnElement[bool]:
    return scheduled.c.status == Status.MISSED.value


def _all(unit: Unit, query: Select[Row]) -> list[Scheduled]:
    ordered = query.order_by(scheduled.c.due_at, scheduled.c.id)
    return [_scheduled(row) for row in unit.connection.execute(ordered)]


def _scheduled(row: Row) -> Scheduled:
    row_id, kind, subject, part, local_time, timezone, due_at, status, reached, revision, failures, why = row
    return Scheduled(
        *(row_id, Kind(kind), subject, part, local_time, timezone, due_at, Status(status)),
        *(reached, revision, failures, why),
    )
