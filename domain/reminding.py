"""Reminders of an event: when each comes, and until when it makes sense."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from domain.quiet_hours import QuietHours, decent_before

TOGETHER = timedelta(hours=1)
"""Two reminders that are less apart than this become one."""


def reminder_times(
    starts_at: datetime, minutes_before: Iterable[int], timezone: str, quiet: QuietHours
) -> Mapping[int, datetime]:
    """Return when each reminder comes, by its minutes before the event.

    One that would fall into quiet hours comes before them. Where that brings it close to another one, the one
    that is nearer to the event stands for both.
    """
    times: dict[int, datetime] = {}
    for minutes in sorted(set(minutes_before)):
        at = decent_before(starts_at - timedelta(minutes=minutes), timezone, quiet)
        if all(abs(other - at) >= TOGETHER for other in times.values()):
            times[minutes] = at
    return times


def is_stale(due_at: datetime, told_at: datetime, starts_at: datetime) -> bool:
    """Tell whether more than half of the time that a reminder was to leave has gone when it is told."""
    return told_at - due_at > (starts_at - due_at) / 2
