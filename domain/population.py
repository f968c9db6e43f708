"""Who lives in the town: how many people by the dimensions of a survey, to compare participants with."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.survey import QuestionName

Margins = Mapping[QuestionName, Mapping[str, int]]
"""People by value, one dimension at a time."""


@dataclass(frozen=True, slots=True)
class PopulationCell:
    """How many people have these values, one a dimension."""

    values: tuple[str, ...]
    people: int


def margins_of(dimensions: Sequence[QuestionName], cells: Sequence[PopulationCell]) -> Margins:
    """Return how many people each value has in all, dimension by dimension."""
    margins: dict[QuestionName, dict[str, int]] = {name: defaultdict(int) for name in dimensions}
    for cell in cells:
        for name, value in zip(dimensions, cell.values, strict=True):
            margins[name][value] += cell.people
    return {name: dict(values) for name, values in margins.items()}
