"""The parameters of a range question."""

import re

from domain.survey import Scale
from usecases.xlsform.choices import MAX_CHOICES
from usecases.xlsform.problems import Findings, ProblemKind
from usecases.xlsform.sheets import Row

_DEFAULTS = {"start": "1", "end": "10", "step": "1"}  # as in the XLSForm specification
_PARAMETER = re.compile(r"(\w+)\s*=\s*([^\s,;]*)")
_WHOLE = re.compile(r"-?[0-9]{1,6}(?:\.0+)?")


def scale_of(row: Row, findings: Findings) -> Scale | None:
    """Return a range's values, or None with a finding if they are not whole numbers in order."""
    given = {key.lower(): value for key, value in _PARAMETER.findall(row.value("parameters"))}
    wanted = {key: given.get(key, default) for key, default in _DEFAULTS.items()}
    detail = _problem_with(wanted)
    if detail is None:
        return Scale(**{key: int(float(value)) for key, value in wanted.items()})
    column = row.column("parameters")
    findings.add(ProblemKind.INVALID_RANGE, row.sheet, row.number, column, detail=detail)
    return None


def _problem_with(wanted: dict[str, str]) -> str | None:
    for key, value in wanted.items():
        if not _WHOLE.fullmatch(value):
            return f"{key}={value} is no whole number"
    start, end, step = (int(float(wanted[key])) for key in ("start", "end", "step"))
    if step < 1:
        return f"step={step} is less than 1"
    if end <= start:
        return f"end={end} is not more than start={start}"
    count = (end - start) // step + 1
    return f"{count} values are more than {MAX_CHOICES}" if count > MAX_CHOICES else None
