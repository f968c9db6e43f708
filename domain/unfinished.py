"""Surveys that somebody began and left in the middle: when they are reminded, and how much is left."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise

from domain.dialogue import Dialogue
from domain.path import path
from domain.survey import Kind, Survey

MOST_REMINDERS = 2
"""Nobody is reminded of the same dialogue more often."""

RemindDays = tuple[int, ...]
"""After how many days without a touch each reminder goes, rising."""

USUAL: RemindDays = (2, 5)
_LATEST = 60  # days


def remind_days(spelled: str) -> RemindDays:
    """Return when people are reminded as an operator spells it: `2,5`, `3`, `none`.

    Raises:
        ValueError: It is spelled otherwise, or names too many days.
    """
    if spelled.strip().lower() == "none":
        return ()
    parts = [part.strip() for part in spelled.split(",")]
    days = [int(part) for part in parts if part.isascii() and part.isdecimal()]
    is_rising = all(earlier < later for earlier, later in pairwise(days))
    if len(days) != len(parts) or len(days) > MOST_REMINDERS or not is_rising:
        raise ValueError("should be one or two rising numbers of days such as 2,5, or none")
    if not all(1 <= day <= _LATEST for day in days):
        raise ValueError(f"should be from 1 to {_LATEST} days, such as 2,5")
    return tuple(days)


def reminders_due(touched_on: date, today: date, days: Sequence[int]) -> int:
    """Return how many reminders should have gone by now about a dialogue that nobody has touched since a day.

    Where two are due at once, because nothing could be sent in between, one message stands for both.
    """
    return sum((today - touched_on).days >= after for after in days)


def questions_left(survey: Survey, dialogue: Dialogue, now: datetime) -> int:
    """Return how many questions of somebody's way have no answer yet; 0: only Submit is missing.

    Args:
        survey: The version that the dialogue is pinned to.
        dialogue: Where it stands.
        now: The respondent's local time.
    """
    return sum(
        step.question.takes_answer
        and step.question.kind is not Kind.REPEAT
        and step.key not in dialogue.answers
        for step in path(survey, dialogue, now)
    )
