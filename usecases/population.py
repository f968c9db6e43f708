"""Reading the population: a CSV file of the operator with how many people have which values."""

import csv
import io

from domain.population import Margins, PopulationCell, margins_of

PEOPLE_COLUMN = "people"
MOST_ROWS = 10_000


class PopulationError(ValueError):
    """The file is wrong; the message says where and what to do."""


def read_population(text: str) -> Margins:
    """Return the population's margins.

    The first line names the survey's dimensions and, last, `people`: `age,area,people`. Each further line
    has one value a dimension, as the survey codes it, and how many people that is.

    Args:
        text: The file, comma or semicolon between its columns.

    Raises:
        PopulationError: A column, a value or a number is missing or wrong.
    """
    text = text.removeprefix("\ufeff")
    first_line = text.partition("\n")[0]
    rows = list(csv.reader(io.StringIO(text), delimiter=";" if ";" in first_line else ","))
    rows = [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]
    if not rows or rows[0][-1:] != [PEOPLE_COLUMN] or len(rows[0]) < 2 or len(set(rows[0])) < len(rows[0]):
        raise PopulationError(f"line 1: name the survey's dimensions and, last, “{PEOPLE_COLUMN}”")
    if len(rows) > MOST_ROWS:
        raise PopulationError(f"more than {MOST_ROWS} lines")
    dimensions = rows[0][:-1]
    return margins_of(
        dimensions, [_cell(number, row, len(dimensions)) for number, row in enumerate(rows[1:], 2)]
    )


def _cell(number: int, row: list[str], dimensions: int) -> PopulationCell:
    if len(row) != dimensions + 1 or not all(row):
        raise PopulationError(f"line {number}: needs {dimensions + 1} filled columns")
    if not (row[-1].isascii() and row[-1].isdecimal()):
        raise PopulationError(f"line {number}: “{row[-1]}” should be a whole number of people")
    return PopulationCell(tuple(row[:-1]), int(row[-1]))
