"""A form's file as tables of texts, each cell as its author sees it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from usecases.xlsform.limits import OLE_MAGIC, ZIP_MAGIC
from usecases.xlsform.problems import Findings, ProblemKind

FileType = Literal[".md", ".csv", ".xlsx", ".xls"]
Cells = tuple[str, ...]

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ud800-\udfff\ufffe\uffff]|_x000D_")
_SPACES = re.compile(r"[\xa0\u2007\u202f]")


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: the rows in which anything stands, with their numbers, counted from 1."""

    name: str
    rows: tuple[tuple[int, Cells], ...]


class UnreadableError(ValueError):
    """The file is not what its ending says; the message is that of the program that tried to read it."""


def read_tables(source: bytes, file_type: FileType, findings: Findings) -> tuple[Table, ...] | None:
    """Return the sheets of a file, or None with a finding if it cannot be read.

    A workbook is recognised by its first bytes: many `.xls` and `.csv` files are `.xlsx` ones in truth.
    """
    from usecases.xlsform.plain_tables import tables_of_csv, tables_of_markdown
    from usecases.xlsform.workbooks import tables_of_xls, tables_of_xlsx

    try:
        if source.startswith(ZIP_MAGIC):
            return tables_of_xlsx(source, findings)
        if source.startswith(OLE_MAGIC):
            if file_type == ".xlsx":  # what Excel makes of a workbook with a password
                findings.add(ProblemKind.PROTECTED, "")
                return None
            return tables_of_xls(source, findings)
        if file_type == ".md":
            return tables_of_markdown(source, findings)
        if file_type == ".csv":
            return tables_of_csv(source, findings)
        raise UnreadableError(f"it is no {file_type} workbook")
    except UnreadableError as error:
        findings.add(ProblemKind.UNREADABLE, "", file_type=file_type, detail=_in_one_line(error))
        return None


def table_of(name: str, rows: Iterable[tuple[int, Sequence[object]]]) -> Table:
    """Return a table of cells of any kind; rows without content are left out."""
    texts = ((number, tuple(map(text_of, cells))) for number, cells in rows)
    return Table(_cleaned(name), tuple((number, cells) for number, cells in texts if any(cells)))


def text_of(value: object) -> str:
    """Return a cell as text: whole numbers as such, truth as TRUE and FALSE, days as ISO 8601."""
    match value:
        case None:
            return ""
        case str():
            return _cleaned(value)
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(timespec="seconds")
        case date() | time():
            return value.isoformat()
        case _:
            return _cleaned(str(value))


def _cleaned(text: str) -> str:
    if not text.isprintable():
        text = _SPACES.sub(" ", _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    return text.strip()


def _in_one_line(error: Exception) -> str:
    return " ".join(str(error).split()).rstrip(".") or type(error).__name__
