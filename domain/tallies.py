"""Tallies: how answers to a question are counted, over the versions of a survey that asked it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from math import inf

from domain.counting import THERE, known_values, read_entry_values, reader_of
from domain.keys import Key, name_of
from domain.number_classes import Measure, spelled
from domain.per_version import once_a_version
from domain.survey import Question, QuestionName, Survey

Answers = Mapping[Key, object]
"""One response: a code, a list of codes, a number, a text, or None where there was no answer."""


A_TEXT = THERE
"""What texts are counted under, all alike."""


class UncountableAnswer(ValueError):
    """A stored answer does not fit its question in the survey version it was given for."""


@dataclass(frozen=True, slots=True)
class Entries:
    """What one person answered to a question in all entries of a repeat."""

    answers: tuple[object, ...] = field(repr=False)


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

        Where only its being there is counted, as of texts, there being none is the other answer.
        """
        if THERE in self.counts:
            return min(self.answered, self.n - self.answered)
        return self.answered - max(self.counts.values(), default=0)


@dataclass(frozen=True, slots=True)
class Series:
    """A question over all versions that asked it alike. `key` names it in frozen tables.

    The newest version gives the texts and the order of choices; those that only an older one had follow.
    `askings` are the question as each version has it. A question `of_entries` is asked in every entry of a
    repeat: a person counts once for each answer that any of their entries has.
    """

    key: str
    question: Question
    askings: tuple[Question, ...] = ()
    of_entries: bool = False

    def is_settled_by(self, known: Mapping[QuestionName, str]) -> bool:
        """Tell whether people who gave these answers cannot have given different ones to this question.

        It is one of those answers itself, or its conditions ask none of these people.
        """
        never_asked = bool(self.askings) and all(_excludes(asking, known) for asking in self.askings)
        return self.question.name in known or never_asked


def series_of(versions: Sequence[Survey]) -> list[Series]:
    """Return the questions of a survey, in the order of its newest version.

    A question that was asked in another way then (another kind, another scale, once or in every entry of a
    repeat) is a series of its own; what the newest version no longer asks follows at the end. Computed values
    are none: they can only divide results.

    Args:
        versions: The survey's versions, oldest first.
    """
    found: dict[str, Series] = {}
    for survey in versions:
        for question in survey.questions:
            if question.takes_answer:
                key = _key(survey, question)
                older = found.get(key)
                shown = _following(older.question, question) if older else question
                askings = (*(older.askings if older else ()), question)
                found[key] = Series(key, shown, askings, _is_of_entries(survey, question))
    newest = versions[-1].positions
    return sorted(found.values(), key=lambda series: newest.get(series.question.name, len(newest)))


def _excludes(question: Question, known: Mapping[QuestionName, str]) -> bool:
    """Tell whether a question is not asked of people who gave these answers, whatever else they say."""
    condition = question.relevant
    return (
        condition is not None
        and not condition.uses_clock
        and not condition.uses_random
        and condition.references <= known.keys()
        and not condition.is_true(known)
    )


@once_a_version
def _keys(survey: Survey) -> dict[QuestionName, tuple[str, bool]]:
    """Return the key of the series of each question that is counted, and whether it is asked in entries."""
    asked = (one for one in survey.questions if one.takes_answer)
    return {one.name: (_key(survey, one), _is_of_entries(survey, one)) for one in asked}


def _is_of_entries(survey: Survey, question: Question) -> bool:
    return bool(survey.homes[question.name])


def _key(survey: Survey, question: Question) -> str:
    scale = question.scale
    asked = question.kind if scale is None else f"{question.kind}({scale.start}..{scale.end}/{scale.step})"
    return f"{question.name}:{asked}{'[]' if _is_of_entries(survey, question) else ''}"


def _following(older: Question, newer: Question) -> Question:
    known = {choice.name for choice in newer.choices}
    gone = tuple(choice for choice in older.choices if choice.name not in known)
    return replace(newer, choices=(*newer.choices, *gone))


def by_series(survey: Survey, answers: Answers) -> Answers:
    """Return a response's answers by the keys of the series that its version's questions belong to.

    Those to a question in a repeat are together, as `Entries`.
    """
    keys, found = _keys(survey), dict[str, object]()
    in_entries: dict[str, list[object]] = defaultdict(list)
    for key, answer in answers.items():
        name = name_of(key)
        series, is_of_entries = keys.get(name, ("", False))
        if not series or is_of_entries is (key == name):
            continue  # computed, or not of this version: it belongs to no question that is counted
        if is_of_entries:
            in_entries[series].append(answer)
        else:
            found[series] = answer
    return found | {key: Entries(tuple(given)) for key, given in in_entries.items()}


def label_of(answer: object) -> str:
    """Return an answer as the label of a block, "" for none: a code, or what was computed."""
    if isinstance(answer, int | float):
        return spelled(answer, Measure.NUMBER) if abs(answer) < inf else ""
    return answer if isinstance(answer, str) else ""


@once_a_version
def _readers(survey: Survey) -> dict[QuestionName, Callable[[object], tuple[str, ...]]]:
    """Return what reads an answer to each question that is counted."""
    asked = (one for one in survey.questions if one.takes_answer)
    return {one.name: _reader(one, of_entries=_is_of_entries(survey, one)) for one in asked}


def _reader(question: Question, *, of_entries: bool) -> Callable[[object], tuple[str, ...]]:
    """Return what reads the values that an answer is counted under, or raises an UncountableAnswer."""
    known = known_values(question)
    read = partial(read_entry_values, question) if of_entries else reader_of(question)

    def values(answer: object) -> tuple[str, ...]:
        try:
            given = read(answer)
        except (TypeError, ValueError, OverflowError):
            raise UncountableAnswer(question.name) from None
        if known is not None and not known.issuperset(given):
            raise UncountableAnswer(question.name)
        return given

    return values


def uncountable(survey: Survey, answers: Answers) -> frozenset[QuestionName]:
    """Return the questions of a response's version whose answers do not fit them; `tally` would stop there.

    No program of ours writes such answers. But if one is there, the others shall be counted all the same.
    """
    readers = _readers(survey)
    return frozenset(
        name for key, answer in answers.items() if not _can_be_read(readers.get(name := name_of(key)), answer)
    )


def _can_be_read(read: Callable[[object], tuple[str, ...]] | None, answer: object) -> bool:
    if read is None or answer is None:
        return True
    try:
        read(answer)
    except UncountableAnswer:
        return False
    return True


def tally(series: Series, responses: Iterable[Answers]) -> Cell:
    """Count what the responses say to one question.

    Args:
        series: The question.
        responses: Answers as `by_series` returns them; each is read once.

    Returns:
        The counts by value (`domain.counting`). Of texts, places and pictures nothing is counted but that
        they are there.

    Raises:
        UncountableAnswer: A response does not fit the question. What was answered stays out of the
            message, and so out of any log.
    """
    key, read = series.key, _reader(series.question, of_entries=series.of_entries)
    counts: dict[str, int] = {}
    n = answered = 0
    for response in responses:
        n += 1
        answer = response.get(key)
        if answer is None:
            continue
        given = read(answer) if not isinstance(answer, Entries) else _of_entries(read, answer)
        if not given:
            continue
        answered += 1
        for value in given:
            counts[value] = counts.get(value, 0) + 1
    return Cell(n, answered, counts)


def _of_entries(read: Callable[[object], tuple[str, ...]], answer: Entries) -> Iterable[str]:
    """Return the values that one person counts for by all entries, each once."""
    return {value for one in answer.answers if one is not None for value in read(one)}
