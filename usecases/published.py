"""The one way in which results leave: as published tables and safe totals, never as anybody's answers."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from db import responses, surveys
from db.unit import Unit
from domain.languages import Texts
from domain.results import THRESHOLD, GroupedCounts, PublishedResults, grouped_small, tabulate_versions
from domain.times import local_day

DAYS_SHOWN = 14


@dataclass(frozen=True, slots=True)
class SurveyTotal:
    """A survey and how many took part; None while they are too few to be counted."""

    key: str
    title: Texts
    total: int | None


@dataclass(frozen=True, slots=True)
class Statistics:
    """How many took part, one dimension at a time."""

    total: int
    by_day: tuple[tuple[date, int], ...]  # the last days, oldest first, days without anybody too
    by_source: GroupedCounts  # of those who started the bot: a source is never kept with a person
    by_language: GroupedCounts


def overview(unit: Unit) -> tuple[SurveyTotal, ...]:
    """Return every survey with its number of participants."""
    rows = []
    for offer in surveys.offers(unit):
        n = responses.count(unit, surveys.version_ids(unit, offer.key))
        rows.append(SurveyTotal(offer.key, offer.survey.title, n if n >= THRESHOLD else None))
    return tuple(rows)


def results(unit: Unit, key: str, as_of: date) -> PublishedResults | None:
    """Return a survey's published results over all its versions, or None where there is no such survey.

    Args:
        unit: The unit of work.
        key: The survey.
        as_of: The local day, which every table and picture names.
    """
    version_ids = surveys.version_ids(unit, key)
    if not version_ids:
        return None
    return tabulate_versions(
        [(surveys.version(unit, one), responses.of_version(unit, one)) for one in version_ids], as_of
    )


def statistics(unit: Unit, now: datetime, timezone: str) -> Statistics:
    """Return the number of participants by day and language, and of starts by source."""
    today = local_day(now, timezone)
    first = today - timedelta(days=DAYS_SHOWN - 1)
    counted = responses.tallies_by_day(unit, "submitted", first)
    days = (first + timedelta(days=n) for n in range(DAYS_SHOWN))
    return Statistics(
        total=responses.tallies(unit, "submitted", "all").total(),
        by_day=tuple((day, counted.get(day, 0)) for day in days),
        by_source=grouped_small(responses.tallies(unit, "started", "source")),
        by_language=grouped_small(responses.tallies(unit, "submitted", "language")),
    )
