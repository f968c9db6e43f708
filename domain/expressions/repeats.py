"""The functions on repeats and nodesets."""

from domain.expressions.arguments import Argument, nodeset, single
from domain.expressions.chance import bytes_of, seed_of, shuffled
from domain.expressions.context import Context
from domain.expressions.errors import ExpressionError
from domain.expressions.nodesets import Route, Spot, read, shared_repeats
from domain.expressions.signatures import nodeset_of
from domain.expressions.syntax import Call, Node, Path, Reference, Start
from domain.expressions.values import Value, to_text

MAX_PAIRS = 3  # of repeat and index, as in the specification


def count(call: Call, arguments: tuple[Argument, ...]) -> Argument:
    """Compile `count`: how many nodes there are."""
    select = nodeset_of(call, arguments[0])
    return single(call, lambda context: float(len(select(context))))


def count_non_empty(call: Call, arguments: tuple[Argument, ...]) -> Argument:
    """Compile `count-non-empty`: how many nodes have a value; an entry of a repeat always counts."""
    select = nodeset_of(call, arguments[0])

    def evaluate(context: Context) -> Value:
        return float(sum(1 for spot in select(context) if spot.is_entry or to_text(read(context, spot))))

    return single(call, evaluate)


def position(call: Call, arguments: tuple[Argument, ...]) -> Argument:
    """Compile `position`: in square brackets the place among the nodes, else the number of an entry."""
    if not arguments:
        return single(call, lambda context: float(context.number))
    argument = arguments[0]
    select = nodeset_of(call, argument)
    if isinstance(argument.node, Path) and argument.node.start is Start.LIST:
        raise ExpressionError("position() takes a place in the form, not in a choice list", call.position)
    name = argument.node.name if isinstance(argument.node, Reference) else ""

    def evaluate(context: Context) -> Value:
        if name and context.nodes.is_repeat(name):
            around = (*context.nodes.homes(name), name)
            if shared_repeats(context, around) == len(around):
                return float(context.at[len(around) - 1])
        spots = select(context)
        if not spots:
            return 0.0
        return float(spots[0].at[-1]) if spots[0].at else 1.0

    return single(call, evaluate)


def last(call: Call, _: tuple[Argument, ...]) -> Argument:
    """Compile `last`: how many nodes the square brackets look at."""
    return single(call, lambda context: float(context.size))


def indexed_repeat(call: Call, arguments: tuple[Argument, ...]) -> Argument:
    """Compile `indexed-repeat`: a question in an entry that is chosen by its number.

    Raises:
        ExpressionError: the arguments are not a question and up to three pairs of a repeat and a number.
    """
    if len(arguments) % 2 == 0:
        raise ExpressionError(
            f"indexed-repeat() takes a question and up to {MAX_PAIRS} pairs of a repeat and a number",
            call.position,
        )
    target, *pairs = arguments
    pins = [
        (_name_of(call, repeat.node), index.value)
        for repeat, index in zip(pairs[::2], pairs[1::2], strict=True)
    ]
    return nodeset(call, Route(_name_of(call, target.node), pins=tuple(pins)).select)


def _name_of(call: Call, node: Node) -> str:
    match node:
        case Reference(name):
            return name
        case Path(start=start, steps=steps) if (
            start is not Start.LIST and steps and not any(step.predicates for step in steps)
        ):
            return steps[-1].name
    raise ExpressionError(
        "indexed-repeat() takes plain references to the question and its repeats: ${name}", call.position
    )


def randomize(call: Call, arguments: tuple[Argument, ...]) -> Argument:
    """Compile `randomize`: the same nodes in another order, as the seed has it."""
    select = nodeset_of(call, arguments[0])
    seed = arguments[1].value if len(arguments) > 1 else None

    def shuffle(context: Context) -> list[Spot]:
        if seed is not None:
            return shuffled(select(context), seed_of(seed(context)))
        return shuffled(select(context), int.from_bytes(bytes_of(context, call.position, 6)))

    return nodeset(call, shuffle)
