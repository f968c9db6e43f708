"""The column 'appearance': what means something in a chat, what is only a layout, and what is refused."""

import re

from usecases.xlsform.problems import Findings, ProblemKind
from usecases.xlsform.sheets import Row

SCREENOUT = "screenout"
MEANT = frozenset({SCREENOUT, "multiline", "numbers", "year", "month-year", "likert", "rating"})

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


def appearances_of(row: Row, findings: Findings) -> frozenset[str]:
    """Return the words of a row's appearance that mean something here; unknown ones are mentioned."""
    written = row.value("appearance")
    column = row.column("appearance")
    if _ANOTHER_PROGRAM.search(written):
        findings.add(ProblemKind.REFUSED_APPEARANCE, row.sheet, row.number, column, appearance=written)
        return frozenset()
    words = frozenset(written.lower().replace(",", " ").split())
    for word in sorted(words - MEANT - _LAYOUTS):
        if not _WIDTH.fullmatch(word):
            findings.gather(ProblemKind.IGNORED_APPEARANCE, row.sheet, row.number, column, appearance=word)
    return words & MEANT
