"""Quiet hours: between evening and morning nothing unasked is sent. By the clock on the reader's wall."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain.times import instants_at

_SPELLED = re.compile(r"(\d{1,2})(?::(\d\d))?-(\d{1,2})(?::(\d\d))?", re.ASCII)
_DAY = 24 * 60
_LOOKED_AT = 3  # days: on that of a clock change the end of quiet hours may be skipped


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From when until when nothing unasked is sent, in minutes since midnight; the same twice is never.

    The start is quiet, the end is not.
    """

    start: int = 21 * 60
    end: int = 8 * 60

    def hold(self, at: datetime, timezone: str) -> bool:
        """Tell whether an instant lies in them."""
        wall = at.astimezone(ZoneInfo(timezone))
        minute = wall.hour * 60 + wall.minute
        if self.start <= self.end:
            return self.start <= minute < self.end
        return minute >= self.start or minute < self.end


USUAL = QuietHours()
NEVER_QUIET = QuietHours(0, 0)


def quiet_hours(spelled: str) -> QuietHours:
    """Return quiet hours as an operator spells them: `21-8`, `21:30-7:15`, `none`.

    Raises:
        ValueError: They are spelled otherwise, or last the whole day.
    """
    if spelled.strip().lower() == "none":
        return NEVER_QUIET
    match = _SPELLED.fullmatch(spelled.replace(" ", ""))
    if match is None:
        raise ValueError("should be two times of the day such as 21-8 or 21:30-7, or none")
    start, end = _minutes(match[1], match[2]), _minutes(match[3], match[4])
    if start == end:
        raise ValueError("should be two different times of the day such as 21-8, or none")
    return QuietHours(start, end)


def _minutes(hour: str, minute: str | None) -> int:
    minutes = int(hour) * 60 + int(minute or 0)
    if int(minute or 0) > 59 or minutes > _DAY:
        raise ValueError("should be times of the day between 0:00 and 24:00, such as 21-8")
    return minutes % _DAY


def decent(at: datetime, timezone: str, quiet: QuietHours) -> datetime:
    """Return an instant if it is a decent one, else the one at which quiet hours are over."""
    if not quiet.hold(at, timezone):
        return at
    today = at.astimezone(ZoneInfo(timezone)).date()
    days = (today + timedelta(days=later) for later in range(_LOOKED_AT))
    ends = (end for day in days for end in instants_at(day, quiet.end, timezone))
    return min(end for end in ends if end > at and not quiet.hold(end, timezone))


def decent_before(at: datetime, timezone: str, quiet: QuietHours) -> datetime:
    """Return an instant if it is a decent one, else the last minute before these quiet hours began.

    For what is of no use later, such as a reminder of something that begins in the morning.
    """
    if not quiet.hold(at, timezone):
        return at
    today = at.astimezone(ZoneInfo(timezone)).date()
    days = (today - timedelta(days=earlier) for earlier in range(_LOOKED_AT))
    last_minute = (quiet.start - 1) % _DAY
    lasts = (last for day in days for last in instants_at(day, last_minute, timezone))
    return max(last for last in lasts if last < at and not quiet.hold(last, timezone))
