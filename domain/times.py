"""Local days: what a resident or a member of staff calls today."""

from datetime import date, datetime
from zoneinfo import ZoneInfo


def local_day(now: datetime, timezone: str) -> date:
    """Return the calendar day of an instant in a time zone.

    Raises:
        ZoneInfoNotFoundError: There is no such time zone.
    """
    return now.astimezone(ZoneInfo(timezone)).date()
