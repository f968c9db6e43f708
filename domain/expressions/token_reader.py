"""Walking through the tokens of an expression."""

from domain.expressions.errors import ExpressionError
from domain.expressions.lexer import Token, TokenKind


class TokenReader:
    """A place in a list of tokens that ends with an END token."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._at = 0

    def peek(self) -> Token:
        """Return the next token."""
        return self._tokens[self._at]

    def sees(self, kind: TokenKind) -> bool:
        """Tell whether the next token is of a kind."""
        return self.peek().kind is kind

    def take(self) -> Token:
        """Return the next token and go on."""
        token = self._tokens[self._at]
        self._at += 1
        return token

    def skip(self, kind: TokenKind) -> bool:
        """Go on if the next token is of a kind, and tell whether it was."""
        found = self.sees(kind)
        self._at += found
        return found

    def expect(self, kind: TokenKind, what: str) -> Token:
        """Return the next token, which has to be of a kind, and go on.

        Raises:
            ExpressionError: it is of another; `what` says what is missing.
        """
        if not self.sees(kind):
            raise ExpressionError(f"{what} is missing here", self.peek().position)
        return self.take()

    def unexpected(self) -> ExpressionError:
        """Return the error that the next token has no place here."""
        token = self.peek()
        if token.kind is TokenKind.END:
            return ExpressionError("The expression ends too early", token.position)
        return ExpressionError(f"'{token.text}' was not expected here", token.position)
