"""Conditions and calculations of forms: XPath 1.0 as ODK Collect (JavaRosa) treats it, compiled once.

`docs/expressions.md` lists the functions, the limits and every case in which it is deliberately otherwise.
"""

from domain.expressions.checks import misplaced
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
    "misplaced",
]
