"""How many took part: in total, by day, by the way that led here, by language. Nothing about answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from domain.results import THRESHOLD, GroupedCounts, grouped_small

DAYS_SHOWN = 14


@dataclass(frozen=True, slots=True)
class Turnout:
    """The numbers of participants that staff may see.

    `total` is None, and all else empty, while fewer than the threshold took part. `days` are the last
    fourteen up to today, oldest first. Sources and languages with few people are grouped.
    """

    total: int | None
    days: tuple[tuple[date, int], ...]
    sources: GroupedCounts
    languages: GroupedCounts


def turnout(
    by_day: Mapping[date, int], by_source: Mapping[str, int], by_language: Mapping[str, int], today: date
) -> Turnout:
    """Return the turnout of all days that `by_day` counts; `today` is the last day that is listed."""
    total = sum(by_day.values())
    if total < THRESHOLD:
        nothing = GroupedCounts((), None)
        return Turnout(None, (), nothing, nothing)
    days = (today - timedelta(days=ago) for ago in reversed(range(DAYS_SHOWN)))
    return Turnout(
        total,
        tuple((day, by_day.get(day, 0)) for day in days),
        grouped_small(by_source),
        grouped_small(by_language),
    )
