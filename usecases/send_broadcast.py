"""A broadcast goes out: its messages are written chunk by chunk, and its end is noticed.

Who gets it is decided when a chunk is written: whoever belongs to the audience at that moment, and has not
got it yet. Whoever comes later, behind the chunk, gets the next one.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta

from db import broadcast_counts, broadcasts, schedule
from db.unit import Unit
from domain.broadcasts import (
    EDITABLE,
    ENDED,
    STALE_AFTER,
    Broadcast,
    BroadcastStatus,
    Step,
    number_in,
)
from domain.languages import Language
from domain.outgoing import Argument
from domain.schedule import CHUNK, Finished, Kind, Late, Missed, Progress, Reached, Scheduled, Status
from domain.times import instant_of
from usecases.audiences import recipients
from usecases.house import House
from usecases.recurrence import Run, plan_ahead, runs
from usecases.to_many import plan

PLANNED = "planned"
_LOOKED_AHEAD = (timedelta(days=40), timedelta(days=10 * 366))  # nearly all rules come within the first
_TENDED = (BroadcastStatus.RELEASED, BroadcastStatus.SCHEDULED, BroadcastStatus.RUNNING)
_OPEN = (Status.WAITING, Status.RUNNING, Status.PAUSED)


def send_broadcast(unit: Unit, house: House, row: Scheduled, now: datetime) -> Progress:
    """Write the messages to the next chats of a broadcast's audience; a step of the schedule."""
    found = broadcasts.by_id(unit, number_in(row.subject))
    if found is None or found.status in ENDED or found.status in EDITABLE:
        return Missed(Late.WITHDRAWN)
    if row.reached == 0 and now - row.due_at > STALE_AFTER:
        if found.rule is None:
            broadcasts.move_on(unit, found, Step.MISS)
        return Missed(Late.STALE)
    if not _begin(unit, found, now):
        return Missed(Late.WITHDRAWN)
    chunk = recipients(unit, house, found.purpose, found.audience, row.reached, CHUNK)
    if not chunk:
        return Finished()

    def make(_language: Language) -> tuple[str, Mapping[str, Argument]]:
        return "broadcast_news", {"broadcast": found.id}

    occasion = f"{found.subject}:{row.part}"
    urgent = found.urgent
    written = plan(
        unit, house, chunk, make, occasion, now, purpose=found.purpose, capped=not urgent, urgent=urgent
    )
    broadcasts.count_planned(unit, found.id, written)
    for language, n in Counter(one.language for one in chunk).items():
        broadcast_counts.count(unit, PLANNED, [f"{occasion}:{language}"] * n)
    return Reached(chunk[-1].chat_id)


def tend_broadcasts(unit: Unit, _house: House, now: datetime) -> None:
    """Notice which broadcasts everybody has, and plan the next runs of those that come again."""
    for one in broadcasts.with_status(unit, _TENDED):
        plan_runs(unit, one, now)
        settle(unit, one, now)


def settle(unit: Unit, one: Broadcast, now: datetime) -> Broadcast:
    """Notice whether everybody has a broadcast; return it as it is now. Who looks at one asks for that."""
    if one.status not in _TENDED:
        return one
    rows = schedule.of_subject(unit, one.subject, Kind.BROADCAST)
    open_rows = [row for row in rows if row.status in _OPEN]
    is_being_written = any(row.reached or row.due_at <= now for row in open_rows)
    if is_being_written or broadcasts.left(unit, one.id):
        return one
    if open_rows or next_run(one, now):
        broadcasts.move_on(unit, one, Step.AGAIN)
    elif any(row.status in (Status.DONE, Status.MISSED) for row in rows):
        broadcasts.move_on(unit, one, Step.FINISH, finished_at=now)
    else:  # staff have cancelled it in the schedule
        broadcasts.move_on(unit, one, Step.CANCEL, finished_at=now)
    return broadcasts.by_id(unit, one.id) or one


def plan_runs(unit: Unit, one: Broadcast, now: datetime) -> None:
    """Plan the next runs of a broadcast that comes again and again; nothing for any other."""
    if one.rule is not None and one.local_time is not None:
        plan_ahead(unit, Kind.BROADCAST, one.subject, one.rule, one.local_time, one.timezone, now)


def next_run(one: Broadcast, now: datetime) -> Run | None:
    """Return when a broadcast that comes again and again is next due by its rule, None where it is never."""
    if one.rule is None or one.local_time is None:
        return None
    begins = max(now, instant_of(one.local_time, one.timezone))
    for ahead in _LOOKED_AHEAD:
        if found := runs(one.rule, one.local_time, one.timezone, now, begins + ahead):
            return found[0]
    return None


def prefix_of(one: Broadcast) -> str:
    """Return what the occasions of a broadcast's messages begin with."""
    return f"{one.subject}:"


def _begin(unit: Unit, found: Broadcast, now: datetime) -> bool:
    if found.status is BroadcastStatus.RUNNING:
        return True
    return broadcasts.move_on(unit, found, Step.BEGIN, started_at=found.started_at or now)
