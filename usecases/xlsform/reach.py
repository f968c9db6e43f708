"""Conditions that can never hold, as far as a look at them tells."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import inf, isnan

from domain.expressions import Expression
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
    walk,
)
from domain.survey import Survey
from usecases.xlsform.problems import Findings, ProblemKind

_TURNED = {"=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
_SELECTED = ("selected", "is-selected")
_PLAIN = frozenset({"true", "false", "not", "boolean", "number", "string"})  # they read nothing by themselves


def required_parts(syntax: Node) -> tuple[Node, ...]:
    """Return what has to hold all at once for a condition to hold."""
    if isinstance(syntax, Logic) and syntax.operator == "and":
        return tuple(part for operand in syntax.operands for part in required_parts(operand))
    return (syntax,)


def comparisons_with_codes(syntax: Node, own_name: str) -> Iterator[tuple[Node, str, str]]:
    """Yield every comparison of an answer with a written-out value: the node, the name, the value as text."""
    for node, _ in walk(syntax):
        match node:
            case Binary("=" | "!=", asked, TextLiteral() | NumberLiteral() as value):
                pass
            case Binary("=" | "!=", TextLiteral() | NumberLiteral() as value, asked):
                pass
            case Call(function, (asked, TextLiteral() as value), _) if function in _SELECTED:
                pass
            case _:
                continue
        name, code = _name_of(asked, own_name), _text_of(value)
        if name and code:
            yield node, name, code


def _name_of(node: Node, own_name: str) -> str:
    match node:
        case Reference(name):
            return name
        case Self():
            return own_name
        case _:
            return ""


def _text_of(value: TextLiteral | NumberLiteral) -> str:
    if isinstance(value, TextLiteral):
        return value.value.strip()
    return str(int(value.value)) if value.value.is_integer() else str(value.value)


@dataclass(slots=True)
class _Wanted:
    """What one answer has to be."""

    equal: set[str] = field(default_factory=set)
    unequal: set[str] = field(default_factory=set)
    least: float = -inf
    most: float = inf
    open_ends: set[float] = field(default_factory=set)

    @property
    def is_impossible(self) -> bool:
        """Tell whether no answer can be all of that."""
        if len(self.equal) > 1 or self.equal & self.unequal or self.least > self.most:
            return True
        if self.least == self.most and self.least in self.open_ends:
            return True
        return any(number < self.least or number > self.most for number in map(_number, self.equal))


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")


def report_unreachable(survey: Survey, rows: dict[str, int], column: str, findings: Findings) -> None:
    """Mention questions and groups that are never asked.

    Args:
        survey: The survey, groups around each question included.
        rows: The row of each name.
        column: How the author called the column 'relevant'.
        findings: Where problems go.
    """
    lost: set[str] = set()
    for group in survey.groups:  # those around it come first
        around = [one.relevant for one in survey.groups_around(group.parent)]
        if group.parent in lost or _report(group.name, group.relevant, around, rows, column, findings):
            lost.add(group.name)
    groups = {group.name for group in survey.groups}
    for question in survey.questions:
        if question.group in lost or question.name in groups:
            continue
        around = [one.relevant for one in survey.groups_around(question.group)]
        _report(question.name, question.relevant, around, rows, column, findings)


def _report(
    name: str,
    own: Expression | None,
    around: Iterable[Expression | None],
    rows: dict[str, int],
    column: str,
    findings: Findings,
) -> bool:
    if own is None:
        return False
    row = rows.get(name)
    if _is_constantly_false(own):
        findings.add(ProblemKind.UNREACHABLE, "survey", row, column)
        return True
    other = [part for one in around if one is not None for part in required_parts(one.syntax)]
    if contradicted := _contradicted([*required_parts(own.syntax), *other]):
        findings.add(ProblemKind.CONTRADICTION, "survey", row, column, name=contradicted)
        return True
    return False


def _is_constantly_false(expression: Expression) -> bool:
    for node, _ in walk(expression.syntax):
        if isinstance(node, Call) and node.function in _PLAIN:
            continue
        if not isinstance(node, TextLiteral | NumberLiteral | Minus | Logic | Binary):
            return False
    return not expression.is_true({})


def _contradicted(parts: Iterable[Node]) -> str:
    """Return the question of which the parts want what no answer can be, empty if there is none."""
    wanted: defaultdict[str, _Wanted] = defaultdict(_Wanted)
    chosen: defaultdict[tuple[str, str], set[bool]] = defaultdict(set)
    for part in parts:
        match part:
            case Call("not", (Call(function, (Reference(name), TextLiteral(code)), _),), _) if (
                function in _SELECTED
            ):
                chosen[name, code].add(False)
            case Call(function, (Reference(name), TextLiteral(code)), _) if function in _SELECTED:
                chosen[name, code].add(True)
            case Binary(operator, Reference(name), value) if operator in _TURNED:
                _note(wanted[name], operator, value)
            case Binary(operator, value, Reference(name)) if operator in _TURNED:
                _note(wanted[name], _TURNED[operator], value)
            case _:
                pass
    impossible = (name for name, one in wanted.items() if one.is_impossible)
    torn = (name for (name, _), states in chosen.items() if len(states) > 1)
    return next(impossible, None) or next(torn, "")


def _canonical(text: str) -> str:
    """Return a text as it is compared: `1`, `01` and `1.0` are one number."""
    number = _number(text)
    return text if isnan(number) else str(number)


def _note(wanted: _Wanted, operator: str, node: Node) -> None:
    match node:
        case Minus(NumberLiteral(value)):
            value = -value
        case NumberLiteral(value):
            pass
        case TextLiteral(text) if operator in ("=", "!="):
            (wanted.equal if operator == "=" else wanted.unequal).add(_canonical(text.strip()))
            return
        case _:
            return
    match operator:
        case "=" | "!=":
            (wanted.equal if operator == "=" else wanted.unequal).add(str(value))
        case "<" | "<=":
            if value <= wanted.most:
                wanted.most = value
        case _:
            if value >= wanted.least:
                wanted.least = value
    if operator in ("<", ">"):
        wanted.open_ends.add(value)
