"""The values of expressions and how one kind becomes another, as in ODK Collect (JavaRosa)."""

import re
from datetime import date, datetime
from decimal import Decimal
from math import isinf, isnan, nan

Value = str | float | bool | date
"""A text, a number, a truth value or a date."""

Answer = str | tuple[str, ...] | int | float | date | None
"""What a respondent gave: text or choice code, chosen codes, number, or None where nothing was given."""

_ALMOST_NOTHING = 1e-12  # JavaRosa treats numbers that are nearer than this as equal
_NUMERIC = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_EPOCH = date(1970, 1, 1)


def value_of(answer: Answer) -> Value:
    """Return an answer as an expression sees it: nothing is an empty text, chosen codes are joined."""
    if answer is None:
        return ""
    if isinstance(answer, tuple):
        return " ".join(answer)
    if isinstance(answer, int) and not isinstance(answer, bool):
        return float(answer)
    return answer


def to_boolean(value: Value) -> bool:
    """Return whether a value counts as true: any text but the empty one, any number but 0 and NaN."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return value != ""
    if isinstance(value, float):
        return abs(value) > _ALMOST_NOTHING
    return True


def to_number(value: Value) -> float:
    """Return a value as a number; NaN for a text that is none, days since 1970 for a date.

    A decimal comma is read like a point; exponents are not read.
    """
    if isinstance(value, float):
        return value
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, str):
        text = value.replace(",", ".").strip()
        return float(text) if _NUMERIC.fullmatch(text) else nan
    return float((_day_of(value) - _EPOCH).days)


def to_text(value: Value) -> str:
    """Return a value as text: `true`, `5` and not `5.0`, `2026-05-01`."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _number_text(value)
    return _day_of(value).isoformat()


def are_equal(left: Value, right: Value) -> bool:
    """Compare two values: as truth values if one is one, else as numbers if one is one, else as texts."""
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    if isinstance(left, bool) or isinstance(right, bool):
        return to_boolean(left) == to_boolean(right)
    if isinstance(left, float) or isinstance(right, float):
        return abs(to_number(left) - to_number(right)) < _ALMOST_NOTHING
    return to_text(left) == to_text(right)


def _day_of(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _number_text(number: float) -> str:
    if isnan(number):
        return "NaN"
    if isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if abs(number) < _ALMOST_NOTHING:
        return "0"
    nearest = round(number)
    if abs(number - nearest) < _ALMOST_NOTHING:
        return str(nearest)
    return format(Decimal(repr(number)), "f")
