"""Tallies: what is kept of the answers to a question while responses stream by, one after the other."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from domain.survey import Choice, ChoiceName, Kind, Question, QuestionName

Answers = Mapping[QuestionName, object]
"""One response: a code, a list of codes, a whole number, a text, or None where there was no answer."""


class UncountableAnswer(ValueError):
    """A stored answer does not fit its question in the survey version it was given for."""


_Given = tuple[ChoiceName | int, ...]
_WRITTEN: _Given = ("",)  # that there is a text, not which


@dataclass(slots=True)
class Tally:
    """One question's counts: `n` answered of those who `took_part`, and how often each value was given."""

    question: Question
    read: Callable[[object], _Given]
    choices: dict[ChoiceName, Choice] = field(default_factory=dict)
    counts: Counter[ChoiceName | int] = field(default_factory=Counter)
    n: int = 0
    took_part: int = 0


def tally_of(question: Question, tallies: dict[tuple[object, ...], Tally]) -> Tally:
    """Return the tally of this question, and let it follow the newer version's texts and order."""
    key = (question.name, question.kind, question.scale)
    tally = tallies.setdefault(key, Tally(question, _READERS[question.kind]))
    tally.question = question
    newer = {choice.name: choice for choice in question.choices}
    tally.choices = newer | {name: choice for name, choice in tally.choices.items() if name not in newer}
    return tally


def count(responses: Iterable[Answers], asked: Sequence[Tally]) -> int:
    """Add the responses to the tallies of the questions; return how many responses there were."""
    by_name = [(tally.question.name, tally.read, tally.counts, tally) for tally in asked]
    took_part = 0
    for response in responses:
        took_part += 1
        for name, read, counts, tally in by_name:
            answer = response.get(name)
            if answer is None:
                continue
            try:
                given = read(answer)
            except TypeError:
                raise UncountableAnswer(name) from None  # what was answered stays out of any log
            if given:
                tally.n += 1
                for value in given:
                    counts[value] += 1
    return took_part


def _code(answer: object) -> _Given:
    if not isinstance(answer, str):
        raise TypeError
    return (answer,) if answer else ()


def _codes(answer: object) -> _Given:
    if not isinstance(answer, tuple | list):
        raise TypeError
    return tuple(set(answer))


def _number(answer: object) -> _Given:
    if not isinstance(answer, int):
        raise TypeError
    return (answer,)


def _text(answer: object) -> _Given:
    return _WRITTEN if _code(answer) else ()


_READERS: Mapping[Kind, Callable[[object], _Given]] = {
    Kind.SELECT_ONE: _code,
    Kind.SELECT_MULTIPLE: _codes,
    Kind.INTEGER: _number,
    Kind.RANGE: _number,
    Kind.TEXT: _text,
}
