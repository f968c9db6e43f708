"""How an event comes again, in the few ways that staff choose from; each is a rule of RFC 5545."""

import calendar
from datetime import date
from enum import StrEnum


class Repeat(StrEnum):
    """A way to come again. Those by the month are on the weekday of the first time."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    FIRST = "first"  # such weekday of the month
    SECOND = "second"
    THIRD = "third"
    FOURTH = "fourth"
    LAST = "last"


_BY_MONTH = (Repeat.FIRST, Repeat.SECOND, Repeat.THIRD, Repeat.FOURTH)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def repeats_of(first: date) -> list[Repeat]:
    """Return the ways in which something can come again whose first day is given: all of them name it."""
    found = [Repeat.WEEKLY, Repeat.FORTNIGHTLY]
    number = (first.day - 1) // 7
    if number < len(_BY_MONTH):
        found.append(_BY_MONTH[number])
    if first.day + 7 > calendar.monthrange(first.year, first.month)[1]:
        found.append(Repeat.LAST)
    return found


def rule_of(repeat: Repeat, first: date) -> str:
    """Return the rule of a way to come again."""
    weekday = _WEEKDAYS[first.weekday()]
    match repeat:
        case Repeat.WEEKLY:
            return f"FREQ=WEEKLY;BYDAY={weekday}"
        case Repeat.FORTNIGHTLY:
            return f"FREQ=WEEKLY;INTERVAL=2;BYDAY={weekday}"
        case Repeat.LAST:
            return f"FREQ=MONTHLY;BYDAY=-1{weekday}"
        case _:
            return f"FREQ=MONTHLY;BYDAY={_BY_MONTH.index(repeat) + 1}{weekday}"


def repeat_in(rule: str, first: date) -> Repeat | None:
    """Return the way to come again that a rule is, None for one that staff cannot choose."""
    return next((one for one in Repeat if rule_of(one, first) == rule), None)
