"""What is wrong with a form, and where."""

from dataclasses import dataclass, field

from usecases.xlsform.problem_kinds import ProblemKind, Severity

__all__ = ["Findings", "FormErrors", "Problem", "ProblemKind"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem and where it is.

    Args:
        kind: what is wrong.
        sheet: the sheet's name; empty for the whole file.
        row: the row in the sheet, the heading being row 1; None where no row is meant.
        column: the heading of the column; None where the whole row is meant.
        details: what goes into the places of the kind's sentences.
    """

    kind: ProblemKind
    sheet: str = ""
    row: int | None = None
    column: str | None = None
    details: dict[str, object] = field(default_factory=dict)

    @property
    def reason(self) -> str:
        """Say what is wrong, in English."""
        return self.kind.reason.format_map(self.details)

    @property
    def remedy(self) -> str:
        """Say what to do, in English."""
        return self.kind.remedy.format_map(self.details)

    @property
    def is_error(self) -> bool:
        """Tell whether the form cannot be used like this."""
        return self.kind.severity is Severity.ERROR

    def __str__(self) -> str:
        place = [self.sheet, f"row {self.row}" if self.row else "", self.column or ""]
        where = ", ".join(part for part in place if part)
        return f"{where + ': ' if where else ''}{self.reason}. {self.remedy}"


class FormErrors(ValueError):
    """The form cannot be used. `problems` holds every error and warning, in the order of the rows."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        errors = [problem for problem in problems if problem.is_error]
        super().__init__("\n".join(map(str, errors)))
        self.problems = problems


class Findings:
    """Collects problems while a form is read."""

    def __init__(self) -> None:
        self._found: list[Problem] = []

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
        self._found.append(Problem(kind, sheet, row, column, details))

    def has_errors(self) -> bool:
        """Tell whether an error was found so far."""
        return any(problem.is_error for problem in self._found)

    def has_error_in(self, sheet: str, row: int | None) -> bool:
        """Tell whether an error was found in this row."""
        return any(found.is_error and (found.sheet, found.row) == (sheet, row) for found in self._found)

    def in_order(self) -> tuple[Problem, ...]:
        """Return what was found by sheet and row, each once."""
        order = {"": 0, "settings": 1, "survey": 2, "choices": 3}
        unique = {(found.kind, str(found), found.row): found for found in self._found}
        return tuple(
            sorted(
                unique.values(),
                key=lambda found: (order.get(found.sheet, 9), found.row or 0, not found.is_error),
            )
        )
