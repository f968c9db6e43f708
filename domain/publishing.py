"""Publishing: what of a release may be seen, and what is withheld.

Published values (`domain/results.py`) are made here and nowhere else, only of releases.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from domain.blocks import Labels
from domain.contributions import OTHER, Coding
from domain.counting import measure_of
from domain.number_classes import Measure, Number, Span
from domain.releases import PEOPLE, Release
from domain.results import (
    THRESHOLD,
    Dimension,
    Filter,
    FilterValue,
    GroupedCounts,
    PublishedResults,
    PublishedRow,
    PublishedTable,
    WithheldTable,
)
from domain.rows import numbers_in, rows_of
from domain.survey import Kind, Question, QuestionName, Survey
from domain.tallies import Cell, Series, series_of
from domain.weighted import weighted
from domain.weighting import under_represented


def grouped_small(counts: Mapping[str, int]) -> GroupedCounts:
    """Return the counts with every value below the threshold grouped into one rest.

    The sum of all values is known elsewhere, so a rest below the threshold would be found by
    subtraction. It then takes in the smallest value that could have been shown, too.
    """
    ranked = sorted(
        ((value, n) for value, n in counts.items() if n > 0), key=lambda pair: (-pair[1], pair[0])
    )
    shown = [pair for pair in ranked if pair[1] >= THRESHOLD]
    rest = sum(n for _, n in ranked[len(shown) :])
    if 0 < rest < THRESHOLD:
        if not shown:
            return GroupedCounts((), None)
        rest += shown.pop()[1]
    return GroupedCounts(tuple(shown), rest)


def publish(
    key: str,
    versions: Sequence[Survey],
    release: Release | None,
    chosen: Filter | None = None,
    themes: Mapping[QuestionName, Coding] = MappingProxyType({}),
) -> PublishedResults:
    """Return what a release says.

    Args:
        key: The survey.
        versions: Its versions, oldest first; the last one gives the texts.
        release: None while no wave has closed.
        chosen: The part of the people to show; None for all.
        themes: What the texts on a question are about, as far as that may be seen; texts have no
            dimension, so that none are shown of a part of the people.

    Raises:
        ValueError: There is no version at all, or the release has no such dimension.
    """
    if not versions:
        raise ValueError("results need at least one version of the survey")
    newest = versions[-1]
    if release is None:
        return PublishedResults(key, newest.title, None)
    if chosen is not None and chosen.dimension not in release.dimensions:
        raise ValueError("the release has no such dimension")
    entries = tuple(
        _with_themes(weighted(entry_of(series, release), release.cells[series.key], release), themes)
        if chosen is None
        else entry_of(series, release, chosen)
        for series in series_in(versions, release)
    )
    total = _chosen_cell(release, PEOPLE, chosen).n
    return PublishedResults(
        survey=key,
        title=newest.title,
        total=total,
        entries=entries,
        release=release,
        dimensions=dimensions_of(versions, release),
        filter=chosen,
        not_attributable=release.n - total,
        missed=tuple(under_represented(_people(release), release.dimensions, release.population)),
    )


def series_in(versions: Sequence[Survey], release: Release) -> list[Series]:
    """Return the questions that a release has counted, in the order of its published entries."""
    return [series for series in series_of(versions) if series.key in release.cells]


def _with_themes(
    entry: PublishedTable | WithheldTable, themes: Mapping[QuestionName, Coding]
) -> PublishedTable | WithheldTable:
    """Return a text question's table with how many of its coded texts are about each theme."""
    found = themes.get(entry.question)
    if not isinstance(entry, PublishedTable) or entry.kind is not Kind.TEXT or found is None:
        return entry
    if found.n > entry.n:  # how many wrote in the last wave is kept back, so their themes are as well
        return entry
    rows = tuple(
        PublishedRow(theme, found.titles.get(theme, {}), found.counts.get(theme, 0))
        for theme in [*found.titles, OTHER]
    )
    return replace(entry, rows=rows, multiple=True, coded=found.n)


def dimensions_of(versions: Sequence[Survey], release: Release) -> tuple[Dimension, ...]:
    """Return what a release can be filtered by."""
    computed = {one.name: one for version in versions for one in version.questions if not one.takes_answer}
    questions = computed | {series.question.name: series.question for series in series_of(versions)}
    return tuple(_dimension(release, name, questions.get(name)) for name in release.dimensions)


def _dimension(release: Release, name: QuestionName, question: Question | None) -> Dimension:
    labels = {choice.name: choice.label for choice in question.choices} if question else {}
    order = list(labels)
    values = [
        FilterValue(value, labels.get(value, {}), release.cell(PEOPLE, name, value).n)
        for value in release.values(PEOPLE, name)
    ]
    values.sort(key=lambda one: order.index(one.value) if one.value in labels else len(order))
    rest = release.n - sum(one.n for one in values)
    return Dimension(name, question.label if question else {}, tuple(values), rest)


def _chosen_cell(release: Release, series: str, chosen: Filter | None) -> Cell:
    if chosen is None:
        return release.cell(series)
    return release.cell(series, chosen.dimension, chosen.value)


# --- one question ---------------------------------------------------------------------------------------


def entry_of(
    series: Series, release: Release, chosen: Filter | None = None, spans: Sequence[Span] = ()
) -> PublishedTable | WithheldTable:
    """Return the question's table, or only its name while too few have answered.

    Args:
        series: The question; the release has counted it.
        release: The release.
        chosen: The part of the people to show; None for all.
        spans: The classes of numbers, where the table stands beside another one.
    """
    question, cell = series.question, _chosen_cell(release, series.key, chosen)
    if cell.answered < THRESHOLD:
        return WithheldTable(question.name, question.label)
    counted = release.cell(series.key).n
    table = PublishedTable(
        question.name,
        question.kind,
        question.label,
        rows_of(series, cell, spans),
        cell.answered,
        cell.n - cell.answered,
        multiple=series.of_entries or question.kind is Kind.SELECT_MULTIPLE,
        not_attributable=counted - cell.n,
        left_out=release.n - counted,
        of_entries=series.of_entries,
    )
    measure = measure_of(question.kind)
    if measure not in (Measure.NUMBER, Measure.DECIMAL):
        return table
    if series.of_entries:
        return replace(table, hint=question.hint)
    numbers = numbers_in(cell, measure)
    return replace(
        table,
        mean=round(sum(value * n for value, n in numbers.items()) / cell.answered, 1),
        median=_median(numbers, cell.answered),
        hint=question.hint,
    )


def _people(release: Release) -> dict[Labels, int]:
    return {labels: cell.n for labels, cell in release.cells[PEOPLE].items()}


def _median(numbers: Mapping[Number, int], n: int) -> float:
    """Return the middle number, or the mean of the two in the middle."""
    ranks = (n + 1) // 2, n // 2 + 1
    middle: list[Number] = []
    passed = 0
    for value in sorted(numbers):
        middle += [value for rank in ranks if passed < rank <= passed + numbers[value]]
        passed += numbers[value]
    return round(sum(middle) / 2, 1)
