"""The column 'appearance': what means something in a chat, what is only a layout, and what is refused."""

import re

from domain.survey import Kind
from usecases.xlsform.problems import Findings, ProblemKind
from usecases.xlsform.sheets import Row

SCREENOUT = "screenout"
_DATES, _SELECTS = frozenset({Kind.DATE, Kind.DATETIME}), frozenset({Kind.SELECT_ONE, Kind.SELECT_MULTIPLE})
_MEANT: dict[str, frozenset[Kind]] = {
    SCREENOUT: frozenset({Kind.NOTE}),
    "multiline": frozenset({Kind.TEXT}),
    "numbers": frozenset({Kind.TEXT}),
    "year": _DATES,
    "month-year": _DATES,
    "likert": _SELECTS,
    "rating": frozenset({Kind.RANGE}),
}

# What Collect's screens look like; a chat has its own way to show each kind of question.
_LAYOUTS = frozenset(
    {"autocomplete", "columns", "columns-pack", "columns-flex", "compact", "field-list", "horizontal"}
    | {
        "horizontal-compact",
        "label",
        "list-nolabel",
        "list",
        "minimal",
        "no-buttons",
        "no-calendar",
        "picker",
    }
    | {"quick", "quickcompact", "search", "summary", "table-list", "thousands-sep", "vertical", "spinner"}
    | {"no-ticks", "maps", "map", "quick map", "placement-map", "new", "new-front", "counter"}
)
_WIDTH = re.compile(r"w[0-9]{1,2}|(?:quick)?compact-[0-9]+|columns-[0-9]+")
_ANOTHER_PROGRAM = re.compile(
    r"(?:search|pulldata|ex:[\w.]+|printer:?[\w.]*|intent)\s*\(.*|ex:\S+", re.DOTALL
)

_MAX_LENGTH = 500  # characters that are looked at for calls


def appearances_of(row: Row, kind: Kind | None, findings: Findings) -> frozenset[str]:
    """Return the words of a row's appearance that mean something here; others but layouts are mentioned.

    Args:
        row: The row.
        kind: What it asks, None for a group.
        findings: Where problems go.
    """
    written = row.value("appearance")
    column = row.column("appearance")
    if _ANOTHER_PROGRAM.search(written[:_MAX_LENGTH]):
        findings.add(ProblemKind.REFUSED_APPEARANCE, row.sheet, row.number, column, appearance=written)
        return frozenset()
    words = frozenset(written.lower().replace(",", " ").split())
    meant = frozenset(word for word in words if kind in _MEANT.get(word, ()))
    for word in sorted(words - meant - _LAYOUTS):
        if not _WIDTH.fullmatch(word):
            findings.gather(ProblemKind.IGNORED_APPEARANCE, row.sheet, row.number, column, appearance=word)
    return meant
