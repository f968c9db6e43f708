"""Weighted shares in words: what the results would be if those who took part resembled the town."""

from bot.dialogs.figures import (
    dimension_in_words,
    row_label,
    rows_in_order,
    value_in_words,
)
from bot.dialogs.message import plain
from bot.speech import Speech, isolate, line
from domain.results import Dimension, FilterValue, PublishedResults, PublishedTable
from domain.weighting import UnderRepresented, WeightedShare


def missed_in_words(view: PublishedResults, said: Speech) -> list[str]:
    """Return a sentence for each group that took part clearly less than its share of the population.

    None are named where results are about a part of the people, or no population is known.
    """
    if view.filter is not None:
        return []
    dimensions = {dimension.name: dimension for dimension in view.dimensions}
    return [_missed(one, dimensions[one.dimension], said) for one in view.missed]


def weighted_in_words(table: PublishedTable, said: Speech) -> str:
    """Return a table's weighted shares with their intervals as a paragraph; nothing where there are none."""
    rows = [
        _row(row_label(row, said), row.weighted, said)
        for row in rows_in_order(table)
        if row.weighted is not None
    ]
    if not rows:
        return ""
    heading = said.gettext(
        "Weighted by who lives in the town; in brackets, where the share lies with a certainty of {sure}:"
    ).format(sure=isolate(said.percent(0.95)))
    return "\n".join([line(plain(heading), said), *rows])


def weighting_limits(said: Speech) -> str:
    """Return what weighting cannot do."""
    return said.gettext(
        "Weighting makes up for who took part less, as far as blocks tell. It cannot make up for who never"
        " takes part."
    )


def interval_in_words(weighted: WeightedShare, said: Speech) -> str:
    """Return a weighted share with its interval: `43 % (38 % – 48 %)`."""
    return said.gettext("{share} ({low} – {high})").format(
        share=isolate(said.percent(weighted.share)),
        low=isolate(said.percent(weighted.low)),
        high=isolate(said.percent(weighted.high)),
    )


def _row(label: str, weighted: WeightedShare, said: Speech) -> str:
    return line(f"{isolate(plain(label))}: {interval_in_words(weighted, said)}", said)


def _missed(one: UnderRepresented, dimension: Dimension, said: Speech) -> str:
    value = next((value for value in dimension.values if value.value == one.value), None)
    name = value_in_words(value or FilterValue(one.value, {}, 0), said)
    return said.gettext(
        "Under-represented: {dimension} – {value}. {share} of those who took part, {population} of the"
        " residents."
    ).format(
        dimension=isolate(plain(dimension_in_words(dimension, said))),
        value=isolate(plain(name)),
        share=isolate(said.percent(one.share)),
        population=isolate(said.percent(one.population_share)),
    )
