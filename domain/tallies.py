"""Tallies: how answers to a question are counted, over the versions of a survey that asked it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from domain.survey import Kind, Question, QuestionName, Survey

Answers = Mapping[QuestionName, object]
"""One response: a code, a list of codes, a whole number, a text, or None where there was no answer."""


A_TEXT = ""
"""What texts are counted under, all alike."""


class UncountableAnswer(ValueError):
    """A stored answer does not fit its question in the survey version it was given for."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What `n` people said to one question: `answered` of them did, and how often each value was given.

    Where several answers are allowed, the counts add up to more than `answered`.
    """

    n: int
    answered: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)

    def __add__(self, other: "Cell") -> "Cell":
        together = Counter(self.counts)
        together.update(other.counts)
        return Cell(self.n + other.n, self.answered + other.answered, dict(together))

    @property
    def deviating(self) -> int:
        """How many did not say what most of those said who said anything.

        Of texts only their being there is counted, and there being none is the other answer.
        """
        if A_TEXT in self.counts:
            return min(self.answered, self.n - self.answered)
        return self.answered - max(self.counts.values(), default=0)


@dataclass(frozen=True, slots=True)
class Series:
    """A question over all versions that asked it alike. `key` names it in frozen tables.

    The newest version gives the texts and the order of choices; those that only an older one had follow.
    `askings` are the question as each version has it.
    """

    key: str
    question: Question
    askings: tuple[Question, ...] = ()

    def is_settled_by(self, known: Mapping[QuestionName, str]) -> bool:
        """Tell whether people who gave these answers cannot have given different ones to this question.

        It is one of those answers itself, or its conditions ask none of these people.
        """
        never_asked = bool(self.askings) and all(_excludes(asking, known) for asking in self.askings)
        return self.question.name in known or never_asked


def series_of(versions: Sequence[Survey]) -> list[Series]:
    """Return the questions of a survey, in the order of its newest version.

    A question that was asked in another way then (another kind, another scale) is a series of its own;
    what the newest version no longer asks follows at the end.

    Args:
        versions: The survey's versions, oldest first.
    """
    found: dict[str, Series] = {}
    for survey in versions:
        for question in survey.questions:
            if question.takes_answer:
                key = _key(question)
                older = found.get(key)
                shown = _following(older.question, question) if older else question
                found[key] = Series(key, shown, (*(older.askings if older else ()), question))
    newest = versions[-1].positions
    return sorted(found.values(), key=lambda series: newest.get(series.question.name, len(newest)))


def _excludes(question: Question, known: Mapping[QuestionName, str]) -> bool:
    """Tell whether a question is not asked of people who gave these answers, whatever else they say."""
    condition = question.relevant
    return (
        condition is not None
        and not condition.uses_clock
        and condition.references <= known.keys()
        and not condition.is_true(known)
    )


def _key(question: Question) -> str:
    scale = question.scale
    asked = question.kind if scale is None else f"{question.kind}({scale.start}..{scale.end}/{scale.step})"
    return f"{question.name}:{asked}"


def _following(older: Question, newer: Question) -> Question:
    known = {choice.name for choice in newer.choices}
    gone = tuple(choice for choice in older.choices if choice.name not in known)
    return replace(newer, choices=(*newer.choices, *gone))


def by_series(survey: Survey, answers: Answers) -> Answers:
    """Return a response's answers by the keys of the series that its version's questions belong to."""
    return {
        _key(question): answers[question.name]
        for question in survey.questions
        if question.takes_answer and question.name in answers
    }


def tally(series: Series, responses: Iterable[Answers]) -> Cell:
    """Count what the responses say to one question.

    Args:
        series: The question.
        responses: Answers as `by_series` returns them; each is read once.

    Returns:
        The counts by value. Numbers are written in digits; of texts nothing is counted but that they are
        there.

    Raises:
        UncountableAnswer: A response does not fit the question. What was answered stays out of the
            message, and so out of any log.
    """
    name, key, read = series.question.name, series.key, _READERS[series.question.kind]
    known = _values(series.question)
    counts: Counter[str] = Counter()
    n = answered = 0
    for response in responses:
        n += 1
        answer = response.get(key)
        if answer is None:
            continue
        try:
            given = read(answer)
        except TypeError:
            raise UncountableAnswer(name) from None
        if not given:
            continue
        answered += 1
        if known is not None and not known.issuperset(given):
            raise UncountableAnswer(name)
        counts.update(given)
    return Cell(n, answered, dict(counts))


def _values(question: Question) -> frozenset[str] | None:
    """Return the values that a question can be answered with; None where they are too many to list."""
    if question.choices:
        return frozenset(choice.name for choice in question.choices)
    return frozenset(map(str, question.scale.values())) if question.scale else None


def _code(answer: object) -> Sequence[str]:
    if not isinstance(answer, str):
        raise TypeError
    return (answer,) if answer else ()


def _codes(answer: object) -> Sequence[str]:
    if not isinstance(answer, tuple | list):
        raise TypeError
    return tuple(set(answer))


def _number(answer: object) -> Sequence[str]:
    if not isinstance(answer, int):
        raise TypeError
    return (str(answer),)


def _text(answer: object) -> Sequence[str]:
    """Return that there is a text, not which."""
    return (A_TEXT,) if _code(answer) else ()


_READERS: Mapping[Kind, Callable[[object], Sequence[str]]] = {
    Kind.SELECT_ONE: _code,
    Kind.SELECT_MULTIPLE: _codes,
    Kind.INTEGER: _number,
    Kind.RANGE: _number,
    Kind.TEXT: _text,
    Kind.IMAGE: _text,
    Kind.AUDIO: _text,
    Kind.VIDEO: _text,
    Kind.FILE: _text,
}
