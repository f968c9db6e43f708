"""What is due is done: one claimed row and one chunk of it in a unit of work, until nothing is due.

An owner of a kind adds its step here. A step does one chunk for the row it is given (at most
`domain.schedule.CHUNK` chats, those after `row.reached`), and says how far it has come. It runs under the
row's lock; whatever it writes is committed together with that. A step that finds it is too late says so with
`Missed`.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from db import outbox, schedule, staff
from db.errors import is_conflict, trouble
from db.unit import Unit
from domain.invitation import PERMISSIONS, Permission
from domain.outgoing import Argument, Outgoing
from domain.quiet_hours import decent
from domain.schedule import Finished, Kind, Missed, Progress, Reached, Scheduled, Status
from usecases.agenda import line_of
from usecases.close_event import close_when_due
from usecases.event_series import make_coming
from usecases.feedback import ask_for_feedback
from usecases.house import House
from usecases.invite_to_event import invite
from usecases.remind_of_event import remind
from usecases.reminders import remind_unfinished
from usecases.send_broadcast import send_broadcast, tend_broadcasts
from usecases.tell_event import tell
from usecases.tell_updates import plan_digests, tell_at_once, tell_weekly

Step = Callable[[Unit, House, Scheduled, datetime], Progress]
Planner = Callable[[Unit, House, datetime], None]

STEPS: Mapping[Kind, Step] = {
    Kind.INVITE: invite,
    Kind.REMIND: remind,
    Kind.CALL: tell,
    Kind.FEEDBACK: ask_for_feedback,
    Kind.CLOSE_EVENT: close_when_due,
    Kind.BROADCAST: send_broadcast,
    Kind.UPDATE: tell_at_once,
    Kind.DIGEST: tell_weekly,
}
"""What is done for each kind of row."""

PLANNERS: tuple[Planner, ...] = (tend_broadcasts, plan_digests, make_coming, remind_unfinished)
"""What keeps series planned some days ahead (`usecases.recurrence.plan_ahead`), and what is due by itself."""


class StepFailed(Exception):
    """A step raised an error, which is the cause of this one; nothing of its chunk is kept."""

    def __init__(self, row: Scheduled) -> None:
        super().__init__(f"{row.kind} {row.id} failed")
        self.row_id = row.id
        self.kind = row.kind


def do_next(unit: Unit, house: House, now: datetime, steps: Mapping[Kind, Step] = STEPS) -> Scheduled | None:
    """Do one chunk of the first row that is due and that nobody else works on.

    Args:
        unit: The unit of work.
        house: The deployment.
        now: The time.
        steps: What is done for each kind.

    Returns:
        The row as it was before; None where nothing is due.

    Raises:
        StepFailed: The step raised an error; the row has to be told to wait (`let_wait`).
    """
    row = schedule.claim(unit, now)
    if row is None:
        return None
    try:
        progress = steps[row.kind](unit, house, row, now)
        if isinstance(progress, Reached) and progress.chat_id <= row.reached:
            raise ValueError("a chunk has to end behind the one before, or it would be repeated for ever")
    except Exception as error:
        if is_conflict(error) or trouble(error):
            raise  # the database's fault: the unit is run again, or waits until the database is back
        raise StepFailed(row) from error
    match progress:
        case Reached(chat_id):
            schedule.advance(unit, row, chat_id)
        case Finished():
            schedule.finish(unit, row, Status.DONE)
        case Missed(reason):
            schedule.finish(unit, row, Status.MISSED, reason)
    return row


def let_wait(unit: Unit, row_id: int, now: datetime) -> int:
    """Let a row whose step failed wait before it is tried again; return how often it has failed."""
    return schedule.keep_failure(unit, row_id, now)


def tell_missed(unit: Unit, house: House, now: datetime) -> int:
    """Tell the staff who see the schedule what was missed, all in one message, at a decent hour.

    Returns:
        How many rows they were told of.
    """
    if decent(now, house.timezone, house.quiet) != now:
        return 0
    rows = schedule.missed_untold(unit)
    if not rows:
        return 0
    roles = [role.value for role, allowed in PERMISSIONS.items() if Permission.SEE_SCHEDULE in allowed]
    args: dict[str, Argument] = {"rows": [str(row.id) for row in rows]}
    view = tuple(line_of(unit, row) for row in rows)
    for address, language in staff.chats_of(unit, roles):
        outbox.say(unit, Outgoing(address, "schedule_missed", language, args, view=view), now)
    schedule.keep_told(unit, rows)
    return len(rows)
