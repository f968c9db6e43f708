"""The functions on numbers, with Java's results at the edges where Python raises."""

import math
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal

from domain.expressions.values import Value, to_boolean, to_number, to_text

_MOST_PLACES = 30
_MOST_INDEX = 2**31 - 1


def divided(left: float, right: float) -> float:
    """Divide; by zero gives an infinity or NaN."""
    if right:
        return left / right
    if not left or math.isnan(left):
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1.0, right)


def remainder(left: float, right: float) -> float:
    """Return the remainder with the sign of the dividend; NaN where there is none."""
    if not right or math.isinf(left):
        return math.nan
    return math.fmod(left, right)


def power(base: Value, exponent: Value) -> Value:
    """Raise to a power."""
    number, times = _exact(base), _exact(exponent)
    try:
        return math.pow(number, times)
    except OverflowError:
        return -math.inf if number < 0 and math.fmod(times, 2) else math.inf
    except ValueError:  # zero to a negative power, or a fractional power of a negative number
        if number:
            return math.nan
        negative = math.copysign(1.0, number) < 0 and abs(math.fmod(times, 2)) == 1
        return -math.inf if negative else math.inf


def whole(value: Value) -> Value:
    """Cut the fraction off."""
    number = to_number(value)
    return float(math.trunc(number)) if math.isfinite(number) else number


def rounded(value: Value, places: Value = 0.0) -> Value:
    """Round to a number of decimal places, halves upwards (-2.5 gives -2)."""
    number, digits = to_number(value), index_of(places)
    if not math.isfinite(number):
        return number
    if abs(digits) > _MOST_PLACES:
        return math.nan
    if digits < 0:
        scaled = math.trunc(number / 10**-digits + 0.5)  # as JavaRosa does, towards zero below zero
        return float(scaled * 10**-digits)
    method = ROUND_HALF_DOWN if number < 0 else ROUND_HALF_UP
    exact = Decimal(repr(number))
    if -exact.as_tuple().exponent <= digits:  # type: ignore[operator] # finite, so a number
        return number
    return float(exact.quantize(Decimal(1).scaleb(-digits), rounding=method))


def absolute(value: Value) -> Value:
    """Drop the sign."""
    return abs(_exact(value))


def smallest(*values: Value) -> Value:
    """Return the smallest of the values that are numbers, NaN if none is."""
    return min(_numbers(values), default=math.nan)


def largest(*values: Value) -> Value:
    """Return the largest of the values that are numbers, NaN if none is."""
    return max(_numbers(values), default=math.nan)


def total(*values: Value) -> Value:
    """Add up the values that are numbers."""
    return float(sum(_numbers(values)))


def calculated(apply: Callable[[float], float]) -> Callable[[Value], Value]:
    """Return a mathematical function on values, NaN where it is not defined."""

    def function(value: Value) -> Value:
        try:
            return apply(_exact(value))
        except ValueError:
            return math.nan
        except OverflowError:
            return math.inf

    return function


def logarithm(number: float) -> float:
    """Return the natural logarithm; that of zero is endless."""
    return math.log(number) if number else -math.inf


def logarithm_of_ten(number: float) -> float:
    """Return the logarithm to the base of ten."""
    return math.log10(number) if number else -math.inf


def angle(y: Value, x: Value) -> Value:
    """Return the angle of a point seen from the origin, in radians."""
    return math.atan2(_exact(y), _exact(x))


def checklist(fewest: Value, most: Value, *factors: Value) -> Value:
    """Tell whether the number of true factors is within limits; a negative limit is none."""
    low, high, count = index_of(fewest), index_of(most), sum(map(to_boolean, factors))
    return (low < 0 or count >= low) and (high < 0 or count <= high)


def weighted_checklist(fewest: Value, most: Value, *pairs: Value) -> Value:
    """Tell whether the weights of the true factors add up to a number within limits.

    Args:
        fewest: the smallest sum.
        most: the largest sum.
        pairs: each factor with its weight behind it.
    """
    weights = [to_number(pairs[at + 1]) for at in range(0, len(pairs), 2) if to_boolean(pairs[at])]
    return to_number(fewest) <= sum(weights) <= to_number(most)


def _exact(value: Value) -> float:
    """Return a value as a number; unlike elsewhere a date and time keeps its fraction of a day."""
    number = to_number(value)
    if isinstance(value, datetime):
        midnight = value.replace(hour=0, minute=0, second=0, microsecond=0)
        number += (value.replace(tzinfo=None) - midnight.replace(tzinfo=None)) / timedelta(days=1)
    return number


def _numbers(values: tuple[Value, ...]) -> list[float]:
    return [number for number in map(to_number, values) if not math.isnan(number)]


def index_of(value: Value) -> int:
    """Return a place in a text or list; NaN counts as 0 and infinities as the ends, as in Java."""
    number = to_number(value)
    if math.isnan(number):
        return 0
    return math.trunc(max(-_MOST_INDEX, min(_MOST_INDEX, number)))


def substr(text: Value, start: Value, end: Value | None = None) -> Value:
    """Return the characters from start (counted from 0) up to before end; negative counts from the end."""
    source = to_text(text)
    size = len(source)
    first, last = index_of(start), size if end is None else index_of(end)
    first, last = (place + size if place < 0 else place for place in (first, last))
    return source[max(0, first) : max(0, last)]
