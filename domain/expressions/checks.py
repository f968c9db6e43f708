"""Checking an expression against the form that it is for, before anybody answers."""

from collections.abc import Iterator

from domain.expressions.choices import question_of
from domain.expressions.context import Nodes
from domain.expressions.errors import ExpressionError
from domain.expressions.expression import Expression
from domain.expressions.syntax import Call, Node, Path, Reference, Start, walk


def misfits(expression: Expression, nodes: Nodes) -> list[ExpressionError]:
    """Return what an expression names that the form has not, or has elsewhere; running it would fail.

    Args:
        expression: any of the form.
        nodes: the form; only `homes`, `is_repeat` and `items` are asked.
    """
    return [error for node, _ in walk(expression.syntax) for error in _misfits(node, nodes)]


def _misfits(node: Node, nodes: Nodes) -> Iterator[ExpressionError]:
    match node:
        case Reference(name):
            if not _is_known(name, nodes):
                yield ExpressionError(f"The form has nothing called {name}", 0)
        case Path(start=Start.LIST):
            try:
                nodes.items(node.choice_list)
            except KeyError:
                yield ExpressionError(f"The form has no choice list {node.choice_list}", node.position)
        case Path():
            yield from _path(node, nodes)
        case Call("indexed-repeat", (target, *pairs), position):
            yield from _pairs(target, pairs[::2], position, nodes)
        case Call("jr:choice-name"):
            name = question_of(node)
            if not _is_known(name, nodes):
                yield ExpressionError(f"The form has nothing called {name}", node.position)


def _path(path: Path, nodes: Nodes) -> Iterator[ExpressionError]:
    unknown = [step.name for step in path.steps if not _is_known(step.name, nodes)]
    if unknown:
        yield ExpressionError(f"The form has nothing called {unknown[0]}", path.position)
        return
    around: tuple[str, ...] = _around(path.steps[-1].name, nodes) if path.steps else ()
    for step in path.steps:
        chain = _around(step.name, nodes)
        if around[: len(chain)] != chain:
            target = path.steps[-1].name
            yield ExpressionError(f"{target} does not stand inside {step.name}", path.position)


def _pairs(target: Node, repeats: list[Node], position: int, nodes: Nodes) -> Iterator[ExpressionError]:
    name = _name_of(target)
    for repeat in map(_name_of, repeats):
        if _is_known(name, nodes) and repeat not in _around(name, nodes):
            yield ExpressionError(f"{name} does not stand inside a repeat {repeat}", position)


def _name_of(node: Node) -> str:
    return node.name if isinstance(node, Reference) else node.steps[-1].name if isinstance(node, Path) else ""


def _around(name: str, nodes: Nodes) -> tuple[str, ...]:
    homes = nodes.homes(name)
    return (*homes, name) if nodes.is_repeat(name) else homes


def _is_known(name: str, nodes: Nodes) -> bool:
    try:
        nodes.homes(name)
    except KeyError:
        return False
    return True
