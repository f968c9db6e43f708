"""A form without repeats and choice lists: nothing but answers by question name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.expressions.context import Item, Place
from domain.expressions.values import Answer, Value, value_of


@dataclass(frozen=True, slots=True)
class AnswerNodes:
    """Answers as `Nodes`. Every name is a question outside repeats; one without an answer is empty."""

    answers: Mapping[str, Answer]

    def homes(self, name: str) -> tuple[str, ...]:
        """Return no repeat."""
        return ()

    def is_repeat(self, name: str) -> bool:
        """Return that it is none."""
        return False

    def entries(self, repeat: str, at: Place) -> int:
        """Return none."""
        return 0

    def value(self, name: str, at: Place) -> Value:
        """Return the answer, "" if there is none."""
        return value_of(self.answers.get(name))

    def items(self, choice_list: str) -> Sequence[Item]:
        """Refuse, since there are no lists."""
        raise KeyError(choice_list)

    def label(self, name: str, code: str) -> str:
        """Return that no label is known."""
        return ""
