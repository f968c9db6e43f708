"""From a syntax tree to a closure that evaluates it. Every node runs at most once, so size bounds time."""

import operator
from collections.abc import Callable

from domain.expressions.context import Context, Evaluator
from domain.expressions.functions import function_for
from domain.expressions.numbers import divided, remainder
from domain.expressions.syntax import (
    Binary,
    Call,
    Logic,
    Minus,
    Node,
    NumberLiteral,
    Reference,
    Self,
    TextLiteral,
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
        ExpressionError: a function is unknown or called with the wrong number of arguments.
    """
    match node:
        case NumberLiteral(value) | TextLiteral(value):
            return lambda context: value
        case Reference(name):
            return lambda context: context.nodes.value(name, ())
        case Self():
            return lambda context: value_of(context.self_value)
        case Minus(operand):
            number = evaluator_of(operand)
            return lambda context: -to_number(number(context))
        case Logic(word, operands):
            return _logic(word, [evaluator_of(operand) for operand in operands])
        case Binary(sign, left, right):
            return _binary(sign, evaluator_of(left), evaluator_of(right))
        case Call(_, arguments, _):
            return function_for(node).build(node, tuple(evaluator_of(argument) for argument in arguments))


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
