"""Cutting the source of an expression into tokens, as ODK Collect (JavaRosa) does."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from domain.expressions.errors import ExpressionError


class TokenKind(Enum):
    """What a token is."""

    NUMBER = auto()
    TEXT = auto()
    REFERENCE = auto()
    SELF = auto()
    PARENT = auto()
    ROOT = auto()
    NAME = auto()
    OPERATOR = auto()
    OPEN = auto()
    CLOSE = auto()
    OPEN_SQUARE = auto()
    CLOSE_SQUARE = auto()
    SLASH = auto()
    UNION = auto()
    COMMA = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """One token: its kind, its text (a text literal without quotes) and where it starts."""

    kind: TokenKind
    text: str
    position: int


NAME = r"[^\W\d][\w.\-]*"  # a letter or underscore, then also digits, dots and hyphens
_NAMED = re.compile(NAME)
_OPERAND = re.compile(
    rf"""(?P<NUMBER>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)
    | "(?P<DOUBLE>[^"]*)" | '(?P<SINGLE>[^']*)'
    | \$\{{\s*(?P<REFERENCE>[^{{}}\s]+)\s*\}}
    | (?P<PARENT>\.\.) | (?P<SELF>\.)
    | (?P<ROOT>/\s*(?:{NAME}|\*)\s*/(?!/))
    | (?P<NAME>{NAME}(?::{NAME})?)
    | (?P<OPEN>\()
    | (?P<OPERATOR>-)
    | (?P<CLOSE>\))""",
    re.VERBOSE,
)
# ROOT is the start of an absolute path with the form's own name, which says nothing: `/data/`, `/*/`.
# After an operand, `and`, `or`, `div`, `mod` and `*` are operators; elsewhere the words are names.
_OPERATOR = re.compile(
    r"(?P<OPERATOR>and|or|div|mod|!=|<=|>=|[=<>+\-*])|(?P<CLOSE>\))|(?P<COMMA>,)|(?P<OPEN>\()"
    r"|(?P<OPEN_SQUARE>\[)|(?P<CLOSE_SQUARE>\])|(?P<SLASH>/(?!/))|(?P<UNION>\|)"
)
_AFTER_AN_OPERAND = frozenset(
    {
        TokenKind.NUMBER,
        TokenKind.TEXT,
        TokenKind.REFERENCE,
        TokenKind.SELF,
        TokenKind.PARENT,
        TokenKind.NAME,
        TokenKind.CLOSE,
        TokenKind.CLOSE_SQUARE,
    }
)
_KINDS = {kind.name: kind for kind in TokenKind} | {"DOUBLE": TokenKind.TEXT, "SINGLE": TokenKind.TEXT}
_UNSUPPORTED = {
    "//": "'//', which searches the whole form, is not supported: write ${name}",
    "::": "Axes such as child:: are not supported: write name, . or ..",
    "/": "A path from the root names the form and then a question, like /data/name: or write ${name}",
    "[": "Square brackets belong behind the name of a repeat or question: ${name}[…]",
    "@": "Attributes such as @name are not supported: write ${name}",
    "|": "'|' stands between two paths, like ${a} | ${b}",
    "*": "The wildcard '*' is not supported: write out the names, like ${a} | ${b}",
    "'": "A text has no closing quote",
    '"': "A text has no closing quote",
    "$": "A reference is written ${name}",
    "=": "Equality is written with one sign, between two values",
    "&": "Write 'and' instead of '&'",
    "!": "Write not(…) or != instead of '!'",
} | dict.fromkeys("‘’‚“”„«»", "A typographic quotation mark: use straight quotes ' or \"")


def tokens_of(source: str) -> list[Token]:
    """Return the tokens of an expression, an END token last.

    Raises:
        ExpressionError: a character that has no place here; paths and the like are named.
    """
    tokens: list[Token] = []
    position, after_operand = 0, False
    while True:
        while position < len(source) and source[position] in " \t\n\f\r\xa0":
            position += 1
        if position == len(source):
            return [*tokens, Token(TokenKind.END, "", position)]
        found = (_OPERATOR if after_operand else _OPERAND).match(source, position)
        if found is None or found.lastgroup is None:
            raise _no_place_for(source, position)
        kind = _KINDS[found.lastgroup]
        text = found[found.lastgroup]
        if kind is TokenKind.REFERENCE and not _NAMED.fullmatch(text):
            raise ExpressionError(f"'{text}' is not the name of a question", position)
        tokens.append(Token(kind, text, position))
        after_operand = kind in _AFTER_AN_OPERAND
        position = found.end()


def _no_place_for(source: str, position: int) -> ExpressionError:
    for length in (2, 1):
        if reason := _UNSUPPORTED.get(source[position : position + length]):
            return ExpressionError(reason, position)
    return ExpressionError(f"'{source[position]}' was not expected here", position)
