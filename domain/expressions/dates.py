"""Dates and times: reading them, counting in days, writing them out.

All times are those of the clock on the wall: a text's offset from UTC is not applied, and days are
counted from 1970-01-01 00:00 on the same clock.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from math import floor, isfinite, nan

from domain.expressions.values import Value

_EPOCH = date(1970, 1, 1)
_DAY = timedelta(days=1)
_TIME = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.(?P<fraction>\d{1,9}))?)?"
_OFFSET = r"(?:Z|[+-]\d{2}(?::?\d{2})?)?"
_TIME_ONLY = re.compile(_TIME + _OFFSET, re.ASCII)
_DATE = re.compile(
    rf"(?P<year>\d{{1,4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})(?:[T ]{_TIME}{_OFFSET})?", re.ASCII
)
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
_CODE = re.compile(r"%(.?)", re.DOTALL)
_WRITTEN: dict[str, Callable[[datetime], str]] = {
    "%": lambda moment: "%",
    "Y": lambda moment: f"{moment.year:04}",
    "y": lambda moment: f"{moment.year:04}"[2:],
    "m": lambda moment: f"{moment.month:02}",
    "n": lambda moment: str(moment.month),
    "b": lambda moment: _MONTHS[moment.month - 1],
    "d": lambda moment: f"{moment.day:02}",
    "e": lambda moment: str(moment.day),
    "H": lambda moment: f"{moment.hour:02}",
    "h": lambda moment: str(moment.hour),
    "M": lambda moment: f"{moment.minute:02}",
    "S": lambda moment: f"{moment.second:02}",
    "3": lambda moment: f"{moment.microsecond // 1000:03}",
    "a": lambda moment: _WEEKDAYS[moment.weekday()],
    "W": lambda moment: str(moment.isocalendar().week),
}


def moment_of(value: Value) -> datetime | None:
    """Return a value as date and time without zone, None if it is none.

    A number counts days; a time without date is one of 1970-01-01, a date without time its midnight.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, date):
        return datetime.combine(value, time())
    try:
        if isinstance(value, float):
            return datetime.combine(_EPOCH, time()) + timedelta(days=value)
        return _read(value.strip())
    except (ValueError, OverflowError):
        return None


def _read(text: str) -> datetime | None:
    found = _DATE.fullmatch(text) or _TIME_ONLY.fullmatch(text)
    if found is None:
        return None
    parts = found.groupdict("0")
    day = date(int(parts["year"]), int(parts["month"]), int(parts["day"])) if "year" in parts else _EPOCH
    microseconds = int(parts["fraction"].ljust(6, "0")[:6]) if parts["fraction"] != "0" else 0
    clock = time(int(parts["hour"]), int(parts["minute"]), int(parts["second"]), microseconds)
    return datetime.combine(day, clock)


def to_date(value: Value) -> Value:
    """Return a value as a date, or an empty text if it is none."""
    if isinstance(value, float) and isfinite(value):
        value = float(int(value))
    elif isinstance(value, str) and _TIME_ONLY.fullmatch(value.strip()):
        return ""
    moment = moment_of(value)
    return "" if moment is None else moment.date()


def to_date_time(value: Value) -> Value:
    """Return a value as date and time, or an empty text if it is none. A date and time keeps its zone."""
    if isinstance(value, datetime):
        return value
    if isinstance(value, str) and _TIME_ONLY.fullmatch(value.strip()):
        return ""
    moment = moment_of(value)
    return "" if moment is None else moment


def decimal_date_time(value: Value) -> Value:
    """Return the days since 1970 with a fraction; NaN if the value is no date, empty for nothing."""
    if value == "" or isinstance(value, float):
        return value
    moment = moment_of(value)
    return nan if moment is None else (moment - datetime.combine(_EPOCH, time())) / _DAY


def decimal_time(value: Value) -> Value:
    """Return the time of day as a fraction of a day: noon is 0.5."""
    days = decimal_date_time(value)
    return days - floor(days) if isinstance(days, float) and isfinite(days) else days


def formatted(value: Value, pattern: str) -> str:
    """Write a date and time out; nothing if the value is none. Names of months and days are English."""
    moment = moment_of(value)
    if moment is None:
        return ""
    return _CODE.sub(lambda code: _WRITTEN[code[1]](moment) if code[1] in _WRITTEN else code[0], pattern)


def unknown_codes(pattern: str) -> list[str]:
    """Return what follows a % in a pattern and is no code, as it is written."""
    return [code[0] for code in _CODE.finditer(pattern) if code[1] not in _WRITTEN]
