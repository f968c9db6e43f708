"""Comparisons: one question's counts for several groups of people side by side, each a published table.

The groups are the values of one dimension that whole blocks carry, or all people of two releases.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.number_classes import Span
from domain.publishing import entry_of, series_in
from domain.releases import Release
from domain.results import Dimension, Filter, FilterValue, PublishedResults, PublishedTable
from domain.survey import QuestionName, Survey


@dataclass(frozen=True, slots=True)
class Part:
    """One side of a comparison: the people of a dimension's value or of a release, and what they said."""

    who: FilterValue | Release
    table: PublishedTable


@dataclass(frozen=True, slots=True)
class Comparison:
    """One question's counts side by side.

    `table` is what everybody in the newest release said, and `results` that release. All parts have the
    rows of `table`. Of the values of a dimension, `few` have too few answers to be shown, and
    `not_attributable` people are in blocks that carry none of the values.
    """

    results: PublishedResults
    table: PublishedTable
    parts: tuple[Part, ...]
    dimension: Dimension | None = None
    few: tuple[FilterValue, ...] = ()
    not_attributable: int = 0


def compare_values(
    results: PublishedResults, versions: Sequence[Survey], index: int, dimension: QuestionName
) -> Comparison | None:
    """Return what the people of each value of a dimension said to a question.

    Args:
        results: What a release says about everybody.
        versions: The survey's versions, oldest first.
        index: The place of the question among the release's entries.
        dimension: The dimension.

    Returns:
        None where the release has no such question or dimension, or no counts of it to show.
    """
    table, release = _table(results, index), results.release
    by_name = {one.name: one for one in results.dimensions}
    if table is None or release is None or dimension not in by_name:
        return None
    series, spans = series_in(versions, release)[index], _spans(table)
    parts: list[Part] = []
    few: list[FilterValue] = []
    attributable = 0
    carried = set(release.values(series.key, dimension))
    for value in by_name[dimension].values:
        if value.value not in carried:
            continue
        attributable += release.cell(series.key, dimension, value.value).n
        entry = entry_of(series, release, Filter(dimension, value.value), spans)
        if isinstance(entry, PublishedTable):
            parts.append(Part(value, entry))
        else:
            few.append(value)
    rest = release.cell(series.key).n - attributable
    return Comparison(results, table, tuple(parts), by_name[dimension], tuple(few), rest)


def compare_releases(
    results: PublishedResults, versions: Sequence[Survey], older: Release, index: int
) -> Comparison | None:
    """Return what everybody in two releases said to a question. The newer one includes the older.

    Args:
        results: What the newer release says about everybody.
        versions: The survey's versions, oldest first.
        older: The older release.
        index: The place of the question among the newer release's entries.

    Returns:
        None where the newer release has no such question, or no counts of it to show.
    """
    table, newer = _table(results, index), results.release
    if table is None or newer is None:
        return None
    series = series_in(versions, newer)[index]
    before = entry_of(series, older, None, _spans(table)) if series.key in older.cells else None
    parts = [Part(newer, table)]
    if isinstance(before, PublishedTable):
        parts.append(Part(older, before))
    return Comparison(results, table, tuple(parts))


def _table(results: PublishedResults, index: int) -> PublishedTable | None:
    entry = results.entries[index] if index < len(results.entries) else None
    return entry if isinstance(entry, PublishedTable) and entry.rows else None


def _spans(table: PublishedTable) -> tuple[Span, ...]:
    """Return the classes that everybody's numbers are in: the parts' stand beside them."""
    return tuple(row.span for row in table.rows if row.span is not None)
