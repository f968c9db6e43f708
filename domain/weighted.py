"""Weighted tables: a question's shares as they would be if those who took part resembled the population.

Where a survey tells its invited sample from others, only the sample is weighed: whoever comes by themselves
is drawn from nobody, so that no weight makes them stand for the town, and no interval holds for them.
"""

from collections.abc import Mapping
from dataclasses import replace

from domain.access import Access
from domain.blocks import K, Labels
from domain.releases import PEOPLE, Release
from domain.results import PublishedTable, SampleBasis, WithheldTable
from domain.rows import row_of
from domain.survey import ACCESS
from domain.tallies import Cell
from domain.weighting import of_sample, weighted_shares


def weighted(
    entry: PublishedTable | WithheldTable, cells: Mapping[Labels, Cell], release: Release
) -> PublishedTable | WithheldTable:
    """Return a table with weighted shares beside its counts, where there is a population to weight by.

    A question that is a dimension itself would only give the population back.

    Args:
        entry: What everybody said to the question.
        cells: The question's cells of the release.
        release: The release.
    """
    if (
        not release.population
        or isinstance(entry, WithheldTable)
        or not entry.rows
        or entry.question in release.dimensions
    ):
        return entry
    basis = None
    if ACCESS in release.dimensions:
        place = release.dimensions.index(ACCESS)
        people = {labels: cell.n for labels, cell in release.cells[PEOPLE].items()}
        weighed = of_sample(cells, people, place)
        basis = _basis(cells, weighed, place)
        if basis.invited is None:
            return replace(entry, sample=basis)
        cells = weighed
    values = {value for cell in cells.values() for value in cell.counts}
    rows_by_value = {value: row_of(entry.kind, entry.rows, value) for value in values}
    nobody = dict.fromkeys((row.code for row in entry.rows), 0)
    regrouped = {}
    for labels, cell in cells.items():
        by_row = dict(nobody)
        for value, n in cell.counts.items():
            if (code := rows_by_value[value]) is not None:
                by_row[code] += n
        regrouped[labels] = Cell(cell.n, cell.answered, by_row)
    shares = weighted_shares(regrouped, release.dimensions, release.population)
    rows = tuple(replace(row, weighted=shares[row.code]) for row in entry.rows)
    return replace(entry, rows=rows, sample=basis)


def _basis(cells: Mapping[Labels, Cell], weighed: Mapping[Labels, Cell], place: int) -> SampleBasis:
    """Return how many of those who answered are weighed, and how many are not."""
    if not weighed:
        return SampleBasis(None)
    answered = sum(cell.answered for cell in cells.values())
    invited = sum(cell.answered for cell in weighed.values())
    came = sum(cell.answered for labels, cell in cells.items() if labels[place] == Access.OPEN)
    told = came if came >= K else 0  # a final table may hold fewer, whom a filter would not show either
    return SampleBasis(invited, told, answered - invited - told)
