"""What is wrong with a form, and where."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from usecases.xlsform.problem_kinds import ProblemKind, Severity

__all__ = ["Findings", "FormErrors", "Problem", "ProblemKind", "Severity", "rows_in_short"]

_SHEETS = {"": 0, "settings": 1, "survey": 2, "choices": 3}
_MOST_RANGES = 12  # of row numbers in one line


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem and where it is.

    Args:
        kind: what is wrong.
        sheet: the sheet's name; empty for the whole file.
        row: the row in the sheet, the heading being row 1; None where no row is meant. Where several rows
            have the same problem it is the first, and the detail `rows` names them all.
        column: the heading of the column; None where the whole row is meant.
        details: what goes into the places of the kind's sentences.
    """

    kind: ProblemKind
    sheet: str = ""
    row: int | None = None
    column: str | None = None
    details: dict[str, object] = field(default_factory=dict)

    @property
    def is_error(self) -> bool:
        """Tell whether the form cannot be used like this."""
        return self.kind.severity is Severity.ERROR

    def __str__(self) -> str:
        place = [self.sheet, f"row {self.row}" if self.row else "", self.column or ""]
        where = ", ".join(part for part in place if part)
        details = "; ".join(f"{name}: {value}" for name, value in self.details.items())
        return f"{where + ': ' if where else ''}{self.kind.value}{f' ({details})' if details else ''}"


class FormErrors(ValueError):
    """The form cannot be used. `problems` holds every error and warning, in the order of the rows."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        errors = [problem for problem in problems if problem.is_error]
        super().__init__("\n".join(map(str, errors)))
        self.problems = problems

    def __reduce__(self) -> tuple[type["FormErrors"], tuple[tuple[Problem, ...]]]:
        """Travel between processes with all problems."""
        return FormErrors, (self.problems,)


def rows_in_short(rows: Iterable[int]) -> str:
    """Return row numbers as ranges: `3, 5–9`; of very many only the first ones."""
    ranges: list[list[int]] = []
    for row in sorted(set(rows)):
        if ranges and row == ranges[-1][1] + 1:
            ranges[-1][1] = row
        else:
            ranges.append([row, row])
    parts = [str(first) if first == last else f"{first}–{last}" for first, last in ranges[:_MOST_RANGES]]
    return ", ".join(parts) + (", …" if len(ranges) > _MOST_RANGES else "")


class Findings:
    """Collects problems while a form is read."""

    def __init__(self) -> None:
        self._found: list[Problem] = []
        self._gathered: dict[tuple[object, ...], tuple[Problem, list[int]]] = {}
        self._errors: set[tuple[str, int | None]] = set()

    def add(
        self,
        kind: ProblemKind,
        sheet: str,
        row: int | None = None,
        column: str | None = None,
        /,
        **details: object,
    ) -> None:
        """Note a problem."""
        problem = Problem(kind, sheet, row, column, details)
        self._found.append(problem)
        if problem.is_error:
            self._errors.add((sheet, row))

    def gather(
        self, kind: ProblemKind, sheet: str, row: int, column: str | None = None, /, **details: object
    ) -> None:
        """Note a problem that many rows may have: they become one, with the details `rows` and `count`."""
        key = (kind, sheet, column, tuple(details.items()))
        _, rows = self._gathered.setdefault(key, (Problem(kind, sheet, row, column, details), []))
        rows.append(row)

    def has_errors(self) -> bool:
        """Tell whether an error was found so far."""
        return bool(self._errors)

    def has_any_in(self, sheet: str, row: int | None) -> bool:
        """Tell whether anything was found in this row."""
        alone = any((found.sheet, found.row) == (sheet, row) for found in self._found)
        return alone or any(found.sheet == sheet and row in rows for found, rows in self._gathered.values())

    def in_order(self) -> tuple[Problem, ...]:
        """Return what was found by sheet and row, each once."""
        gathered = (
            Problem(
                one.kind,
                one.sheet,
                min(rows),
                one.column,
                one.details | {"rows": rows_in_short(rows), "count": len(set(rows))},
            )
            for one, rows in self._gathered.values()
        )
        unique = {str(found): found for found in (*self._found, *gathered)}
        return tuple(
            sorted(
                unique.values(),
                key=lambda found: (_SHEETS.get(found.sheet, 9), found.row or 0, not found.is_error),
            )
        )
