"""Needs with their goals, measures and published updates: the chain from what was said to what was built."""

from collections.abc import Iterable
from dataclasses import dataclass

from db import measures
from db.unit import Unit
from domain.evidence import Evidence
from domain.measures import Goal, Measure, MeasureUpdate, Need


@dataclass(frozen=True, slots=True)
class MeasureBranch:
    """A measure with its published updates, the newest first."""

    measure: Measure
    updates: tuple[MeasureUpdate, ...] = ()


@dataclass(frozen=True, slots=True)
class GoalBranch:
    """A goal with its measures."""

    goal: Goal
    measures: tuple[MeasureBranch, ...] = ()


@dataclass(frozen=True, slots=True)
class NeedTree:
    """A need with what it rests on and what becomes of it."""

    need: Need
    evidence: tuple[Evidence, ...] = ()
    goals: tuple[GoalBranch, ...] = ()

    @property
    def branches(self) -> tuple[MeasureBranch, ...]:
        """Return the measures of all its goals."""
        return tuple(branch for goal in self.goals for branch in goal.measures)

    @property
    def areas(self) -> frozenset[str]:
        """Return the areas that it or one of its measures is about."""
        named = [self.need.area, *(branch.measure.area for branch in self.branches)]
        return frozenset(area for area in named if area)

    @property
    def themes(self) -> frozenset[str]:
        """Return the themes that it or one of its measures is about."""
        named = [self.need.theme, *(branch.measure.theme for branch in self.branches)]
        return frozenset(theme for theme in named if theme)


def all_trees(unit: Unit) -> list[NeedTree]:
    """Return all needs, in the order in which they were added."""
    return _trees(unit, measures.needs(unit))


def tree_of(unit: Unit, need_id: int) -> NeedTree | None:
    """Return one need, None where there is none."""
    need = measures.need_by_id(unit, need_id)
    return None if need is None else _trees(unit, [need])[0]


def _trees(unit: Unit, needs: list[Need]) -> list[NeedTree]:
    goals = measures.goals(unit, [need.id for need in needs])
    found = measures.measures(unit, [goal.id for goal in goals])
    updates = measures.updates(unit, [measure.id for measure in found], published=True)
    return [
        NeedTree(
            need,
            tuple(measures.evidence_of(unit, need.id)),
            tuple(_goal(goal, found, updates) for goal in goals if goal.need_id == need.id),
        )
        for need in needs
    ]


def _goal(goal: Goal, found: Iterable[Measure], updates: Iterable[MeasureUpdate]) -> GoalBranch:
    branches = (
        MeasureBranch(one, tuple(update for update in updates if update.measure_id == one.id))
        for one in found
        if one.goal_id == goal.id
    )
    return GoalBranch(goal, tuple(branches))
