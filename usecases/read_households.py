"""Households to write to, from a table of the operator's. They are kept nowhere."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import StringIO

from domain.languages import DEFAULT, Language

LANGUAGES = "languages"
"""The column that says in which languages a household is written to."""

MOST_LANGUAGES = 3
MOST_LINES = 6  # that a window envelope shows
MOST_HOUSEHOLDS = 100_000
_OLD = "windows-1252"  # what Excel saves as "CSV" in Western Europe
_WORDS = re.compile(r"[\s,;/+]+")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class HouseholdsRefused(Exception):
    """The table cannot be used; the message is one line that names the row."""


@dataclass(frozen=True, slots=True)
class Household:
    """One row: its cells as they stand there, the lines of its address, and its languages."""

    row: int
    cells: tuple[str, ...] = field(repr=False)
    address: tuple[str, ...] = field(repr=False)
    languages: tuple[Language, ...]


@dataclass(frozen=True, slots=True)
class Households:
    """The whole table."""

    columns: tuple[str, ...]
    delimiter: str
    rows: tuple[Household, ...]


def read_households(content: bytes, lines: Sequence[str], offered: Sequence[Language]) -> Households:
    """Return the households of a CSV file with commas, semicolons or tabs.

    Args:
        content: The file.
        lines: The lines of an address, with columns in braces: `{name}`, `{postcode} {town}`. None: every
            column is a line, in order, but for the languages.
        offered: The languages that there are.

    Raises:
        HouseholdsRefused: It is no such table, or a row of it cannot be used.
    """
    table, delimiter = _table(content)
    columns = tuple(cell.strip() for cell in table[0][1])
    if "" in columns or len(set(columns)) != len(columns):
        raise HouseholdsRefused("row 1 needs a name for each column, and each only once.")
    lines = lines or [f"{{{column}}}" for column in columns if column != LANGUAGES]
    unknown = [name for line in lines for name in _PLACEHOLDER.findall(line) if name not in columns]
    if unknown:
        raise HouseholdsRefused(f"there is no column “{unknown[0]}”; there are: {', '.join(columns)}.")
    rows = tuple(_household(row, columns, cells, lines, offered) for row, cells in table[1:])
    if not 0 < len(rows) <= MOST_HOUSEHOLDS:
        raise HouseholdsRefused(f"{len(rows)} households; there should be 1 to {MOST_HOUSEHOLDS}.")
    return Households(columns, delimiter, rows)


def _table(content: bytes) -> tuple[list[tuple[int, list[str]]], str]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode(_OLD, "replace")
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    try:
        read = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
        table = [(read.line_num, row) for row in read if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise HouseholdsRefused(f"the file is no table with commas or semicolons: {error}.") from error
    if not table:
        raise HouseholdsRefused("the file is empty.")
    return table, delimiter


def _household(
    row: int, columns: Sequence[str], cells: Sequence[str], lines: Sequence[str], offered: Sequence[Language]
) -> Household:
    if len(cells) > len(columns):
        raise HouseholdsRefused(f"row {row} has more cells than there are columns.")
    padded = (*(cell.strip() for cell in cells), *[""] * (len(columns) - len(cells)))
    values = dict(zip(columns, padded, strict=True))
    written = (_PLACEHOLDER.sub(lambda found: values[found[1]], line) for line in lines)
    address = tuple(line for line in (" ".join(one.split()) for one in written) if line)
    if not 0 < len(address) <= MOST_LINES:
        raise HouseholdsRefused(
            f"row {row} has an address of {len(address)} lines, and 1 to {MOST_LINES} fit."
        )
    languages = dict.fromkeys(filter(None, _WORDS.split(values.get(LANGUAGES, "").lower())))
    for language in languages:
        if language not in offered:
            raise HouseholdsRefused(
                f"row {row}: the language “{language}” should be one of {', '.join(offered)}."
            )
    return Household(row, padded, address, tuple(languages)[:MOST_LANGUAGES] or (DEFAULT,))
