"""The syntax tree of an expression."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto


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
    """`${name}`: another question, or all entries of a repeat."""

    name: str


@dataclass(frozen=True, slots=True)
class Self:
    """`.`: the answer that is being checked."""


@dataclass(frozen=True, slots=True)
class Entry:
    """`.` in square brackets: the node that these look at."""


@dataclass(frozen=True, slots=True)
class Column:
    """A bare name where rows of a choice list are looked at: a column of the row."""

    name: str


class Start(Enum):
    """Where a path starts."""

    FORM = auto()
    """At the form: `/data/…`."""

    NAME = auto()
    """At what `${name}` stands for, which is its first step."""

    HERE = auto()
    """At the node that owns the expression, or that square brackets look at: `../…`."""

    CURRENT = auto()
    """At the node that owns the expression, square brackets or not: `current()/…`."""

    LIST = auto()
    """At a choice list, `instance('list')/root`; its first step is the row."""


@dataclass(frozen=True, slots=True)
class Step:
    """A name in a path with the predicates in square brackets behind it."""

    name: str
    predicates: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """A location path that is more than a lone `${name}`.

    Args:
        start: where it starts.
        ups: how many times it goes up from there, `..`.
        steps: the names then followed.
        position: where it stands in the source.
        choice_list: the name of the list that it reads, "" if it starts elsewhere.
    """

    start: Start
    ups: int
    steps: tuple[Step, ...]
    position: int
    choice_list: str = ""


@dataclass(frozen=True, slots=True)
class Union:
    """`a | b`: the nodes of all operands, each once."""

    operands: tuple["Node", ...]


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


Node = (
    NumberLiteral
    | TextLiteral
    | Reference
    | Self
    | Entry
    | Column
    | Path
    | Union
    | Minus
    | Logic
    | Binary
    | Call
)


def children(node: Node) -> tuple[Node, ...]:
    """Return the nodes right below this one."""
    match node:
        case Minus(operand):
            return (operand,)
        case Logic(_, operands) | Union(operands):
            return operands
        case Path():
            return tuple(predicate for step in node.steps for predicate in step.predicates)
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
