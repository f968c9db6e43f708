"""The rows of the survey sheet become questions."""

from collections import Counter
from dataclasses import dataclass, field

from domain.expressions import Expression
from domain.survey import Choice, Kind, Question
from usecases.xlsform.choices import BUTTON_LABEL, MAX_CHOICES, ChoiceLists
from usecases.xlsform.columns import SCREENOUT, appearances_of
from usecases.xlsform.conditions import ConditionReader, KnownNames
from usecases.xlsform.problems import Findings, ProblemKind
from usecases.xlsform.scales import scale_of
from usecases.xlsform.sheets import Row, Sheet
from usecases.xlsform.texts import TextReader
from usecases.xlsform.types import RowType, Structure, type_of

MAX_TEXT = 3_000  # label, hint and message together; the rest of a message is progress and problems
MAX_TEXT_WITH_CHOICES = 3_800  # of the 4,096 characters that Telegram allows
_LIST_MARK = 6  # "12. " and the line's end
_REQUIRED = {
    "": False,
    **dict.fromkeys(("yes", "true", "true()"), True),
    **dict.fromkeys(("no", "false", "false()"), False),
}


def read_questions(
    sheet: Sheet, lists: ChoiceLists, reader: TextReader, findings: Findings
) -> tuple[Question, ...]:
    """Return the questions of the survey sheet in order; groups are dissolved into their conditions."""
    typed = [(row, type_of(row.value("type"))) for row in sheet.rows]
    return _QuestionReader(typed, lists, reader, findings).read()


@dataclass(slots=True)
class _Group:
    row: Row
    relevant: Expression | None


@dataclass(slots=True)
class _QuestionReader:
    typed: list[tuple[Row, RowType]]
    lists: ChoiceLists
    reader: TextReader
    findings: Findings
    groups: list[_Group] = field(default_factory=list)
    first_rows: dict[str, int] = field(default_factory=dict)
    appearances_seen: set[str] = field(default_factory=set)
    names: KnownNames = field(init=False)
    conditions: ConditionReader = field(init=False)

    def read(self) -> tuple[Question, ...]:
        self.names = _names_in(self.typed, self.lists)
        self.conditions = ConditionReader(self.names, self.findings)
        questions = [question for row, kind in self.typed if (question := self.row(row, kind))]
        for group in self.groups:
            self.report(ProblemKind.UNBALANCED_GROUP, group.row)
        return tuple(questions)

    def report(self, kind: ProblemKind, row: Row, column: str | None = None, **details: object) -> None:
        self.findings.add(kind, row.sheet, row.number, column and row.column(column), **details)

    def row(self, row: Row, row_type: RowType) -> Question | None:
        written = row.value("type")
        match row_type.kind:
            case Kind():
                return self.question(row, row_type.kind, row_type.choice_list)
            case Structure.BEGIN_GROUP:
                self.begin_group(row)
            case Structure.END_GROUP:
                if self.groups:
                    self.groups.pop()
                else:
                    self.report(ProblemKind.UNBALANCED_GROUP, row)
            case Structure.METADATA:
                self.report(ProblemKind.IGNORED_METADATA, row, "type", type=written)
            case Structure.UNSUPPORTED_BEGIN:
                self.report(ProblemKind.UNSUPPORTED_TYPE, row, "type", type=written)
                self.groups.append(_Group(row, None))
            case Structure.UNSUPPORTED if written:
                self.report(ProblemKind.UNSUPPORTED_TYPE, row, "type", type=written)
                self.names.passed.add(row.value("name"))
            case _:
                self.report(ProblemKind.MISSING_TYPE, row)
        return None

    def begin_group(self, row: Row) -> None:
        if self.reader.texts(row, "label"):
            self.report(ProblemKind.IGNORED_HEADING, row, "label", name=row.value("name"))
        appearances_of(row, self.appearances_seen, self.findings)
        self.groups.append(_Group(row, self.conditions.relevant(row)))

    def question(self, row: Row, kind: Kind, choice_list: str) -> Question | None:
        name = row.value("name")
        appearances = appearances_of(row, self.appearances_seen, self.findings)
        if SCREENOUT in appearances and kind is Kind.NOTE:
            kind = Kind.SCREENOUT
        question = Question(
            name=name,
            kind=kind,
            label=self.reader.texts(row, "label", needed=True),
            hint=self.reader.texts(row, "hint"),
            choices=self.choices(row, choice_list) if choice_list else (),
            scale=scale_of(row, self.findings) if kind is Kind.RANGE else None,
            required=self.required(row, kind),
            relevant=self.conditions.relevant(
                row, tuple(group.relevant for group in self.groups if group.relevant)
            ),
            constraint=self.constraint(row, kind),
            constraint_message=self.reader.texts(row, "constraint_message"),
        )
        self.report_long_texts(row, question)
        return question if self.is_named(row, name, question.takes_answer) else None

    def is_named(self, row: Row, name: str, takes_answer: bool) -> bool:
        if not name:
            self.report(ProblemKind.MISSING_NAME, row)
            return False
        if first_row := self.first_rows.get(name):
            self.report(ProblemKind.DUPLICATE_NAME, row, "name", name=name, first_row=first_row)
            return False
        self.first_rows[name] = row.number
        if takes_answer:
            self.names.passed.add(name)
        return True

    def choices(self, row: Row, choice_list: str) -> tuple[Choice, ...]:
        found = self.lists.get(choice_list, ())
        if not found:
            self.report(ProblemKind.UNKNOWN_CHOICE_LIST, row, "type", list=choice_list)
        if len(found) > MAX_CHOICES:
            self.report(ProblemKind.TOO_MANY_CHOICES, row, "type", count=len(found), limit=MAX_CHOICES)
        return found

    def required(self, row: Row, kind: Kind) -> bool:
        written = row.value("required")
        required = _REQUIRED.get(written.lower())
        if required is None:
            self.report(ProblemKind.REQUIRED_EXPRESSION, row, "required", source=written)
            return False
        if required and kind in (Kind.NOTE, Kind.SCREENOUT):
            self.report(ProblemKind.REQUIRED_NOTE, row, "required")
        return required

    def constraint(self, row: Row, kind: Kind) -> Expression | None:
        if kind in (Kind.NOTE, Kind.SCREENOUT) and row.value("constraint"):
            self.report(ProblemKind.CONSTRAINT_ON_NOTE, row, "constraint")
            return None
        return self.conditions.constraint(row)

    def report_long_texts(self, row: Row, question: Question) -> None:
        for language in question.label:
            texts = (question.label, question.hint, question.constraint_message)
            count = sum(len(text.get(language, "")) for text in texts)
            labels = [choice.label.get(language, "") for choice in question.choices]
            listed = max(map(len, labels), default=0) > BUTTON_LABEL
            with_list = count + (sum(map(len, labels)) + _LIST_MARK * len(labels) if listed else 0)
            details = {"language": language}
            if count > MAX_TEXT:
                self.report(ProblemKind.LONG_TEXT, row, "label", count=count, limit=MAX_TEXT, **details)
            elif with_list > MAX_TEXT_WITH_CHOICES:
                limit = MAX_TEXT_WITH_CHOICES
                self.report(
                    ProblemKind.LONG_CHOICE_LIST, row, "label", count=with_list, limit=limit, **details
                )


def _names_in(typed: list[tuple[Row, RowType]], lists: ChoiceLists) -> KnownNames:
    counted = Counter(row.value("name") for row, row_type in typed if row_type.is_question)
    answered = {
        row.value("name"): frozenset(choice.name for choice in lists.get(row_type.choice_list, ())) or None
        for row, row_type in typed
        if row_type.is_question and counted[row.value("name")] == 1
    } | {name: None for name, count in counted.items() if count > 1}
    return KnownNames(answered, frozenset(row.value("name") for row, kind in typed if not kind.is_question))
