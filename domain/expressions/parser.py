"""From tokens to a syntax tree: the expression grammar of XPath 1.0.

or < and < (= !=) < (< <= > >=) < (+ -) < (* div mod) < sign < | < path
"""

from enum import Enum, auto

from domain.expressions.errors import ExpressionError
from domain.expressions.lexer import Token, TokenKind, tokens_of
from domain.expressions.syntax import (
    Binary,
    Call,
    Column,
    Entry,
    Logic,
    Minus,
    Node,
    NumberLiteral,
    Path,
    Reference,
    Self,
    Start,
    Step,
    TextLiteral,
    Union,
)
from domain.expressions.token_reader import TokenReader

MAX_NESTING = 100  # brackets within brackets; bounds the parser's own recursion
_BINDING = {"or": 1, "and": 2, "=": 3, "!=": 3, "<": 4, "<=": 4, ">": 4, ">=": 4}
_BINDING |= {"+": 5, "-": 5, "*": 6, "div": 6, "mod": 6}


class _Scope(Enum):
    """What is being looked at where an expression stands."""

    OWNER = auto()
    """The node that owns the expression."""

    NODE = auto()
    """Nodes of the form, in square brackets."""

    ROW = auto()
    """Rows of a choice list, in square brackets or in a choice_filter."""


def parse(source: str, *, item_columns: bool = False) -> Node:
    """Return the syntax tree of an expression.

    Args:
        source: as the author wrote it.
        item_columns: it is a choice_filter, so bare names are columns of the choice list.

    Raises:
        ExpressionError: the source does not follow the grammar.
    """
    parser = _Parser(tokens_of(source), _Scope.ROW if item_columns else _Scope.OWNER)
    tree = parser.expression(1)
    if parser.peek().kind is not TokenKind.END:
        raise parser.unexpected()
    return tree


class _Parser(TokenReader):
    """A precedence climber: one loop instead of a function for each of the six levels."""

    def __init__(self, tokens: list[Token], scope: _Scope) -> None:
        super().__init__(tokens)
        self._nesting = 0
        self._scope = scope

    def expression(self, weakest: int) -> Node:
        """Read operands joined by operators that bind at least as strongly as `weakest`."""
        if self._nesting == MAX_NESTING:
            raise ExpressionError(f"More than {MAX_NESTING} brackets within brackets", self.peek().position)
        self._nesting += 1
        left = self.signed()
        while self.sees(TokenKind.OPERATOR) and (binding := _BINDING[self.peek().text]) >= weakest:
            operator = self.take().text
            left = _joined(operator, left, self.expression(binding + 1))
        self._nesting -= 1
        return left

    def signed(self) -> Node:
        signs = 0
        while self.sees(TokenKind.OPERATOR) and self.peek().text == "-":
            self.take()
            signs += 1
        operand = self.united()
        for _ in range(2 - signs % 2 if signs else 0):  # two signs still turn a text into a number
            operand = Minus(operand)
        return operand

    def united(self) -> Node:
        operands = [self.operand()]
        while self.sees(TokenKind.UNION):
            position = self.take().position
            operands.append(self.operand())
            if not all(isinstance(operand, Reference | Path) for operand in operands):
                raise ExpressionError("'|' stands between two paths, like ${a} | ${b}", position)
        return operands[0] if len(operands) == 1 else Union(tuple(operands))

    def operand(self) -> Node:
        token = self.peek()
        match token.kind:
            case TokenKind.NUMBER:
                return NumberLiteral(float(self.take().text))
            case TokenKind.TEXT:
                return TextLiteral(self.take().text)
            case TokenKind.OPEN:
                self.take()
                inner = self.expression(1)
                self.expect(TokenKind.CLOSE, "A closing bracket")
                self.refuse_steps("round brackets")
                return inner
            case TokenKind.REFERENCE:
                return self.reference()
            case TokenKind.SELF | TokenKind.PARENT:
                return self.relative()
            case TokenKind.ROOT:
                self.take()
                return Path(Start.FORM, 0, self.steps(), token.position)
            case TokenKind.NAME:
                return self.named()
            case _:
                raise self.unexpected()

    def reference(self) -> Node:
        name = self.take()
        first = Step(name.text, self.predicates(_Scope.NODE))
        further = self.steps() if self.skip(TokenKind.SLASH) else ()
        if not first.predicates and not further:
            return Reference(name.text)
        return Path(Start.NAME, 0, (first, *further), name.position)

    def relative(self) -> Node:
        """Read a path that starts with `.` or `..`."""
        position = self.peek().position
        ups = self.dots()
        if self._scope is _Scope.ROW:
            if not ups and self.sees(TokenKind.NAME):
                return self.column(self.take())
            raise ExpressionError(
                "'.' and '..' would be the row of the choice list here: write a column's name, "
                "or ${name} for a question",
                position,
            )
        if self.sees(TokenKind.NAME):
            return Path(Start.HERE, ups, self.steps(), position)
        if ups:
            return Path(Start.HERE, ups, (), position)
        return Entry() if self._scope is _Scope.NODE else Self()

    def dots(self) -> int:
        """Read dots with slashes between them, and a slash behind them if a name follows; count the ups."""
        ups = 0
        while self.sees(TokenKind.SELF) or self.sees(TokenKind.PARENT):
            ups += self.take().kind is TokenKind.PARENT
            if self.sees(TokenKind.OPEN_SQUARE):
                raise ExpressionError(
                    "Square brackets belong behind a name: ${name}[…]", self.peek().position
                )
            if not self.skip(TokenKind.SLASH):
                return ups
        if not self.sees(TokenKind.NAME):
            raise self.unexpected()
        return ups

    def named(self) -> Node:
        name = self.take()
        if self.sees(TokenKind.OPEN):
            return self.call(name)
        if self._scope is _Scope.ROW:
            return self.column(name)
        if self._scope is _Scope.NODE:
            self._at -= 1
            return Path(Start.HERE, 0, self.steps(), name.position)
        raise ExpressionError(
            f"'{name.text}' alone means nothing: write ${{{name.text}}} for a question, "
            f"'{name.text}' in quotes for a text",
            name.position,
        )

    def column(self, name: Token) -> Node:
        self.refuse_steps(f"the column {name.text}")
        return Column(name.text)

    def call(self, name: Token) -> Node:
        self.take()
        arguments: list[Node] = []
        if not self.sees(TokenKind.CLOSE):
            arguments.append(self.expression(1))
            while self.skip(TokenKind.COMMA):
                arguments.append(self.expression(1))
        self.expect(TokenKind.CLOSE, "A closing bracket")
        match name.text, arguments:
            case "current", []:
                return self.from_current(name)
            case "instance", [TextLiteral(choice_list)]:
                return self.from_list(name, choice_list)
            case "instance", _:
                raise ExpressionError("instance() takes the name of a choice list in quotes", name.position)
            case (("position" | "last"), []) if self._scope is _Scope.OWNER:
                advice = ": for the number of an entry write position(..)" if name.text == "position" else ""
                raise ExpressionError(
                    f"{name.text}() without argument belongs into square brackets{advice}", name.position
                )
        self.refuse_steps(f"{name.text}()")
        return Call(name.text, tuple(arguments), name.position)

    def from_current(self, name: Token) -> Node:
        if not self.skip(TokenKind.SLASH):
            return Path(Start.CURRENT, 0, (), name.position)
        ups = self.dots()
        steps = self.steps() if self.sees(TokenKind.NAME) else ()
        return Path(Start.CURRENT, ups, steps, name.position)

    def from_list(self, name: Token, choice_list: str) -> Node:
        if choice_list.startswith("__last-saved"):
            raise ExpressionError("Answers of an earlier dialogue cannot be read", name.position)
        names = []
        for _ in range(2):
            self.expect(TokenKind.SLASH, "/root/item behind instance()")
            names.append(self.expect(TokenKind.NAME, "/root/item behind instance()").text)
        if names != ["root", "item"]:
            raise ExpressionError("A choice list is read as instance('list')/root/item", name.position)
        rows = Step("item", self.predicates(_Scope.ROW))
        columns: tuple[Step, ...] = ()
        if self.skip(TokenKind.SLASH):
            columns = (Step(self.expect(TokenKind.NAME, "The name of a column").text),)
            self.refuse_steps(f"the column {columns[0].name}")
        return Path(Start.LIST, 0, (rows, *columns), name.position, choice_list)

    def steps(self) -> tuple[Step, ...]:
        """Read one name or more with slashes between them, each with its predicates."""
        found: list[Step] = []
        while not found or self.skip(TokenKind.SLASH):
            if self.sees(TokenKind.SELF) or self.sees(TokenKind.PARENT):
                raise ExpressionError("'.' and '..' belong to the start of a path", self.peek().position)
            name = self.expect(TokenKind.NAME, "A name")
            found.append(Step(name.text, self.predicates(_Scope.NODE)))
        return tuple(found)

    def predicates(self, scope: _Scope) -> tuple[Node, ...]:
        outside, found = self._scope, []
        while self.skip(TokenKind.OPEN_SQUARE):
            self._scope = scope
            position = self.peek().position
            found.append(self.expression(1))
            if isinstance(found[-1], Reference | Path | Union | Entry):
                raise ExpressionError(
                    "Clients disagree on a lone reference in square brackets: write position() = ${name} "
                    "for a number, ${name} != '' for what is answered",
                    position,
                )
            self._scope = outside
            self.expect(TokenKind.CLOSE_SQUARE, "A closing square bracket")
        return tuple(found)

    def refuse_steps(self, what: str) -> None:
        if self.sees(TokenKind.SLASH) or self.sees(TokenKind.OPEN_SQUARE):
            raise ExpressionError(
                f"No path and no square brackets can follow {what}: they belong behind a name, "
                "current() or instance()",
                self.peek().position,
            )


def _joined(operator: str, left: Node, right: Node) -> Node:
    if operator not in ("and", "or"):
        return Binary(operator, left, right)
    earlier = left.operands if isinstance(left, Logic) and left.operator == operator else (left,)
    return Logic(operator, (*earlier, right))
