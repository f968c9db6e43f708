"""The conditions of a form: compiled, and checked against the questions that they refer to."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.expressions import Expression, ExpressionError, compile_expression
from domain.expressions.syntax import Binary, Call, Node, Reference, Self, TextLiteral, walk
from domain.survey import ChoiceName, QuestionName
from usecases.xlsform.problems import Findings, ProblemKind
from usecases.xlsform.sheets import Row

_STRAIGHT_QUOTES = str.maketrans("‘’‚“”„", "'''\"\"\"")  # spreadsheets turn straight ones into these
_TRUTH = {"yes": "true()", "true": "true()", "no": "false()", "false": "false()"}


@dataclass(slots=True)
class KnownNames:
    """What the rows of a form are called, and which of them have been passed while reading.

    Args:
        answered: questions that take an answer, with their choices' codes, None for other questions.
        silent: notes, groups and rows that are not recorded.
        passed: the answered questions that stand above the row being read.
    """

    answered: Mapping[QuestionName, frozenset[ChoiceName] | None]
    silent: frozenset[str]
    passed: set[QuestionName] = field(default_factory=set)


class ConditionReader:
    """Reads the conditions of rows, and reports the ones that cannot be used."""

    def __init__(self, names: KnownNames, findings: Findings) -> None:
        self._names = names
        self._findings = findings

    def relevant(self, row: Row, groups: tuple[Expression, ...] = ()) -> Expression | None:
        """Return when a row applies: its own condition and those of the groups around it."""
        own = self._condition(row, "relevant")
        if own is not None and own.uses_self:
            column = row.column("relevant")
            self._findings.add(
                ProblemKind.SELF_REFERENCE, row.sheet, row.number, column, name=row.value("name")
            )
            return None
        parts = (*groups, own) if own is not None else groups
        if len(parts) < 2:
            return parts[0] if parts else None
        return self._compiled(row, "relevant", " and ".join(f"({part.source})" for part in parts))

    def constraint(self, row: Row) -> Expression | None:
        """Return what an answer must satisfy."""
        return self._condition(row, "constraint")

    def _condition(self, row: Row, column: str) -> Expression | None:
        written = row.value(column).translate(_STRAIGHT_QUOTES)
        if not written:
            return None
        expression = self._compiled(row, column, _TRUTH.get(written.lower(), written))
        if expression is None or not self._references_are_good(row, column, expression):
            return None
        self._report_unknown_codes(row, column, expression)
        return expression

    def _compiled(self, row: Row, column: str, source: str) -> Expression | None:
        try:
            return compile_expression(source)
        except ExpressionError as error:
            self._findings.add(
                ProblemKind.INVALID_EXPRESSION,
                row.sheet,
                row.number,
                row.column(column),
                detail=error.message,
                position=error.position + 1,
                source=source,
            )
            return None

    def _references_are_good(self, row: Row, column: str, expression: Expression) -> bool:
        problems = {name: self._problem_with(row, name) for name in sorted(expression.references)}
        for name, problem in problems.items():
            if problem:
                self._findings.add(problem, row.sheet, row.number, row.column(column), name=name)
        return not any(problems.values())

    def _problem_with(self, row: Row, name: str) -> ProblemKind | None:
        if name == row.value("name"):
            return ProblemKind.SELF_REFERENCE
        if name in self._names.passed:
            return None
        if name in self._names.answered:
            return ProblemKind.LATER_REFERENCE
        return (
            ProblemKind.REFERENCE_WITHOUT_ANSWER
            if name in self._names.silent
            else ProblemKind.UNKNOWN_REFERENCE
        )

    def _report_unknown_codes(self, row: Row, column: str, expression: Expression) -> None:
        for node, _ in walk(expression.syntax):
            match node:
                case Binary("=" | "!=", asked, TextLiteral(code)) | Binary(
                    "=" | "!=", TextLiteral(code), asked
                ):
                    pass
                case Call("selected" | "is-selected", (asked, TextLiteral(code)), _):
                    pass
                case _:
                    continue
            name = _name_of(asked, row)
            codes = self._names.answered.get(name)
            if codes and code and code.strip() not in codes:
                self._findings.add(
                    ProblemKind.UNKNOWN_CODE, row.sheet, row.number, row.column(column), name=name, code=code
                )


def _name_of(node: Node, row: Row) -> str:
    match node:
        case Reference(name):
            return name
        case Self():
            return row.value("name")
        case _:
            return ""
