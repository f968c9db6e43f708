"""What answers are counted under, by the kind of their question: codes, numbers, months, or being there."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from domain.entry_classes import class_of, stand_in
from domain.number_classes import Measure, Number, spelled
from domain.survey import Kind, Question

THERE = ""
"""What an answer is counted under of which nothing is told but that it was given: texts, places, pictures."""

_MEASURES: Mapping[Kind, Measure] = {
    Kind.INTEGER: Measure.NUMBER,
    Kind.RANGE: Measure.NUMBER,
    Kind.REPEAT: Measure.NUMBER,
    Kind.DECIMAL: Measure.DECIMAL,
    Kind.DATE: Measure.MONTH,
    Kind.DATETIME: Measure.MONTH,
    Kind.TIME: Measure.HOUR,
}


def measure_of(kind: Kind) -> Measure | None:
    """Return in what answers of a kind are measured, None where they are no numbers, dates or times."""
    return _MEASURES.get(kind)


def reader_of(question: Question) -> Callable[[object], tuple[str, ...]]:
    """Return what reads the values that an answer is counted under, each once; none where there is none.

    A rank is counted under each choice with its place, a number as it is, a date under its month and a time
    under its hour. It raises a TypeError or ValueError where it is no answer to this kind of question.
    """
    return _READERS[question.kind]


def read_entry_values(question: Question, answer: object) -> tuple[str, ...]:
    """Do as `reader_of` for an answer in an entry of a repeat: numbers are counted under fixed classes.

    So that a person counts once for each class, in however many entries they gave a number in it.
    """
    measure = measure_of(question.kind)
    if measure is None:
        return reader_of(question)(answer)
    numbers = _numbers(question.kind, answer)
    classes = (class_of(number, measure, question.scale) for number in numbers)
    return tuple(spelled(stand_in(span), measure) for span in classes)


def known_values(question: Question) -> frozenset[str] | None:
    """Return the values that a question can be answered with; None where they are too many to list."""
    codes = [choice.name for choice in question.choices]
    if question.kind is Kind.RANK:
        return frozenset(ranked(place, code) for code in codes for place in range(1, len(codes) + 1))
    if codes:
        return frozenset(codes)
    if question.scale is None:
        return None
    return frozenset(spelled(value, Measure.NUMBER) for value in question.scale.values())


def ranked(place: int, code: str) -> str:
    """Return what a choice is counted under that somebody put at a place, from 1."""
    return f"{place}:{code}"


def read_ranked(value: str) -> tuple[int, str]:
    """Return the place and the choice that `ranked` wrote."""
    place, _, code = value.partition(":")
    return int(place), code


# --- one kind each -----------------------------------------------------------------------------------


def _code(answer: object) -> tuple[str, ...]:
    if not isinstance(answer, str):
        raise TypeError
    return (answer,) if answer else ()


def _codes(answer: object) -> tuple[str, ...]:
    if not isinstance(answer, tuple | list):
        raise TypeError
    return tuple(set(answer))


def _ranks(answer: object) -> tuple[str, ...]:
    if not isinstance(answer, tuple | list):
        raise TypeError
    return tuple(ranked(place, code) for place, code in enumerate(answer, 1))


def _there(answer: object) -> tuple[str, ...]:
    return (THERE,) if _code(answer) else ()


def _numbers(kind: Kind, answer: object) -> Sequence[Number]:
    """Return an answer as the number that it is counted as; none where it is empty."""
    match kind:
        case Kind.DATE | Kind.DATETIME:
            return [_month(text) for text in _code(answer)]
        case Kind.TIME:
            return [_hour(text) for text in _code(answer)]
        case Kind.INTEGER | Kind.REPEAT if not isinstance(answer, int):
            raise TypeError
        case _ if isinstance(answer, int | float):
            return [answer]
        case _:
            raise TypeError


def _month(text: str) -> int:
    day = date.fromisoformat(text[:10])
    return day.year * 12 + day.month - 1


def _hour(text: str) -> int:
    hour = int(text.partition(":")[0])
    if not 0 <= hour < 24:
        raise ValueError
    return hour


def _measured(kind: Kind, measure: Measure) -> Callable[[object], tuple[str, ...]]:
    return lambda answer: tuple(spelled(number, measure) for number in _numbers(kind, answer))


_READERS: Mapping[Kind, Callable[[object], tuple[str, ...]]] = {
    Kind.SELECT_ONE: _code,
    Kind.SELECT_MULTIPLE: _codes,
    Kind.RANK: _ranks,
    **{kind: _measured(kind, measure) for kind, measure in _MEASURES.items()},
    **dict.fromkeys((Kind.TEXT, Kind.ACKNOWLEDGE, Kind.GEOPOINT), _there),
    **dict.fromkeys((kind for kind in Kind if kind.is_media), _there),
}
