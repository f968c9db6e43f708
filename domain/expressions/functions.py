"""The table of functions: how many arguments each takes and how its call is compiled.

A function gets its arguments' evaluators, so it decides itself which of them to run (`if`,
`coalesce`) and what to refuse when the form is read (`regex`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from math import isnan

from domain.expressions import choices, numbers, texts
from domain.expressions.context import Context, Evaluator
from domain.expressions.errors import ExpressionError
from domain.expressions.regex import PatternError, compile_pattern
from domain.expressions.syntax import Call, NumberLiteral, TextLiteral
from domain.expressions.values import Value, to_boolean, to_date, to_number, to_text, value_of


@dataclass(frozen=True, slots=True)
class Function:
    """One entry of the table.

    Args:
        fewest: the fewest arguments it takes.
        most: the most arguments it takes, None for any number.
        build: turns a call and its arguments' evaluators into the call's evaluator.
        reads_clock: its value depends on the time.
    """

    fewest: int
    most: int | None
    build: Callable[[Call, tuple[Evaluator, ...]], Evaluator]
    reads_clock: bool = False


def _plain(apply: Callable[..., Value], fewest: int, most: int | None = None) -> Function:
    """Describe a function that needs nothing but the values of all its arguments."""

    def build(_: Call, arguments: tuple[Evaluator, ...]) -> Evaluator:
        match arguments:
            case (only,):
                return lambda context: apply(only(context))
            case (first, second):
                return lambda context: apply(first(context), second(context))
            case _:
                return lambda context: apply(*[argument(context) for argument in arguments])

    return Function(fewest, most or fewest, build)


def _many(apply: Callable[..., Value]) -> Function:
    return Function(1, None, _plain(apply, 1).build)


def _or_self(apply: Callable[[Value], Value]) -> Function:
    """Describe a function that takes `.` when it is given no argument."""

    def build(_: Call, arguments: tuple[Evaluator, ...]) -> Evaluator:
        if not arguments:
            return lambda context: apply(value_of(context.self_value))
        (only,) = arguments
        return lambda context: apply(only(context))

    return Function(0, 1, build)


def _constant(value: Value) -> Function:
    return Function(0, 0, lambda _, __: lambda ___: value)


def _if(_: Call, arguments: tuple[Evaluator, ...]) -> Evaluator:
    condition, then, otherwise = arguments
    return lambda context: then(context) if to_boolean(condition(context)) else otherwise(context)


def _coalesce(_: Call, arguments: tuple[Evaluator, ...]) -> Evaluator:
    first, second = arguments

    def evaluate(context: Context) -> Value:
        value = first(context)
        missing = value == "" or (isinstance(value, float) and isnan(value))
        return second(context) if missing else value

    return evaluate


def _selected(call: Call, arguments: tuple[Evaluator, ...]) -> Evaluator:
    if isinstance(call.arguments[1], NumberLiteral):
        raise ExpressionError(f"{call.function}() takes the code in quotes, like '1'", call.position)
    return _plain(choices.selected, 2).build(call, arguments)


def _regex(call: Call, arguments: tuple[Evaluator, ...]) -> Evaluator:
    pattern = call.arguments[1]
    if not isinstance(pattern, TextLiteral):
        raise ExpressionError("The pattern of regex() must be written out in quotes", call.position)
    try:
        matches = compile_pattern(pattern.value)
    except PatternError as error:
        raise ExpressionError(f"The pattern of regex(): {error}", call.position) from error
    text = arguments[0]
    return lambda context: matches(to_text(text(context)))


def _boolean_from_string(value: Value) -> Value:
    return to_text(value).lower() in ("true", "1")


def _today(_: Call, __: tuple[Evaluator, ...]) -> Evaluator:
    return lambda context: context.local_time().date()


def _now(_: Call, __: tuple[Evaluator, ...]) -> Evaluator:
    return lambda context: context.local_time()


def _date_time(value: Value) -> date | str:
    return to_date(value, with_time=True)


FUNCTIONS: dict[str, Function] = {
    "abs": _plain(numbers.absolute, 1),
    "boolean": _plain(to_boolean, 1),
    "boolean-from-string": _plain(_boolean_from_string, 1),
    "coalesce": Function(2, 2, _coalesce),
    "concat": _many(texts.concat),
    "contains": _plain(texts.contains, 2),
    "count-selected": _plain(choices.count_selected, 1),
    "date": _plain(to_date, 1),
    "date-time": _plain(_date_time, 1),
    "ends-with": _plain(texts.ends_with, 2),
    "false": _constant(False),
    "if": Function(3, 3, _if),
    "int": _plain(numbers.whole, 1),
    "is-selected": Function(2, 2, _selected),
    "max": _many(numbers.largest),
    "min": _many(numbers.smallest),
    "normalize-space": _or_self(texts.normalize_space),
    "not": _plain(lambda value: not to_boolean(value), 1),
    "now": Function(0, 0, _now, reads_clock=True),
    "number": _plain(to_number, 1),
    "pow": _plain(numbers.power, 2),
    "regex": Function(2, 2, _regex),
    "round": _plain(numbers.rounded, 1, 2),
    "selected": Function(2, 2, _selected),
    "selected-at": _plain(choices.selected_at, 2),
    "starts-with": _plain(texts.starts_with, 2),
    "string": _plain(to_text, 1),
    "string-length": _or_self(texts.string_length),
    "substr": _plain(numbers.substr, 2, 3),
    "substring-after": _plain(texts.substring_after, 2),
    "substring-before": _plain(texts.substring_before, 2),
    "today": Function(0, 0, _today, reads_clock=True),
    "translate": _plain(texts.translate, 3),
    "true": _constant(True),
}


def function_for(call: Call) -> Function:
    """Return the function that a call names.

    Raises:
        ExpressionError: there is no such function, or it takes another number of arguments.
    """
    function = FUNCTIONS.get(call.function)
    if function is None:
        raise ExpressionError(f"The function {call.function}() is not supported", call.position)
    given, most = len(call.arguments), function.most
    if given < function.fewest or (most is not None and given > most):
        wanted = _count(function.fewest, most)
        raise ExpressionError(f"{call.function}() takes {wanted}, but {given} given", call.position)
    return function


def takes_self(call: Call) -> bool:
    """Tell whether a call reads `.` without saying so: `string-length()`."""
    return not call.arguments and call.function in ("string-length", "normalize-space")


def _count(fewest: int, most: int | None) -> str:
    if most is None:
        return f"{fewest} or more arguments"
    if fewest == most:
        return "1 argument" if most == 1 else f"{most or 'no'} arguments"
    return f"{fewest} to {most} arguments"
