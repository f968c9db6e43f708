"""What is wrong in a file, in the words of whoever has to mend it."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileProblem:
    """One thing to mend: where it stands, which field, and what it should be.

    `line` counts from 1 and is None where the whole file is meant; `field` is empty where the file cannot
    be read as fields at all.
    """

    line: int | None
    field: str
    says: str

    def __str__(self) -> str:
        """Return `line 12: starts: should be …`."""
        where = "" if self.line is None else f"line {self.line}: "
        return f"{where}{self.field}: {self.says}" if self.field else f"{where}{self.says}"


class FileProblems(Exception):
    """A file cannot be used; the message names every problem, each on a line of its own."""

    def __init__(self, problems: Sequence[FileProblem], name: str = "") -> None:
        self.name = name
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line or 0))
        super().__init__("\n".join(self.lines))

    @property
    def lines(self) -> tuple[str, ...]:
        """The problems, each as `FILE, line 12: starts: should be …`."""
        return tuple(self._line(problem) for problem in self.problems)

    def _line(self, problem: FileProblem) -> str:
        if not self.name:
            return str(problem)
        return f"{self.name}{': ' if problem.line is None else ', '}{problem}"
