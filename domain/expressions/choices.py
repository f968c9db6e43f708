"""The functions on chosen codes, which stand in one text with blanks between them."""

import re

from domain.expressions.errors import ExpressionError
from domain.expressions.lexer import NAME
from domain.expressions.numbers import index_of
from domain.expressions.syntax import Call, Path, Reference, Start, TextLiteral
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


_QUESTION = re.compile(rf"\s*(?:\$\{{\s*({NAME})\s*\}}|(?:[\w.\-*]*/)*({NAME}))\s*")


def question_of(call: Call) -> str:
    """Return the question that the second argument of `jr:choice-name()` names.

    It is a text like `'${name}'` or `'/data/name'`, or the same without quotes.

    Raises:
        ExpressionError: it names none.
    """
    match call.arguments[1]:
        case TextLiteral(written) if found := _QUESTION.fullmatch(written):
            return found[1] or found[2]
        case Reference(name):
            return name
        case Path(start=start, steps=steps) if start is not Start.LIST and steps:
            return steps[-1].name
    raise ExpressionError("jr:choice-name() takes a code and '${name}' of a question", call.position)


def _codes(answer: Value) -> list[str]:
    return [code for code in to_text(answer).split(" ") if code]
