"""What staff see of needs, goals, measures and updates, loaded while it is made and again after a crash."""

from dataclasses import dataclass, replace

from db import measures, staff
from db.unit import Unit
from domain.invitation import Permission, may
from domain.measure_fields import Kind, Thing
from domain.measures import Goal, Measure, MeasureStatus, MeasureUpdate, Need
from domain.outgoing import Outgoing
from usecases.evidence_choices import Choices, choices_at
from usecases.house import House
from usecases.measure_tree import GoalBranch, NeedTree, all_trees
from usecases.measure_views import NeedView, UpdateView, measure_view, need_view, update_view

NEEDS_A_PAGE = 4


@dataclass(frozen=True, slots=True)
class TreePage:
    """Some of the needs with all that belongs to them, from the place `first` on, of `total`."""

    trees: tuple[NeedTree, ...]
    first: int
    total: int


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal with its measures."""

    branch: GoalBranch


@dataclass(frozen=True, slots=True)
class MeasureCard:
    """A measure as staff see it: with the draft of an update if there is one."""

    measure: Measure
    goal: Goal
    updates: tuple[MeasureUpdate, ...]
    draft: MeasureUpdate | None


@dataclass(frozen=True, slots=True)
class UpdateCard:
    """An update as staff see it, and the status that its measure has now."""

    shown: UpdateView
    before: MeasureStatus


StaffView = TreePage | NeedView | GoalView | MeasureCard | UpdateCard | Choices


def tree_page(unit: Unit, page: int) -> TreePage:
    """Return a page of the tree, from 0; one beyond the last is the last."""
    trees = all_trees(unit)
    first = min(page, max(0, len(trees) - 1) // NEEDS_A_PAGE) * NEEDS_A_PAGE
    return TreePage(tuple(trees[first : first + NEEDS_A_PAGE]), first, len(trees))


def thing_of(unit: Unit, kind: Kind, number: int) -> Thing | None:
    """Return a need, goal, measure or update, None where there is none."""
    match kind:
        case Kind.NEED:
            return measures.need_by_id(unit, number)
        case Kind.GOAL:
            return measures.goal_by_id(unit, number)
        case Kind.MEASURE:
            return measures.measure_by_id(unit, number)
        case Kind.UPDATE:
            return measures.update_by_id(unit, number)


def card_of(unit: Unit, house: House, thing: Thing) -> NeedView | GoalView | MeasureCard | UpdateCard | None:
    """Return what the screen of a thing shows, None where it is gone."""
    match thing:
        case Need():
            return need_view(unit, house, thing.id)
        case Goal():
            found = need_view(unit, house, thing.need_id)
            branches = found.tree.goals if found else ()
            return next((GoalView(one) for one in branches if one.goal.id == thing.id), None)
        case Measure():
            goal = measures.goal_by_id(unit, thing.goal_id)
            view = measure_view(unit, thing.id)
            drafts = measures.updates(unit, [thing.id], published=False)
            if goal is None or view is None:
                return None
            return MeasureCard(thing, goal, view.branch.updates, drafts[0] if drafts else None)
        case MeasureUpdate():
            shown = update_view(unit, thing.id)
            return None if shown is None else UpdateCard(shown, shown.measure.status)


def load_staff_view(unit: Unit, house: House, outgoing: Outgoing) -> Outgoing | None:
    """Return a message of staff's about measures with its view, None where the thing or the role is gone."""
    role = staff.role_of(unit, outgoing.address)  # in a private chat the number is the person's
    if role is None or not may(role[1], Permission.MANAGE_MEASURES):
        return None
    view = _view(unit, house, outgoing)
    return None if view is None else replace(outgoing, view=view)


def _view(unit: Unit, house: House, outgoing: Outgoing) -> object | None:
    args = outgoing.args
    match outgoing.template:
        case "measure_staff_tree":
            page = args["page"]
            return tree_page(unit, page if isinstance(page, int) else 0)
        case "measure_staff_pick":
            return choices_at(unit, house, str(args["path"]).split(":"))
        case "measure_staff_preview":
            return update_view(unit, int(str(args["number"])))
        case _ if "number" in args:
            thing = thing_of(unit, Kind(str(args["kind"])), int(str(args["number"])))
            return None if thing is None else card_of(unit, house, thing)
        case _:
            return ()
