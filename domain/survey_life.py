"""How a survey of the town's staff comes to life: draft → checked → open → closed → published.

A draft is a file that staff have sent, with what was found in it. Opening one makes a version of it; what
residents have begun stays with the version that they began.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import PurePath

from domain.attachments import MEGABYTE
from domain.survey import ACCESS, Survey
from domain.times import DayTime, instant_of, local_day

LARGEST_FORM = 5 * MEGABYTE
"""Bytes of a file that is taken as a questionnaire, with all that comes with it."""

LONGEST_KEY = 24  # it stands in a button's 64 bytes, beside two days
FORMS = (".xlsx", ".xls", ".csv", ".md")
ENDINGS = (*FORMS, ".zip")
"""What a questionnaire's file can end with; a .zip holds the form and the files that it names."""

FARTHEST = 5 * 366  # days ahead

_COPY = re.compile(r"(?:[ _-]*\(\d+\)|[ _-]+(?:copy|kopie)(?: *\d+)?)+$", re.IGNORECASE)
_NO_KEY = re.compile(r"[^a-z0-9]+")
_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ı": "i", "đ": "d"})


class State(StrEnum):
    """How far a survey has come."""

    BROKEN = "broken"  # a draft with errors
    DRAFT = "draft"
    CHECKED = "checked"
    PLANNED = "planned"  # a version is there, it opens later
    OPEN = "open"
    CLOSED = "closed"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Window:
    """When a survey can be answered: from a day until a day, each with a time of it where one was said.

    A time that clocks skip, or show twice, means what it means for events (domain.times).
    """

    opens: DayTime  # without a time: as the day begins
    closes: DayTime  # without a time: when the day is over

    def begins(self, timezone: str) -> datetime:
        """Return the instant from which on it can be answered."""
        return instant_of(f"{self.opens.day.isoformat()}T{self.opens.clock or '00:00'}", timezone)

    def ends(self, timezone: str) -> datetime:
        """Return the instant from which on it can be answered no more."""
        if self.closes.clock is None:
            return instant_of(f"{(self.closes.day + timedelta(days=1)).isoformat()}T00:00", timezone)
        return instant_of(self.closes.local, timezone)

    def is_open(self, now: datetime, timezone: str) -> bool:
        """Tell whether it can be answered now."""
        return self.begins(timezone) <= now < self.ends(timezone)

    def is_over(self, now: datetime, timezone: str) -> bool:
        """Tell whether it can be answered no more."""
        return self.ends(timezone) <= now


class Job(StrEnum):
    """What is done with a questionnaire beside everything else."""

    READ = "read"  # fetch a file, read it, report
    WALK = "walk"  # go all ways through it
    TEXTS = "texts"  # fetch a file with translations of it, keep them, report


class Obstacle(StrEnum):
    """Why a draft cannot be opened, or a survey's days not be changed."""

    GONE = "gone"  # or another file was sent meanwhile
    OPERATORS = "operators"  # it comes from the content folder
    BROKEN = "broken"
    UNCHECKED = "unchecked"
    ENDED = "ended"  # its last wave is counted, or it has closed
    SAMPLE = "sample"  # it told its sample from others, or did not, when it was answered
    DIMENSIONS = "dimensions"  # what results are told apart by
    ORDER = "order"  # it would close before it opens
    PAST = "past"
    TOO_FAR = "too_far"
    ACCESS = "access"  # a question has the name that says who was invited


def key_of_file(name: str) -> str:
    """Return the key that a survey gets from its file's name; "" where no letter or digit is left.

    Copies of a file, such as `Spielplatz (2).xlsx`, have the same key.
    """
    stem = PurePath(name.replace("\\", "/")).stem
    plain = _COPY.sub("", stem).lower().translate(_LETTERS)
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(sign))
    return _NO_KEY.sub("_", plain).strip("_")[:LONGEST_KEY].strip("_")


def ending_of(name: str) -> str:
    """Return the ending of a file's name, in small letters."""
    return PurePath(name.replace("\\", "/")).suffix.lower()


def state_of_draft(*, is_broken: bool, is_checked: bool) -> State:
    """Return how far a draft has come."""
    if is_broken:
        return State.BROKEN
    return State.CHECKED if is_checked else State.DRAFT


def state_of_survey(
    window: Window, ended_on: date | None, now: datetime, timezone: str, *, is_published: bool
) -> State:
    """Return how far a survey with a version has come.

    Args:
        window: When it can be answered.
        ended_on: When its last wave was counted, None before.
        now: The time.
        timezone: Whose local time the window is in.
        is_published: Residents can read results of it.
    """
    if ended_on is None and not window.is_over(now, timezone):
        return State.OPEN if window.is_open(now, timezone) else State.PLANNED
    return State.PUBLISHED if is_published else State.CLOSED


def with_sample(survey: Survey, *, sample: bool) -> tuple[str, ...]:
    """Return what results are told apart by where people are invited into a sample by letters, or not."""
    others = tuple(name for name in survey.dimensions if name != ACCESS)
    return (ACCESS, *others) if sample else others


def obstacle_to_version(answered: Sequence[Survey], dimensions: Sequence[str]) -> Obstacle | None:
    """Return why a new version cannot join the answers that are there, None where it can.

    Answers of all versions are counted together, in blocks by the same dimensions. Others later would tell
    more about those who answered than was promised to them.

    Args:
        answered: The versions that somebody has begun or submitted.
        dimensions: The new version's.
    """
    for one in answered:
        if one.has_sample != (ACCESS in dimensions):
            return Obstacle.SAMPLE
        if tuple(one.dimensions) != tuple(dimensions):
            return Obstacle.DIMENSIONS
    return None


def obstacle_to_window(
    window: Window, now: datetime, timezone: str, *, is_new: bool = True
) -> Obstacle | None:
    """Return why a survey cannot be answered in a window, None where it can.

    Args:
        window: From when until when.
        now: The time.
        timezone: Whose local time the window is in.
        is_new: Its beginning is chosen as well, and its first day is not over yet. The time may be: what is
            confirmed a minute late opens at once.
    """
    today = local_day(now, timezone)
    if max(window.opens.day, window.closes.day) > today + timedelta(days=FARTHEST):
        return Obstacle.TOO_FAR
    if window.closes.day < today or (is_new and window.opens.day < today):
        return Obstacle.PAST
    if window.ends(timezone) <= window.begins(timezone):
        return Obstacle.ORDER
    return Obstacle.PAST if window.is_over(now, timezone) else None
