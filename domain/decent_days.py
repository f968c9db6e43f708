"""When a message goes that has to wait for another day."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.quiet_hours import QuietHours, decent
from domain.times import instants_at


def at_the_same_time(at: datetime, day: date, timezone: str, quiet: QuietHours) -> datetime:
    """Return the instant at which clocks first show the same time on another day, or the next decent one."""
    wall = at.astimezone(ZoneInfo(timezone))
    moment, _ = instants_at(day, wall.hour * 60 + wall.minute, timezone)
    return decent(moment, timezone, quiet)
