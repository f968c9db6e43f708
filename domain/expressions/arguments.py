"""What a compiled node offers to what stands around it: a value, and all values where it is a nodeset."""

from collections.abc import Callable
from dataclasses import dataclass

from domain.expressions.context import Context, Evaluator
from domain.expressions.nodesets import Selector, read
from domain.expressions.syntax import Node
from domain.expressions.values import Value

Values = Callable[[Context], list[Value]]


@dataclass(frozen=True, slots=True)
class Argument:
    """A compiled node.

    Args:
        node: what was compiled.
        value: its value; that of the first node if it is a nodeset, "" if that is empty.
        values: all values of a nodeset, else the only one.
        select: the nodes of a nodeset, None for everything else.
    """

    node: Node
    value: Evaluator
    values: Values
    select: Selector | None = None


def single(node: Node, value: Evaluator) -> Argument:
    """Describe a node that is no nodeset."""
    return Argument(node, value, lambda context: [value(context)])


def nodeset(node: Node, select: Selector, value: Evaluator | None = None) -> Argument:
    """Describe a nodeset; `value` is a quicker way to the value of its first node, where there is one."""

    def first(context: Context) -> Value:
        spots = select(context)
        return read(context, spots[0]) if spots else ""

    def values(context: Context) -> list[Value]:
        return [read(context, spot) for spot in select(context)]

    return Argument(node, value or first, values, select)
