"""What a path selects: from the form's repeats by where it is seen from, and by predicates."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import isnan
from typing import NamedTuple

from domain.expressions.context import Context, Evaluator, Item, Nodes, Place
from domain.expressions.errors import ExpressionError
from domain.expressions.values import Value, to_boolean, to_number, value_of


class Spot(NamedTuple):
    """One node of a nodeset: a question or group at a place, an entry of a repeat, or a column of a row."""

    name: str
    at: Place
    is_entry: bool = False
    item: Item | None = None


Selector = Callable[[Context], list[Spot]]


@dataclass(frozen=True, slots=True)
class Filter:
    """The predicates behind a name, and how much work they are for one node."""

    name: str
    predicates: tuple[Evaluator, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class Route:
    """A way to all nodes of a name. Names are unique, so the groups on the way say nothing.

    The repeats that the node shares with the place it is seen from stand at that place's entries;
    of deeper ones all entries are taken, in order.

    Args:
        target: the name of the nodes.
        from_owner: seen from the expression's owner also in square brackets: `current()/…`.
        whole: repeats of which all entries are taken wherever the path is seen from.
        own_entry: seen from inside the target, a repeat, it is the entry around: `/data/repeat`.
        filters: predicates by name.
        pins: repeats of which one entry is taken, with its number: `indexed-repeat()`.
    """

    target: str
    from_owner: bool = False
    whole: frozenset[str] = frozenset()
    own_entry: bool = False
    filters: tuple[Filter, ...] = ()
    pins: tuple[tuple[str, Evaluator], ...] = ()

    def select(self, context: Context) -> list[Spot]:
        """Return the nodes in the form's order.

        Raises:
            ExpressionError: a predicate or an index belongs to a repeat that is not around the target.
            KeyError: the form has no such name.
            TooMuchWork: too many nodes are visited.
        """
        nodes = context.nodes
        is_repeat = nodes.is_repeat(self.target)
        homes = nodes.homes(self.target)
        around = (*homes, self.target) if is_repeat else homes
        start = (context.outer or context) if self.from_owner else context
        shared = shared_repeats(start, around if self.own_entry else homes)
        pins = {name: _entry_number(index(context)) for name, index in self.pins}
        of_repeats, of_others = self._stages(nodes, around)
        places: list[Place] = [()]
        for depth, repeat in enumerate(("", *around)):
            if repeat:
                if repeat in self.whole:
                    shared = 0  # what is deeper belongs to other entries
                fixed = start.at[depth - 1] if depth <= shared and repeat not in of_repeats else None
                groups = _entered(context, repeat, places, pins.get(repeat, fixed))
                if found := of_repeats.get(repeat):
                    groups = [_narrowed(context, found, group, is_entry=True) for group in groups]
                places = [place for group in groups for place in group]
            for found in of_others.get(depth, ()):
                groups = [_narrowed(context, found, [place], is_entry=False) for place in places]
                places = [place for group in groups for place in group]
        return [Spot(self.target, place, is_repeat) for place in places]

    def value(self, context: Context) -> Value:
        """Return the value of the first node, "" if there is none. Raises as `select` does."""
        nodes = context.nodes
        homes = nodes.homes(self.target)
        if not self.filters and not self.pins and self.whole.isdisjoint(homes):
            start = (context.outer or context) if self.from_owner else context
            if shared_repeats(start, homes) == len(homes):  # nearly always, and nothing to search then
                return nodes.value(self.target, start.at[: len(homes)])
        spots = self.select(context)
        return read(context, spots[0]) if spots else ""

    def _stages(
        self, nodes: Nodes, around: tuple[str, ...]
    ) -> tuple[dict[str, Filter], dict[int, list[Filter]]]:
        """Return the filters of repeats by name, and those of others by the number of repeats around."""
        of_repeats: dict[str, Filter] = {}
        of_others: dict[int, list[Filter]] = {}
        for found in self.filters:
            is_repeat, homes = nodes.is_repeat(found.name), nodes.homes(found.name)
            chain = (*homes, found.name) if is_repeat else homes
            if around[: len(chain)] != chain:
                raise ExpressionError(f"{self.target} does not stand inside {found.name}", 0)
            if is_repeat:
                of_repeats[found.name] = found
            else:
                of_others.setdefault(len(homes), []).append(found)
        for name, _ in self.pins:
            if name not in around:
                raise ExpressionError(f"{self.target} does not stand inside the repeat {name}", 0)
        return of_repeats, of_others


def shared_repeats(context: Context, around: tuple[str, ...]) -> int:
    """Return how many repeats, outermost first, the place of a context shares with a node."""
    if not context.own or not context.at:
        return 0
    chain = (*context.nodes.homes(context.own), context.own)
    count = 0
    for mine, other in zip(chain[: len(context.at)], around, strict=False):
        if mine != other:
            break
        count += 1
    return count


def rows(context: Context, choice_list: str, found: Filter | None, column: str) -> list[Spot]:
    """Return a column of the rows of a choice list that pass the predicates."""
    items = context.nodes.items(choice_list)
    context.visit(len(items))
    if found is not None:
        inner = _inside(context)
        for predicate in found.predicates:
            kept = []
            inner.size = len(items)
            for number, item in enumerate(items, start=1):
                context.visit(found.weight)
                inner.item, inner.number = item, number
                if _passes(predicate(inner), number):
                    kept.append(item)
            items = kept
    return [Spot(column, (), item=item) for item in items]


def read(context: Context, spot: Spot) -> Value:
    """Return the value of a node; entries of repeats have none."""
    if spot.item is not None:
        return column_of(spot.item, spot.name)
    return "" if spot.is_entry else context.nodes.value(spot.name, spot.at)


def column_of(item: Item, column: str) -> str:
    """Return a column of a row, "" for one that it has not. Its itextId is its label, see `jr:itext`."""
    if column == "name":
        return item.name
    if column in ("label", "itextId"):
        return item.label
    return item.columns.get(column, "")


def _entered(context: Context, repeat: str, places: Sequence[Place], number: int | None) -> list[list[Place]]:
    """Return the places of a repeat's entries inside each of some places: one number, or all."""
    groups: list[list[Place]] = []
    for place in places:
        count = context.nodes.entries(repeat, place)
        numbers = range(1, count + 1) if number is None else range(number, min(number, count) + 1)
        context.visit(len(numbers) + 1)
        groups.append([(*place, entry) for entry in numbers])
    return groups


def _narrowed(context: Context, found: Filter, group: list[Place], *, is_entry: bool) -> list[Place]:
    """Return the places in a group of siblings that pass all predicates, one after the other."""
    inner = _inside(context)
    inner.own = found.name
    for predicate in found.predicates:
        kept: list[Place] = []
        inner.size = len(group)
        for number, place in enumerate(group, start=1):
            context.visit(found.weight)
            inner.at, inner.number = place, number
            inner.self_value = "" if is_entry else context.nodes.value(found.name, place)
            if _passes(predicate(inner), number):
                kept.append(place)
        group = kept
    return group


def _inside(context: Context) -> Context:
    return replace(context, outer=context.outer or context, item=None)


def _passes(outcome: Value, number: int) -> bool:
    if isinstance(outcome, float):
        return outcome == number
    return to_boolean(outcome)


def _entry_number(value: Value) -> int:
    number = to_number(value)
    return 1 if isnan(number) or number < 1 else int(min(number, 2**31))


def owner(context: Context) -> list[Spot]:
    """Return the node that an expression, or a predicate, is about."""
    return [Spot(context.own, context.at, is_entry=True)]


def current(context: Context) -> list[Spot]:
    """Return the node that owns the expression, also inside predicates."""
    return owner(context.outer or context)


def parent(context: Context, ups: int, *, from_owner: bool) -> list[Spot]:
    """Return what stands `ups` levels above the node that an expression or predicate is about.

    Groups are not counted: the first step from a question leads to the entry around it, every
    further one to the entry around that, and the outermost entry is never left.
    """
    start = (context.outer or context) if from_owner else context
    place = start.at
    if start.own and place:
        is_entry = len(place) > len(start.nodes.homes(start.own))
        place = place[: max(0, len(place) - ups) if is_entry else max(1, len(place) - ups + 1)]
    return [Spot("", place, is_entry=True)]


def own_value(context: Context) -> Value:
    """Return the value of the node that owns the expression, also inside predicates."""
    return value_of((context.outer or context).self_value)
