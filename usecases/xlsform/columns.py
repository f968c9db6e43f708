"""Columns of the survey sheet that this program does not use: refused where they would change the survey."""

from usecases.xlsform.headings import MEDIA, TRANSLATED_TITLES, Heading
from usecases.xlsform.problems import Findings, ProblemKind
from usecases.xlsform.sheets import Row, Sheet

_USED = frozenset(
    {"type", "name", "label", "hint", "required", "relevant", "constraint", "constraint_message"}
    | {"appearance", "parameters"}
)
_REFUSED = MEDIA | frozenset(
    {"calculation", "choice_filter", "default", "disabled", "read_only", "repeat_count", "trigger", "save_to"}
)
_MEANS_NOTHING = frozenset({"no", "false", "false()"})  # read_only = no

# What Collect's screens look like; a chat has its own way to show each kind of question.
_LAYOUTS = frozenset(
    {"autocomplete", "columns", "columns-pack", "compact", "field-list", "horizontal", "horizontal-compact"}
    | {"label", "likert", "list-nolabel", "minimal", "multiline", "no-buttons", "picker", "quick"}
    | {"quickcompact", "rating", "search", "summary", "table-list", "thousands-sep", "vertical"}
    | {"w1", "w2", "w3", "w4", "w5", "w6"}
)
_USED_CHOICE_COLUMNS = frozenset({"list_name", "name", "label"}) | MEDIA  # media are refused row by row
_USED_SETTINGS = frozenset({"title", "chat_title", "form_id", "version", "default_language", "dimensions"})
SCREENOUT = "screenout"


def report_unused_columns(survey: Sheet, choices: Sheet, settings: Sheet, findings: Findings) -> None:
    """Refuse cells that cannot be honoured, and mention columns that are left out."""
    for row in survey.rows:
        for heading, cell in row.cells.items():
            if heading.field in _REFUSED and cell.lower() not in _MEANS_NOTHING:
                column = row.columns[heading]
                findings.add(ProblemKind.UNSUPPORTED_COLUMN, row.sheet, row.number, column, column=column)
    _mention(survey, _USED | _REFUSED, ProblemKind.IGNORED_COLUMN, findings)
    _mention(choices, _USED_CHOICE_COLUMNS, ProblemKind.IGNORED_COLUMN, findings)
    _mention(settings, _USED_SETTINGS, ProblemKind.IGNORED_SETTING, findings)


def _mention(sheet: Sheet, used: frozenset[str], kind: ProblemKind, findings: Findings) -> None:
    for heading, column in sheet.columns.items():
        refused = heading.field.lower().startswith(TRANSLATED_TITLES)
        if heading.field not in used and not refused and _is_filled_in(sheet, heading):
            findings.add(kind, sheet.name, 1, column, column=column)


def _is_filled_in(sheet: Sheet, heading: Heading) -> bool:
    return any(heading in row.cells for row in sheet.rows)


def appearances_of(row: Row, seen: set[str], findings: Findings) -> frozenset[str]:
    """Return a row's appearances; those that are unknown here are mentioned once, `seen` holds them."""
    found = frozenset(row.value("appearance").split())
    for appearance in sorted(found - _LAYOUTS - {SCREENOUT} - seen):
        seen.add(appearance)
        column = row.column("appearance")
        findings.add(ProblemKind.IGNORED_APPEARANCE, row.sheet, row.number, column, appearance=appearance)
    return found
