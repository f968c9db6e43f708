"""Answers that a form fills in from the clock: kept as they are, they would tell when somebody answered.

A response holds no time but its wave. A consent, a message and a line of the server's log do.
"""

from collections.abc import Mapping
from typing import Final

from domain.dialogue import Answer, Dialogue
from domain.expressions.syntax import Call, walk
from domain.keys import Key, name_of
from domain.per_version import once_a_version
from domain.survey import Kind, QuestionName, Survey

_NOW: Final = "now"
_TODAY: Final = "today"
_NUMBERS = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.RANGE})


def without_moments(survey: Survey, dialogue: Dialogue, answers: Mapping[Key, Answer]) -> dict[Key, Answer]:
    """Return answers without those that the form has filled in from the clock and nobody has changed.

    What a resident says of a time is an answer as any other. So is a number of days or years, as an age,
    and a choice: they are counted from `today()`, but tell no time.

    Args:
        survey: The version that the dialogue is pinned to.
        dialogue: The dialogue, with what was computed in it.
        answers: The answers that count.
    """
    told = _filled_in_from_the_clock(survey)
    return {
        key: answer
        for key, answer in answers.items()
        if name_of(key) not in told or dialogue.computed.get(key) != answer
    }


@once_a_version
def _filled_in_from_the_clock(survey: Survey) -> frozenset[QuestionName]:
    return frozenset(
        question.name
        for question in survey.questions
        if question.takes_answer
        and not question.kind.has_choices
        and _clocks_of(survey, question.name) & ({_NOW} if question.kind in _NUMBERS else {_NOW, _TODAY})
    )


def _clocks_of(survey: Survey, name: QuestionName) -> set[str]:
    """Return which of the clock's functions a question's own value comes from, also through others."""
    found: set[str] = set()
    waiting, seen = [name], {name}
    while waiting:
        position = survey.positions.get(waiting.pop())
        if position is None:
            continue
        question = survey.questions[position]
        for expression in (question.calculation, question.default):
            if expression is not None:
                called = {node.function for node, _ in walk(expression.syntax) if isinstance(node, Call)}
                found |= called & {_NOW, _TODAY}
                waiting += expression.references - seen
                seen |= expression.references
    return found
