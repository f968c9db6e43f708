"""What messages about measures show beyond their arguments, loaded while they are made and after a crash."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from db import attachments, follows, measures
from db.unit import Unit
from domain.attachments import Attachment
from domain.following import around_and_within, not_heard
from domain.languages import Texts
from domain.measures import Measure, MeasureUpdate, NeedStatus
from domain.outgoing import Argument, Outgoing, Priority
from usecases.evidence import Ground, ground_of
from usecases.house import House
from usecases.measure_tree import MeasureBranch, NeedTree, all_trees, tree_of
from usecases.tell_updates import parents_of

NEEDS_A_PAGE = 5
UPDATES_A_PAGE = 3


@dataclass(frozen=True, slots=True)
class NeedsPage:
    """Some of the needs, from the place `first` on, of `total` that there are with these filters."""

    trees: tuple[NeedTree, ...]
    first: int
    total: int


@dataclass(frozen=True, slots=True)
class NeedView:
    """A need with its chain, and what it rests on as it is shown."""

    tree: NeedTree
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class MeasureView:
    """A measure with its updates and what it is for. Area and theme are the need's where it has none."""

    branch: MeasureBranch
    need_id: int
    goal: Texts
    area: str | None
    theme: str | None

    @property
    def measure(self) -> Measure:
        """The measure."""
        return self.branch.measure


@dataclass(frozen=True, slots=True)
class UpdateView:
    """An update with the measure it is about, and its picture if it has one."""

    measure: Measure
    update: MeasureUpdate
    picture: Attachment | None = None


def needs_page(unit: Unit, house: House, area: str, theme: str, page: int) -> NeedsPage:
    """Return a page of needs, the deferred ones last.

    Args:
        unit: The unit of work.
        house: The deployment.
        area: Only those of this area, of what lies in it and around it; empty for all.
        theme: Only those of this theme; empty for all.
        page: Which page, from 0; one beyond the last is the last.
    """
    near = around_and_within(area, parents_of(house.town))
    found = [
        tree
        for tree in all_trees(unit)
        if (not area or near & tree.areas) and (not theme or theme in tree.themes)
    ]
    found.sort(key=lambda tree: tree.need.status is NeedStatus.DEFERRED)
    first = min(page, max(0, len(found) - 1) // NEEDS_A_PAGE) * NEEDS_A_PAGE
    return NeedsPage(tuple(found[first : first + NEEDS_A_PAGE]), first, len(found))


def need_view(unit: Unit, house: House, need_id: int) -> NeedView | None:
    """Return a need with its chain, None where there is none."""
    tree = tree_of(unit, need_id)
    if tree is None:
        return None
    found = (ground_of(unit, house, one) for one in tree.evidence)
    return NeedView(tree, tuple(ground for ground in found if ground))


def measure_view(unit: Unit, measure_id: int) -> MeasureView | None:
    """Return a measure with its updates, None where there is none."""
    measure = measures.measure_by_id(unit, measure_id)
    goal = measure and measures.goal_by_id(unit, measure.goal_id)
    need = goal and measures.need_by_id(unit, goal.need_id)
    if not measure or not goal or not need:
        return None
    branch = MeasureBranch(measure, tuple(measures.updates(unit, [measure_id], published=True)))
    return MeasureView(branch, need.id, goal.title, measure.area or need.area, measure.theme or need.theme)


def update_view(unit: Unit, update_id: int) -> UpdateView | None:
    """Return an update with its measure and picture, None where there is none."""
    update = measures.update_by_id(unit, update_id)
    measure = update and measures.measure_by_id(unit, update.measure_id)
    if not update or not measure:
        return None
    picture = None if update.attachment_id is None else attachments.by_id(unit, update.attachment_id)
    return UpdateView(measure, update, picture)


def measure_titles(unit: Unit, keys: Sequence[str]) -> dict[str, tuple[int, Texts]]:
    """Return number and title of measures by their keys."""
    found = (measures.measure_by_key(unit, key) for key in keys)
    return {one.key: (one.id, one.title) for one in found if one}


def load_measure_view(unit: Unit, house: House, outgoing: Outgoing) -> Outgoing | None:
    """Return a message about measures with its view, or None where what it showed is gone.

    What goes to many is left out of what nobody in the chat follows any more.
    """
    view = _view(unit, house, outgoing)
    return None if view is None else replace(outgoing, view=view)


def _view(unit: Unit, house: House, outgoing: Outgoing) -> object | None:
    args = outgoing.args
    match outgoing.template:
        case "measure_list":
            return needs_page(unit, house, str(args["area"]), str(args["theme"]), _number(args, "page"))
        case "measure_need":
            return need_view(unit, house, _number(args, "need"))
        case "measure_show" | "measure_progress":
            return measure_view(unit, _number(args, "measure"))
        case "measure_photo":
            return update_view(unit, _number(args, "update"))
        case "measure_follows":
            return measure_titles(unit, _keys(args, "measures"))
        case "measure_news" | "measure_digest":
            return _news(unit, house, outgoing)
        case _:
            return ()


def _news(unit: Unit, house: House, outgoing: Outgoing) -> tuple[UpdateView, ...] | None:
    """Return the updates that a message tells, none where nobody in the chat follows them any more."""
    args = outgoing.args
    wanted = [_number(args, "update")] if "update" in args else [int(one) for one in _keys(args, "updates")]
    if outgoing.priority is Priority.BULK:
        followed = follows.followed_in(unit, outgoing.address)
        told = follows.told_by_id(unit, wanted, parents_of(house.town))
        wanted = [one.update_id for one in not_heard(told, followed, 0)]
    found = (update_view(unit, one) for one in wanted)
    return tuple(view for view in found if view) or None


def _number(args: Mapping[str, Argument], name: str) -> int:
    value = args[name]
    if not isinstance(value, int):
        raise TypeError("the outbox row lacks a number")
    return value


def _keys(args: Mapping[str, Argument], name: str) -> list[str]:
    value = args[name]
    if not isinstance(value, list):
        raise TypeError("the outbox row lacks a list")
    return value
