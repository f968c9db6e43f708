"""What an expression is evaluated against."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple

from domain.expressions.values import Answer, Value


class Context(NamedTuple):
    """The answers so far, the answer being checked and the local time, which only the caller knows."""

    values: Mapping[str, Answer]
    self_value: Answer
    now: datetime | None

    def local_time(self) -> datetime:
        """Return the time that was passed in.

        Raises:
            ValueError: none was passed in although the expression asks for it; the caller is broken.
        """
        if self.now is None:
            raise ValueError("the expression asks for the time, so `now` must be passed in")
        return self.now


Evaluator = Callable[[Context], Value]
"""A compiled node."""
