"""Conditions and calculations of forms: XPath 1.0 as ODK Collect (JavaRosa) treats it, compiled once.

Deliberately otherwise than JavaRosa:
- `max()` of negative numbers is the largest of them; JavaRosa gives the smallest positive number.
- Large and small numbers become texts without an exponent, as XPath has it.
- `string-length` counts characters, also those that Java stores as two.
- `date()` of what is no date is empty; JavaRosa stops the form.
- `selected()` and its kin take numbers as texts; JavaRosa stops the form.
- `regex()` takes a written-out pattern of the kind that can be matched in linear time.
"""

from domain.expressions.context import Context, Item, Nodes, Place
from domain.expressions.errors import ExpressionError, TooMuchWork
from domain.expressions.expression import Expression, compile_expression
from domain.expressions.values import Answer, Value

__all__ = [
    "Answer",
    "Context",
    "Expression",
    "ExpressionError",
    "Item",
    "Nodes",
    "Place",
    "TooMuchWork",
    "Value",
    "compile_expression",
]
