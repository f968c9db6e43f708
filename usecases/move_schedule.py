"""Staff or the operator move what is planned, or cancel it."""

from datetime import datetime, timedelta

from db import schedule, staff
from db.unit import Unit
from domain.agenda import Unfit, can_be_cancelled, can_be_moved
from domain.quiet_hours import decent
from domain.schedule import Scheduled
from domain.times import instant_of, local_time_of
from usecases.house import House
from usecases.schedule_subjects import latest_for

_QUARTER = timedelta(minutes=15)
_EPOCH = datetime.fromisoformat("1970-01-01T00:00+00:00")


def unfit(unit: Unit, house: House, row: Scheduled, local: str, now: datetime) -> Unfit | None:
    """Return why a row cannot go out at a wall time, None where it can."""
    due_at = instant_of(local, row.timezone)
    if due_at <= now:
        return Unfit.PAST
    latest = latest_for(unit, row)
    if latest is not None and due_at >= latest:
        return Unfit.TOO_LATE
    return Unfit.QUIET if house.quiet.hold(due_at, row.timezone) else None


def next_fit(unit: Unit, house: House, row: Scheduled, local: str, now: datetime) -> str | None:
    """Return the next wall time from a wished one on at which a row can go out, None where there is none.

    It is at least a quarter of an hour from now, so that there is time to confirm it.
    """
    soon = now + (_QUARTER - (now - _EPOCH) % _QUARTER) + _QUARTER
    wished = max(instant_of(local, row.timezone), soon)
    found = local_time_of(decent(wished, row.timezone, house.quiet), row.timezone)
    return None if unfit(unit, house, row, found, now) else found


def move(
    unit: Unit, house: House, staff_id: int | None, row: Scheduled, local: str, now: datetime
) -> Unfit | bool:
    """Move a row to another wall time, and note who did.

    Args:
        unit: The unit of work.
        house: The deployment.
        staff_id: Who; None: the operator.
        row: The row as whoever moves it saw it.
        local: The wall time, `2027-03-10T18:00`.
        now: The time.

    Returns:
        Whether it was moved: it is not where it has begun, or has changed meanwhile. Or why it cannot go
        out then.
    """
    if (why := unfit(unit, house, row, local, now)) is not None:
        return why
    due_at = instant_of(local, row.timezone)
    moved = can_be_moved(row) and schedule.move(unit, row.id, row.revision, local, due_at)
    if moved:
        staff.record(unit, staff_id, "moved", f"{_in_audit(row)} to {local}", now)
    return moved


def cancel(unit: Unit, staff_id: int | None, row: Scheduled, now: datetime) -> bool:
    """Cancel a row, and note who did; return False where it has begun or has changed meanwhile."""
    cancelled = can_be_cancelled(row) and schedule.cancel_one(unit, row.id, row.revision)
    if cancelled:
        staff.record(unit, staff_id, "cancelled", _in_audit(row), now)
    return cancelled


def _in_audit(row: Scheduled) -> str:
    return ":".join(part for part in (row.kind.value, row.subject, row.part) if part)
