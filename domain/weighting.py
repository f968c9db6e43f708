"""Weighting: published blocks are weighed so that their people resemble the town's population.

Only whole blocks are weighed, with what the release says of them already. So weighted shares tell
nothing about anybody that the blocks do not, and whoever has the release can recompute them.

Raking is iterative proportional fitting (Deming and Stephan 1940); the loss of precision by unequal
weights is Kish's design effect (Survey Sampling, 1965, 11.7); the interval is Wilson's (JASA 1927).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

from domain.access import Access
from domain.blocks import K, Labels
from domain.population import Margins
from domain.survey import QuestionName
from domain.tallies import Cell

ROUNDS = 100
CLOSE_ENOUGH = 1e-6  # relative distance to every margin
LIGHTEST, HEAVIEST = 0.2, 5.0
"""Weights are kept within these, so that no block stands for many times its people."""

MOST_OF_SAMPLE = 0.8
"""So much of the invited sample has to be known in a question's cells for the rest to stand for all of it."""

NORMAL_95 = 1.959964
MISSED = 0.75
"""A value is under-represented when its share is less than so much of the population's."""


@dataclass(frozen=True, slots=True)
class WeightedShare:
    """A share of those who answered, weighted, with its 95 % interval; all between 0 and 1."""

    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class UnderRepresented:
    """A part of the population that took part less than others, with both shares."""

    dimension: QuestionName
    value: str
    share: float
    population_share: float


def rake(
    people: Mapping[Labels, int], dimensions: Sequence[QuestionName], margins: Margins
) -> dict[Labels, float]:
    """Return a weight for each group of blocks, 1 on average over all people.

    In each dimension, the blocks that have a label get their values' shares of the population; those that
    mix values keep their weight together. Dimensions without margins are left as they are.

    Args:
        people: How many people, by labels.
        dimensions: What the labels stand for, in their order.
        margins: The population, by dimension and value.
    """
    weights = dict.fromkeys(people, 1.0)
    places = [(place, margins[name]) for place, name in enumerate(dimensions) if name in margins]
    for _ in range(ROUNDS):
        furthest = 0.0
        for place, population in places:
            sums: dict[str, float] = {}
            for labels, n in people.items():
                label = labels[place]
                if label is not None and population.get(label, 0) > 0:
                    sums[label] = sums.get(label, 0.0) + weights[labels] * n
            known, living = sum(sums.values()), sum(population[label] for label in sums)
            factors = {label: known * population[label] / living / got for label, got in sums.items()}
            furthest = max([furthest, *(abs(factor - 1) for factor in factors.values())])
            for labels in weights:
                weights[labels] *= factors.get(labels[place] or "", 1.0)
        if furthest < CLOSE_ENOUGH:
            break
    return _of_mean_one({labels: min(max(w, LIGHTEST), HEAVIEST) for labels, w in weights.items()}, people)


def _of_mean_one(weights: dict[Labels, float], people: Mapping[Labels, int]) -> dict[Labels, float]:
    total = sum(people.values())
    weighed = sum(weights[labels] * n for labels, n in people.items())
    return {labels: weight * total / weighed for labels, weight in weights.items()} if weighed else weights


def weighted_shares(
    cells: Mapping[Labels, Cell], dimensions: Sequence[QuestionName], margins: Margins
) -> dict[str, WeightedShare]:
    """Return the weighted share of every value that was given to a question.

    Args:
        cells: The question's cells of a release.
        dimensions: The release's dimensions.
        margins: The population.

    Returns:
        Shares by value; none where nobody answered.
    """
    weights = _weights(
        tuple((labels, cell.n) for labels, cell in cells.items()),
        tuple(dimensions),
        tuple((name, tuple(values.items())) for name, values in margins.items()),
    )
    answered = {labels: cell.answered for labels, cell in cells.items()}
    weighed = sum(weights[labels] * n for labels, n in answered.items())
    if not weighed:
        return {}
    effective = weighed**2 / sum(weights[labels] ** 2 * n for labels, n in answered.items())
    values = sorted({value for cell in cells.values() for value in cell.counts})
    shares = {
        value: sum(weights[labels] * cell.counts.get(value, 0) for labels, cell in cells.items()) / weighed
        for value in values
    }
    return {value: WeightedShare(share, *wilson(share, effective)) for value, share in shares.items()}


def of_sample(cells: Mapping[Labels, Cell], people: Mapping[Labels, int], place: int) -> dict[Labels, Cell]:
    """Return a question's cells that hold nobody but invited people; none where these are too few.

    As many as a block needs must have answered. And where nearly all of a wave's invited people said the
    same, their cell was pooled with that of others. What is left understates how far they agree, so it has
    to be most of them. How many invited people stand in blocks that were mixed from the start is not known;
    they are there by chance and by how many came, not by what they said.

    Args:
        cells: The question's cells of a release.
        people: The release's people, by labels.
        place: Where the labels say how somebody came.
    """
    invited = {labels: cell for labels, cell in cells.items() if labels[place] == Access.INVITED}
    n = sum(cell.n for cell in invited.values())
    known = sum(count for labels, count in people.items() if labels[place] == Access.INVITED)
    mixed = sum(cell.n for labels, cell in cells.items() if labels[place] is None)
    mixed_already = sum(count for labels, count in people.items() if labels[place] is None)
    # A question that was asked later lacks invited people as well; pooling has made the mixed ones more.
    pooled = max(0, min(known - n, mixed - mixed_already))
    is_enough = sum(cell.answered for cell in invited.values()) >= K and n >= MOST_OF_SAMPLE * (n + pooled)
    return invited if is_enough else {}


def wilson(share: float, n: float) -> tuple[float, float]:
    """Return the 95 % interval of a share that n people (or effectively as many) answered.

    Raises:
        ValueError: n is not above 0, or the share is none.
    """
    if n <= 0 or not -1e-9 <= share <= 1 + 1e-9:
        raise ValueError("an interval needs a share between 0 and 1 of at least somebody")
    z2 = NORMAL_95**2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    reach = NORMAL_95 / (1 + z2 / n) * sqrt(max(0.0, share * (1 - share)) / n + z2 / (4 * n * n))
    return max(0.0, middle - reach), min(1.0, middle + reach)


@lru_cache(64)
def _weights(
    people: tuple[tuple[Labels, int], ...],
    dimensions: tuple[QuestionName, ...],
    margins: tuple[tuple[QuestionName, tuple[tuple[str, int], ...]], ...],
) -> Mapping[Labels, float]:
    """Return what `rake` returns. Most questions of a release were put to the same people."""
    return rake(dict(people), dimensions, {name: dict(values) for name, values in margins})


def under_represented(
    people: Mapping[Labels, int], dimensions: Sequence[QuestionName], margins: Margins
) -> list[UnderRepresented]:
    """Return the values whose people took part clearly less than their share, the furthest off first.

    Values that no block has stand in mixed ones: how many they are is not known, so they are not named.
    """
    found = []
    for place, name in enumerate(dimensions):
        population = margins.get(name, {})
        sums: dict[str, int] = {}
        for labels, n in people.items():
            label = labels[place]
            if label is not None and population.get(label, 0) > 0:
                sums[label] = sums.get(label, 0) + n
        known, living = sum(sums.values()), sum(population[label] for label in sums)
        for label, n in sums.items():
            share, target = n / known, population[label] / living
            if share < MISSED * target:
                found.append(UnderRepresented(name, label, share, target))
    return sorted(found, key=lambda one: one.share / one.population_share)
