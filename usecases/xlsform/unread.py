"""Cells that nothing made use of: none is dropped without a word."""

from usecases.xlsform.headings import MEDIA, TRANSLATED, TRANSLATED_TITLES, Heading
from usecases.xlsform.languages import Languages
from usecases.xlsform.problems import Findings, ProblemKind
from usecases.xlsform.sheets import Row, Sheet, Workbook

_KNOWN = (
    frozenset({"type", "name", "disabled", "required", "relevant", "constraint", "calculation", "default"})
    | {"appearance", "choice_filter", "repeat_count", "trigger", "parameters", "read_only"}
    | TRANSLATED
    | MEDIA
)
_REFUSED = frozenset({"save_to", "bind::entities:saveto"})
_YES_OR_NO, _NO = ("required", "read_only"), ("no", "false", "false()")  # on a group a `no` is what it is


def report_unread(book: Workbook, languages: Languages, findings: Findings) -> None:
    """Mention cells that have no meaning in their row, and columns that have none at all."""
    for row in book.survey.rows:
        for heading in row.unread():
            if heading.field in _KNOWN and not _is_said(row, heading, languages):
                column = row.columns[heading]
                findings.gather(ProblemKind.IGNORED_CELL, row.sheet, row.number, column, column=column)
    _mention_columns(book.survey, findings)


def _is_said(row: Row, heading: Heading, languages: Languages) -> bool:
    if heading.field in TRANSLATED | MEDIA and heading.language not in languages.by_name:
        return True  # the language is refused
    return heading.field in _YES_OR_NO and row.cells[heading].lower() in _NO


def _mention_columns(sheet: Sheet, findings: Findings) -> None:
    for heading, column in sheet.columns.items():
        if heading.field in _KNOWN or not sheet.is_filled_in(heading):
            continue
        refused = heading.field.lower() in _REFUSED
        if not heading.field.lower().startswith(TRANSLATED_TITLES):
            kind = ProblemKind.REFUSED_COLUMN if refused else ProblemKind.IGNORED_COLUMN
            findings.add(kind, sheet.name, 1, column, column=column)
