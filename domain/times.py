"""Local days and wall times: what a resident or a member of staff calls today, and at what o'clock.

Wall time and zone are what was said and what is kept; the instant follows from them. When clocks are put
forward, a wall time that is skipped moves on by as much; one that comes twice means the first of the two.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

_LOCAL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d", re.ASCII)
_DAY_TIME = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class DayTime:
    """A local day, with a time of it where one was said.

    Attributes:
        day: The day.
        clock: What clocks on the wall show then, `18:00`; None where the day alone was said.
    """

    day: date
    clock: str | None = None

    @property
    def local(self) -> str:
        """The wall time (`2027-03-10T18:00`), or the day alone (`2027-03-10`)."""
        return self.day.isoformat() if self.clock is None else f"{self.day.isoformat()}T{self.clock}"

    def __str__(self) -> str:
        """Return it as operators write it: `2027-03-10 18:00`, or `2027-03-10`."""
        return self.local.replace("T", " ")


def day_time_of(text: str) -> DayTime:
    """Return the day or the wall time that a text says, such as `2027-03-10` or `2027-03-10 18:00`.

    Raises:
        ValueError: It says neither.
    """
    match = _DAY_TIME.fullmatch(text)
    if match is None:
        raise ValueError(f"“{text}” is no day such as 2027-03-10, nor a wall time such as 2027-03-10 18:00")
    day, clock = match.groups()
    return DayTime(date.fromisoformat(day), clock and time.fromisoformat(clock).isoformat("minutes"))


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
