"""The one way in which results leave: as published tables and safe totals, never as anybody's answers."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from db import contributions, dialogues, releases, responses, surveys
from db.unit import Unit
from domain.comparisons import Comparison, compare_releases, compare_values
from domain.contributions import Coding, published_coding
from domain.languages import Texts
from domain.outgoing import Argument
from domain.publishing import dimensions_of, grouped_small, publish
from domain.releases import PEOPLE
from domain.results import THRESHOLD, Filter, GroupedCounts, PublishedResults, filters_of
from domain.survey import LANGUAGE, QuestionName, Survey
from domain.times import local_day

DAYS_SHOWN = 14

MOST_KNOWN = 16

_known: dict[str, tuple[list[Survey], PublishedResults]] = {}
"""By a release's hash: one message to many shows the same release thousands of times."""


@dataclass(frozen=True, slots=True)
class SurveyTotal:
    """A survey and how many took part; None while they are too few to be counted."""

    key: str
    title: Texts
    total: int | None


@dataclass(frozen=True, slots=True)
class ReleaseSummary:
    """A release to choose: its number, its last wave's day, and since when residents see it, if they do."""

    number: int
    closed_on: date
    is_final: bool
    published_on: date | None


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
        n = participants(unit, offer.key)
        rows.append(SurveyTotal(offer.key, offer.survey.title, n if n >= THRESHOLD else None))
    return tuple(rows)


def participants(unit: Unit, key: str) -> int:
    """Return how many took part in a survey so far. It is the only number that is live.

    These are the people of the newest release and those who wait for the next wave. Those who were
    counted are not counted again: of very many responses, only the few that wait are looked at.
    """
    newest = releases.newest(unit, key)
    waiting = responses.count_waiting(unit, surveys.version_ids(unit, key))
    return (newest.n if newest else 0) + waiting + dialogues.count_sealed(unit, key)


def results(
    unit: Unit, key: str, number: int | None = None, chosen: Filter | None = None
) -> PublishedResults | None:
    """Return what a release of a survey says, or None where there is no such survey, release or filter.

    Args:
        unit: The unit of work.
        key: The survey.
        number: The release; None for the newest, and without any release results without numbers.
        chosen: The part of the people to show; None for all.
    """
    versions = [surveys.version(unit, one) for one in surveys.version_ids(unit, key)]
    release = releases.newest(unit, key) if number is None else releases.by_number(unit, key, number)
    if not versions or (number is not None and release is None):
        return None
    if chosen is not None and (release is None or chosen.dimension not in release.dimensions):
        return None
    live = participants(unit, key)
    themes = _themes(unit, key, release.number) if release and chosen is None else {}
    return replace(
        publish(key, versions, release, chosen, themes),
        withdrawn=releases.withdrawn(unit, key, release.number) if release else 0,
        participants=live if live >= THRESHOLD else None,
    )


def results_of_release(unit: Unit, key: str, number: int) -> PublishedResults | None:
    """Return what one release of a survey says about everybody, None where there is no such release."""
    line = next((line for line in releases.of_survey(unit, key) if line.number == number), None)
    if line is None:
        return None
    versions = [surveys.version(unit, one) for one in surveys.version_ids(unit, key)]
    known = _known.get(line.hash)
    if known is None or not _are_same(known[0], versions):
        release = releases.by_number(unit, key, number)
        while len(_known) >= MOST_KNOWN:
            del _known[next(iter(_known))]
        known = _known[line.hash] = versions, publish(key, versions, release)
    return replace(known[1], withdrawn=releases.withdrawn(unit, key, number))


def _are_same(known: list[Survey], versions: list[Survey]) -> bool:
    return len(known) == len(versions) and all(a is b for a, b in zip(known, versions, strict=True))


def part(unit: Unit, key: str, number: int, place: int) -> Filter | None:
    """Return the filter at a place among all that a release can be filtered by, or None."""
    versions = [surveys.version(unit, one) for one in surveys.version_ids(unit, key)]
    release = releases.by_number(unit, key, number)
    filters = filters_of(dimensions_of(versions, release)) if release else ()
    return filters[place] if place < len(filters) else None


def _themes(unit: Unit, key: str, up_to: int) -> dict[QuestionName, Coding]:
    """Return what the texts on each question are about, of the moderated waves of a release.

    Moderation comes after the release: its table of themes grows, always by whole waves at once.
    """
    waiting = contributions.open_waves(unit, key)
    found = {
        question: published_coding(codings, waiting.get(question, ()), up_to)
        for question, codings in contributions.codings(unit, key).items()
    }
    return {question: coding for question, coding in found.items() if coding is not None}


def results_of(unit: Unit, args: Mapping[str, Argument]) -> PublishedResults | None:
    """Return the results that an outbox message is about, by its arguments survey, release and filter."""
    release, chosen = args.get("release"), args.get("filter")
    dimension, _, value = str(chosen or "").partition("=")
    return results(
        unit,
        str(args["survey"]),
        release if isinstance(release, int) else None,
        Filter(dimension, value) if chosen else None,
    )


def comparison(
    unit: Unit,
    key: str,
    number: int,
    index: int,
    dimension: int | None = None,
    earlier: int | None = None,
) -> Comparison | None:
    """Return a question's counts side by side, or None where there is nothing of the kind.

    Args:
        unit: The unit of work.
        key: The survey.
        number: The release.
        index: The place of the question among its entries.
        dimension: The place of the dimension whose values stand side by side; else:
        earlier: The earlier release that stands beside this one.
    """
    versions = [surveys.version(unit, one) for one in surveys.version_ids(unit, key)]
    release = releases.by_number(unit, key, number)
    older = None if earlier is None else releases.by_number(unit, key, earlier)
    if release is None:
        return None
    if dimension is not None and dimension < len(release.dimensions):
        found = compare_values(key, versions, release, index, release.dimensions[dimension])
    elif dimension is None and older is not None and older.number < release.number:
        found = compare_releases(key, versions, release, older, index)
    else:
        return None
    if found is None:
        return None
    withdrawn = releases.withdrawn(unit, key, number)
    return replace(found, results=replace(found.results, withdrawn=withdrawn))


def comparison_of(unit: Unit, args: Mapping[str, Argument]) -> Comparison | None:
    """Return the comparison that an outbox message is about, by its arguments."""
    number, index = args["release"], args["index"]
    dimension, earlier = args.get("dimension"), args.get("earlier")
    if not isinstance(number, int) or not isinstance(index, int):
        raise TypeError("the outbox row lacks a number")
    return comparison(
        unit,
        str(args["survey"]),
        number,
        index,
        dimension if isinstance(dimension, int) else None,
        earlier if isinstance(earlier, int) else None,
    )


def all_releases(unit: Unit, key: str) -> tuple[ReleaseSummary, ...]:
    """Return the releases of a survey, the newest first."""
    return tuple(
        ReleaseSummary(one.number, one.closed_on, one.is_final, one.published_on)
        for one in releases.of_survey(unit, key)
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
        by_language=_by_language(unit),
    )


def _by_language(unit: Unit) -> GroupedCounts:
    """Return how many people closed blocks know the language of, over all surveys; others are the rest."""
    known: Counter[str] = Counter()
    everybody = 0
    for offer in surveys.offers(unit):
        release = releases.newest(unit, offer.key)
        if release is None:
            continue
        everybody += release.n
        if LANGUAGE in release.dimensions:
            for language in release.values(PEOPLE, LANGUAGE):
                known[language] += release.cell(PEOPLE, LANGUAGE, language).n
    ranked = sorted(known.items(), key=lambda pair: (-pair[1], pair[0]))
    return GroupedCounts(tuple(ranked), (everybody - known.total()) if everybody else None)
