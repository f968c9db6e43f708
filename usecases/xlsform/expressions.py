"""The expressions of a form: compiled, and checked against the names, lists and codes that they refer to."""

import re

from domain.expressions import Expression, ExpressionError, compile_expression, misplaced
from domain.expressions.syntax import Column, Self, walk
from domain.survey import ListName
from usecases.xlsform.choices import ChoiceLists
from usecases.xlsform.names import XML_NAME, KnownNames
from usecases.xlsform.problems import Findings, ProblemKind
from usecases.xlsform.reach import comparisons_with_codes, required_parts
from usecases.xlsform.sheets import Row
from usecases.xlsform.texts import REFERENCE

_STRAIGHT = str.maketrans("‘’‚“”„\u00a0", "'''\"\"\" ")  # spreadsheets turn straight quotes into these
_TRUTH = {"yes": "true()", "true": "true()", "no": "false()", "false": "false()"}
_ALWAYS_SELF = frozenset({"relevant", "required", "choice_filter", "calculation", "default", "repeat_count"})


class ExpressionReader:
    """Reads the expressions of rows, and reports the ones that cannot be used."""

    def __init__(self, names: KnownNames, lists: ChoiceLists, findings: Findings) -> None:
        self._names = names
        self._lists = lists
        self._findings = findings
        self._columns: dict[ListName, frozenset[str]] = {}

    def read(self, row: Row, column: str, choice_list: ListName | None = None) -> Expression | None:
        """Return the expression in a cell, None for an empty one or with a finding.

        Args:
            row: the row.
            column: the column without prefix.
            choice_list: the list whose columns a choice_filter names.
        """
        written = row.value(column).translate(_STRAIGHT)
        return self.compiled(row, column, written, choice_list) if written else None

    def compiled(
        self, row: Row, column: str, source: str, choice_list: ListName | None = None
    ) -> Expression | None:
        """Return an expression that stands in a cell or is made from it, None with a finding."""
        source = _TRUTH.get(source.lower(), source)
        name = row.value("name")
        if column == "constraint" and name and "[" not in source:
            # In a constraint `${name}` of the question itself means the answer being checked.
            source = re.sub(rf"\$\{{\s*{re.escape(name)}\s*\}}", ".", source)
        if not self._names_are_names(row, column, source):
            return None
        try:
            expression = compile_expression(source, item_columns=choice_list is not None)
        except ExpressionError as error:
            self._report(
                ProblemKind.INVALID_EXPRESSION,
                row,
                column,
                detail=error.message,
                position=error.position + 1,
                source=source,
            )
            return None
        if not self._references_are_good(row, column, expression):
            return None
        self._report_unknown_codes(row, column, expression)
        if choice_list is not None:
            self._report_unknown_columns(row, column, expression, choice_list)
        return expression

    def _report(self, kind: ProblemKind, row: Row, column: str, /, **details: object) -> None:
        self._findings.add(kind, row.sheet, row.number, row.column(column), **details)

    def _names_are_names(self, row: Row, column: str, source: str) -> bool:
        for name in map(str.strip, REFERENCE.findall(source)):
            if name.startswith("last-saved#"):
                self._report(ProblemKind.LAST_SAVED, row, column, source=f"${{{name}}}")
                return False
            if not XML_NAME.fullmatch(name):
                self._report(ProblemKind.UNKNOWN_REFERENCE, row, column, name=name)
                return False
        return True

    def _references_are_good(self, row: Row, column: str, expression: Expression) -> bool:
        good = True
        for name in sorted(expression.references):
            problem = self._names.problem_with(name)
            if name == row.value("name") and name not in self._names.repeats:
                problem = ProblemKind.SELF_REFERENCE
            if problem:
                self._report(problem, row, column, name=name)
                good = False
        for one in misplaced(expression, self._names.around):
            self._report(ProblemKind.OUTSIDE_REPEAT, row, column, name=one.name, repeat=one.sought_in)
            good = False
        for name in sorted(expression.lists - self._lists.keys()):
            self._report(ProblemKind.UNKNOWN_CHOICE_LIST, row, column, list=name)
            good = False
        reads_self = any(isinstance(node, Self) for node, _ in walk(expression.syntax))
        if reads_self and column in _ALWAYS_SELF:
            self._report(ProblemKind.SELF_REFERENCE, row, column, name=row.value("name"))
            good = False
        return good

    def _report_unknown_codes(self, row: Row, column: str, expression: Expression) -> None:
        needed = required_parts(expression.syntax) if column == "relevant" else ()
        for node, name, code in comparisons_with_codes(expression.syntax, row.value("name")):
            codes = self._names.codes.get(name)
            if codes is None or _is_among(code, codes):
                continue
            never = any(part is node for part in needed)
            kind = ProblemKind.UNREACHABLE_CODE if never else ProblemKind.UNKNOWN_CODE
            self._report(kind, row, column, name=name, code=code)

    def _report_unknown_columns(
        self, row: Row, column: str, expression: Expression, choice_list: ListName
    ) -> None:
        if choice_list not in self._columns:
            found = (choice.columns.keys() for choice in self._lists.get(choice_list, ()))
            self._columns[choice_list] = frozenset({"name", "label"}.union(*found))
        known = self._columns[choice_list]
        named = {node.name for node, _ in walk(expression.syntax) if isinstance(node, Column)}
        for name in sorted(named - known):
            self._report(ProblemKind.UNKNOWN_LIST_COLUMN, row, column, column=name, list=choice_list)


def _is_among(code: str, codes: frozenset[str]) -> bool:
    """Tell whether a code is one of a list's; `= 1` means the code `1`, and `1.0` too."""
    if code in codes:
        return True
    try:
        number = float(code)
    except ValueError:
        return False
    return any(_as_number(known) == number for known in codes)


def _as_number(code: str) -> float | None:
    try:
        return float(code)
    except ValueError:
        return None
