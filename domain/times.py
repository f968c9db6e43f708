"""Local days and wall times: what a resident or a member of staff calls today, and at what o'clock.

Wall time and zone are what was said and what is kept; the instant follows from them. When clocks are put
forward, a wall time that is skipped moves on by as much; one that comes twice means the first of the two.
"""

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

_LOCAL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d", re.ASCII)


def local_day(now: datetime, timezone: str) -> date:
    """Return the calendar day of an instant in a time zone.

    Raises:
        ZoneInfoNotFoundError: There is no such time zone.
    """
    return now.astimezone(ZoneInfo(timezone)).date()


def local_time(now: datetime, timezone: str) -> datetime:
    """Return an instant as clocks in a time zone show it.

    Raises:
        ZoneInfoNotFoundError: There is no such time zone.
    """
    return now.astimezone(ZoneInfo(timezone))


def instant_of(local: str, timezone: str) -> datetime:
    """Return the instant of a wall time (`2027-03-10T18:00`) in a time zone, as UTC.

    Raises:
        ValueError: It is no such wall time.
        ZoneInfoNotFoundError: There is no such time zone.
    """
    if not _LOCAL.fullmatch(local):
        raise ValueError(f"“{local}” is no wall time such as 2027-03-10T18:00")
    # The first of two, and a skipped time by the offset from before the change, is what `fold=0` means.
    try:
        return datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(timezone), fold=0).astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"“{local}” is beyond the calendar") from error


def local_time_of(instant: datetime, timezone: str) -> str:
    """Return the wall time (`2027-03-10T18:00`) of an instant in a time zone; seconds are left out."""
    return instant.astimezone(ZoneInfo(timezone)).strftime("%Y-%m-%dT%H:%M")


def instants_at(day: date, minutes: int, timezone: str) -> tuple[datetime, datetime]:
    """Return the instants at which clocks show a time of a day, which differ where it comes twice.

    Args:
        day: The local day.
        minutes: Since midnight on the clock's face, less than a day.
        timezone: Whose clocks.

    Returns:
        The two of them, the same instant twice on most days. A time that is skipped gives one before the
        change and one after it, each as far from it as the skipped time was.
    """
    wall = datetime.combine(day, time(minutes // 60, minutes % 60), ZoneInfo(timezone))
    return wall.replace(fold=0).astimezone(UTC), wall.replace(fold=1).astimezone(UTC)
