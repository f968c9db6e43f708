"""A form's sheets as rows with numbers, read by pyxform from any of its file formats."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from usecases.xlsform.headings import Heading, heading_of
from usecases.xlsform.problems import Findings, ProblemKind

FileType = Literal[".md", ".csv", ".xlsx", ".xls"]
_FIRST_ROW = 2  # row 1 holds the headings


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as the author sees it, and the cells that are filled in."""

    sheet: str
    number: int
    cells: Mapping[Heading, str]
    columns: Mapping[Heading, str]

    def value(self, field: str) -> str:
        """Return the cell of an untranslated column, empty if there is none."""
        return self.cells.get(Heading(field), "")

    def column(self, field: str, language: str | None = None) -> str:
        """Return how the author called the column."""
        return self.columns.get(Heading(field, language), field)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet with its rows; the ones without any content are left out."""

    name: str
    columns: Mapping[Heading, str]
    rows: tuple[Row, ...]

    def languages_of(self, field: str) -> Iterator[str | None]:
        """Yield the languages that a field is written in, as named in the headings."""
        return (heading.language for heading in self.columns if heading.field == field)


@dataclass(frozen=True, slots=True)
class Workbook:
    """The three sheets of a form that are used here."""

    survey: Sheet
    choices: Sheet
    settings: Sheet


def read_workbook(source: bytes, file_type: FileType, findings: Findings) -> Workbook | None:
    """Return the sheets of a form, or None with a finding if the file cannot be read."""
    from pyxform.xls2json_backends import get_xlsform  # slow to import, and needed at an import only

    try:
        book = get_xlsform(xlsform=source, file_type=file_type)
    except Exception as error:  # zip, XML and spreadsheet parsers on a foreign file: it is the file's fault
        findings.add(ProblemKind.UNREADABLE, "", file_type=file_type, detail=_in_one_line(error))
        return None
    return Workbook(
        survey=_sheet("survey", book.survey, book.survey_header),
        choices=_sheet("choices", book.choices, book.choices_header),
        settings=_sheet("settings", book.settings, book.settings_header),
    )


def _sheet(name: str, rows: Any, header: Any) -> Sheet:
    headers = [column for column in (header[0] if header else {}) if column and column != "None"]
    single_colons = not any("::" in column for column in headers)
    headings = {column: heading_of(column, single_colons=single_colons) for column in headers}
    columns: dict[Heading, str] = {}
    for column, heading in headings.items():
        columns.setdefault(heading, column)
    read = (
        Row(
            sheet=name,
            number=number,
            cells={headings[key]: str(cell).strip() for key, cell in row.items() if key in headings and cell},
            columns=columns,
        )
        for number, row in enumerate(rows or (), start=_FIRST_ROW)
    )
    return Sheet(name, columns, tuple(row for row in read if row.cells))


def _in_one_line(error: Exception) -> str:
    return " ".join(str(error).split()).rstrip(".") or type(error).__name__
