"""What an expression reads, told from its syntax tree."""

from dataclasses import dataclass

from domain.expressions.choices import question_of
from domain.expressions.functions import FUNCTIONS
from domain.expressions.syntax import Call, Column, Node, Path, Reference, Self, Start

_OF_THE_READER = frozenset({"label", "itextId"})  # columns that depend on the language


@dataclass(frozen=True, slots=True)
class Traits:
    """What an expression reads; see `Expression`."""

    references: frozenset[str]
    lists: frozenset[str]
    uses_self: bool
    uses_clock: bool
    uses_language: bool
    uses_random: bool
    is_sticky: bool


def traits_of(nodes: list[Node]) -> Traits:
    """Return what the nodes of a syntax tree that compiles read.

    Args:
        nodes: all of them.
    """
    calls = [(node, FUNCTIONS[node.function]) for node in nodes if isinstance(node, Call)]
    return Traits(
        references=frozenset(name for node in nodes for name in _references(node)),
        lists=frozenset(node.choice_list for node in nodes if isinstance(node, Path)) - {""},
        uses_self=any(map(_reads_self, nodes)),
        uses_clock=any(function.reads_clock for _, function in calls),
        uses_language=any(function.reads_language for _, function in calls) or any(map(_reads_label, nodes)),
        uses_random=any(len(call.arguments) < function.random_below for call, function in calls),
        is_sticky=any(call.function == "once" for call, _ in calls),
    )


def _references(node: Node) -> tuple[str, ...]:
    match node:
        case Reference(name):
            return (name,)
        case Path(start=Start.LIST) | Path(steps=()):
            return ()
        case Path(start=start, steps=steps):
            filtered = tuple(step.name for step in steps if step.predicates)
            named = (steps[0].name,) if start is Start.NAME else ()
            return (*named, *filtered, steps[-1].name)
        case Call("jr:choice-name"):
            return (question_of(node),)
        case _:
            return ()


def _reads_self(node: Node) -> bool:
    match node:
        case Self() | Path(start=Start.CURRENT, ups=0, steps=()):
            return True
        case Call(function, (), _):
            return function in ("string-length", "normalize-space")
        case _:
            return False


def _reads_label(node: Node) -> bool:
    match node:
        case Column(name):
            return name in _OF_THE_READER
        case Path(start=Start.LIST, steps=steps):
            return len(steps) > 1 and steps[1].name in _OF_THE_READER
        case _:
            return False
