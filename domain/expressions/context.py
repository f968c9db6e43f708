"""What an expression is evaluated against: the form's data, the place it is seen from, the clock."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.expressions.errors import TooMuchWork
from domain.expressions.values import Answer, Value

MAX_STEPS = 100_000  # nodes that one evaluation may visit: predicates within predicates multiply

Place = tuple[int, ...]
"""Entry numbers counted from 1, outermost repeat first; () outside every repeat."""


@dataclass(frozen=True, slots=True)
class Item:
    """A row of a choice list, which XForms calls a secondary instance.

    Args:
        name: the code.
        label: in the reader's language.
        columns: its further columns by name.
    """

    name: str
    label: str
    columns: Mapping[str, str]


class Nodes(Protocol):
    """The form's data as expressions read them."""

    def homes(self, name: str) -> tuple[str, ...]:
        """Return the repeats around a question, group or repeat (its own name not included), outermost first.

        Raises:
            KeyError: the form has nothing of this name.
        """

    def is_repeat(self, name: str) -> bool:
        """Tell whether the name is that of a repeat."""

    def entries(self, repeat: str, at: Place) -> int:
        """Return how many entries a repeat has inside entry `at` of its homes."""

    def value(self, name: str, at: Place) -> Value:
        """Return the effective value of a question; `at` has one number for each of its homes.

        It is "" where the question is irrelevant or unanswered, and for groups and repeats.
        """

    def items(self, choice_list: str) -> Sequence[Item]:
        """Return the rows of a choice list, their labels in the reader's language.

        Raises:
            KeyError: the form has no such list.
        """

    def label(self, name: str, code: str) -> str:
        """Return the label of a question's choice in the reader's language, "" for an unknown one."""


@dataclass(slots=True)
class Context:
    """Where and when an expression is evaluated. It may be changed and used again for the next expression.

    Args:
        nodes: the form's data.
        self_value: the answer that `.` stands for.
        now: the respondent's local time, None if no expression reads it.
        at: the place of the node that owns the expression; for a repeat's own expressions that of its homes.
        own: the name of that node, "" for none.
        seed: the dialogue's; random functions derive from it, `own` and `at`, so they are repeatable.
        item: the row that a predicate or a choice_filter looks at.
        number: the place among the nodes that a predicate looks at, counted from 1; 0 outside predicates.
        size: how many those are.
        version: the form's, for `version()`.
        outer: in a predicate, the context of the whole expression, which `current()` means.
        steps: how many nodes this evaluation has visited.
    """

    nodes: Nodes
    self_value: Answer = None
    now: datetime | None = None
    at: Place = ()
    own: str = ""
    seed: int = 0
    item: Item | None = None
    number: int = 0
    size: int = 0
    version: str = ""
    outer: "Context | None" = None
    steps: int = 0

    def local_time(self) -> datetime:
        """Return the time that was passed in.

        Raises:
            ValueError: none was passed in although the expression asks for it; the caller is broken.
        """
        if self.now is None:
            raise ValueError("the expression asks for the time, so `now` must be passed in")
        return self.now

    def visit(self, nodes: int = 1) -> None:
        """Count visited nodes.

        Raises:
            TooMuchWork: there were more than `MAX_STEPS`.
        """
        top = self.outer or self
        top.steps += nodes
        if top.steps > MAX_STEPS:
            raise TooMuchWork(f"The expression visits more than {MAX_STEPS} nodes", 0)


Evaluator = Callable[[Context], Value]
"""A compiled node."""
