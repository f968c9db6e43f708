"""Reading a questionnaire written as XLSForm, with a report that names every problem."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from domain.graph import CyclicConditions, graph_of
from domain.shown_files import ShownFile, names_shown
from domain.survey import Survey
from usecases.xlsform.choice_files import UnreadableChoices, choices_in
from usecases.xlsform.choices import (
    ChoiceLists,
    ChoiceReader,
    allows_duplicates,
    in_their_place,
    report_long_label,
)
from usecases.xlsform.headings import Heading
from usecases.xlsform.languages import Languages, languages_of
from usecases.xlsform.limits import MAX_LANGUAGES, MAX_QUESTIONS, is_within_limits
from usecases.xlsform.names import Typed, known_names
from usecases.xlsform.parameters import Parameters
from usecases.xlsform.problems import Findings, FormErrors, Problem, ProblemKind
from usecases.xlsform.pyxform_check import check_with_pyxform
from usecases.xlsform.questions import Body, QuestionReader
from usecases.xlsform.reach import report_unreachable
from usecases.xlsform.settings import dimensions_of, quotas_of, report_settings
from usecases.xlsform.sheets import Workbook, workbook_of
from usecases.xlsform.sizes import report_sizes
from usecases.xlsform.tables import FileType, read_tables
from usecases.xlsform.texts import TextReader, title_of
from usecases.xlsform.types import type_of
from usecases.xlsform.unread import report_unread

Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class FormReport:
    """What came of reading a form: the survey unless there are errors, and all problems in order.

    `files` are those that the survey shows with its questions.
    """

    survey: Survey | None
    problems: tuple[Problem, ...]
    files: tuple[ShownFile, ...] = ()


def read_survey(
    source: bytes | str, file_type: FileType, name: str, companions: Files | None = None
) -> Survey:
    """Return the survey of a form. Takes up to a few seconds, so keep it off the event loop.

    Args:
        source: the file's content.
        file_type: its ending, which tells the format.
        name: what the survey is called in this program.
        companions: the files that come with the form, by name: choices from a file, pictures.

    Raises:
        FormErrors: the form cannot be used; the error lists every problem.
    """
    report = check_form(source, file_type, name, companions)
    if report.survey is None:
        raise FormErrors(report.problems)
    return report.survey


def check_form(
    source: bytes | str, file_type: FileType, name: str, companions: Files | None = None
) -> FormReport:
    """Return the survey of a form together with errors and warnings. Arguments as for `read_survey`."""
    content = source.encode() if isinstance(source, str) else source
    findings = Findings()
    tables = read_tables(content, file_type, findings) if is_within_limits(content, findings) else None
    if tables is None:
        return FormReport(None, findings.in_order())
    book = workbook_of(tables, findings)
    if findings.has_errors():
        return FormReport(None, findings.in_order())
    reader = _FormReader(book, companions or {}, findings)
    survey = reader.survey(name, content)
    if survey is None or findings.has_errors():
        return FormReport(None, findings.in_order())
    return FormReport(survey, findings.in_order(), tuple(reader.shown[name] for name in survey.files))


@dataclass(slots=True)
class _FormReader:
    book: Workbook
    companions: Files
    findings: Findings
    shown: dict[str, ShownFile] = field(default_factory=dict)

    def survey(self, name: str, content: bytes) -> Survey | None:
        book, findings = self.book, self.findings
        typed = [(row, type_of(row.value("type"))) for row in book.survey.rows]
        if not self._has_questions(typed):
            return None
        languages = languages_of(book, findings)
        if len(languages.codes) > MAX_LANGUAGES:
            count, limit = len(languages.codes), MAX_LANGUAGES
            findings.add(ProblemKind.TOO_MANY_LANGUAGES, "survey", 1, count=count, limit=limit)
            return None
        reader = TextReader(languages, self.companions, self.shown, findings)
        report_settings(book.settings, findings)
        asked = frozenset(row_type.choice_list for _, row_type in typed)
        lists = ChoiceReader(book.choices, reader, findings, allows_duplicates(book), asked).read()
        typed = [self._with_file(one, lists, languages) for one in typed]
        body = QuestionReader(known_names(typed, lists), lists, reader, findings).read(typed)
        title = title_of(book, languages, name, findings)
        reader.report_missing()
        dimensions = dimensions_of(book, body.questions, body.groups, findings)
        survey = Survey(
            name=name,
            version=_version(book, content),
            title=title,
            languages=languages.codes,
            questions=body.questions,
            dimensions=dimensions,
            groups=body.groups,
            lists=lists,
            quotas=quotas_of(book, body.questions, body.groups, dimensions, findings),
        )
        self._report_whole(survey, body, typed, languages)
        used = _lists_used(survey, typed)
        return replace(
            survey,
            lists={name: rows for name, rows in lists.items() if name in used},
            files={name: self.shown[name].digest for name in names_shown(survey)},
        )

    def _has_questions(self, typed: list[Typed]) -> bool:
        if Heading("type") not in self.book.survey.columns:
            self.findings.add(ProblemKind.NO_TYPE_COLUMN, "survey")
        elif len(typed) > MAX_QUESTIONS:
            count, limit = len(typed), MAX_QUESTIONS
            self.findings.add(ProblemKind.TOO_MANY_QUESTIONS, "survey", count=count, limit=limit)
        else:
            return True
        return False

    def _with_file(self, one: Typed, lists: ChoiceLists, languages: Languages) -> Typed:
        """Return a row whose choices come from a file as one whose list has the file's name."""
        row, row_type = one
        if not row_type.file:
            return one
        stem = PurePosixPath(row_type.file).stem
        name = stem if stem not in lists else row_type.file
        content = self.companions.get(row_type.file)
        if content is None:
            kind = ProblemKind.MISSING_CHOICE_FILE
            self.findings.add(kind, row.sheet, row.number, row.column("type"), file=row_type.file)
            return row, replace(row_type, choice_list=name)
        # Only what it says about columns is looked at here; the rest is checked with the question.
        given = Parameters(row, None, Findings())
        value, label = given.text("value", "name"), given.text("label", "label")
        try:
            found = choices_in(row_type.file, content, languages.own, value, label)
            lists[name] = in_their_place(row, found, self.findings)
        except UnreadableChoices:
            kind = ProblemKind.UNREADABLE_CHOICE_FILE
            self.findings.add(kind, row.sheet, row.number, row.column("type"), file=row_type.file)
        for choice in lists.get(name, ()):
            report_long_label(row, name, choice, self.findings)
        return row, replace(row_type, choice_list=name)

    def _report_whole(self, survey: Survey, body: Body, typed: list[Typed], languages: Languages) -> None:
        """Report what shows only when everything is read."""
        findings, columns = self.findings, self.book.survey.columns
        label, relevant = columns.get(Heading("label"), "label"), columns.get(Heading("relevant"), "relevant")
        report_sizes(survey, body.rows, label, findings)
        report_unreachable(survey, body.rows, relevant, findings)
        report_unread(self.book, languages, findings)
        if not findings.has_errors():
            self._report_cycle(survey, body)
        if unused := sorted(survey.lists.keys() - _lists_used(survey, typed)):
            findings.add(ProblemKind.UNUSED_LISTS, "choices", lists=", ".join(unused))
        if not any(question.takes_answer for question in survey.questions) and not findings.has_errors():
            findings.add(ProblemKind.NO_QUESTIONS, "survey")
        if not findings.has_errors():
            check_with_pyxform(self.book, languages, findings)

    def _report_cycle(self, survey: Survey, body: Body) -> None:
        try:
            graph_of(survey)
        except CyclicConditions as cycle:
            row = body.rows.get(cycle.names[0])
            self.findings.add(ProblemKind.CYCLE, "survey", row, names=" → ".join(cycle.names))


def _lists_used(survey: Survey, typed: list[Typed]) -> set[str]:
    """Return the choice lists that a question asks from or an expression reads."""
    expressions = [
        *(one for group in survey.groups for one in (group.relevant, group.count)),
        *(
            one
            for question in survey.questions
            for one in (
                *(question.relevant, question.calculation, question.constraint, question.default),
                *(question.required_when, question.choice_filter, question.order_seed),
            )
        ),
    ]
    asked = {row_type.choice_list for _, row_type in typed}
    return asked.union(*(one.lists for one in expressions if one is not None))


def _version(book: Workbook, content: bytes) -> str:
    """Return the version that the author gave, else one that changes whenever the file does."""
    given = next((row.value("version") for row in book.settings.rows[:1]), "")
    return given or hashlib.sha256(content).hexdigest()[:12]
