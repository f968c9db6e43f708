"""From tokens to a syntax tree: the expression grammar of XPath 1.0 without paths.

or < and < (= !=) < (< <= > >=) < (+ -) < (* div mod) < sign < operand
"""

from domain.expressions.errors import ExpressionError
from domain.expressions.lexer import Token, TokenKind, tokens_of
from domain.expressions.syntax import (
    Binary,
    Call,
    Logic,
    Minus,
    Node,
    NumberLiteral,
    Reference,
    Self,
    TextLiteral,
)

MAX_NESTING = 100  # brackets within brackets; bounds the parser's own recursion
_BINDING = {"or": 1, "and": 2, "=": 3, "!=": 3, "<": 4, "<=": 4, ">": 4, ">=": 4}
_BINDING |= {"+": 5, "-": 5, "*": 6, "div": 6, "mod": 6}


def parse(source: str) -> Node:
    """Return the syntax tree of an expression.

    Raises:
        ExpressionError: the source does not follow the grammar.
    """
    parser = _Parser(tokens_of(source))
    tree = parser.expression(1)
    if parser.peek().kind is not TokenKind.END:
        raise parser.unexpected()
    return tree


class _Parser:
    """A precedence climber: one loop instead of a function for each of the six levels."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._nesting = 0

    def peek(self) -> Token:
        return self._tokens[self._at]

    def take(self) -> Token:
        token = self._tokens[self._at]
        self._at += 1
        return token

    def expect(self, kind: TokenKind, what: str) -> Token:
        if self.peek().kind is not kind:
            raise ExpressionError(f"{what} is missing here", self.peek().position)
        return self.take()

    def unexpected(self) -> ExpressionError:
        token = self.peek()
        if token.kind is TokenKind.END:
            return ExpressionError("The expression ends too early", token.position)
        return ExpressionError(f"'{token.text}' was not expected here", token.position)

    def expression(self, weakest: int) -> Node:
        """Read operands joined by operators that bind at least as strongly as `weakest`."""
        if self._nesting == MAX_NESTING:
            raise ExpressionError(f"More than {MAX_NESTING} brackets within brackets", self.peek().position)
        self._nesting += 1
        left = self.signed()
        while self.peek().kind is TokenKind.OPERATOR and (binding := _BINDING[self.peek().text]) >= weakest:
            operator = self.take().text
            left = _joined(operator, left, self.expression(binding + 1))
        self._nesting -= 1
        return left

    def signed(self) -> Node:
        signs = 0
        while self.peek().kind is TokenKind.OPERATOR and self.peek().text == "-":
            self.take()
            signs += 1
        operand = self.operand()
        for _ in range(2 - signs % 2 if signs else 0):  # two signs still turn a text into a number
            operand = Minus(operand)
        return operand

    def operand(self) -> Node:
        token = self.peek()
        match token.kind:
            case TokenKind.NUMBER:
                return NumberLiteral(float(self.take().text))
            case TokenKind.TEXT:
                return TextLiteral(self.take().text)
            case TokenKind.REFERENCE:
                return Reference(self.take().text)
            case TokenKind.SELF:
                self.take()
                return Self()
            case TokenKind.NAME:
                return self.call()
            case TokenKind.OPEN:
                self.take()
                inner = self.expression(1)
                self.expect(TokenKind.CLOSE, "A closing bracket")
                return inner
            case _:
                raise self.unexpected()

    def call(self) -> Node:
        name = self.take()
        if self.peek().kind is not TokenKind.OPEN:
            raise ExpressionError(
                f"'{name.text}' alone means nothing: write ${{{name.text}}} for a question, "
                f"'{name.text}' in quotes for a text",
                name.position,
            )
        self.take()
        arguments: list[Node] = []
        if self.peek().kind is not TokenKind.CLOSE:
            arguments.append(self.expression(1))
            while self.peek().kind is TokenKind.COMMA:
                self.take()
                arguments.append(self.expression(1))
        self.expect(TokenKind.CLOSE, "A closing bracket")
        return Call(name.text, tuple(arguments), name.position)


def _joined(operator: str, left: Node, right: Node) -> Node:
    if operator not in ("and", "or"):
        return Binary(operator, left, right)
    earlier = left.operands if isinstance(left, Logic) and left.operator == operator else (left,)
    return Logic(operator, (*earlier, right))
