"""Classes that numbers are counted in: few, with borders that a reader expects and that betray nobody."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from domain.survey import Scale

MOST_CLASSES = 7
SCALE_SHOWN_WHOLE = 11
"""A scale from 0 to 10 is read value by value; longer ones are grouped."""

FEWEST_AT_THE_ENDS = 3
SHARE_AT_THE_ENDS = 20  # one in twenty: far-off numbers do not stretch the classes


@dataclass(frozen=True, slots=True)
class Span:
    """Whole numbers from low to high, both included; None: open on that side."""

    low: int | None
    high: int | None

    def holds(self, number: int) -> bool:
        """Tell whether the number lies in the span."""
        return (self.low is None or self.low <= number) and (self.high is None or number <= self.high)

    @property
    def code(self) -> str:
        """Return a name for the span that no language changes: `10..19`, `..9`, `70..`."""
        if self.low is not None and self.low == self.high:
            return str(self.low)
        return f"{'' if self.low is None else self.low}..{'' if self.high is None else self.high}"


def classes_of_scale(scale: Scale) -> tuple[Span, ...]:
    """Return the classes of a scale, in order: its single values, or groups of equal width if it is long."""
    values = scale.values()
    if len(values) <= SCALE_SHOWN_WHOLE:
        return tuple(Span(value, value) for value in values)
    groups: dict[int, list[int]] = {}
    for width in _readable_widths():
        step = width * scale.step
        first = scale.start // step + 1  # a start on a border (0 of 0 to 100) joins the group above it
        groups = {}
        for value in values:
            groups.setdefault(max(-(-value // step), first), []).append(value)
        if len(groups) <= MOST_CLASSES:
            break
    return tuple(Span(group[0], group[-1]) for group in groups.values())


def classes_of_numbers(counts: Mapping[int, int]) -> tuple[Span, ...]:
    """Return classes for numbers without a scale, in order; `counts` says how often each was given.

    The first and the last class are open, so that neither the smallest nor the largest number shows.
    Where they begin follows from the place of at least three people on either side, rounded to a
    readable border.
    """
    numbers = sorted(counts)
    at_the_ends = max(FEWEST_AT_THE_ENDS, -(-sum(counts.values()) // SHARE_AT_THE_ENDS))
    low = _at_rank(numbers, counts, at_the_ends)
    high = _at_rank(numbers[::-1], counts, at_the_ends)
    width = next(w for w in _readable_widths() if high // w - low // w < MOST_CLASSES)
    first = low // width
    last = max(high // width, first + 1)
    inner = (Span(place * width, (place + 1) * width - 1) for place in range(first + 1, last))
    return (Span(None, (first + 1) * width - 1), *inner, Span(last * width, None))


def _readable_widths() -> Iterator[int]:
    """Yield 1, 2, 5, 10, 20, 50 and so on."""
    power = 1
    while True:
        yield from (power, 2 * power, 5 * power)
        power *= 10


def _at_rank(numbers: list[int], counts: Mapping[int, int], rank: int) -> int:
    """Return the number that the person at this place gave, counted from the list's beginning."""
    passed = 0
    for number in numbers:
        passed += counts[number]
        if passed >= rank:
            return number
    return numbers[-1]
