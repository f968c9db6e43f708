"""A compiled expression and the one way to get it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from domain.expressions.answers import AnswerNodes
from domain.expressions.context import Context, Evaluator
from domain.expressions.errors import ExpressionError
from domain.expressions.evaluate import evaluator_of
from domain.expressions.parser import parse
from domain.expressions.syntax import Node, walk
from domain.expressions.traits import traits_of
from domain.expressions.values import Answer, Value, to_boolean

MAX_SOURCE = 8_000  # characters
MAX_DEPTH = 150  # nodes below one another; bounds the recursion when compiling and evaluating
MAX_NODES = 1_000  # outside square brackets a node runs at most once, so this bounds the time


@dataclass(frozen=True, slots=True)
class Expression:
    """A condition or calculation of a form, checked and ready to run. Two are equal by their source.

    Args:
        source: as the author wrote it.
        references: the questions and repeats that it reads, also through paths and predicates.
        lists: the choice lists that it reads with `instance()`.
        uses_self: it reads `.`, the answer being checked.
        uses_clock: it reads the time, so `now` has to be passed in.
        uses_language: it reads labels, so its value depends on the reader's language.
        uses_random: its value depends on the dialogue's seed.
        is_sticky: it contains `once()`, so it reads the value that it had before.
        size: of how many parts it is, each of which runs at most once outside square brackets.
        syntax: its tree, for whoever needs to look inside.
    """

    source: str
    references: frozenset[str] = field(compare=False, repr=False)
    lists: frozenset[str] = field(compare=False, repr=False)
    uses_self: bool = field(compare=False, repr=False)
    uses_clock: bool = field(compare=False, repr=False)
    uses_language: bool = field(compare=False, repr=False)
    uses_random: bool = field(compare=False, repr=False)
    is_sticky: bool = field(compare=False, repr=False)
    size: int = field(compare=False, repr=False)
    syntax: Node = field(compare=False, repr=False)
    _evaluate: Evaluator = field(compare=False, repr=False)

    def run(self, context: Context) -> Value:
        """Return the value in a context. The context's count of steps starts anew.

        Raises:
            TooMuchWork: it would visit too many nodes or build too long a text.
            ValueError: the expression reads the time and the context has none.
        """
        context.steps = 0
        return self._evaluate(context)

    def holds(self, context: Context) -> bool:
        """Return the value in a context as a truth value: that of a condition. Raises as `run` does."""
        return to_boolean(self.run(context))

    def evaluate(
        self, values: Mapping[str, Answer], self_value: Answer = None, now: datetime | None = None
    ) -> Value:
        """Return the value for these answers.

        Args:
            values: answers by question name; None or absent for skipped, irrelevant, not yet asked.
            self_value: the answer that `.` stands for.
            now: the respondent's local time, for `today()` and `now()`.

        Raises:
            ValueError: the expression reads the time and `now` is None.
        """
        return self.run(Context(AnswerNodes(values), self_value, now))

    def is_true(
        self, values: Mapping[str, Answer], self_value: Answer = None, now: datetime | None = None
    ) -> bool:
        """Return the value as a truth value: that of a condition. Arguments as for `evaluate`."""
        return self.holds(Context(AnswerNodes(values), self_value, now))


def compile_expression(source: str, *, item_columns: bool = False) -> Expression:
    """Check an expression and make it ready to run.

    Args:
        source: as the author wrote it.
        item_columns: it is a choice_filter: bare names are columns of the row in `Context.item`.

    Raises:
        ExpressionError: it does not follow the grammar, calls an unknown function or is too large.
    """
    if len(source) > MAX_SOURCE:
        raise ExpressionError(f"The expression is longer than {MAX_SOURCE} characters", MAX_SOURCE)
    syntax = parse(source, item_columns=item_columns)
    nodes = list(walk(syntax))
    if len(nodes) > MAX_NODES:
        raise ExpressionError(f"The expression has more than {MAX_NODES} parts", 0)
    if max(depth for _, depth in nodes) > MAX_DEPTH:
        raise ExpressionError(f"The expression is nested more than {MAX_DEPTH} levels deep", 0)
    evaluate = evaluator_of(syntax)
    traits = traits_of([node for node, _ in nodes])
    return Expression(
        source=source,
        references=traits.references,
        lists=traits.lists,
        uses_self=traits.uses_self,
        uses_clock=traits.uses_clock,
        uses_language=traits.uses_language,
        uses_random=traits.uses_random,
        is_sticky=traits.is_sticky,
        size=len(nodes),
        syntax=syntax,
        _evaluate=evaluate,
    )
