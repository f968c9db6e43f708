"""Groups and repeats: what begins, what ends, and in which of them a row stands."""

from dataclasses import dataclass, field

from domain.languages import Texts
from domain.survey import Group, GroupName, Kind, Question
from usecases.xlsform.appearances import appearances_of
from usecases.xlsform.expressions import ExpressionReader
from usecases.xlsform.names import NameCheck
from usecases.xlsform.parameters import Parameters
from usecases.xlsform.problems import Findings, ProblemKind
from usecases.xlsform.sheets import Row
from usecases.xlsform.texts import TextReader


@dataclass(slots=True)
class GroupReader:
    """Reads the rows that begin and end groups and repeats."""

    reader: TextReader
    expressions: ExpressionReader
    names: NameCheck
    findings: Findings
    groups: list[Group] = field(default_factory=list)
    _open: list[tuple[Row, bool, GroupName]] = field(default_factory=list)

    @property
    def current(self) -> GroupName:
        """Return the innermost group that is open, empty for none."""
        return next((name for _, _, name in reversed(self._open) if name), "")

    def begin(self, row: Row, *, repeats: bool) -> Question | None:
        """Begin a group or a repeat; a repeat also gives the question that lists its entries."""
        parent = self.current
        name = row.value("name") if self.names.is_good(row) else ""
        self._open.append((row, repeats, name))
        appearances_of(row, None, self.findings)
        label = self.reader.texts(row, "label")
        if repeats and name and not label:
            self.findings.add(ProblemKind.UNNAMED_REPEAT, row.sheet, row.number, name=name)
            label = {self.reader.languages.own: name}
        group = Group(
            name=name,
            label=label,
            relevant=self.expressions.read(row, "relevant"),
            parent=parent,
            repeats=repeats,
            count=self.expressions.read(row, "repeat_count") if repeats else None,
            randomize=Parameters(row, None, self.findings).randomize,
        )
        if not name:
            return None
        self.groups.append(group)
        return _entries(group, label) if repeats else None

    def end(self, row: Row, *, repeats: bool) -> None:
        """End the innermost group or repeat."""
        row.value("name")  # many authors repeat the name where a group ends
        if not self._open:
            self.findings.add(ProblemKind.UNBALANCED_END, row.sheet, row.number)
            return
        began, was_repeat, _ = self._open.pop()
        if was_repeat is not repeats:
            column = row.column("type")
            self.findings.add(ProblemKind.CROSSED_END, row.sheet, row.number, column, first_row=began.number)

    def finish(self) -> tuple[Group, ...]:
        """Return all groups; a finding tells of each that was never ended."""
        for row, _, name in self._open:
            self.findings.add(ProblemKind.UNBALANCED_BEGIN, row.sheet, row.number, name=name)
        return tuple(self.groups)


def _entries(group: Group, label: Texts) -> Question:
    """Return the question that lists a repeat's entries: asked where the repeat is."""
    return Question(
        name=group.name, kind=Kind.REPEAT, label=label, relevant=group.relevant, group=group.parent
    )
