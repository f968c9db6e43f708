"""The rows of the survey sheet become questions and groups."""

from dataclasses import dataclass, field, replace

from domain.expressions import Expression
from domain.languages import Texts
from domain.survey import Choice, Group, Kind, Question, QuestionName
from usecases.xlsform.appearances import SCREENOUT, appearances_of
from usecases.xlsform.choices import ChoiceLists
from usecases.xlsform.defaults import default_of
from usecases.xlsform.expressions import ExpressionReader
from usecases.xlsform.groups import GroupReader
from usecases.xlsform.names import KnownNames, NameCheck, Typed, other_name
from usecases.xlsform.other_choice import other_question, with_other
from usecases.xlsform.parameters import Parameters
from usecases.xlsform.problems import Findings, ProblemKind
from usecases.xlsform.sheets import Row
from usecases.xlsform.texts import REFERENCE, TextReader
from usecases.xlsform.types import Metadata, RowType, Structure

MAX_CHOICES = 1_000  # in one list; the chat shows it by pages, a choice_filter narrows it
TRUTH = {
    **dict.fromkeys(("yes", "true", "true()", "1"), True),
    **dict.fromkeys(("", "no", "false", "false()", "0"), False),
}


@dataclass(frozen=True, slots=True)
class Body:
    """What the survey sheet holds, and in which row each name stands."""

    questions: tuple[Question, ...]
    groups: tuple[Group, ...]
    rows: dict[str, int]


@dataclass(slots=True)
class QuestionReader:
    """Reads the rows of the survey sheet."""

    names: KnownNames
    lists: ChoiceLists
    reader: TextReader
    findings: Findings
    expressions: ExpressionReader = field(init=False)
    checked: NameCheck = field(init=False)
    groups: GroupReader = field(init=False)
    questions: list[Question] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.expressions = ExpressionReader(self.names, self.lists, self.findings)
        self.checked = NameCheck(self.findings)
        self.groups = GroupReader(self.reader, self.expressions, self.checked, self.findings)

    def read(self, typed: list[Typed]) -> Body:
        """Return the questions and groups of all rows, in order."""
        for row, row_type in typed:
            self._row(row, row_type)
        groups = self.groups.finish()
        for row, column, name in self.reader.references:
            if problem := self.names.problem_in_text(name):
                self._report(problem, row, column, name=name, source=f"${{{name}}}")
        return Body(tuple(self.questions), groups, self.checked.first_rows)

    def _report(self, kind: ProblemKind, row: Row, column: str | None = None, /, **details: object) -> None:
        self.findings.add(kind, row.sheet, row.number, column and row.column(column), **details)

    def _row(self, row: Row, row_type: RowType) -> None:
        written = row.value("type")
        match row_type.kind:
            case Kind() as kind:
                self._question(row, row_type, kind)
            case Metadata() as kind:
                self._metadata(row, kind)
            case Structure.BEGIN_GROUP | Structure.BEGIN_REPEAT as kind:
                repeats = kind is Structure.BEGIN_REPEAT
                if question := self.groups.begin(row, repeats=repeats):
                    self.questions.append(question)
            case Structure.END_GROUP | Structure.END_REPEAT as kind:
                self.groups.end(row, repeats=kind is Structure.END_REPEAT)
            case ProblemKind() as problem:
                row.read.update(row.cells)  # the row is refused as a whole
                if not written.lower().startswith("end"):  # its beginning was refused already
                    self._report(problem, row, "type", type=written)
            case _:
                row.read.update(row.cells)
                self._report(ProblemKind.MISSING_TYPE, row)

    def _metadata(self, row: Row, kind: Metadata) -> None:
        written, name = row.value("type"), row.value("name")
        calculation = self.expressions.compiled(row, "type", kind.value)
        empty = kind is Metadata.NOBODY
        problem = ProblemKind.ALWAYS_EMPTY if empty else ProblemKind.ONLY_IN_CONDITIONS
        self._report(problem, row, "type", type=written, name=name)
        if self.checked.is_good(row):
            self.questions.append(
                Question(
                    name=name,
                    kind=Kind.CALCULATE,
                    label=self.reader.texts(row, "label"),
                    relevant=self.expressions.read(row, "relevant"),
                    calculation=calculation,
                    group=self.groups.current,
                )
            )

    def _question(self, row: Row, row_type: RowType, kind: Kind) -> None:
        is_note, is_asked = kind is Kind.NOTE, kind is not Kind.CALCULATE
        appearance = appearances_of(row, kind, self.findings) if is_asked else frozenset[str]()
        if is_note and SCREENOUT in appearance:
            kind = Kind.SCREENOUT
        media = self.reader.media(row) if is_asked else {}
        question = Question(
            name=row.value("name"),
            kind=kind,
            label=self._label(row, needed=is_asked and not media),
            hint=self.reader.texts(row, "hint") if is_asked else {},
            guidance=self.reader.texts(row, "guidance_hint") if is_asked else {},
            relevant=self.expressions.read(row, "relevant"),
            group=self.groups.current,
            appearance=appearance,
            media=media,
        )
        question = self._unanswered(row, question) if is_note else self._computed(row, row_type, question)
        if is_asked and not is_note:
            question = self._answered(row, row_type, question)
        if is_note and not question.name:
            question = replace(question, name=f"generated_note_name_{row.number}")  # as pyxform calls it
        elif not self.checked.is_good(row):
            return
        self.questions.append(question)
        if row_type.or_other:
            if question.choice_filter is not None:
                self._report(ProblemKind.FILTER_WITH_OTHER, row, "choice_filter")
            self._add_other(row, question)

    def _label(self, row: Row, *, needed: bool) -> Texts:
        return self.reader.texts(row, "label", needed=ProblemKind.MISSING_LABEL if needed else None)

    def _unanswered(self, row: Row, question: Question) -> Question:
        """Look at what makes no sense on a note."""
        row.value("read_only")
        if TRUTH.get(row.value("required").lower(), True):
            self._report(ProblemKind.REQUIRED_NOTE, row, "required")
        if row.value("constraint"):
            self._report(ProblemKind.CONSTRAINT_ON_NOTE, row, "constraint")
        return question

    def _computed(self, row: Row, row_type: RowType, question: Question) -> Question:
        """Add what is worked out: the calculation, the default, and what triggers them."""
        if question.kind.is_media:
            return question
        calculation = self.expressions.read(row, "calculation")
        codes = self.names.codes.get(question.name, frozenset()) if question.kind.has_choices else None
        default = default_of(row, question.kind, codes, row_type.choice_list, self.expressions, self.findings)
        worked_out = calculation or default or row.value("calculation") or row.value("default")
        if question.kind is Kind.CALCULATE and not row_type.hidden and not worked_out:
            self._report(ProblemKind.MISSING_CALCULATION, row, "calculation")
        trigger = self._trigger(row)
        if trigger and not row.value("calculation"):
            self._report(ProblemKind.TRIGGER_WITHOUT_CALCULATION, row, "trigger")
            trigger = ()
        return replace(question, calculation=calculation, default=default, trigger=trigger)

    def _trigger(self, row: Row) -> tuple[QuestionName, ...]:
        written = row.value("trigger")
        names = tuple(dict.fromkeys(name.strip() for name in REFERENCE.findall(written)))
        if REFERENCE.sub("", written).strip(" ,\n") or (written and not names):
            self._report(ProblemKind.INVALID_TRIGGER, row, "trigger", source=written)
            return ()
        for name in names:
            problem = self.names.problem_with(name)
            if name == row.value("name"):
                problem = ProblemKind.SELF_REFERENCE
            if problem:
                self._report(problem, row, "trigger", name=name, source=f"${{{name}}}")
        return names

    def _answered(self, row: Row, row_type: RowType, question: Question) -> Question:
        """Add what belongs to questions that somebody answers."""
        required, required_when = self._required(row)
        parameters = Parameters(row, question.kind, self.findings, from_file=bool(row_type.file))
        chosen = question.kind.has_choices
        return replace(
            question,
            choices=self._choices(row, row_type) if chosen else (),
            choice_list=row_type.choice_list,
            scale=parameters.scale() if question.kind is Kind.RANGE else None,
            required=required,
            required_when=required_when,
            required_message=self.reader.texts(row, "required_message"),
            constraint=self.expressions.read(row, "constraint"),
            constraint_message=self.reader.texts(row, "constraint_message"),
            choice_filter=self.expressions.read(row, "choice_filter", row_type.choice_list)
            if chosen
            else None,
            read_only=self._read_only(row),
            randomize=chosen and parameters.randomize,
            order_seed=self._seed(row, parameters) if chosen else None,
            max_pixels=parameters.max_pixels if question.kind is Kind.IMAGE else None,
        )

    def _required(self, row: Row) -> tuple[bool, Expression | None]:
        required = TRUTH.get(row.value("required").lower())
        return (required, None) if required is not None else (False, self.expressions.read(row, "required"))

    def _read_only(self, row: Row) -> bool:
        written = row.value("read_only")
        if written.lower() not in TRUTH:
            self._report(ProblemKind.READ_ONLY_CONDITION, row, "read_only", source=written)
        return TRUTH.get(written.lower(), False)

    def _seed(self, row: Row, parameters: Parameters) -> Expression | None:
        seed = parameters.text("seed")
        if not seed:
            return None
        if not parameters.randomize:
            details = {"parameter": "seed"}
            column = row.column("parameters")
            self.findings.gather(ProblemKind.IGNORED_PARAMETER, row.sheet, row.number, column, **details)
            return None
        return self.expressions.compiled(row, "parameters", seed)

    def _choices(self, row: Row, row_type: RowType) -> tuple[Choice, ...]:
        found = self.lists.get(row_type.choice_list, ())
        if not found and not row_type.file:  # of a file it is said already
            self._report(ProblemKind.UNKNOWN_CHOICE_LIST, row, "type", list=row_type.choice_list)
        if len(found) > MAX_CHOICES:
            self._report(ProblemKind.TOO_MANY_CHOICES, row, "type", count=len(found), limit=MAX_CHOICES)
        return with_other(found, self.reader.languages.codes) if row_type.or_other else found

    def _add_other(self, row: Row, question: Question) -> None:
        name = other_name(question.name)
        if first_row := self.checked.first_rows.get(name):
            self._report(ProblemKind.OTHER_NAME_TAKEN, row, "type", name=name, first_row=first_row)
            return
        self.checked.first_rows[name] = row.number
        self.questions.append(other_question(question, self.reader.languages.codes))
