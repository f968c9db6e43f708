"""Reading a questionnaire written as XLSForm, with a report that names every problem."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from domain.survey import LANGUAGE, Kind, Question, Survey
from usecases.xlsform.choices import read_choices
from usecases.xlsform.columns import report_unused_columns
from usecases.xlsform.problems import Findings, FormErrors, Problem, ProblemKind
from usecases.xlsform.pyxform_check import check_with_pyxform
from usecases.xlsform.questions import read_questions
from usecases.xlsform.sheets import FileType, Workbook, read_workbook
from usecases.xlsform.texts import TextReader, languages_of, title_of


@dataclass(frozen=True, slots=True)
class FormReport:
    """What came of reading a form: the survey unless there are errors, and all problems in order."""

    survey: Survey | None
    problems: tuple[Problem, ...]


def read_survey(source: bytes | str, file_type: FileType, name: str) -> Survey:
    """Return the survey of a form. Takes up to a second, so keep it off the event loop.

    Args:
        source: the file's content.
        file_type: its ending, which tells the format.
        name: what the survey is called in this program.

    Raises:
        FormErrors: the form cannot be used; the error lists every problem.
    """
    report = check_form(source, file_type, name)
    if report.survey is None:
        raise FormErrors(report.problems)
    return report.survey


def check_form(source: bytes | str, file_type: FileType, name: str) -> FormReport:
    """Return the survey of a form together with errors and warnings. Arguments as for `read_survey`."""
    content = source.encode() if isinstance(source, str) else source
    findings = Findings()
    book = read_workbook(content, file_type, findings)
    if book is None:
        return FormReport(None, findings.in_order())
    survey = _survey(book, name, content, findings)
    check_with_pyxform(content, file_type, findings)
    return FormReport(None if findings.has_errors() else survey, findings.in_order())


def _survey(book: Workbook, name: str, content: bytes, findings: Findings) -> Survey:
    languages = languages_of(book, findings)
    reader = TextReader(languages, findings)
    report_unused_columns(book.survey, book.choices, book.settings, findings)
    lists = read_choices(book.choices, reader, findings)
    questions = read_questions(book.survey, lists, reader, findings)
    title = title_of(book, languages, name, findings)
    reader.report_missing()
    if not any(question.takes_answer for question in questions) and not findings.has_errors():
        findings.add(ProblemKind.NO_QUESTIONS, "survey")
    dimensions = _dimensions(book, questions, findings)
    return Survey(name, _version(book, content), title, languages.codes, questions, dimensions)


def _dimensions(book: Workbook, questions: Sequence[Question], findings: Findings) -> tuple[str, ...]:
    """Return what results can be filtered by: questions with one choice, named in the settings."""
    kinds = {question.name: question.kind for question in questions}
    row = next((row for row in book.settings.rows if row.value("dimensions")), None)
    if row is None:
        return ()
    names = tuple(dict.fromkeys(row.value("dimensions").replace(",", " ").split()))
    for name in names:
        if name != LANGUAGE and kinds.get(name) is not Kind.SELECT_ONE:
            column = row.column("dimensions")
            findings.add(ProblemKind.WRONG_DIMENSION, "settings", row.number, column, name=name)
    return names


def _version(book: Workbook, content: bytes) -> str:
    """Return the version that the author gave, else one that changes whenever the file does."""
    given = next((row.value("version") for row in book.settings.rows), "")
    return given or hashlib.sha256(content).hexdigest()[:12]
