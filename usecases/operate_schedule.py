"""The operator looks at the schedule, moves something or cancels it, as staff do but without a question."""

from datetime import datetime, timedelta

from db import schedule
from db.unit import Unit
from domain.agenda import LASTING, Unfit
from domain.schedule import Scheduled
from usecases.agenda import Agenda, agenda, with_reach
from usecases.house import House
from usecases.move_schedule import cancel, move, next_fit


class ScheduleRefused(Exception):
    """Something in the schedule is not moved or cancelled; the message says why in one sentence."""


def whole_agenda(unit: Unit, house: House, days: int, now: datetime) -> Agenda:
    """Return what goes out in the next days, each with the number of chats that it goes to."""
    found = agenda(unit, house, now, timedelta(days=days))
    coming = tuple(with_reach(unit, house, line) for line in found.coming)
    return Agenda(coming, found.missed, found.ever_missed)


def move_row(unit: Unit, house: House, row_id: int, local: str, now: datetime) -> None:
    """Move a row to another wall time of its zone.

    Raises:
        ScheduleRefused: There is no such row, it cannot be moved, or not to that time.
    """
    row = _row(unit, row_id)
    result = move(unit, house, None, row, local, now)
    if result is True:
        return
    if not isinstance(result, Unfit):
        raise ScheduleRefused(_why_not(row, "moved"))
    fit = next_fit(unit, house, row, local, now)
    why = {
        Unfit.PAST: f"{local} is over already",
        Unfit.QUIET: f"Nothing is sent at {local}: these are quiet hours",
        Unfit.TOO_LATE: f"By {local} it would be too late",
    }[result]
    raise ScheduleRefused(f"{why}; the next time that is possible is {fit}." if fit else f"{why}.")


def cancel_row(unit: Unit, row_id: int, now: datetime) -> None:
    """Cancel a row.

    Raises:
        ScheduleRefused: There is no such row, or it cannot be cancelled.
    """
    row = _row(unit, row_id)
    if not cancel(unit, None, row, now):
        raise ScheduleRefused(_why_not(row, "cancelled"))


def _row(unit: Unit, row_id: int) -> Scheduled:
    row = schedule.by_id(unit, row_id)
    if row is None:
        raise ScheduleRefused(f"The schedule has nothing with the id {row_id}; see `quartier schedule`.")
    return row


def _why_not(row: Scheduled, done: str) -> str:
    if row.kind in LASTING:
        return f"{row.id} keeps a promise on how long something is kept, so it is not {done}."
    return f"{row.id} cannot be {done} any more: it is {row.status}."
