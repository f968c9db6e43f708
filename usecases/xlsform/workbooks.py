"""Excel's two formats as tables. Formulas count with the value that was last worked out."""

import warnings
from collections.abc import Iterator
from datetime import datetime, time
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

from usecases.xlsform.limits import MAX_CELLS
from usecases.xlsform.problems import Findings, ProblemKind
from usecases.xlsform.tables import Table, UnreadableError, table_of

_ERRORS = frozenset({"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"})


class _TooManyCells(Exception):
    """A sheet that would take minutes to go through."""


def tables_of_xlsx(source: bytes, findings: Findings) -> tuple[Table, ...] | None:
    """Return the sheets of an .xlsx file.

    Raises:
        UnreadableError: it is none.
    """
    try:
        sheets = dict(_xlsx_sheets(source, values=True))
        formulas = _formulas(source) if _has_formulas(source) else {}
    except _TooManyCells:
        findings.add(ProblemKind.TOO_MANY_CELLS, "", limit=MAX_CELLS)
        return None
    except Exception as error:  # zip and XML parsers on a foreign file: whatever they raise is its fault
        raise UnreadableError(str(error)) from error
    tables = tuple(table_of(name, rows) for name, rows in sheets.items())
    for table in tables:
        _report_errors(table, findings)
    for name, rows in sheets.items():
        worked_out = {
            (number, place) for number, cells in rows for place, cell in enumerate(cells) if cell is not None
        }
        for (number, place), formula in formulas.get(name, {}).items():
            if (number, place) not in worked_out:
                column = _heading(rows, place)
                findings.add(
                    ProblemKind.FORMULA_WITHOUT_VALUE, name.strip().lower(), number, column, source=formula
                )
    return tables


def _xlsx_sheets(source: bytes, *, values: bool) -> Iterator[tuple[str, list[tuple[int, tuple[Any, ...]]]]]:
    import openpyxl  # slow to import, and needed at an import only

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and validations, which mean nothing here
        book = openpyxl.load_workbook(BytesIO(source), read_only=True, data_only=values, keep_links=False)
        seen = 0
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what the file says about its size may be a lie, or a million rows
            rows = []
            for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
                seen += len(cells) + 1
                if seen > MAX_CELLS:
                    raise _TooManyCells
                if any(cell is not None for cell in cells):
                    rows.append((number, cells))
            yield sheet.title, rows


def _has_formulas(source: bytes) -> bool:
    with ZipFile(BytesIO(source)) as archive:
        sheets = (part for part in archive.namelist() if "worksheets/" in part)
        return any(b"<f>" in content or b"<f " in content for content in map(archive.read, sheets))


def _formulas(source: bytes) -> dict[str, dict[tuple[int, int], str]]:
    return {
        name: {
            (number, place): cell
            for number, cells in rows
            for place, cell in enumerate(cells)
            if isinstance(cell, str) and cell.startswith("=")
        }
        for name, rows in _xlsx_sheets(source, values=False)
    }


def _heading(rows: list[tuple[int, tuple[Any, ...]]], place: int) -> str | None:
    cells = rows[0][1] if rows else ()
    return str(cells[place]) if place < len(cells) and cells[place] is not None else None


def _report_errors(table: Table, findings: Findings) -> None:
    for number, cells in table.rows:
        for place, cell in enumerate(cells):
            if cell in _ERRORS:
                column = _heading(list(table.rows), place)
                findings.add(ProblemKind.BROKEN_FORMULA, table.name.lower(), number, column, source=cell)


def tables_of_xls(source: bytes, findings: Findings) -> tuple[Table, ...] | None:
    """Return the sheets of an .xls file.

    Raises:
        UnreadableError: it is none.
    """
    import xlrd  # needed at an import only

    try:
        with xlrd.open_workbook(file_contents=source, logfile=StringIO()) as book:
            if sum(sheet.nrows * sheet.ncols for sheet in book.sheets()) > MAX_CELLS:
                findings.add(ProblemKind.TOO_MANY_CELLS, "", limit=MAX_CELLS)
                return None
            tables = tuple(
                table_of(
                    sheet.name,
                    (
                        (row + 1, [_xls_value(cell, book.datemode) for cell in sheet.row(row)])
                        for row in range(sheet.nrows)
                    ),
                )
                for sheet in book.sheets()
            )
    except Exception as error:  # a foreign parser on a foreign file
        raise UnreadableError(str(error)) from error
    for table in tables:
        _report_errors(table, findings)
    return tables


def _xls_value(cell: Any, datemode: int) -> object:
    import xlrd

    match cell.ctype:
        case xlrd.XL_CELL_EMPTY | xlrd.XL_CELL_BLANK:
            return None
        case xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        case xlrd.XL_CELL_ERROR:
            return xlrd.error_text_from_code.get(cell.value, "#VALUE!")
        case xlrd.XL_CELL_DATE:
            parts = xlrd.xldate_as_tuple(cell.value, datemode)
            return time(*parts[3:]) if parts[:3] == (0, 0, 0) else datetime(*parts)  # noqa: DTZ001
        case _:
            return cell.value
