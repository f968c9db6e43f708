"""The check by pyxform itself, so that what is accepted here is a valid XLSForm everywhere else."""

import re
from collections.abc import Mapping
from typing import Any

from domain.survey import Kind
from usecases.xlsform.headings import MEDIA, TRANSLATED, Heading
from usecases.xlsform.languages import Languages
from usecases.xlsform.parameters import PARAMETER, parameters_used
from usecases.xlsform.problems import Findings, ProblemKind
from usecases.xlsform.sheets import Row, Sheet, Workbook
from usecases.xlsform.types import Metadata, Structure, type_of

_ROW = re.compile(r"^\s*\[row : (\d+)\]\s*")
_SHEET = re.compile(r"'(choices|settings)' sheet")
# Said here in our own words, or about Leichte Sprache, whose code is no language of its own.
_SAID_ALREADY = (
    "is missing the",
    "machine-readable codes",
    "Row without name, text, or label",
    "case-insensitive match",
    "has no label",
    "There is no choice",
    "similar names were found",
    "default_language",
    "uses or_other and translations",
    "max-pixels",
)
_SURVEY = frozenset(
    {"type", "name", "required", "relevant", "constraint", "calculation", "default", "appearance"}
    | {"choice_filter", "repeat_count", "trigger", "parameters", "read_only"}
)
_SETTINGS = frozenset({"title", "form_id", "version", "allow_choice_duplicates"})
_TITLES = {"title": "form_title"}


def check_with_pyxform(book: Workbook, languages: Languages, findings: Findings) -> None:
    """Add what pyxform finds in a form that is good so far.

    It gets the cells that are made use of here, under the usual names: habits of spreadsheets, our own
    settings and what was mentioned as left out would only confuse it.
    """
    # Slow to import, and needed at an import only.
    from pyxform.builder import create_survey_element_from_dict
    from pyxform.xls2json import workbook_to_json
    from pyxform.xls2json_backends import DefinitionData

    warnings: list[str] = []
    form: dict[str, Any] = {
        **_sheet(book.survey, languages, _survey_row),
        **_sheet(book.choices, languages, _choice_row),
        **_sheet(book.settings, languages, _settings_row),
        "sheet_names": ["survey", "choices", "settings"],
    }
    try:
        read = workbook_to_json(workbook_dict=DefinitionData(**form), warnings=warnings)
        create_survey_element_from_dict(read).xml()  # what convert() does besides writing a file
    except Exception as error:  # a foreign parser on a foreign file: whatever it raises is about the file
        _add(ProblemKind.INVALID_XLSFORM, str(error) or type(error).__name__, findings)
    for warning in warnings:
        if not any(phrase in warning for phrase in _SAID_ALREADY):
            _add(ProblemKind.XLSFORM_WARNING, warning, findings)


def _sheet(sheet: Sheet, languages: Languages, made: Any) -> Mapping[str, Any]:
    """Return a sheet as pyxform keeps it: rows without content stay, so that the numbers of the others do."""
    by_number = {row.number: made(row, languages) for row in sheet.rows}
    rows = [by_number.get(number, {}) for number in range(2, max(by_number, default=1) + 1)]
    header = dict.fromkeys(column for row in rows for column in row)
    return {sheet.name: rows, f"{sheet.name}_header": [header]} if rows else {}


def _column(heading: Heading, languages: Languages) -> str | None:
    if heading.language not in languages.by_name:
        return None
    field = f"media::{heading.field}" if heading.field in MEDIA else heading.field
    return f"{field}::{languages.by_name[heading.language]}"


def _survey_row(row: Row, languages: Languages) -> dict[str, str]:
    made: dict[str, str] = {}
    for heading, cell in row.cells.items():
        if heading not in row.read:
            continue
        if heading.field in TRANSLATED | MEDIA:
            if column := _column(heading, languages):
                made[column] = cell
        elif heading.field in _SURVEY:
            made[heading.field] = cell
    return _in_usual_words(row, made)


def _in_usual_words(row: Row, made: dict[str, str]) -> dict[str, str]:
    made["type"] = _usual_type(row)
    if "parameters" in made:
        made["parameters"] = _usual_parameters(row, made["parameters"])
    made.pop("appearance", None)
    for field in ("required", "read_only"):
        if field in made and made[field].lower() in ("1", "0"):
            made[field] = "yes" if made[field] == "1" else "no"
    return {column: cell for column, cell in made.items() if cell}


def _usual_parameters(row: Row, written: str) -> str:
    row_type = type_of(row.value("type"))
    kind = row_type.kind
    if not isinstance(kind, Kind):
        return ""
    used = parameters_used(kind, from_file=bool(row_type.file))
    given = {name.lower(): value for name, value in PARAMETER.findall(written) if name.lower() in used}
    if given.get("randomize", "").lower() != "true":
        given = {name: value for name, value in given.items() if name not in ("randomize", "seed")}
    return " ".join(
        f"{name}={value.lower() if name == 'randomize' else value}" for name, value in given.items()
    )


def _usual_type(row: Row) -> str:
    row_type = type_of(row.value("type"))
    kind = row_type.kind
    if kind is Kind.CALCULATE:  # a value that never changes is a hidden one
        return "calculate" if row.value("calculation") and not row_type.hidden else "hidden"
    if row_type.file and isinstance(kind, Kind):
        return f"{kind.value}_from_file {row_type.file}"
    if row_type.choice_list and isinstance(kind, Kind):
        return f"{kind.value} {row_type.choice_list}{' or_other' if row_type.or_other else ''}"
    if isinstance(kind, Structure):
        return kind.name.lower()
    if kind is Kind.DATETIME:
        return "dateTime"
    if isinstance(kind, Kind):
        return kind.value
    return row.value("type").lower() if kind is Metadata.NOBODY else kind.name.lower()


def _choice_row(row: Row, languages: Languages) -> dict[str, str]:
    made: dict[str, str] = {}
    for heading, cell in row.cells.items():
        if heading.field == "label":
            if column := _column(heading, languages):
                made[column] = cell
        elif heading in row.read and heading.field not in MEDIA:
            made[heading.field] = cell
    return made


def _settings_row(row: Row, languages: Languages) -> dict[str, str]:
    made = {
        _TITLES.get(field, field): cell
        for (field, language), cell in row.cells.items()
        if field in _SETTINGS and language is None
    }
    return made | {"default_language": languages.own}


def _add(kind: ProblemKind, message: str, findings: Findings) -> None:
    found = _ROW.match(message)
    row = int(found[1]) if found else None
    named_sheet = _SHEET.search(message)
    sheet = named_sheet[1] if named_sheet else "survey" if row else ""
    if kind is ProblemKind.XLSFORM_WARNING and row and findings.has_any_in(sheet, row):
        return  # most likely it is the same
    detail = " ".join(message[found.end() if found else 0 :].split()).rstrip(".")
    findings.add(kind, sheet, row, detail=detail)
