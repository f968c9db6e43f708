"""Staff or the operator hold a broadcast that was released, let it go on, end it, or take it back.

Each waits for the chunk that is being written. Whether the broadcast has begun in the meantime, or whether
all of it is written, is no reason to refuse; that its words have changed is.
"""

from datetime import datetime

from db import broadcasts, schedule, waiting
from db.unit import Unit
from domain.broadcasts import Broadcast, Step
from domain.schedule import Kind, Status
from domain.times import instant_of, local_time_of
from usecases.send_broadcast import plan_runs, prefix_of


def pause(unit: Unit, one: Broadcast) -> bool:
    """Let nothing of a broadcast go until it is resumed; return False where there is nothing to hold."""
    found = broadcasts.lock(unit, one)
    if found is None or not broadcasts.move_on(unit, found, Step.PAUSE):
        return False
    schedule.pause(unit, one.subject, Kind.BROADCAST)
    waiting.hold(unit, prefix_of(one))
    return True


def resume(unit: Unit, one: Broadcast, now: datetime) -> bool:
    """Let a paused broadcast go on where it stopped; return False where it is not paused.

    A time that has gone by meanwhile means now. Runs of one that comes again are not made up for.
    """
    found = broadcasts.lock(unit, one)
    rows = [
        row for row in schedule.of_subject(unit, one.subject, Kind.BROADCAST) if row.status is Status.PAUSED
    ]
    has_begun = any(row.reached for row in rows) or bool(broadcasts.left(unit, one.id))
    step = Step.RESUME if has_begun else Step.RESUME_WAITING
    if found is None or not broadcasts.move_on(unit, found, step):
        return False
    schedule.pause(unit, one.subject, Kind.BROADCAST, paused=False)
    waiting.release(unit, prefix_of(one))
    for row in rows:
        if one.rule is None and not row.reached and row.due_at < now:
            local = local_time_of(now, row.timezone)
            schedule.put(unit, Kind.BROADCAST, one.subject, row.part, local, row.timezone, now)
    return True


def cancel(unit: Unit, one: Broadcast, now: datetime) -> int | None:
    """End a broadcast: what has not gone does not go any more.

    Returns:
        How many messages were taken out; None where it has ended already.
    """
    found = broadcasts.lock(unit, one)
    if found is None or not broadcasts.move_on(unit, found, Step.CANCEL, finished_at=now):
        return None
    schedule.cancel(unit, one.subject, Kind.BROADCAST)
    return waiting.drop(unit, prefix_of(one))


def take_back(unit: Unit, one: Broadcast) -> bool:
    """Make a draft of a broadcast that has not begun; return False where it has."""
    found = broadcasts.lock(unit, one)
    if found is None or not broadcasts.move_on(unit, found, Step.TAKE_BACK):
        return False
    schedule.cancel(unit, one.subject, Kind.BROADCAST)
    return True


def put_on_schedule(unit: Unit, one: Broadcast, now: datetime) -> bool:
    """Plan when a broadcast goes out; return False where it went out on that day before."""
    if one.rule is not None:
        plan_runs(unit, one, now)
        return True
    local = one.local_time or local_time_of(now, one.timezone)
    due_at = instant_of(local, one.timezone) if one.local_time else now
    return schedule.put(unit, Kind.BROADCAST, one.subject, local[:10], local, one.timezone, due_at)
