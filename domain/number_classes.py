"""Classes that numbers, dates and times are counted in: few, with borders that a reader expects.

They betray nobody: the first and the last are open, unless a scale says where numbers end.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from domain.survey import Scale

Number = int | float

MOST_CLASSES = 7
SCALE_SHOWN_WHOLE = 11
"""A scale from 0 to 10 is read value by value; longer ones are grouped."""

FEWEST_AT_THE_ENDS = 3
SHARE_AT_THE_ENDS = 20  # one in twenty: far-off numbers do not stretch the classes

_MONTHS = 12


class Measure(StrEnum):
    """What the numbers of a span are."""

    NUMBER = "number"  # whole, or the values of a scale; both ends belong to a span
    DECIMAL = "decimal"  # the high end does not belong to a span any more
    MONTH = "month"  # counted from the year 0: `2024-03` is 2024 * 12 + 2
    HOUR = "hour"  # of the day, from its first minute to its last


@dataclass(frozen=True, slots=True)
class Span:
    """Numbers from low to high, both included but for decimals; None: open on that side."""

    low: Number | None
    high: Number | None
    measure: Measure = Measure.NUMBER

    def holds(self, number: Number) -> bool:
        """Tell whether the number lies in the span."""
        if self.low is not None and number < self.low:
            return False
        if self.high is None:
            return True
        return number < self.high if self.measure is Measure.DECIMAL else number <= self.high

    @property
    def years(self) -> tuple[int | None, int | None] | None:
        """The first and the last year of a span of months that has whole years, else None."""
        low, high = self.low, self.high
        if self.measure is not Measure.MONTH or (low or 0) % _MONTHS or ((high or -1) + 1) % _MONTHS:
            return None
        return None if low is None else int(low) // _MONTHS, None if high is None else int(high) // _MONTHS

    @property
    def code(self) -> str:
        """Return a name for the span that no language changes: `10..19`, `..9`, `70..`, `1.5..<2`, `2024`.

        Months are named as in `2024-05..2024-06`, hours of the day as in `08:00..09:59`.
        """
        if (years := self.years) is not None:
            first, last = ("" if year is None else str(year) for year in years)
            return first if first == last else f"{first}..{last}"
        first = "" if self.low is None else spelled(self.low, self.measure)
        last = "" if self.high is None else spelled(self.high, self.measure)
        if self.measure is Measure.HOUR:
            return f"{first and f'{first}:00'}..{last and f'{last}:59'}"
        if first and first == last:
            return first
        return f"{first}..{'<' if last and self.measure is Measure.DECIMAL else ''}{last}"


def spelled(number: Number, measure: Measure) -> str:
    """Return a number as it is counted under: `7`, `2.5`; months as `2024-05`, hours as `08`."""
    match measure:
        case Measure.MONTH:
            return f"{int(number) // _MONTHS:04}-{int(number) % _MONTHS + 1:02}"
        case Measure.HOUR:
            return f"{int(number):02}"
        case _:
            return repr(int(number) if number == int(number) else number)


def read_spelled(text: str, measure: Measure) -> Number:
    """Return the number that `spelled` wrote."""
    match measure:
        case Measure.MONTH:
            year, _, month = text.partition("-")
            return int(year) * _MONTHS + int(month) - 1
        case Measure.HOUR:
            return int(text)
        case _:
            return float(text) if "." in text or "e" in text else int(text)


def classes_of_scale(scale: Scale) -> tuple[Span, ...]:
    """Return the classes of a scale, in order: its single values, or groups of equal width if it is long."""
    values = scale.values()
    if len(values) <= SCALE_SHOWN_WHOLE:
        return tuple(Span(value, value) for value in values)
    groups: dict[int, list[Number]] = {}
    for width in _readable_widths():
        step = width * Fraction(str(scale.step))
        first = (
            Fraction(str(scale.start)) // step + 1
        )  # a start on a border (0 of 0 to 100) joins the group above
        groups = {}
        for value in values:
            groups.setdefault(max(-(-Fraction(str(value)) // step), first), []).append(value)
        if len(groups) <= MOST_CLASSES:
            break
    return tuple(Span(group[0], group[-1]) for group in groups.values())


def classes_of_numbers(
    counts: Mapping[int, int] | Mapping[Number, int], measure: Measure = Measure.NUMBER
) -> tuple[Span, ...]:
    """Return classes for numbers without a scale, in order; `counts` says how often each was given.

    The first and the last class are open, so that neither the smallest nor the largest number shows.
    Where they begin follows from the place of at least three people on either side, rounded to a
    readable border.
    """
    given = {Fraction(str(number)): n for number, n in counts.items()}
    numbers = sorted(given)
    at_the_ends = max(FEWEST_AT_THE_ENDS, -(-sum(given.values()) // SHARE_AT_THE_ENDS))
    low = _at_rank(numbers, given, at_the_ends)
    high = _at_rank(numbers[::-1], given, at_the_ends)
    width = next(w for w in _widths(measure) if high // w - low // w < MOST_CLASSES)
    first = low // width
    last = max(high // width, first + 1)
    borders = [place * width for place in range(first + 1, last + 1)]
    return tuple(_between(start, end, measure) for start, end in pairwise([None, *borders, None]))


def _between(start: Fraction | None, end: Fraction | None, measure: Measure) -> Span:
    """Return the span from one border to just before the next."""
    last = end if end is None or measure is Measure.DECIMAL else end - 1
    return Span(None if start is None else _plain(start), None if last is None else _plain(last), measure)


def _widths(measure: Measure) -> Iterator[Fraction]:
    """Yield the widths that classes can have, the narrowest first."""
    match measure:
        case Measure.DECIMAL:
            yield from (width / 100 for width in _readable_widths())
        case Measure.MONTH:
            yield from map(Fraction, (1, 2, 3, 6))
            yield from (width * _MONTHS for width in _readable_widths())
        case Measure.HOUR:
            yield from map(Fraction, (1, 2, 3, 4))  # at most six of the last have room in a day
        case _:
            yield from _readable_widths()


def _readable_widths() -> Iterator[Fraction]:
    """Yield 1, 2, 5, 10, 20, 50 and so on."""
    power = 1
    while True:
        yield from (Fraction(power), Fraction(2 * power), Fraction(5 * power))
        power *= 10


def _at_rank(numbers: list[Fraction], counts: Mapping[Fraction, int], rank: int) -> Fraction:
    """Return the number that the person at this place gave, counted from the list's beginning."""
    passed = 0
    for number in numbers:
        passed += counts[number]
        if passed >= rank:
            return number
    return numbers[-1]


def _plain(number: Fraction) -> Number:
    return int(number) if number.denominator == 1 else float(number)
