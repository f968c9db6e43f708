"""A survey's texts as a workbook, for translators who work in a spreadsheet: one row a text."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook

from domain.languages import Language, is_right_to_left
from domain.returned_texts import Returned
from domain.survey import Survey
from domain.survey_texts import own_language
from domain.translations import Line, State
from usecases.survey_texts import TextsFile, TextsRefused
from usecases.survey_texts_po import explained
from usecases.xlsform.limits import is_within_limits
from usecases.xlsform.problems import Findings
from usecases.xlsform.tables import Table, read_tables

COLUMNS = ("place", "kind", "source", "translation", "state")
_WIDTHS = (28, 34, 50, 50, 12)
_PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_xlsx_file(survey: Survey, language: Language, lines: Iterable[Line], made: datetime) -> bytes:
    """Return a workbook of a survey's texts. Its one sheet is called after the survey and the language."""
    content = BytesIO()
    with Workbook(content, {"in_memory": True, **_PLAIN}) as book:
        book.set_properties({"title": f"{survey.name} ({language})", "created": made.replace(tzinfo=None)})
        sheet = book.add_worksheet("texts")
        side = {"reading_order": 2, "align": "right"} if is_right_to_left(language) else {}
        shown = {"text_wrap": True, "valign": "top"}
        head = book.add_format({"bold": True, "bottom": 1})
        fixed = book.add_format({**shown, "font_color": "#4A5868"})
        written = book.add_format({**shown, **side, "bg_color": "#FFF8DC"})
        looks = (fixed, fixed, book.add_format(shown), written, fixed)
        for column, (name, width) in enumerate(zip(COLUMNS, _WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, name, head)
        for row, line in enumerate(lines, start=1):
            kind = " ".join(explained(line, own_language(survey)))
            state = line.state if line.state is not State.OUTDATED else _outdated(line)
            cells = (line.place, kind, line.source, line.translation, state)
            for column, (cell, look) in enumerate(zip(cells, looks, strict=True)):
                sheet.write_string(row, column, cell, look)
        sheet.freeze_panes(1, 0)
        about = book.add_worksheet("about")
        for row, (name, value) in enumerate((("survey", survey.name), ("language", language))):
            about.write_string(row, 0, name)
            about.write_string(row, 1, value)
    return content.getvalue()


def read_xlsx_file(content: bytes) -> TextsFile:
    """Return what stands in a workbook. Where the state still says outdated, only a change confirms.

    Raises:
        TextsRefused: It is no workbook, or not one that was written here.
    """
    findings = Findings()
    tables = read_tables(content, ".xlsx", findings) if is_within_limits(content, findings) else None
    problems = findings.in_order()
    if tables is None or problems:  # such as a formula, which may be empty in truth
        why = " ".join("; ".join(map(str, problems)).split())
        raise TextsRefused(f"the workbook cannot be read: {why}")
    sheets = {table.name: table for table in tables}
    about: dict[str, str] = {}
    if "about" in sheets:
        about = {cells[0]: cells[1] for _, cells in sheets["about"].rows if len(cells) > 1}
    if "texts" not in sheets or not about.get("language"):
        raise TextsRefused("the workbook needs the sheets “texts” and “about”, as it was written.")
    return TextsFile(about.get("survey", ""), about["language"], tuple(_lines(sheets["texts"])))


def _lines(table: Table) -> Iterable[Returned]:
    (_, head), *rows = table.rows or ((0, ()),)
    where = {name.strip().lower(): place for place, name in enumerate(head)}
    if not {"place", "translation"} <= where.keys():
        raise TextsRefused("the sheet “texts” needs its first row: place, kind, source, translation, state.")

    def cell(cells: Sequence[str], name: str) -> str:
        place = where.get(name, len(cells))
        return cells[place] if place < len(cells) else ""

    for number, cells in rows:
        outdated = cell(cells, "state").startswith(State.OUTDATED)
        yield Returned(
            number,
            cell(cells, "place"),
            cell(cells, "source"),
            cell(cells, "translation"),
            confirmed=None if outdated else True,
        )


def _outdated(line: Line) -> str:
    return f"{State.OUTDATED}, was: {line.former}" if line.former else State.OUTDATED
