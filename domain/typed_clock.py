"""Times of the day that people type: 18:00, 18 Uhr 30, 6 p.m., with words that say nothing beside them."""

import re
from dataclasses import dataclass
from datetime import time

from domain.date_words import Lexicon, folded, lexicon
from domain.languages import Language

LONGEST = 60  # characters

_PARTS = re.compile(r"\d+(?:[:.]\d+)*|[^\W\d_][^\s\d,;،؛()]*|[^\s]")
_SILENT = frozenset(",;،؛-–.()'")
_TIME = re.compile(r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2})(?::00)?)?")


class NoSuchTime(ValueError):
    """Words name a time that no clock shows, such as 25:00."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of the day, "" where there is none; and the weekdays that were named beside it."""

    time: str
    weekdays: tuple[frozenset[int], ...]


def read_clock(text: str, language: Language) -> str | None:
    """Return a typed time of the day as `18:00`, None where it is none."""
    words = folded(text)
    if not 0 < len(words) <= LONGEST:
        return None
    try:
        found = clock_in(words, lexicon(language))
    except NoSuchTime:
        return None
    return found.time or None if found and not found.weekdays else None


def clock_in(words: str, known: Lexicon) -> Clock | None:
    """Return what folded words say of a time of the day, None where they say something else.

    Raises:
        NoSuchTime: It is one that no clock shows.
    """
    kept: list[str] = []
    weekdays: list[frozenset[int]] = []
    was_announced = False
    for part in _PARTS.findall(words):
        word = part if part[0].isdigit() else part.strip(".")
        if word in known.weekdays:
            weekdays.append(known.weekdays[word])
        elif word in known.at:
            was_announced = True
        elif word and word not in _SILENT and word not in known.beside:
            kept.append(word)
    found = _time_of(kept, known, was_announced=was_announced) if kept else ""
    return None if found is None else Clock(found, tuple(weekdays))


def _time_of(parts: list[str], known: Lexicon, *, was_announced: bool) -> str | None:
    half_days = [part for part in parts if part in known.half_days]
    hours = [part for part in parts if part in known.hours]
    numbers = [part for part in parts if part[0].isdigit()]
    if len(half_days) + len(hours) + len(numbers) < len(parts) or max(len(half_days), len(hours)) > 1:
        return None
    match = _TIME.fullmatch(numbers[0]) if numbers else None
    if match is None:
        return None
    minute = match["minute"]
    if minute is None and len(numbers) == 2 and parts == [numbers[0], *hours, numbers[1]]:
        minute = numbers[1]  # 18 Uhr 30
    elif len(numbers) > 1:
        return None
    if minute is None and not (half_days or hours or was_announced):
        return None  # a number alone may be anything
    return _spelled(int(match["hour"]), minute or "0", known.half_days[half_days[0]] if half_days else None)


def _spelled(hour: int, minute: str, half_day: int | None) -> str:
    if half_day is not None:
        if not 1 <= hour <= 12:
            raise NoSuchTime
        hour = hour % 12 + half_day
    try:
        return time(hour, int(minute)).isoformat("minutes")
    except ValueError:
        raise NoSuchTime from None
