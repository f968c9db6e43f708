"""What the rows of a form are called, and what expressions may do with each of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.expressions.checks import Around
from domain.survey import OTHER, ChoiceName, Kind, QuestionName
from usecases.xlsform.choices import ChoiceLists
from usecases.xlsform.problems import Findings, ProblemKind
from usecases.xlsform.sheets import Row
from usecases.xlsform.types import Kinds, RowType, Structure

XML_NAME = re.compile(r"[^\W\d][\w.-]*")
_RESERVED = frozenset({"meta", "data"})  # of XForms; rows called so break every program that reads the form

Typed = tuple[Row, RowType]


def other_name(name: QuestionName) -> QuestionName:
    """Return what the text question is called that `or_other` adds to a question."""
    return f"{name}_{OTHER}"


@dataclass(frozen=True, slots=True)
class KnownNames:
    """All names of a form: what each row is, the codes of those with choices, the repeats around each."""

    kinds: Mapping[str, Kinds]
    codes: Mapping[QuestionName, frozenset[ChoiceName]]
    around: Around

    @property
    def repeats(self) -> frozenset[str]:
        """The names of the repeats."""
        return frozenset(name for name, kind in self.kinds.items() if kind is Structure.BEGIN_REPEAT)

    def problem_with(self, name: str) -> ProblemKind | None:
        """Return why an expression cannot refer to this name, None if it can."""
        if name.startswith("last-saved#"):
            return ProblemKind.LAST_SAVED
        kind = self.kinds.get(name)
        if kind is None:
            return ProblemKind.UNKNOWN_REFERENCE
        if kind is Kind.NOTE or kind is Structure.BEGIN_GROUP:
            return ProblemKind.REFERENCE_WITHOUT_ANSWER
        return None

    def problem_in_text(self, name: str) -> ProblemKind | None:
        """Return why a text cannot show what this name stands for, None if it can."""
        kind = self.kinds.get(name)
        if kind is Structure.BEGIN_REPEAT:
            return ProblemKind.REFERENCE_WITHOUT_ANSWER
        if isinstance(kind, Kind) and kind.is_media:
            return ProblemKind.REFERENCE_TO_FILE
        return self.problem_with(name)


def known_names(typed: list[Typed], lists: ChoiceLists) -> KnownNames:
    """Return the names of a form's rows; of a name that occurs twice the first row counts."""
    kinds: dict[str, Kinds] = {}
    codes: dict[QuestionName, frozenset[ChoiceName]] = {}
    of_list = {name: frozenset(choice.name for choice in choices) for name, choices in lists.items()}
    for row, row_type in typed:
        name = row.value("name")
        if not name or name in kinds:
            continue
        kinds[name] = row_type.kind
        if row_type.choice_list in of_list:
            found = of_list[row_type.choice_list]
            codes[name] = found | {OTHER} if row_type.or_other else found
        if row_type.or_other:
            kinds.setdefault(other_name(name), Kind.TEXT)
    return KnownNames(kinds, codes, _repeats_around(typed))


def _repeats_around(typed: list[Typed]) -> Around:
    """Return the repeats around each name, a repeat's own among them."""
    around: dict[str, tuple[str, ...]] = {}
    homes: list[tuple[str, ...]] = [()]
    for row, row_type in typed:
        name, kind = row.value("name"), row_type.kind
        if kind in (Structure.END_GROUP, Structure.END_REPEAT):
            homes = homes[:-1] or [()]
            continue
        inside = (*homes[-1], name) if kind is Structure.BEGIN_REPEAT else homes[-1]
        if kind in (Structure.BEGIN_GROUP, Structure.BEGIN_REPEAT):
            homes.append(inside)
        around.setdefault(name, inside)
        if row_type.or_other:
            around.setdefault(other_name(name), inside)
    return around


@dataclass(slots=True)
class NameCheck:
    """Looks at every name as it comes: whether it is a name, free, and easy to tell from the others."""

    findings: Findings
    first_rows: dict[str, int] = field(default_factory=dict)
    lowered: dict[str, str] = field(default_factory=dict)

    def is_good(self, row: Row) -> bool:
        """Tell whether a row's name can be used; else a finding says why not."""
        name, column = row.value("name"), row.column("name")
        if not name:
            self.findings.add(ProblemKind.MISSING_NAME, row.sheet, row.number)
            return False
        if not XML_NAME.fullmatch(name):
            self.findings.add(ProblemKind.INVALID_NAME, row.sheet, row.number, column, name=name)
            return False
        if name.lower() in _RESERVED:
            self.findings.add(ProblemKind.RESERVED_NAME, row.sheet, row.number, column, name=name)
            return False
        if first_row := self.first_rows.get(name):
            self.findings.add(
                ProblemKind.DUPLICATE_NAME, row.sheet, row.number, column, name=name, first_row=first_row
            )
            return False
        twin = self.lowered.setdefault(name.lower(), name)
        if twin != name:
            self.findings.add(
                ProblemKind.SIMILAR_NAME,
                row.sheet,
                row.number,
                column,
                name=name,
                first_row=self.first_rows.get(twin, row.number),
            )
        self.first_rows[name] = row.number
        return True
