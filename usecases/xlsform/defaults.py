"""The column 'default': a value that is written out, or an expression that is worked out at the start."""

import re

from domain.expressions import Expression
from domain.survey import ChoiceName, Kind, ListName
from usecases.xlsform.expressions import ExpressionReader
from usecases.xlsform.problems import Findings, ProblemKind
from usecases.xlsform.sheets import Row

_WHOLE = re.compile(r"[+-]?[0-9]{1,15}")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]{1,15}(?:[.,][0-9]{0,15})?|[.,][0-9]{1,15})")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?")
_PLACE = re.compile(r"-?[0-9.]+(?:\s+-?[0-9.]+){1,3}")
_XFORMS_TYPE = {Kind.DATE: "date", Kind.DATETIME: "dateTime", Kind.GEOPOINT: "geopoint"}


def default_of(
    row: Row,
    kind: Kind,
    codes: frozenset[ChoiceName] | None,
    choice_list: ListName,
    reader: ExpressionReader,
    findings: Findings,
) -> Expression | None:
    """Return what an answer is at the start, None for nothing or with a finding.

    Args:
        row: the row.
        kind: the question's kind.
        codes: the codes of its choices, None for a question without.
        choice_list: the name of their list.
        reader: reads expressions.
        findings: where problems go.
    """
    written = row.value("default")
    if not written:
        return None
    chosen = written.split()
    if codes is not None and codes.issuperset(chosen):
        return reader.compiled(row, "default", _quoted(" ".join(chosen)))
    if _is_worked_out(written, kind):
        return reader.read(row, "default")
    column = row.column("default")
    if codes is not None:
        code = next(one for one in chosen if one not in codes)
        findings.add(
            ProblemKind.DEFAULT_WITHOUT_CHOICE, row.sheet, row.number, column, code=code, list=choice_list
        )
        return None
    literal = _literal(written, kind)
    if literal is None:
        findings.add(ProblemKind.INVALID_DEFAULT, row.sheet, row.number, column, source=written)
        return None
    return reader.compiled(row, "default", literal)


def _is_worked_out(written: str, kind: Kind) -> bool:
    from pyxform.utils import default_is_dynamic  # slow to import, and needed at an import only

    return bool(default_is_dynamic(written, _XFORMS_TYPE.get(kind)))


def _literal(written: str, kind: Kind) -> str | None:
    """Return the expression that is this value, None if it is none of the kind."""
    day, _, time = written.replace("T", " ", 1).partition(" ")
    match kind:
        case Kind.INTEGER:
            return written.lstrip("+") if _WHOLE.fullmatch(written) else None
        case Kind.DECIMAL | Kind.RANGE:
            return written.lstrip("+").replace(",", ".") if _DECIMAL.fullmatch(written) else None
        case Kind.DATE:
            return f"date('{day}')" if _DAY.fullmatch(day) else None
        case Kind.DATETIME:
            is_one = _DAY.fullmatch(day) and (not time or _TIME.fullmatch(time))
            return f"date-time('{written.replace(' ', 'T', 1)}')" if is_one else None
        case Kind.TIME:
            return _quoted(written) if _TIME.fullmatch(written) else None
        case Kind.GEOPOINT:
            return _quoted(" ".join(written.split())) if _PLACE.fullmatch(written) else None
        case _:
            return _quoted(written)


def _quoted(text: str) -> str:
    """Return a text as XPath writes it; one with both kinds of quotes is put together."""
    if "'" not in text:
        return f"'{text}'"
    if '"' not in text:
        return f'"{text}"'
    return "concat(" + ', "\'", '.join(f"'{part}'" for part in text.split("'")) + ")"
