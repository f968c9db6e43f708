"""The functions on chosen codes, which stand in one text with blanks between them."""

from domain.expressions.numbers import index_of
from domain.expressions.values import Value, to_text


def selected(answer: Value, code: Value) -> Value:
    """Tell whether the code is among the chosen ones."""
    return f" {to_text(code).strip()} " in f" {to_text(answer)} "


def count_selected(answer: Value) -> Value:
    """Count the chosen codes."""
    return float(len(_codes(answer)))


def selected_at(answer: Value, place: Value) -> Value:
    """Return the code at a place counted from 0, nothing beyond the end."""
    codes, index = _codes(answer), index_of(place)
    return codes[index] if 0 <= index < len(codes) else ""


def _codes(answer: Value) -> list[str]:
    return [code for code in to_text(answer).split(" ") if code]
