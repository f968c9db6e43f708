"""One question's counts by group, as columns that add up to everybody's."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.dialogs.figures import value_in_words
from bot.speech import Speech
from domain.comparisons import Comparison
from domain.results import THRESHOLD, FilterValue

NOT_ATTRIBUTABLE = "(not attributable)"
"""Stands where a group's code would. No code of a survey file holds a space."""


@dataclass(frozen=True, slots=True)
class Group:
    """How often the people of a group gave each answer, and how many of them answered.

    `counts` is None, and `n` too, where fewer than the threshold answered.
    """

    code: str
    label: str
    n: int | None
    counts: Mapping[str, int] | None

    def share(self, answer: str) -> float | None:
        """Return an answer's share of those in the group who answered."""
        return None if self.n is None or self.counts is None else self.counts[answer] / self.n


def groups_of(comparison: Comparison, said: Speech) -> list[Group]:
    """Return the groups of a comparison, last of all those who are in none that is shown.

    A group without a number is counted there, so that all groups add up to everybody.
    """
    shown = {part.who.value: part for part in comparison.parts if isinstance(part.who, FilterValue)}
    few = {value.value for value in comparison.few}
    found = []
    for value in comparison.dimension.values if comparison.dimension else ():
        label = value_in_words(value, said)
        if value.value in shown:
            table = shown[value.value].table
            found.append(Group(value.value, label, table.n, {row.code: row.count for row in table.rows}))
        elif value.value in few:
            found.append(Group(value.value, label, None, None))
    rest = comparison.table.n - sum(group.n or 0 for group in found)
    if rest:
        found.append(_rest(comparison, found, rest, said))
    return found


def _rest(comparison: Comparison, shown: list[Group], n: int, said: Speech) -> Group:
    label = said.gettext("Not attributable")
    if n < THRESHOLD:
        return Group(NOT_ATTRIBUTABLE, label, None, None)
    counts = {
        row.code: row.count - sum((group.counts or {}).get(row.code, 0) for group in shown)
        for row in comparison.table.rows
    }
    return Group(NOT_ATTRIBUTABLE, label, n, counts)
