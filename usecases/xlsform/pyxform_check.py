"""The check by pyxform itself, so that what is accepted here is a valid XLSForm everywhere else."""

import re

from usecases.xlsform.problems import Findings, ProblemKind
from usecases.xlsform.sheets import FileType

_ROW = re.compile(r"^\s*\[row : (\d+)\]\s*")
_SHEET = re.compile(r"'(choices|settings)' sheet")
# Said here in our own words, or about Leichte Sprache, whose code is no language of its own.
_SAID_ALREADY = ("is missing the", "machine-readable codes", "Row without name, text, or label")


def check_with_pyxform(source: bytes, file_type: FileType, findings: Findings) -> None:
    """Add what pyxform finds to the findings, except where the same row is already refused."""
    from pyxform.xls2xform import convert  # slow to import, and needed at an import only

    warnings: list[str] = []
    try:
        convert(source, file_type=file_type, warnings=warnings, validate=False)
    except Exception as error:  # a foreign parser on a foreign file: whatever it raises is about the file
        _add(ProblemKind.INVALID_XLSFORM, str(error) or type(error).__name__, findings)
    for warning in warnings:
        if not any(phrase in warning for phrase in _SAID_ALREADY):
            _add(ProblemKind.XLSFORM_WARNING, warning, findings)


def _add(kind: ProblemKind, message: str, findings: Findings) -> None:
    found = _ROW.match(message)
    row = int(found[1]) if found else None
    named_sheet = _SHEET.search(message)
    sheet = named_sheet[1] if named_sheet else "survey" if row else ""
    known = findings.has_error_in(sheet, row) if row else findings.has_errors()
    if known and (row or kind is ProblemKind.INVALID_XLSFORM):
        return
    detail = " ".join(message[found.end() if found else 0 :].split()).rstrip(".")
    findings.add(kind, sheet, row, detail=detail)
