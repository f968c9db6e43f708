"""The one way in which results leave: as published tables and safe totals, never as anybody's answers."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType

from db import contributions, releases, responses, sealed_drafts, surveys
from db.releases import ReleaseLine
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
from usecases.plain_surveys import plain_versions
from usecases.quota_states import QuotasView, quotas_of_all

DAYS_SHOWN = 14

MOST_KNOWN = 64  # of which a large one takes 100 kB; those of one release share the release itself


@dataclass(frozen=True, slots=True)
class _Known:
    """What was published, and what it was made of besides the release."""

    versions: list[Survey]
    themes: dict[QuestionName, Coding]
    results: PublishedResults


_known: dict[tuple[str, Filter | None, bool], _Known] = {}
"""By a release's hash and the part of its people, with themes and without."""


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
    quotas: tuple[QuotasView, ...] = ()


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
    return (newest.n if newest else 0) + waiting + sealed_drafts.count(unit, key)


def results(
    unit: Unit,
    key: str,
    number: int | None = None,
    chosen: Filter | None = None,
    *,
    for_residents: bool = False,
) -> PublishedResults | None:
    """Return what a release of a survey says, or None where there is no such survey, release or filter.

    Args:
        unit: The unit of work.
        key: The survey.
        number: The release; None for the newest, and without any release results without numbers.
        chosen: The part of the people to show; None for all.
        for_residents: Leave out what is for staff: what texts are about, and the number that is live.
    """
    versions = _versions(unit, key)
    line = next((one for one in releases.of_survey(unit, key) if number in (None, one.number)), None)
    if not versions or (line is None and (number, chosen) != (None, None)):
        return None
    found = publish(key, versions, None)
    if line is not None:
        themes = _themes(unit, key, line.number) if chosen is None and not for_residents else {}
        published = _published(unit, key, versions, line, chosen, themes)
        if published is None:
            return None
        found = replace(published, withdrawn=releases.withdrawn(unit, key, line.number))
    if for_residents:
        return found
    live = participants(unit, key)
    return replace(found, participants=live if live >= THRESHOLD else None)


def _published(
    unit: Unit,
    key: str,
    versions: list[Survey],
    line: ReleaseLine,
    chosen: Filter | None = None,
    themes: Mapping[QuestionName, Coding] = MappingProxyType({}),
) -> PublishedResults | None:
    """Return what a release says, from memory where it was asked for before; None for an unknown filter.

    A release never changes, and the same one is shown thousands of times: of what it says, only the texts
    of a survey's newest version and the themes of texts can become others.
    """
    name = line.hash, chosen, bool(themes)
    known = _known.pop(name, None)
    if known is None or known.themes != themes or not _are_same(known.versions, versions):
        release = releases.by_number(unit, key, line.number)
        if release is None or (chosen is not None and chosen.dimension not in release.dimensions):
            return None
        known = _Known(versions, dict(themes), publish(key, versions, release, chosen, themes))
    _known[name] = known  # as the one that was asked for last
    while len(_known) > MOST_KNOWN:
        del _known[next(iter(_known))]
    return known.results


def _are_same(known: list[Survey], versions: list[Survey]) -> bool:
    return len(known) == len(versions) and all(a is b for a, b in zip(known, versions, strict=True))


def _versions(unit: Unit, key: str) -> list[Survey]:
    return plain_versions(unit, key)


def part(unit: Unit, key: str, number: int, place: int) -> Filter | None:
    """Return the filter at a place among all that a release can be filtered by, or None."""
    versions = _versions(unit, key)
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
    versions = _versions(unit, key)
    lines = {line.number: line for line in releases.of_survey(unit, key)}
    if number not in lines:
        return None
    published = _published(unit, key, versions, lines[number])
    if published is None or published.release is None:
        return None
    dimensions = published.release.dimensions
    found = None
    if dimension is not None and dimension < len(dimensions):
        found = compare_values(published, versions, index, dimensions[dimension])
    elif dimension is None and earlier is not None and earlier < number:
        older = releases.by_number(unit, key, earlier)
        found = compare_releases(published, versions, older, index) if older else None
    if found is None:
        return None
    withdrawn = releases.withdrawn(unit, key, number)
    return replace(found, results=replace(published, withdrawn=withdrawn))


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
        quotas=quotas_of_all(unit),
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
