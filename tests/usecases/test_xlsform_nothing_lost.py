"""Whatever stands in a form is used, mentioned or refused."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from usecases.xlsform import FormReport, ProblemKind, check_form

# What means the same as an empty cell in its column, so that nothing needs to be said about it.
NEUTRAL = {
    "required": {"no"},
    "read_only": {"no"},
    "disabled": {"no"},
    "appearance": {"minimal", "w2 field-list"},
    "default_language": {"de"},
    "form_id": {"f"},
    "allow_choice_duplicates": {"yes", "no"},  # no code is there twice
}
QUESTION = {
    "type": [
        "text",
        "integer",
        "decimal",
        "select_one l",
        "select_multiple l or_other",
        "rank l",
        "range",
        "note",
        "acknowledge",
        "hidden",
        "calculate",
        "image",
        "geopoint",
        "today",
        "username",
    ],
    "label::Deutsch (de)": ["Ja", "Hallo ${q0}"],
    "label::tr": ["Evet"],
    "hint": ["Hinweis"],
    "guidance_hint::de": ["Mehr"],
    "required": ["yes", "no", "${q0} = 'x'"],
    "required_message": ["Bitte"],
    "relevant": ["${q0} = 'x'", "FALSE", "${q0} != ''"],
    "constraint": [". != 3", "${q0} = 'y'"],
    "constraint_message::tr": ["Olmaz"],
    "calculation": ["3", "concat(${q0}, 'a')"],
    "default": ["3", "a"],
    "appearance": ["minimal", "multiline", "w2 field-list", "fancy"],
    "choice_filter": ["area = 'north'"],
    "repeat_count": ["3", "${q0}"],
    "trigger": ["${q0}"],
    "parameters": ["randomize=true", "randomize=true seed=3", "start=2", "max-pixels=5", "y=1"],
    "read_only": ["yes", "no"],
    "media::image": ["a.png", "b.png"],
    "disabled": ["yes", "no"],
    "body::accuracyThreshold": ["5"],
    "Notes": ["n"],
}
CHOICE = {
    "label::de": ["A", "a label that is by far too long for any button"],
    "label::tr": ["A"],
    "image::de": ["a.png"],
    "area": ["north"],
    "a note": ["n"],
}
SETTINGS = {
    "form_title": ["T"],
    "form_id": ["f"],
    "chat_title::tr": ["Ş"],
    "default_language": ["de"],
    "allow_choice_duplicates": ["yes", "no"],
    "dimensions": ["language"],
    "style": ["pages"],
    "public_key": ["k"],
}
Table = list[dict[str, str]]


def some_cells(columns: Mapping[str, Sequence[str]], always: int, chance: random.Random) -> dict[str, str]:
    """Return a row: its first cells, and one in six of the others."""
    return {
        name: chance.choice(options)
        for place, (name, options) in enumerate(columns.items())
        if place < always or not chance.randrange(6)
    }


def some_survey(chance: random.Random) -> Table:
    """A first question that the others refer to, then questions, some of them in groups and repeats."""
    rows: Table = [{"type": "text", "name": "q0", "label::Deutsch (de)": "F", "label::tr": "F"}]
    for number in range(1, chance.randint(2, 4)):
        question = some_cells(QUESTION, 2, chance) | {"name": f"q{number}"}
        around = chance.choice(["", "group", "repeat"])
        if around:
            begin = some_cells(QUESTION, 2, chance) | {"type": f"begin_{around}", "name": f"g{number}"}
            end = some_cells(QUESTION, 0, chance) | {"type": f"end_{around}"}
            rows += [begin, question, end]
        else:
            rows.append(question)
    return rows


def written(sheets: dict[str, Table]) -> str:
    lines = []
    for name, rows in sheets.items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        lines += [f"| {name} |", "| | " + " | ".join(columns) + " |"]
        lines += ["| | " + " | ".join(row.get(column, "") for column in columns) + " |" for row in rows]
    return "\n".join(lines)


def report_of(sheets: dict[str, Table]) -> FormReport:
    return check_form(written(sheets), ".md", "x", {"a.png": b""})


def outcome(report: FormReport) -> object:
    survey = report.survey and replace(report.survey, version="")
    return survey, [(one.kind, one.sheet, one.row, one.column, one.details) for one in report.problems]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(st.integers(0, 2**32))
def test_emptying_any_cell_changes_the_survey_or_the_report(seed: int) -> None:
    chance = random.Random(seed)
    sheets = {
        "survey": some_survey(chance),
        "choices": [{"list_name": "l", "name": code, **some_cells(CHOICE, 1, chance)} for code in "ab"],
        "settings": [some_cells(SETTINGS, 1, chance)],
    }
    before = report_of(sheets)
    assume(before.survey is not None)
    told_once = {one.column for one in before.problems if one.kind is ProblemKind.IGNORED_COLUMN}
    told_whole = {one.sheet for one in before.problems if one.kind is ProblemKind.UNUSED_LISTS}
    cells = [
        (sheet, number, column)
        for sheet, rows in sheets.items()
        if sheet not in told_whole  # its only list is named as one that nothing uses, and not kept
        for number, row in enumerate(rows)
        for column, cell in row.items()
        if cell not in NEUTRAL.get(column, ()) and row.get("disabled") != "yes" and column not in told_once
        if (row.get("type"), column) != ("note", "read_only")  # nobody can write into a note anyway
    ]
    for sheet, number, column in chance.sample(cells, min(len(cells), 5)):
        rows = [dict(row) for row in sheets[sheet]]
        del rows[number][column]
        after = report_of({**sheets, sheet: rows})
        assert outcome(before) != outcome(after), (sheet, number, column, sheets[sheet][number])
