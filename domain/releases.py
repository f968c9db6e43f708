"""Releases: what a wave makes public, as one immutable table that anybody can recompute from the waves."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from domain.blocks import FrozenCell, K, Labels
from domain.population import Margins
from domain.survey import QuestionName
from domain.tallies import Cell

PEOPLE = ""
"""The name under which a release keeps how many people each block has."""


@dataclass(frozen=True, slots=True)
class Release:
    """All waves of a survey up to one of them. `number` counts from 1; `closed_on` is its last wave's day.

    `cells` holds, by series and labels, the sums of all frozen cells but those kept back; `PEOPLE` stands
    for the blocks themselves. `population` is what shares are weighted by, empty where the operator gave
    none. The hash names these contents and nothing else.
    """

    survey: str
    number: int
    closed_on: date
    is_final: bool
    dimensions: tuple[QuestionName, ...]
    cells: Mapping[str, Mapping[Labels, Cell]]
    population: Margins = field(default_factory=dict)
    rule: str = f"blocks of at least {K}"

    @property
    def n(self) -> int:
        """How many people the release rests on."""
        return sum(cell.n for cell in self.cells.get(PEOPLE, {}).values())

    @property
    def hash(self) -> str:
        """What names the contents: SHA-256 of their one spelling."""
        return hashlib.sha256(release_to_json(self).encode()).hexdigest()

    def cell(self, series: str, dimension: QuestionName | None = None, value: str | None = None) -> Cell:
        """Return what everybody said to a question, or those whose blocks have a label.

        Args:
            series: The question's key, or `PEOPLE`.
            dimension: The dimension that is filtered by.
            value: The label that the blocks must have.

        Raises:
            KeyError: The release has no such question.
        """
        place = None if dimension is None else self.dimensions.index(dimension)
        n = answered = 0
        counts: dict[str, int] = {}
        for labels, cell in self.cells[series].items():
            if place is None or labels[place] == value:
                n, answered = n + cell.n, answered + cell.answered
                for given, times in cell.counts.items():
                    counts[given] = counts.get(given, 0) + times
        return Cell(n, answered, counts)

    def values(self, series: str, dimension: QuestionName) -> list[str]:
        """Return the labels of a dimension that at least one block of this question has, in order."""
        place = self.dimensions.index(dimension)
        return sorted({label for labels in self.cells[series] if (label := labels[place]) is not None})


def make_release(
    survey: str,
    number: int,
    closed_on: date,
    dimensions: Sequence[QuestionName],
    frozen: Iterable[FrozenCell],
    *,
    is_final: bool,
    population: Margins | None = None,
) -> Release:
    """Add up the frozen cells of all waves so far; the population is what shares are weighted by.

    Raises:
        ValueError: A cell has another number of labels than the survey has dimensions.
    """
    cells: dict[str, dict[Labels, Cell]] = {PEOPLE: {}}
    for one in frozen:
        if len(one.labels) != len(dimensions):
            raise ValueError("a frozen cell does not fit the survey's dimensions")
        of_series = cells.setdefault(one.question, {})
        if one.kept_back:
            continue
        of_series[one.labels] = of_series.get(one.labels, Cell(0)) + one.cell
    return Release(survey, number, closed_on, is_final, tuple(dimensions), cells, population or {})


def release_to_json(release: Release) -> str:
    """Return the one spelling of a release's contents."""
    cells = {
        series: [
            [list(labels), cell.n, cell.answered, {value: n for value, n in cell.counts.items() if n}]
            for labels, cell in sorted(by_labels.items(), key=lambda pair: json.dumps(pair[0]))
        ]
        for series, by_labels in release.cells.items()
    }
    content: dict[str, Any] = {
        "survey": release.survey,
        "number": release.number,
        "closed_on": release.closed_on.isoformat(),
        "final": release.is_final,
        "rule": release.rule,
        "dimensions": list(release.dimensions),
        "cells": cells,
        "population": release.population,
    }
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def release_from_json(text: str) -> Release:
    """Return the release that `release_to_json` wrote."""
    content = json.loads(text)
    cells = {
        series: {tuple(labels): Cell(n, answered, counts) for labels, n, answered, counts in rows}
        for series, rows in content["cells"].items()
    }
    return Release(
        content["survey"],
        content["number"],
        date.fromisoformat(content["closed_on"]),
        content["final"],
        tuple(content["dimensions"]),
        cells,
        content["population"],
        content["rule"],
    )
