"""A report: everything that one release publishes, as the files that staff take along need it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from db import staff, surveys
from db.unit import Unit
from domain.comparisons import Comparison, compare_values
from domain.results import Filter, PublishedResults, PublishedTable, WithheldTable
from domain.survey import Kind
from usecases import published
from usecases.codebook import Codebook, codebook_of
from usecases.plain_surveys import plain_versions


class Format(StrEnum):
    """A kind of file that staff take results along in."""

    PDF = "pdf"
    XLSX = "xlsx"
    CSV = "csv"
    CODEBOOK = "codebook"  # no numbers: what the variables and codes mean


@dataclass(frozen=True, slots=True)
class Report:
    """A release's results, every question's counts by the values of each dimension, and the codebook.

    Where the results are filtered there are no comparisons: two dimensions at once would leave too few.
    """

    results: PublishedResults
    comparisons: tuple[Comparison, ...] = ()
    codebook: Codebook | None = None

    def comparisons_of(self, table: PublishedTable) -> tuple[Comparison, ...]:
        """Return one question's counts by the values of each dimension that tells something about it."""
        return tuple(one for one in self.comparisons if one.table == table)


class NoReport(Exception):
    """There is nothing to report; the message is one line that says why."""


def report(unit: Unit, key: str, number: int | None = None, chosen: Filter | None = None) -> Report | None:
    """Return the report of a release, or None where there is none.

    Args:
        unit: The unit of work.
        key: The survey.
        number: The release; None for the newest.
        chosen: The part of the people to show; None for all.
    """
    results = published.results(unit, key, number, chosen)
    if results is None or results.release is None:
        return None
    if chosen is not None:
        return Report(results) if chosen in results.filters else None
    versions = plain_versions(unit, key)
    found = (
        compare_values(results, versions, index, dimension.name)
        for index, entry in enumerate(results.entries)
        for dimension in results.dimensions
        if _is_compared(entry, results)
    )
    comparisons = tuple(one for one in found if one is not None and one.parts)
    return Report(
        results, comparisons, codebook_of(surveys.version(unit, surveys.version_ids(unit, key)[-1]))
    )


def _is_compared(entry: PublishedTable | WithheldTable, results: PublishedResults) -> bool:
    """Tell whether a question has counts by group that say something.

    Texts have none. Blocks are cut by the dimensions one after the other, so that counts of one by
    another would only show how they were cut.
    """
    is_dimension = entry.question in {dimension.name for dimension in results.dimensions}
    return isinstance(entry, PublishedTable) and entry.kind is not Kind.TEXT and not is_dimension


def report_for_operator(
    unit: Unit, key: str, number: int | None, chosen: Filter | None, kind: str, now: datetime
) -> Report:
    """Return a report for the command line, and write down that it left.

    Raises:
        NoReport: There is no such survey, release or part of the people.
    """
    found = report(unit, key, number, chosen)
    if found is None:
        raise NoReport(_reason(unit, key, number, chosen))
    release = found.results.release
    staff.record(unit, None, "exported", f"{key}:{release.number if release else ''}:{kind}", now)
    return found


def _reason(unit: Unit, key: str, number: int | None, chosen: Filter | None) -> str:
    known = [offer.key for offer in surveys.offers(unit)]
    if key not in known:
        return f"there is no survey {key!r}; there are: {', '.join(known) or 'none'}."
    results = published.results(unit, key, number)
    if results is None or results.release is None:
        return f"the survey {key!r} has no release{'' if number is None else f' {number}'} yet."
    parts = ", ".join(f"{one.dimension}={one.value}" for one in results.filters) or "nothing"
    asked = "" if chosen is None else f"{chosen.dimension}={chosen.value}"
    return f"release {results.release.number} cannot be filtered by {asked!r}; it can by: {parts}."
