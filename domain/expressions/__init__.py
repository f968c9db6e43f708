"""Conditions and calculations of forms: XPath 1.0 as ODK Collect (JavaRosa) treats it, compiled once."""

from domain.expressions.errors import ExpressionError
from domain.expressions.expression import Expression, compile_expression
from domain.expressions.values import Answer, Value

__all__ = ["Answer", "Expression", "ExpressionError", "Value", "compile_expression"]
