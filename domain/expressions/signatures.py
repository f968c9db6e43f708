"""How functions are described: the number of arguments, and how a call becomes a closure."""

from collections.abc import Callable
from dataclasses import dataclass

from domain.expressions.arguments import Argument, single
from domain.expressions.context import Context, Evaluator
from domain.expressions.errors import ExpressionError
from domain.expressions.nodesets import Selector
from domain.expressions.syntax import Call
from domain.expressions.values import Value, value_of

Build = Callable[[Call, tuple[Argument, ...]], Argument]
"""Turns a call and its compiled arguments into the compiled call."""

_CHARACTERS_A_STEP = 8


@dataclass(frozen=True, slots=True)
class Function:
    """One entry of the table.

    Args:
        fewest: the fewest arguments it takes.
        most: the most arguments it takes, None for any number.
        build: compiles a call. It decides itself which arguments to run, and what to refuse.
        reads_clock: its value depends on the time.
        reads_language: its value depends on the reader's language.
        random_below: with fewer arguments than this its value depends on the dialogue's seed.
    """

    fewest: int
    most: int | None
    build: Build
    reads_clock: bool = False
    reads_language: bool = False
    random_below: int = 0

    def check(self, call: Call) -> None:
        """Check the number of arguments.

        Raises:
            ExpressionError: it takes another number.
        """
        given = len(call.arguments)
        if given < self.fewest or (self.most is not None and given > self.most):
            wanted = _count(self.fewest, self.most)
            raise ExpressionError(f"{call.function}() takes {wanted}, but {given} given", call.position)


def plain(apply: Callable[..., Value], fewest: int, most: int | None = None) -> Function:
    """Describe a function that needs nothing but the values of all its arguments."""

    def build(call: Call, arguments: tuple[Argument, ...]) -> Argument:
        match arguments:
            case (only,):
                value = only.value
                return single(call, lambda context: apply(value(context)))
            case (left, right):
                first, second = left.value, right.value
                return single(call, lambda context: apply(first(context), second(context)))
            case _:
                values = [argument.value for argument in arguments]
                return single(call, lambda context: apply(*[value(context) for value in values]))

    return Function(fewest, most or fewest, build)


def unfolded(
    apply: Callable[..., Value], fewest: int = 1, most: int | None = None, *, single_first: int = 0
) -> Function:
    """Describe a function of many values: a nodeset stands for all of its nodes.

    Long texts count as work, since such functions read them all and may run for each of many nodes.

    Args:
        apply: the function.
        fewest: the fewest arguments.
        most: the most arguments, None for any number.
        single_first: how many arguments at the start are single values.
    """

    def build(call: Call, arguments: tuple[Argument, ...]) -> Argument:
        first, rest = arguments[:single_first], arguments[single_first:]

        def evaluate(context: Context) -> Value:
            values = [value for argument in rest for value in argument.values(context)]
            context.visit(sum(len(value) for value in values if isinstance(value, str)) // _CHARACTERS_A_STEP)
            return apply(*[argument.value(context) for argument in first], *values)

        return single(call, evaluate)

    return Function(fewest, most, build)


def of_nodeset(apply: Callable[..., Value]) -> Function:
    """Describe a function of the values of one nodeset, which nothing else can take the place of."""
    described = unfolded(apply, 1, 1)

    def build(call: Call, arguments: tuple[Argument, ...]) -> Argument:
        nodeset_of(call, arguments[0])
        return described.build(call, arguments)

    return Function(1, 1, build)


def or_self(apply: Callable[[Value], Value]) -> Function:
    """Describe a function that takes `.` when it is given no argument."""

    def build(call: Call, arguments: tuple[Argument, ...]) -> Argument:
        if not arguments:
            return single(call, lambda context: apply(value_of(context.self_value)))
        value = arguments[0].value
        return single(call, lambda context: apply(value(context)))

    return Function(0, 1, build)


def constant(value: Value) -> Function:
    """Describe a function without arguments that always has the same value."""
    return Function(0, 0, lambda call, _: single(call, lambda context: value))


def reading(evaluate: Evaluator, *, clock: bool = False) -> Function:
    """Describe a function without arguments that reads the context."""
    return Function(0, 0, lambda call, _: single(call, evaluate), reads_clock=clock)


def nodeset_of(call: Call, argument: Argument) -> Selector:
    """Return what selects the nodes of an argument that has to be a nodeset.

    Raises:
        ExpressionError: it is none.
    """
    if argument.select is None:
        raise ExpressionError(
            f"{call.function}() takes a question or repeat, such as ${{name}}, not a single value",
            call.position,
        )
    return argument.select


def _count(fewest: int, most: int | None) -> str:
    if most is None:
        return f"{fewest} or more arguments"
    if fewest == most:
        return "1 argument" if most == 1 else f"{most or 'no'} arguments"
    return f"{fewest} to {most} arguments"
