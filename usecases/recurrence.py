"""What comes again and again: RFC 5545 rules over local days, then the zone. One run a local date, for ever.

The rule knows days only and clocks do not change it: its days are found first, by the calendar on the wall,
and each gets the same wall time. Rows are planned some days ahead, so that staff see, move and cancel them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice

from dateutil.rrule import rrule, rrulestr

from db import schedule
from db.unit import Unit
from domain.schedule import Kind
from domain.times import instant_of, local_day

AHEAD = timedelta(days=15)  # so many days are planned at any time: a day more than staff are shown
LOOKED_BACK = timedelta(
    days=31
)  # what was due earlier and never planned, the clock was wrong or we were away
_SEARCHED = timedelta(days=10 * 366)  # 29 February comes at least so often
_LONGEST = 200
_CLOCK = ("BYHOUR", "BYMINUTE", "BYSECOND")
_DAYS = ("BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS", "BYYEARDAY", "BYWEEKNO", "WKST")
# A rule that names no day is searched through to the year 9999; what few periods have is found out soon.
_ALLOWED = {"DAILY": (), "WEEKLY": ("BYDAY", "BYMONTH", "WKST"), "MONTHLY": _DAYS, "YEARLY": _DAYS}


class RuleRefused(Exception):
    """A rule cannot be used; the message says why in one sentence."""


@dataclass(frozen=True, slots=True)
class Run:
    """One time of something that recurs: its local date, its wall time, and the same as an instant."""

    day: date
    local_time: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule that has been read: days from `first` on, at most `count` of them, none after `until`."""

    days: str
    first: date
    until: date | None
    count: int | None

    def dates(self, last: date) -> Iterator[date]:
        end = min(last, self.until or last)
        rule = rrulestr(self.days, dtstart=datetime.combine(self.first, time()))
        if not isinstance(rule, rrule):
            raise TypeError("one rule is no set of rules")
        found = rule.replace(until=datetime.combine(end, time()))
        return (one.date() for one in islice(found, self.count))


def check_rule(rule: str, first: date) -> None:
    """Refuse what cannot be planned.

    Args:
        rule: In the words of RFC 5545, such as `FREQ=MONTHLY;BYDAY=1TU`; without a time of the day.
        first: The first local day on which it may fall.

    Raises:
        RuleRefused: It cannot be read, comes more often than daily, or names no day.
    """
    read = _read(rule, first)
    try:
        found = next(iter(read.dates(first + _SEARCHED)), None)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):  # whatever a part made of it
        raise RuleRefused(f"The rule “{rule}” cannot be read; try FREQ=MONTHLY;BYDAY=1TU.") from None
    if found is None:
        raise RuleRefused(f"The rule “{rule}” names no day from {first} on.")


def dates(rule: str, first: date, last: date) -> list[date]:
    """Return a rule's local days up to a last one; the first day is one of them only if the rule names it.

    Raises:
        RuleRefused: As `check_rule` does.
    """
    check_rule(rule, first)
    return list(_read(rule, first).dates(last))


def runs(rule: str, first: str, timezone: str, after: datetime, until: datetime) -> list[Run]:
    """Return a rule's runs after one instant and up to another, each at the same wall time.

    Args:
        rule: In the words of RFC 5545.
        first: The wall time from which it holds, such as `2027-03-10T18:00`; its time of day is every run's.
        timezone: Whose.
        after: Runs come later than this.
        until: And no later than this.

    Raises:
        RuleRefused: As `check_rule` does.
    """
    day, clock = date.fromisoformat(first[:10]), first[10:]
    earliest, last = local_day(after, timezone), local_day(until, timezone)
    locals_ = {one: f"{one.isoformat()}{clock}" for one in dates(rule, day, last) if one >= earliest}
    found = (Run(one, local, instant_of(local, timezone)) for one, local in locals_.items())
    return [run for run in found if after < run.due_at <= until]


def plan_ahead(
    unit: Unit, kind: Kind, subject: str, rule: str, first: str, timezone: str, now: datetime
) -> int:
    """Plan the runs of the next days that were not planned yet; the part of each row is its local date.

    To be called when the series is released and regularly from then on (`usecases/on_time.py`, PLANNERS).
    After a time without the program the runs of that time are planned as well, late as they are, so that
    their step can report them.

    Args:
        unit: The unit of work.
        kind: What is to be done at each run.
        subject: What it is about.
        rule: In the words of RFC 5545.
        first: The wall time from which the rule holds.
        timezone: Whose.
        now: The time.

    Returns:
        How many runs are new.

    Raises:
        RuleRefused: As `check_rule` does.
    """
    # By the last date that the rule gave, not by the times that staff may have moved rows to.
    last = schedule.last_part(unit, subject, kind)
    after = instant_of(f"{last}{first[10:]}", timezone) if last else now
    return sum(
        schedule.add(unit, kind, subject, run.day.isoformat(), run.local_time, timezone, run.due_at)
        for run in runs(rule, first, timezone, max(after, now - LOOKED_BACK), now + AHEAD)
    )


def _read(rule: str, first: date) -> _Rule:
    """Return a rule with its end taken out, for the end is ours to keep.

    Raises:
        RuleRefused: It has a part that cannot be used.
    """
    spelled = rule.strip().upper().removeprefix("RRULE:")
    pairs = [part.partition("=") for part in spelled.split(";") if part]
    parts = {name: value for name, _, value in pairs}
    if not pairs or len(spelled) > _LONGEST or len(parts) < len(pairs) or not spelled.isprintable():
        raise RuleRefused(f"The rule “{rule[:_LONGEST]}” cannot be read; try FREQ=MONTHLY;BYDAY=1TU.")
    for name in parts:
        if name in _CLOCK:
            raise RuleRefused(
                f"The rule names days only, so it cannot have {name}: the time stands beside it."
            )
        if name not in (*_DAYS, "FREQ", "INTERVAL", "COUNT", "UNTIL"):
            raise RuleRefused(f"“{name}” is no part of a rule; try FREQ=MONTHLY;BYDAY=1TU.")
    frequency = parts.get("FREQ", "")
    if frequency not in _ALLOWED:
        raise RuleRefused(f"FREQ should be one of {', '.join(_ALLOWED)}: once a day is the most.")
    if unfit := [name for name in parts if name in _DAYS and name not in _ALLOWED[frequency]]:
        raise RuleRefused(f"FREQ={frequency} cannot have {unfit[0]}; try FREQ=WEEKLY;BYDAY=MO,TU.")
    if "COUNT" in parts and "UNTIL" in parts:
        raise RuleRefused("A rule ends by COUNT or by UNTIL, not by both.")
    if "INTERVAL" in parts:
        _positive("INTERVAL", parts["INTERVAL"])
    count = _positive("COUNT", parts["COUNT"]) if "COUNT" in parts else None
    until = _day(parts["UNTIL"]) if "UNTIL" in parts else None
    days = ";".join(f"{name}={value}" for name, value in parts.items() if name not in ("COUNT", "UNTIL"))
    return _Rule(days, first, until, count)


def _positive(name: str, value: str) -> int:
    if not (value.isascii() and value.isdecimal() and 0 < len(value) <= 4 and int(value) > 0):
        raise RuleRefused(f"{name} should be a number from 1 to 9999.")
    return int(value)


def _day(value: str) -> date:
    try:
        if len(value) != 8 or not (value.isascii() and value.isdecimal()):
            raise ValueError
        return date(int(value[:4]), int(value[4:6]), int(value[6:]))
    except ValueError:
        raise RuleRefused("UNTIL should be a day, such as UNTIL=20271231.") from None
