"""The syntax tree of an expression. Paths and predicates (repeats) will join as further nodes."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NumberLiteral:
    """A number that is written out: `40`, `.5`."""

    value: float


@dataclass(frozen=True, slots=True)
class TextLiteral:
    """A text in quotes."""

    value: str


@dataclass(frozen=True, slots=True)
class Reference:
    """`${name}`: the answer to another question."""

    name: str


@dataclass(frozen=True, slots=True)
class Self:
    """`.`: the answer that is being checked."""


@dataclass(frozen=True, slots=True)
class Minus:
    """A sign in front of a number."""

    operand: "Node"


@dataclass(frozen=True, slots=True)
class Logic:
    """`and` or `or` between two or more operands. Chains are kept flat: real forms have long ones."""

    operator: str
    operands: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Binary:
    """A comparison or an arithmetic operation."""

    operator: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a function; `position` is where its name stands in the source."""

    function: str
    arguments: tuple["Node", ...]
    position: int


Node = NumberLiteral | TextLiteral | Reference | Self | Minus | Logic | Binary | Call


def children(node: Node) -> tuple[Node, ...]:
    """Return the nodes right below this one."""
    match node:
        case Minus(operand):
            return (operand,)
        case Logic(_, operands):
            return operands
        case Binary(_, left, right):
            return (left, right)
        case Call(_, arguments, _):
            return arguments
        case _:
            return ()


def walk(root: Node) -> Iterator[tuple[Node, int]]:
    """Yield every node with its depth, the root first at depth 1."""
    waiting = [(root, 1)]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        waiting.extend((child, depth + 1) for child in children(node))
