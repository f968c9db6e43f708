"""The table of functions: how many arguments each takes and how its call is compiled."""

import math
from itertools import zip_longest
from math import isnan

from domain.expressions import chance, choices, dates, encodings, geo, numbers, repeats, texts
from domain.expressions.arguments import Argument, single
from domain.expressions.context import Context
from domain.expressions.errors import ExpressionError
from domain.expressions.nodesets import own_value
from domain.expressions.regex import PatternError, compile_pattern
from domain.expressions.signatures import Function, constant, of_nodeset, or_self, plain, reading, unfolded
from domain.expressions.syntax import Call, NumberLiteral, TextLiteral
from domain.expressions.values import Value, to_boolean, to_number, to_text


def _if(call: Call, arguments: tuple[Argument, ...]) -> Argument:
    condition, then, otherwise = (argument.value for argument in arguments)
    return single(
        call, lambda context: then(context) if to_boolean(condition(context)) else otherwise(context)
    )


def _coalesce(call: Call, arguments: tuple[Argument, ...]) -> Argument:
    first, second = (argument.value for argument in arguments)

    def evaluate(context: Context) -> Value:
        value = first(context)
        missing = value == "" or (isinstance(value, float) and isnan(value))
        return second(context) if missing else value

    return single(call, evaluate)


def _once(call: Call, arguments: tuple[Argument, ...]) -> Argument:
    value = arguments[0].value

    def evaluate(context: Context) -> Value:
        own = own_value(context)
        return value(context) if own == "" else own

    return single(call, evaluate)


def _first(call: Call, arguments: tuple[Argument, ...]) -> Argument:
    return single(call, arguments[0].value)


def _selected(call: Call, arguments: tuple[Argument, ...]) -> Argument:
    if isinstance(call.arguments[1], NumberLiteral):
        raise ExpressionError(f"{call.function}() takes the code in quotes, like '1'", call.position)
    return plain(choices.selected, 2).build(call, arguments)


def _regex(call: Call, arguments: tuple[Argument, ...]) -> Argument:
    try:
        matches = compile_pattern(_written(call, 1, "pattern"))
    except PatternError as error:
        raise ExpressionError(f"The pattern of regex(): {error}", call.position) from error
    value = arguments[0].value

    def evaluate(context: Context) -> Value:
        text = to_text(value(context))
        if context.outer is not None:  # matching is much work where it happens for each of many nodes
            context.visit(len(text))
        return matches(text)

    return single(call, evaluate)


def _format(call: Call, arguments: tuple[Argument, ...]) -> Argument:
    value, pattern = (argument.value for argument in arguments)
    literal = call.arguments[1]
    if isinstance(literal, TextLiteral) and (unknown := dates.unknown_codes(literal.value)):
        raise ExpressionError(
            f"{call.function}() knows no '{unknown[0]}': "
            "write %Y %y %m %n %b %d %e %a %W %H %h %M %S %3 or %%",
            call.position,
        )
    return single(call, lambda context: dates.formatted(value(context), to_text(pattern(context))))


def _digest(call: Call, arguments: tuple[Argument, ...]) -> Argument:
    written = _written(call, 1, "algorithm").upper().replace("-", "")
    algorithm = next((name for name in encodings.ALGORITHMS if name.replace("-", "") == written), "")
    encoding = _written(call, 2, "encoding").lower() if len(call.arguments) > 2 else "base64"
    if not algorithm or encoding not in encodings.ENCODINGS:
        known = ", ".join((*encodings.ALGORITHMS, *encodings.ENCODINGS))
        raise ExpressionError(f"digest() knows {known}", call.position)
    value = arguments[0].value
    return single(call, lambda context: encodings.digest(to_text(value(context)), algorithm, encoding))


def _choice_name(call: Call, arguments: tuple[Argument, ...]) -> Argument:
    code, question = arguments[0].value, choices.question_of(call)
    return single(call, lambda context: context.nodes.label(question, to_text(code(context))))


def _weighted_checklist(call: Call, arguments: tuple[Argument, ...]) -> Argument:
    if len(arguments) % 2:
        raise ExpressionError("weighted-checklist() takes pairs of a factor and its weight", call.position)
    limits, pairs = arguments[:2], arguments[2:]

    def evaluate(context: Context) -> Value:
        written: list[Value] = []
        for factor, weight in zip(pairs[::2], pairs[1::2], strict=True):
            both = zip_longest(factor.values(context), weight.values(context), fillvalue="")
            written.extend(value for pair in both for value in pair)
        return numbers.weighted_checklist(*(limit.value(context) for limit in limits), *written)

    return single(call, evaluate)


def _random(call: Call, _: tuple[Argument, ...]) -> Argument:
    return single(call, lambda context: chance.number(context, call.position))


def _uuid(call: Call, arguments: tuple[Argument, ...]) -> Argument:
    if not arguments:
        return single(call, lambda context: chance.uuid(context, call.position))
    size = arguments[0].value
    return single(
        call, lambda context: chance.letters(context, call.position, numbers.index_of(size(context)))
    )


def _written(call: Call, place: int, what: str) -> str:
    argument = call.arguments[place]
    if not isinstance(argument, TextLiteral):
        raise ExpressionError(f"The {what} of {call.function}() must be written out in quotes", call.position)
    return argument.value


def _boolean_from_string(value: Value) -> Value:
    return to_text(value).lower() in ("true", "1")


def _decoded(value: Value) -> Value:
    return encodings.base64_decoded(to_text(value))


FUNCTIONS: dict[str, Function] = {
    "abs": plain(numbers.absolute, 1),
    "acos": plain(numbers.calculated(math.acos), 1),
    "area": unfolded(geo.area, 1, 1),
    "asin": plain(numbers.calculated(math.asin), 1),
    "atan": plain(numbers.calculated(math.atan), 1),
    "atan2": plain(numbers.angle, 2),
    "base64-decode": plain(_decoded, 1),
    "boolean": plain(to_boolean, 1),
    "boolean-from-string": plain(_boolean_from_string, 1),
    "checklist": unfolded(numbers.checklist, 2, single_first=2),
    "coalesce": Function(2, 2, _coalesce),
    "concat": unfolded(texts.concat),
    "contains": plain(texts.contains, 2),
    "cos": plain(numbers.calculated(math.cos), 1),
    "count": Function(1, 1, repeats.count),
    "count-non-empty": Function(1, 1, repeats.count_non_empty),
    "count-selected": plain(choices.count_selected, 1),
    "date": plain(dates.to_date, 1),
    "date-time": plain(dates.to_date_time, 1),
    "decimal-date-time": plain(dates.decimal_date_time, 1),
    "decimal-time": plain(dates.decimal_time, 1),
    "depend": Function(1, None, _first),
    "digest": Function(2, 3, _digest),
    "distance": unfolded(geo.distance),
    "enclosed-area": unfolded(geo.area, 1, 1),
    "ends-with": plain(texts.ends_with, 2),
    "exp": plain(numbers.calculated(math.exp), 1),
    "exp10": plain(lambda value: numbers.power(10.0, value), 1),
    "false": constant(False),
    "format-date": Function(2, 2, _format),
    "format-date-time": Function(2, 2, _format),
    "geofence": plain(geo.geofence, 2),
    "if": Function(3, 3, _if),
    "indexed-repeat": Function(3, 2 * repeats.MAX_PAIRS + 1, repeats.indexed_repeat),
    "int": plain(numbers.whole, 1),
    "intersects": unfolded(geo.intersects, 1, 1),
    "is-selected": Function(2, 2, _selected),
    "join": unfolded(texts.join, single_first=1),
    "jr:choice-name": Function(2, 2, _choice_name, reads_language=True),
    "jr:itext": Function(1, 1, plain(to_text, 1).build, reads_language=True),
    "last": Function(0, 0, repeats.last),
    "log": plain(numbers.calculated(numbers.logarithm), 1),
    "log10": plain(numbers.calculated(numbers.logarithm_of_ten), 1),
    "max": unfolded(numbers.largest),
    "min": unfolded(numbers.smallest),
    "normalize-space": or_self(texts.normalize_space),
    "not": plain(lambda value: not to_boolean(value), 1),
    "now": reading(lambda context: context.local_time(), clock=True),
    "number": plain(to_number, 1),
    "once": Function(1, 1, _once),
    "pi": constant(math.pi),
    "position": Function(0, 1, repeats.position),
    "pow": plain(numbers.power, 2),
    "random": Function(0, 0, _random, random_below=1),
    "randomize": Function(1, 2, repeats.randomize, random_below=2),
    "regex": Function(2, 2, _regex),
    "round": plain(numbers.rounded, 1, 2),
    "selected": Function(2, 2, _selected),
    "selected-at": plain(choices.selected_at, 2),
    "sin": plain(numbers.calculated(math.sin), 1),
    "sqrt": plain(numbers.calculated(math.sqrt), 1),
    "starts-with": plain(texts.starts_with, 2),
    "string": plain(to_text, 1),
    "string-length": or_self(texts.string_length),
    "substr": plain(numbers.substr, 2, 3),
    "substring-after": plain(texts.substring_after, 2),
    "substring-before": plain(texts.substring_before, 2),
    "sum": of_nodeset(numbers.total),
    "tan": plain(numbers.calculated(math.tan), 1),
    "today": reading(lambda context: context.local_time().date(), clock=True),
    "translate": plain(texts.translate, 3),
    "true": constant(True),
    "uuid": Function(0, 1, _uuid, random_below=2),
    "version": reading(lambda context: context.version),
    "weighted-checklist": Function(2, None, _weighted_checklist),
}

_REFUSED = {
    "ceiling": "write int(x) + 1, or round(x)",
    "entity": "entities of a server cannot be read in a chat",
    "extract-signed": "signed codes cannot be read in a chat",
    "floor": "write int(x)",
    "lookup": "put the rows into the choices sheet and write instance('list')/root/item[name = …]/column",
    "property": "a chat has no device, phone number or username to read: remove it",
    "pulldata": "put the rows into the choices sheet and write instance('list')/root/item[name = …]/column",
    "search": "put the rows into the choices sheet and narrow them down with choice_filter",
    "substring": "write substr(text, start, end), which counts from 0",
}


def function_for(call: Call) -> Function:
    """Return the function that a call names.

    Raises:
        ExpressionError: there is no such function, or it takes another number of arguments.
    """
    function = FUNCTIONS.get(call.function)
    if function is None:
        advice = _REFUSED.get(call.function)
        raise ExpressionError(
            f"The function {call.function}() is not supported" + (f": {advice}" if advice else ""),
            call.position,
        )
    function.check(call)
    return function
