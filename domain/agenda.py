"""What goes out in the next days, as staff see it: rows of the schedule, and what is fixed elsewhere."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.languages import Texts
from domain.schedule import Kind, Scheduled, Status
from domain.times import DayTime, instant_of

SHOWN = timedelta(days=14)

LASTING = frozenset({Kind.CLOSE_EVENT})
"""What staff neither move nor cancel: it keeps a promise on how long something is kept."""


class Fixed(StrEnum):
    """What happens on a day because the content folder or the operator's settings say so."""

    SURVEY_OPENS = "survey_opens"
    SURVEY_CLOSES = "survey_closes"  # its last day
    SURVEY_CLOSES_AT = "survey_closes_at"  # the time of it, where it has one
    PHASE_BEGINS = "phase_begins"
    PHASE_ENDS = "phase_ends"  # its last day
    WAVE = "wave"  # answers that wait are counted
    LAST_WAVE = "last_wave"  # all that are left, for good
    MARKS_GO = "marks_go"  # that somebody has taken part
    TEXTS_GO = "texts_go"  # that nobody has decided on


@dataclass(frozen=True, slots=True)
class Reach:
    """To how many chats something goes: None where they are fewer than may be told.

    With `at_most` not all of them get it: only whom there is something to tell.
    """

    chats: int | None
    at_most: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in the agenda.

    `local` is its wall time (`2027-03-10T18:00`), or its day alone where it happens in the course of it;
    `at` the instant by which it is put in order.
    """

    local: str
    at: datetime
    what: Kind | Fixed
    title: Texts
    row: Scheduled | None = None
    reach: Reach | None = None


def fixed_line(when: DayTime, what: Fixed, title: Texts, timezone: str) -> Line:
    """Return the line of something that happens at a time, or on a day: at the beginning of that day."""
    at = instant_of(f"{when.day.isoformat()}T{when.clock or '00:00'}", timezone)
    return Line(when.local, at, what, title)


def waves_between(due_on: date, closes_on: date, every_days: int, first: date, last: date) -> list[date]:
    """Return the days of a survey's waves before its end, of those from a first to a last day.

    Args:
        due_on: The day of the next one. One that is overdue, because too few answers wait, is due any day.
        closes_on: The survey's last day.
        every_days: So many days lie between waves.
        first: The first day looked at.
        last: The last.
    """
    day, days = max(due_on, first), []
    while day <= min(closes_on, last):
        days.append(day)
        day += timedelta(days=every_days)
    return days


def can_be_moved(row: Scheduled) -> bool:
    """Tell whether staff may give a row another time: nothing of it was sent, and it keeps no promise."""
    return row.status is Status.WAITING and not row.reached and row.kind not in LASTING


def can_be_cancelled(row: Scheduled) -> bool:
    """Tell whether staff may cancel a row here: it waits, or it goes on failing."""
    waits = row.status is Status.WAITING or (row.status is Status.RUNNING and row.failures > 0)
    return waits and row.kind not in LASTING


class Unfit(StrEnum):
    """Why a row is not moved to a time."""

    PAST = "past"
    QUIET = "quiet"  # nothing unasked is sent at that hour
    TOO_LATE = "too_late"  # what it is about has begun or ended by then
