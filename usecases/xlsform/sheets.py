"""The sheets of a form as rows with numbers. Every row remembers which of its cells were made use of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from domain.direction import in_its_place, turning_signs
from usecases.xlsform.headings import Heading, heading_of
from usecases.xlsform.limits import MAX_CELL
from usecases.xlsform.problems import Findings, ProblemKind
from usecases.xlsform.tables import Table

_USED = ("survey", "choices", "settings")
_REFUSED = frozenset({"entities", "external_choices", "cascades", "osm"})
_YES = frozenset({"yes", "true", "true()"})


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as the author sees it, and the cells that are filled in."""

    sheet: str
    number: int
    cells: Mapping[Heading, str]
    columns: Mapping[Heading, str]
    read: set[Heading] = field(default_factory=set, compare=False, repr=False)

    def value(self, name: str) -> str:
        """Return the cell of an untranslated column, empty if there is none."""
        return self.cell(Heading(name))

    def cell(self, heading: Heading) -> str:
        """Return a cell, empty if nothing stands there, and remember that it was made use of."""
        self.read.add(heading)
        return self.cells.get(heading, "")

    def column(self, name: str, language: str | None = None) -> str:
        """Return how the author called the column."""
        return self.columns.get(Heading(name, language), name)

    def unread(self) -> Iterator[Heading]:
        """Yield the headings of the cells that nothing made use of."""
        return (heading for heading in self.cells if heading not in self.read)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet with its rows; the ones without any content are left out."""

    name: str
    columns: Mapping[Heading, str] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()

    def is_filled_in(self, heading: Heading) -> bool:
        """Tell whether anything stands in a column."""
        return any(heading in row.cells for row in self.rows)


@dataclass(frozen=True, slots=True)
class Workbook:
    """The three sheets of a form that are used here."""

    survey: Sheet
    choices: Sheet
    settings: Sheet

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """Return all of them, the questions first."""
        return (self.survey, self.choices, self.settings)


def workbook_of(tables: tuple[Table, ...], findings: Findings) -> Workbook:
    """Return the sheets that make the form; what stands in others is reported."""
    if len(tables) == 1:
        tables = (Table("survey", tables[0].rows),)
    found: dict[str, Sheet] = {}
    for table in tables:
        name = " ".join(table.name.split()).lower()
        if name in found:
            findings.add(ProblemKind.DUPLICATE_SHEET, name, sheet=table.name)
        elif name in _USED:
            found[name] = _sheet(name, table, findings)
        elif table.rows:
            kind = ProblemKind.REFUSED_SHEET if name in _REFUSED else ProblemKind.IGNORED_SHEET
            findings.add(kind, table.name, sheet=table.name)
    if "survey" not in found:
        findings.add(ProblemKind.NO_SURVEY_SHEET, "")
    return Workbook(*(found.get(name, Sheet(name)) for name in _USED))


def _sheet(name: str, table: Table, findings: Findings) -> Sheet:
    if not table.rows:
        return Sheet(name)
    (heading_row, titles), *rows = table.rows
    headings: list[Heading | None] = []
    columns: dict[Heading, str] = {}
    for place, title in enumerate(titles):
        column = " ".join(title.split())
        heading = heading_of(column, name) if column else None
        if heading in columns:
            first = columns[heading]
            findings.add(
                ProblemKind.DUPLICATE_COLUMN, name, heading_row, column, column=column, first_column=first
            )
            heading = Heading(f"{column} ({_letters(place)})")
        headings.append(heading)
        if heading:
            columns[heading] = column
    made = (_row(name, number, cells, headings, columns, findings) for number, cells in rows)
    meant = (row for row in made if row.cells and _is_meant(row, findings))
    return Sheet(name, columns, tuple(_in_its_place(row, findings) for row in meant))


def _row(
    sheet: str,
    number: int,
    texts: tuple[str, ...],
    headings: list[Heading | None],
    columns: Mapping[Heading, str],
    findings: Findings,
) -> Row:
    cells: dict[Heading, str] = {}
    for place, text in enumerate(texts):
        heading = headings[place] if place < len(headings) else None
        if text and heading is None:
            findings.gather(ProblemKind.CELL_WITHOUT_HEADING, sheet, number, letter=_letters(place))
        elif text and heading:
            cells[heading] = text
            if len(text) > MAX_CELL:
                count, column = len(text), columns[heading]
                findings.add(ProblemKind.LONG_CELL, sheet, number, column, count=count, limit=MAX_CELL)
    return Row(sheet, number, cells, columns)


def _in_its_place(row: Row, findings: Findings) -> Row:
    """Return a row none of whose texts turns around what it will stand beside."""
    turned = {heading: text for heading, text in row.cells.items() if turning_signs(text)}
    for heading in turned:
        findings.gather(ProblemKind.TURNING_SIGNS, row.sheet, row.number, row.columns[heading])
    cells = {**row.cells, **{heading: in_its_place(text).strip() for heading, text in turned.items()}}
    return replace(row, cells={heading: text for heading, text in cells.items() if text}) if turned else row


def _is_meant(row: Row, findings: Findings) -> bool:
    """Tell whether a row counts: its author has not switched it off, and it is more than a comment."""
    kind = _left_out(row)
    if kind is not None:
        findings.gather(kind, row.sheet, row.number)
    return kind is None


def _left_out(row: Row) -> ProblemKind | None:
    if row.sheet == "settings":
        return None
    mark = "type" if row.sheet == "survey" else "list_name"
    if row.cells.get(Heading(mark), "").startswith("#"):
        return ProblemKind.COMMENT_ROW
    if row.sheet == "survey" and row.value("disabled").lower() in _YES:
        return ProblemKind.DISABLED_ROW
    told = (mark, "name", "label") if row.sheet == "survey" else ("list_name", "name", "label")
    if not any(heading.field in told for heading in row.cells):
        return ProblemKind.COMMENT_ROW
    return None


def _letters(place: int) -> str:
    """Return a column's letters, as a spreadsheet shows them."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
