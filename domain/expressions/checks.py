"""Checking an expression against the form that it is for, before anybody answers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from domain.expressions.expression import Expression
from domain.expressions.syntax import Call, Node, Path, Reference, Start, walk

Around = Mapping[str, tuple[str, ...]]
"""The repeats around everything in a form by its name, the outermost first; each repeat is in itself, too."""


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A question that an expression looks for in a repeat, or a group, that it does not stand in."""

    name: str
    sought_in: str


def misplaced(expression: Expression, around: Around) -> list[Misplaced]:
    """Return what an expression looks for in the wrong place; running it would fail, or read something else.

    Args:
        expression: Any of the form.
        around: The form. What it does not know is not looked at here.
    """
    found = (one for node, _ in walk(expression.syntax) for one in _misplaced(node, around))
    return list(dict.fromkeys(one for one in found if one.name in around and one.sought_in in around))


def _misplaced(node: Node, around: Around) -> Iterator[Misplaced]:
    match node:
        case Path(start=start, steps=(*way, target)) if start is not Start.LIST:
            homes = around.get(target.name, ())
            for step in way:
                chain = around.get(step.name, ())
                if homes[: len(chain)] != chain:
                    yield Misplaced(target.name, step.name)
        case Call("indexed-repeat", (target, *pairs)):
            name = _name_of(target)
            for repeat in map(_name_of, pairs[::2]):
                if repeat not in around.get(name, ()):
                    yield Misplaced(name, repeat)


def _name_of(node: Node) -> str:
    return node.name if isinstance(node, Reference) else node.steps[-1].name if isinstance(node, Path) else ""
