"""From a syntax tree to closures that evaluate it.

Outside square brackets every node runs at most once, so the size bounds the time; inside them the
context counts the steps.
"""

import operator
from collections.abc import Callable

from domain.expressions.arguments import Argument, nodeset, single
from domain.expressions.context import Context, Evaluator
from domain.expressions.functions import function_for
from domain.expressions.nodesets import (
    Filter,
    Route,
    Spot,
    column_of,
    current,
    own_value,
    owner,
    parent,
    rows,
)
from domain.expressions.numbers import divided, remainder
from domain.expressions.syntax import (
    Binary,
    Call,
    Column,
    Entry,
    Logic,
    Minus,
    Node,
    NumberLiteral,
    Path,
    Reference,
    Self,
    Start,
    Step,
    TextLiteral,
    Union,
    walk,
)
from domain.expressions.values import Value, are_equal, to_boolean, to_number, value_of

_COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "div": divided,
    "mod": remainder,
}


def evaluator_of(node: Node) -> Evaluator:
    """Return a function that evaluates a node.

    Raises:
        ExpressionError: a function is unknown, or its arguments are not what it takes.
    """
    return _compiled(node).value


def _compiled(node: Node) -> Argument:
    match node:
        case NumberLiteral(value) | TextLiteral(value):
            return single(node, lambda context: value)
        case Reference(name):
            route = Route(name)
            return nodeset(node, route.select, _reference(route))
        case Self() | Entry():
            itself = nodeset(node, owner, lambda context: value_of(context.self_value))
            return Argument(node, itself.value, lambda context: [itself.value(context)], owner)
        case Column(name):
            return single(node, _column(name))
        case Path():
            return _path(node)
        case Union(operands):
            return nodeset(node, _union([_compiled(operand) for operand in operands]))
        case Minus(operand):
            number = evaluator_of(operand)
            return single(node, lambda context: -to_number(number(context)))
        case Logic(word, operands):
            return single(node, _logic(word, [evaluator_of(operand) for operand in operands]))
        case Binary(sign, left, right):
            return single(node, _binary(sign, evaluator_of(left), evaluator_of(right)))
        case Call(_, arguments, _):
            return function_for(node).build(node, tuple(map(_compiled, arguments)))


def _reference(route: Route) -> Evaluator:
    name = route.target

    def evaluate(context: Context) -> Value:
        nodes = context.nodes
        return route.value(context) if nodes.homes(name) else nodes.value(name, ())

    return evaluate


def _column(name: str) -> Evaluator:
    def evaluate(context: Context) -> Value:
        if context.item is None:
            raise ValueError(f"the expression reads the column {name}, so `item` must be passed in")
        return column_of(context.item, name)

    return evaluate


def _path(node: Path) -> Argument:
    from_owner = node.start is Start.CURRENT
    if node.start is Start.LIST:
        item, *columns = node.steps
        choice_list, found, column = node.choice_list, _filter(item), columns[0].name if columns else ""
        return nodeset(node, lambda context: rows(context, choice_list, found, column))
    if node.steps:
        names = frozenset(step.name for step in node.steps)
        route = Route(
            target=node.steps[-1].name,
            from_owner=from_owner,
            whole=frozenset() if node.start is Start.FORM else names,
            own_entry=node.start is Start.FORM,
            filters=tuple(found for step in node.steps if (found := _filter(step))),
        )
        return nodeset(node, route.select, route.value)
    if node.ups:
        return nodeset(node, lambda context: parent(context, node.ups, from_owner=from_owner))
    return Argument(node, own_value, lambda context: [own_value(context)], current)


def _filter(step: Step) -> Filter | None:
    if not step.predicates:
        return None
    weight = sum(1 for predicate in step.predicates for _ in walk(predicate))
    return Filter(step.name, tuple(map(evaluator_of, step.predicates)), weight)


def _union(operands: list[Argument]) -> Callable[[Context], list[Spot]]:
    selectors = [operand.select for operand in operands if operand.select]

    def select(context: Context) -> list[Spot]:
        spots = [spot for selector in selectors for spot in selector(context)]
        return list({(spot.name, spot.at, id(spot.item)): spot for spot in spots}.values())

    return select


def _logic(word: str, operands: list[Evaluator]) -> Evaluator:
    decisive = word == "or"  # the first operand with this value settles the outcome

    def evaluate(context: Context) -> Value:
        for operand in operands:
            if to_boolean(operand(context)) is decisive:
                return decisive
        return not decisive

    return evaluate


def _binary(sign: str, left: Evaluator, right: Evaluator) -> Evaluator:
    if sign == "=":
        return lambda context: are_equal(left(context), right(context))
    if sign == "!=":
        return lambda context: not are_equal(left(context), right(context))
    if compare := _COMPARISONS.get(sign):
        return lambda context: compare(to_number(left(context)), to_number(right(context)))
    apply = _ARITHMETIC[sign]
    return lambda context: apply(to_number(left(context)), to_number(right(context)))
