"""Dates and times that people type, read in their language's own forms and never guessed.

Every way to read the words as one date and one time of the day is found. One way is understood; several are
offered to choose from (10/3 is the tenth of March or the third of October); where there is none, the trouble
is named. Nothing may be left over: a word that is not known makes a text unreadable.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache

from domain.date_words import Lexicon, folded, lexicon
from domain.languages import Language
from domain.times import instant_of, local_day, local_time_of
from domain.typed_clock import Clock, NoSuchTime, clock_in

LONGEST = 100  # characters; a date is shorter in every language
FARTHEST = timedelta(days=5 * 366)
_COUNTED = 100  # years
END_OF_DAY = "23:59"
A_DAY = "day"
"""What a day alone means where it may stay one."""


class Trouble(StrEnum):
    """Why typed words are no time that something can be planned for."""

    UNREADABLE = "unreadable"
    NO_TIME = "no_time"  # a day without a time of the day
    NO_DAY = "no_day"  # a time of the day without a day
    NO_SUCH_DAY = "no_such_day"  # 31 February
    NO_SUCH_TIME = "no_such_time"  # 25:00
    OTHER_WEEKDAY = "other_weekday"  # the day is another one of the week
    PAST = "past"
    SKIPPED = "skipped"  # clocks are put forward over it
    TOO_FAR = "too_far"


_RANK = (
    *(Trouble.OTHER_WEEKDAY, Trouble.NO_SUCH_TIME, Trouble.NO_TIME, Trouble.NO_DAY, Trouble.NO_SUCH_DAY),
    Trouble.UNREADABLE,
)
"""Which of the troubles of several failed readings helps most."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How typed words were read.

    Attributes:
        choices: The wall times that they can mean and that lie ahead, `2027-03-10T18:00`; days alone where
            those may stay such, today among them.
        is_sure: Whether there was one way to read them. If not, one of the choices has to be confirmed.
        trouble: Why there are none.
        at: The wall time or the day that the trouble is with; nothing where none was read.
    """

    choices: tuple[str, ...] = ()
    is_sure: bool = False
    trouble: Trouble | None = None
    at: str = ""


def read_local_time(
    text: str, now: datetime, timezone: str, language: Language, day_alone: str = ""
) -> Reading:
    """Read a date with a time of the day, which has to lie ahead.

    A date without a year is the next such day. A named weekday has to be the date's own.

    Args:
        text: What was typed.
        now: The time.
        timezone: Whose wall time it is.
        language: The reader's language: its words are known, and German's and English's.
        day_alone: The time of the day that a day alone means, such as `END_OF_DAY`, or `A_DAY`; nothing: a
            day alone is refused.
    """
    words = folded(text)
    if not 0 < len(words) <= LONGEST:
        return Reading(trouble=Trouble.UNREADABLE)
    reader = _Reader(words, lexicon(language), local_day(now, timezone), day_alone)
    found = list(dict.fromkeys(reader.read()))
    if not found:
        trouble, at = min(reader.troubles, key=lambda one: _RANK.index(one[0]))
        return Reading(trouble=trouble, at=at)
    troubles = [trouble_with(local, now, timezone) for local in found]
    ahead = tuple(local for local, trouble in zip(found, troubles, strict=True) if trouble is None)
    if ahead:
        return Reading(ahead, is_sure=len(found) == 1)
    return Reading(trouble=troubles[0], at=found[0])


def read_days(text: str, today: date, language: Language) -> tuple[date, ...]:
    """Return the days that typed words can mean, past ones too; none where they were not understood.

    Args:
        text: What was typed.
        today: The day; a date without a year is the next such day.
        language: The reader's language.
    """
    words = folded(text)
    if not 0 < len(words) <= LONGEST:
        return ()
    found = _Reader(words, lexicon(language), today, A_DAY).read()
    return tuple(dict.fromkeys(date.fromisoformat(local[:10]) for local in found))


def trouble_with(local: str, now: datetime, timezone: str) -> Trouble | None:
    """Return why nothing can be planned for a wall time, or for a day, None where it can."""
    years = int(local[:4]) - now.year
    if abs(years) > _COUNTED:  # at the ends of the calendar a zone's offset leads out of it
        return Trouble.PAST if years < 0 else Trouble.TOO_FAR
    if "T" not in local:
        ahead = date.fromisoformat(local) - local_day(now, timezone)
        return Trouble.PAST if ahead.days < 0 else Trouble.TOO_FAR if ahead > FARTHEST else None
    at = instant_of(local, timezone)
    if local_time_of(at, timezone) != local:
        return Trouble.SKIPPED
    if at <= now:
        return Trouble.PAST
    return Trouble.TOO_FAR if at > now + FARTHEST else None


# --- days ------------------------------------------------------------------------------------------

_ALONE = r"(?<![\d.:/-])"
_DOTTED = re.compile(
    _ALONE + r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})"
    r"(?:\. ?(?P<year>\d{4})(?![\d:])\.?|\.(?P<short>\d{2})(?![\d:.])|\.(?!\d)|(?![.:\d]))"
)
_YEAR_FIRST = re.compile(
    _ALONE + r"(?P<year>\d{4})(?P<sign>[-/])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?!\d)t?"
)
_SLASHED = re.compile(
    _ALONE + r"(?P<one>\d{1,2})(?P<sign>[/-])(?P<two>\d{1,2})"
    r"(?:(?P=sign)(?:(?P<year>\d{4})|(?P<short>\d{2})))?(?![\d:/-])"
)


@cache
def _named(language_words: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of whole words, the longest first."""
    forms = "|".join(re.escape(form) for form in sorted(language_words, key=len, reverse=True))
    return re.compile(rf"(?<![^\W\d_])(?P<word>{forms})(?![^\W\d_])\.?")


_BEFORE_MONTH = re.compile(_ALONE + r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?(?: of)? ?$")
_AFTER_MONTH = re.compile(r" ?(?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\d:.])(?:,? (?P<year>\d{4})(?![\d:]))?")
_YEAR_AFTER = re.compile(r",? ?(?P<year>\d{4})(?![\d:])")


@dataclass(slots=True)
class _Reader:
    """One text, and what stood in the way of reading it."""

    words: str
    known: Lexicon
    today: date
    day_alone: str
    troubles: list[tuple[Trouble, str]] = field(default_factory=lambda: [(Trouble.UNREADABLE, "")])

    def read(self) -> Iterator[str]:
        """Yield every wall time that the text can mean."""
        if self._clock(self.words) is not None:
            self.troubles.append((Trouble.NO_DAY, ""))
        for start, end, days in self._days():
            clock = self._clock(f"{self.words[:start]} {self.words[end:]}")
            if clock is None:
                continue
            if not days:
                self.troubles.append((Trouble.NO_SUCH_DAY, ""))
            for day in days:
                yield from self._at(day, clock)

    def _clock(self, words: str) -> Clock | None:
        try:
            return clock_in(words, self.known)
        except NoSuchTime:
            self.troubles.append((Trouble.NO_SUCH_TIME, ""))
            return None

    def _at(self, day: date, clock: Clock) -> Iterator[str]:
        if any(day.weekday() not in weekdays for weekdays in clock.weekdays):
            self.troubles.append((Trouble.OTHER_WEEKDAY, day.isoformat()))
        elif not clock.time and self.day_alone == A_DAY:
            yield day.isoformat()
        elif clock.time or self.day_alone:
            yield f"{day.isoformat()}T{clock.time or self.day_alone}"
        else:
            self.troubles.append((Trouble.NO_TIME, day.isoformat()))

    def _days(self) -> Iterator[tuple[int, int, list[date]]]:
        """Yield every place where a day stands, with the days it can mean; none: there is no such day."""
        for match in (*_DOTTED.finditer(self.words), *_YEAR_FIRST.finditer(self.words)):
            yield *match.span(), self._numbered([(match["day"], match["month"])], _year(match))
        for match in _SLASHED.finditer(self.words):
            orders = [(match["one"], match["two"]), (match["two"], match["one"])]
            yield *match.span(), self._numbered(orders, _year(match))
        yield from self._with_month_names()
        for match in _named(tuple(self.known.days_ahead)).finditer(self.words):
            yield *match.span(), [self.today + timedelta(days=self.known.days_ahead[match["word"]])]
        for match in _named(tuple(self.known.weekdays)).finditer(self.words):
            ahead = (self.today + timedelta(days=days) for days in range(8))
            wanted = self.known.weekdays[match["word"]]
            yield *match.span(), [day for day in ahead if day.weekday() in wanted]

    def _with_month_names(self) -> Iterator[tuple[int, int, list[date]]]:
        for name in _named(tuple(self.known.months)).finditer(self.words):
            months = self.known.months[name["word"]]
            if before := _BEFORE_MONTH.search(self.words[: name.start()]):
                year = _YEAR_AFTER.match(self.words, name.end())
                end = year.end() if year else name.end()
                orders = [(before["day"], str(month)) for month in months]
                yield before.start(), end, self._numbered(orders, year and int(year["year"]))
            elif after := _AFTER_MONTH.match(self.words, name.end()):
                orders = [(after["day"], str(month)) for month in months]
                year_of = int(after["year"]) if after["year"] else None
                yield name.start(), after.end(), self._numbered(orders, year_of)

    def _numbered(self, orders: list[tuple[str, str]], year: int | None) -> list[date]:
        days = (self._next(int(day), int(month), year) for day, month in orders)
        return list(dict.fromkeys(day for day in days if day is not None))

    def _next(self, day: int, month: int, year: int | None) -> date | None:
        """Return a day; without a year the next one that there is, today included."""
        years = range(self.today.year, self.today.year + 9) if year is None else [year]  # 29 February
        for one in years:
            try:
                found = date(one, month, day)
            except ValueError:
                continue
            if year is not None or found >= self.today:
                return found
        return None


def _year(match: re.Match[str]) -> int | None:
    found = match.groupdict()
    if found.get("year"):
        return int(found["year"])
    return 2000 + int(found["short"]) if found.get("short") else None
