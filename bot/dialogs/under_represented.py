"""Who took part less than others, in words: without it, nobody can read a share rightly."""

from bot.dialogs.figures import dimension_in_words, value_in_words
from bot.dialogs.message import plain
from bot.speech import Speech, isolate
from domain.results import Dimension, FilterValue, PublishedResults
from domain.weighting import UnderRepresented


def missed_in_words(view: PublishedResults, said: Speech) -> list[str]:
    """Return a sentence for each group that took part clearly less than its share of the population.

    None are named where results are about a part of the people, or no population is known.
    """
    if view.filter is not None:
        return []
    dimensions = {dimension.name: dimension for dimension in view.dimensions}
    return [_missed(one, dimensions[one.dimension], said) for one in view.missed]


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
