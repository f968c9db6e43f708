"""Forms written as text: CSV from any program, and tables in Markdown.

The first column names the sheet; the rows below it belong to that sheet.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO

from usecases.xlsform.limits import MAX_CELLS, MAX_FILE
from usecases.xlsform.problems import Findings, ProblemKind
from usecases.xlsform.tables import Table, UnreadableError, table_of

_BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
_OLD = "windows-1252"  # what Excel saves as "CSV" in Western Europe
_RULE = re.compile(r"[|:\s-]+")
_BAR = re.compile(r"(?<!\\)\|")


def tables_of_csv(source: bytes, findings: Findings) -> tuple[Table, ...]:
    """Return the sheets of a CSV file with commas, semicolons or tabs.

    Raises:
        UnreadableError: it is none.
    """
    text = _decoded(source, findings)
    lines = text.split("\n", 40)[:40]
    _refuse_endless(text, ",;\t")
    delimiter = max(",;\t", key=lambda one: sum(line.count(one) for line in lines))
    csv.field_size_limit(MAX_FILE)  # the limit for cells comes later, with the place of the cell
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise UnreadableError(str(error)) from error
    headings = {cell.strip().lower() for cell in next((row for row in rows if any(row)), [])}
    if {"type", "name"} <= headings:  # a single sheet without the column that would name it
        return (table_of("survey", enumerate(rows, start=1)),)
    return _by_first_column(rows)


def tables_of_markdown(source: bytes, findings: Findings) -> tuple[Table, ...]:
    """Return the sheets of a Markdown file: its tables, without rules and lines that begin with `#`.

    Raises:
        UnreadableError: it has no table.
    """
    text = _decoded(source, findings)
    _refuse_endless(text, "|")
    rows = []
    for line in text.split("\n"):
        if line.lstrip().startswith("#"):
            continue
        row, bar, rest = line.strip().rpartition("|")
        rest = rest.partition("#")[0].strip()  # a comment behind the last bar
        if bar and line.lstrip().startswith("|"):
            inside = (row if not rest and not row.endswith("\\") else f"{row}|{rest}")[1:]
            if not _RULE.fullmatch(inside):
                rows.append([cell.strip().replace(r"\|", "|") for cell in _BAR.split(inside)])
    return _by_first_column(rows)


def _refuse_endless(text: str, separators: str) -> None:
    if sum(map(text.count, separators + "\n")) > MAX_CELLS:
        raise UnreadableError(f"it has more than {MAX_CELLS} cells")


def _decoded(source: bytes, findings: Findings) -> str:
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS.items() if source.startswith(mark)), "utf-8")
    try:
        return source.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-16" or b"\0" in source:
            raise UnreadableError(str(error)) from error
    findings.add(ProblemKind.OLD_ENCODING, "", encoding=_OLD)
    return source.decode(_OLD, errors="replace")


def _by_first_column(rows: Iterable[Sequence[str]]) -> tuple[Table, ...]:
    sheets: dict[str, list[tuple[int, Sequence[str]]]] = {}
    current: list[tuple[int, Sequence[str]]] | None = None
    number = 0
    for name, *cells in filter(None, rows):
        if name.strip():
            current = sheets.setdefault(name.strip(), [])
            number = len(current)
        if current is None and any(cells):
            raise UnreadableError("the first column does not name a sheet, such as 'survey'")
        if current is not None and (current or any(map(str.strip, cells))):
            number += 1
            current.append((number, cells))
    if not sheets:
        raise UnreadableError("there is no table in it")
    return tuple(table_of(name, found) for name, found in sheets.items())
