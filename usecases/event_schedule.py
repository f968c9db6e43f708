"""What happens on its own for an event, as rows of the schedule: invitations, reminders, what comes after.

Whoever changes an event plans its rows anew in the same unit of work. A row that has begun stays as it is.
"""

from datetime import datetime, timedelta

from db import schedule
from db.unit import Unit
from domain.events import Event
from domain.quiet_hours import decent
from domain.reminding import reminder_times
from domain.schedule import Kind, Status
from domain.times import instant_of, local_time_of
from usecases.house import House

FEEDBACK_AT = "10:00"  # on the day after


def plan_invitation(unit: Unit, house: House, event: Event, now: datetime) -> datetime:
    """Plan the invitations: at the time that staff have chosen, else now; always at a decent hour.

    Returns:
        When they go out.
    """
    wanted = now if event.invite_at is None else max(now, instant_of(event.invite_at, event.timezone))
    return _put(unit, event, Kind.INVITE, "", decent(wanted, event.timezone, house.quiet))


def hold_invitation(unit: Unit, before: Event, after: Event) -> bool:
    """Hold the invitations that have not gone out where they would say something else now; tell whether."""
    return _words(before) != _words(after) and schedule.pause(unit, after.subject, Kind.INVITE) > 0


def is_held(unit: Unit, event: Event) -> bool:
    """Tell whether invitations wait for somebody to let them go on."""
    rows = schedule.of_subject(unit, event.subject, Kind.INVITE)
    return any(row.status is Status.PAUSED for row in rows)


def plan_rest(unit: Unit, house: House, event: Event, now: datetime) -> None:
    """Plan reminders, the questions afterwards, and the end, or move them where the event has moved.

    A reminder that would be due already is left out; those that are not wanted any more are taken away.
    One that has gone out comes once more where the event was moved so far that it is due again.
    """
    if event.starts_at is None or event.ends_at is None:
        raise ValueError("an event without a start has no reminders")
    times = reminder_times(event.starts_at, event.reminders, event.timezone, house.quiet)
    wanted = {str(minutes): due_at for minutes, due_at in times.items() if due_at > now}
    for row in schedule.of_subject(unit, event.subject, Kind.REMIND):
        if row.part not in wanted and row.status is Status.WAITING and not row.reached:
            schedule.cancel(unit, event.subject, Kind.REMIND, row.part)
        elif row.part in wanted and row.status is Status.DONE and row.due_at < wanted[row.part]:
            schedule.forget_done(unit, row)
    for part, due_at in wanted.items():
        _put(unit, event, Kind.REMIND, part, due_at)
    day_after = local_time_of(event.ends_at + timedelta(days=1), event.timezone)[:10]
    asked_at = instant_of(f"{day_after}T{FEEDBACK_AT}", event.timezone)
    _put(unit, event, Kind.FEEDBACK, "", decent(asked_at, event.timezone, house.quiet))
    _put(unit, event, Kind.CLOSE_EVENT, "", event.ends_at + timedelta(days=house.periods.registrations))


def plan_call(unit: Unit, house: House, event: Event, now: datetime) -> None:
    """Plan that a change or the cancellation is told; the newest call says all that is new to somebody."""
    schedule.cancel(unit, event.subject, Kind.CALL)
    _put(unit, event, Kind.CALL, str(event.sequence), decent(now, event.timezone, house.quiet))


def withdraw(unit: Unit, event: Event) -> None:
    """Take away all that would still be sent about an event. What its guests have said is deleted in time."""
    for kind in (Kind.INVITE, Kind.REMIND, Kind.CALL, Kind.FEEDBACK):
        schedule.cancel(unit, event.subject, kind)


def _words(event: Event) -> tuple[object, ...]:
    """Return what an invitation says that could lead somebody elsewhere, which the number of seats cannot."""
    where = event.place, event.pin, event.link
    return event.title, event.description, where, event.local_start, event.minutes


def _put(unit: Unit, event: Event, kind: Kind, part: str, due_at: datetime) -> datetime:
    local = local_time_of(due_at, event.timezone)
    schedule.put(unit, kind, event.subject, part, local, event.timezone, due_at)
    return due_at
