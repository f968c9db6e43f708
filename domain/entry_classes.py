"""Classes for numbers that stand in the entries of a repeat: fixed, whatever anybody answers.

A person counts once for each class that any of their entries has. That can only be counted while the person
is still known, before a wave is frozen, so the classes must not depend on what was answered.
"""

from collections.abc import Iterable
from functools import lru_cache
from math import floor

from domain.number_classes import Measure, Number, Span, classes_of_scale
from domain.survey import Scale

_SMALL = ((0, 0), (1, 1), (2, 2), (3, 5), (6, 9))
_FIRST_YEAR, _LAST_YEAR = 1900, 2099  # whole numbers that are most often years of birth: by decades
_BY_YEARS_FROM = 2000  # dates; older ones by decades
_HOURS = 3
_MONTHS = 12


@lru_cache(1024)
def class_of(number: Number, measure: Measure, scale: Scale | None = None) -> Span:
    """Return the class of a number in an entry.

    Below ten these are 0, 1, 2, 3 to 5 and 6 to 9; above, tens up to 100, hundreds up to 1000 and so on;
    what may be a year is told by decades. Dates go by years from 2000 on and by decades before; times of day
    by three hours; the values of a scale as anywhere.

    Raises:
        ValueError, OverflowError: The number is beside its scale, or endless.
    """
    if scale is not None:
        found = next((span for span in classes_of_scale(scale) if span.holds(number)), None)
        if found is None:
            raise ValueError("the number is beside the scale")
        return found
    match measure:
        case Measure.MONTH:
            year = int(number) // _MONTHS
            if year < _FIRST_YEAR:
                return Span(None, _FIRST_YEAR * _MONTHS - 1, measure)
            if year > _LAST_YEAR:
                return Span((_LAST_YEAR + 1) * _MONTHS, None, measure)
            width = 1 if year >= _BY_YEARS_FROM else 10
            first = year // width * width
            return Span(first * _MONTHS, (first + width) * _MONTHS - 1, measure)
        case Measure.HOUR:
            first = int(number) // _HOURS * _HOURS
            return Span(first, first + _HOURS - 1, measure)
        case _:
            low, high = _whole(floor(number))
            if measure is Measure.DECIMAL:
                return Span(low, high + 1, measure)
            return Span(low, high, measure)


def _whole(number: int) -> tuple[int | None, int]:
    if number < 0:
        return None, -1
    for low, high in _SMALL:
        if number <= high:
            return low, high
    is_year = _FIRST_YEAR <= number <= _LAST_YEAR
    width = 10 if is_year else 10 ** (len(str(number)) - 1)
    low = number // width * width
    high = low + width - 1
    if not is_year and low < _FIRST_YEAR <= high:
        return low, _FIRST_YEAR - 1
    if not is_year and low <= _LAST_YEAR < high:
        return _LAST_YEAR + 1, high
    return low, high


def stand_in(span: Span) -> Number:
    """Return the number that stands for a class in frozen counts: its lowest, or its highest one."""
    if span.low is not None:
        return span.low
    return span.high - 1 if span.measure is Measure.DECIMAL and span.high is not None else span.high or 0


def classes_in(numbers: Iterable[Number], measure: Measure, scale: Scale | None = None) -> tuple[Span, ...]:
    """Return the classes that numbers are in, in order; of a scale all of them."""
    if scale is not None:
        return classes_of_scale(scale)
    return tuple(dict.fromkeys(class_of(number, measure) for number in sorted(numbers)))
