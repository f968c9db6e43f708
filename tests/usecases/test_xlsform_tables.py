"""Habits of spreadsheets and their programs that a form must not fail on."""

import io
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook

from domain.survey import Kind, Survey
from tests.usecases.xls_writer import Cell, xls_of
from usecases.xlsform import FileType, ProblemKind, check_form
from usecases.xlsform.problems import rows_in_short

Rows = list[list[object]]
SURVEY: Rows = [["type", "name", "label"], ["text", "q", "Q"]]


def xlsx(hidden: tuple[str, ...] = (), /, **sheets: Rows) -> bytes:
    book = Workbook()
    del book["Sheet"]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
        for row in rows:
            sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def read(content: bytes, file_type: FileType = ".xlsx") -> Survey:
    report = check_form(content, file_type, "x")
    assert report.survey is not None, [str(problem) for problem in report.problems]
    return report.survey


def kinds(content: bytes, file_type: FileType = ".xlsx") -> list[tuple[ProblemKind, int | None, str | None]]:
    return [(one.kind, one.row, one.column) for one in check_form(content, file_type, "x").problems]


def test_headings_may_have_spaces_tabs_capitals_and_marks_around_them() -> None:
    rows: Rows = [["Type", " NAME\t", "\ufefflabel\u00a0"], ["text", "q ", "\u00a0Q\r\nR "]]
    settings: Rows = [["form_title\t", "Version"], ["Town", 1.0]]
    survey = read(xlsx(survey=rows, settings=settings))
    assert (survey.title, survey.version) == ({"de": "Town"}, "1")
    assert survey.questions[0].label == {"de": "Q\nR"}


def test_cells_that_excel_keeps_as_numbers_truth_and_days_are_what_they_show() -> None:
    rows: Rows = [
        ["type", "name", "label", "required", "default", "relevant"],
        ["select_one l", "q", "Q", True, 1.0, None],
        ["date", "d", "D", False, datetime(2026, 12, 31), None],  # noqa: DTZ001
        ["date", "e", "E", None, date(2026, 12, 30), None],
        ["time", "t", "T", None, time(18, 30), None],
        ["decimal", "n", "N", None, 2.5, True],
    ]
    choices: Rows = [["list_name", "name", "label"], ["l", 1.0, "One"], ["l", 2, 2]]
    survey = read(xlsx(survey=rows, choices=choices))
    assert [question.default and question.default.source for question in survey.questions] == [
        "'1'",
        "date('2026-12-31')",
        "date('2026-12-30')",
        "'18:30:00'",
        "2.5",
    ]
    assert [question.required for question in survey.questions[:2]] == [True, False]
    assert [(choice.name, choice.label["de"]) for choice in survey.questions[0].choices] == [
        ("1", "One"),
        ("2", "2"),
    ]


def test_empty_rows_anywhere_leave_the_numbers_of_the_others_as_they_are() -> None:
    nothing: Rows = [[None] for _ in range(100)]
    rows: Rows = [["type", "name", "label"], *nothing, ["text", "q", None]]
    assert kinds(xlsx(survey=rows)) == [(ProblemKind.MISSING_LABEL, 102, "label")]


def test_headings_may_come_below_empty_rows() -> None:
    assert read(xlsx(survey=[[None], [None], *SURVEY])).question("q").kind is Kind.TEXT


def test_columns_far_to_the_right_are_read() -> None:
    rows: Rows = [["type", "name", *[None] * 40, "label"], ["text", "q", *[None] * 40, "Q"]]
    assert read(xlsx(survey=rows)).questions[0].label == {"de": "Q"}


def test_a_cell_without_heading_is_mentioned() -> None:
    rows: Rows = [["type", "name", "label"], ["text", "q", "Q", None, "note to self"]]
    (problem,) = check_form(xlsx(survey=rows), ".xlsx", "x").problems
    assert (problem.kind, problem.details["letter"]) == (ProblemKind.CELL_WITHOUT_HEADING, "E")


def test_other_sheets_are_mentioned_and_those_with_other_data_refused() -> None:
    assert kinds(xlsx(("notes",), survey=SURVEY, notes=[["remember", "this"]])) == [
        (ProblemKind.IGNORED_SHEET, None, None)
    ]
    for name in ("entities", "Cascades", "external_choices"):
        other: dict[str, Rows] = {name: [["list_name"], ["x"]]}
        content = xlsx(survey=SURVEY, **other)
        assert kinds(content) == [(ProblemKind.REFUSED_SHEET, None, None)]
    assert kinds(xlsx(survey=SURVEY, empty=[])) == []


def test_a_hidden_sheet_with_choices_counts() -> None:
    choices: Rows = [["list_name", "name", "label"], ["l", "a", "A"]]
    rows: Rows = [["type", "name", "label"], ["select_one l", "q", "Q"]]
    assert read(xlsx(("choices",), survey=rows, choices=choices)).questions[0].choices[0].name == "a"


def test_a_workbook_without_sheet_for_questions_says_so() -> None:
    found = kinds(xlsx(questions=SURVEY, choices=[["list_name"]]))
    assert set(found) == {
        (ProblemKind.IGNORED_SHEET, None, None),
        (ProblemKind.NO_SURVEY_SHEET, None, None),
    }


def test_a_single_sheet_is_the_survey_whatever_it_is_called() -> None:
    assert read(xlsx(Tabelle1=SURVEY)).question("q")


def test_rows_that_are_switched_off_and_comments_are_left_out_with_a_word() -> None:
    rows: Rows = [
        ["type", "name", "label", "disabled", "hint"],
        ["text", "q", "Q", "no", None],
        ["text", "old", "Old", "yes", None],
        ["# about you", None, None, None, None],
        [None, None, None, None, "to do"],
    ]
    survey = read(xlsx(survey=rows))
    assert [question.name for question in survey.questions] == ["q"]
    assert kinds(xlsx(survey=rows)) == [
        (ProblemKind.DISABLED_ROW, 3, None),
        (ProblemKind.COMMENT_ROW, 4, None),
    ]


def test_two_columns_that_mean_the_same_are_refused() -> None:
    rows: Rows = [["type", "name", "label", "caption"], ["text", "q", "Q", "R"]]
    assert (ProblemKind.DUPLICATE_COLUMN, 1, "caption") in kinds(xlsx(survey=rows))


def test_a_formula_counts_with_its_value_and_without_one_is_refused() -> None:
    rows: Rows = [["type", "name", "label"], ["text", "q", "Q"], ["text", "r", '="R"&1']]
    assert (ProblemKind.FORMULA_WITHOUT_VALUE, 3, "label") in kinds(xlsx(survey=rows))
    assert (ProblemKind.BROKEN_FORMULA, 2, "label") in kinds(
        xlsx(survey=[["type", "name", "label"], ["text", "q", "#REF!"]])
    )


def test_settings_are_one_row_and_what_means_nothing_is_mentioned() -> None:
    settings: Rows = [
        ["form_title", "instance_name", "public_key", "submission_url", "style"],
        ["T", "x", "abc", "https://example.org", "pages"],
        ["U", None, None, None, None],
    ]
    assert kinds(xlsx(survey=SURVEY, settings=settings)) == [
        (ProblemKind.IGNORED_SETTING, 1, "instance_name"),
        (ProblemKind.NOT_ENCRYPTED, 1, "public_key"),
        (ProblemKind.NOT_SENT_ELSEWHERE, 1, "submission_url"),
        (ProblemKind.IGNORED_SETTING, 1, "style"),
        (ProblemKind.IGNORED_ROW, 3, None),
    ]


def test_languages_may_be_written_by_name_alone() -> None:
    rows: Rows = [
        ["type", "name", "label::Deutsch", "label::Leichte Sprache", "label::Turkish", "label::Українська"],
        ["text", "q", "A", "B", "C", "D"],
    ]
    assert read(xlsx(survey=rows)).languages == ("de", "de_simple", "tr", "uk")


def test_a_label_without_language_beside_others_is_taken_as_german_and_mentioned() -> None:
    rows: Rows = [["type", "name", "label", "label::English (en)"], ["text", "q", "A", "B"]]
    survey = read(xlsx(survey=rows))
    assert survey.questions[0].label == {"de": "A", "en": "B"}
    assert kinds(xlsx(survey=rows)) == [(ProblemKind.UNNAMED_LANGUAGE, 1, "label")]
    named: Rows = [["default_language", "form_title", "chat_title::en"], ["English", "T", "T"]]
    french: Rows = [["type", "name", "label", "label::French"], ["text", "q", "A", "B"]]
    assert read(xlsx(survey=french, settings=named)).questions[0].label == {"en": "A", "fr": "B"}


def test_prefixes_of_xforms_are_understood_and_unknown_ones_mentioned() -> None:
    rows: Rows = [
        ["type", "name", "label", "bind::required", "bind::jr:constraintMsg", "body::accuracyThreshold"],
        ["geopoint", "q", "Q", "yes", "No", "10"],
    ]
    question = read(xlsx(survey=rows)).questions[0]
    assert (question.required, question.constraint_message) == (True, {"de": "No"})
    assert kinds(xlsx(survey=rows)) == [(ProblemKind.IGNORED_COLUMN, 1, "body::accuracyThreshold")]


CSV = 'survey;;;\n;type;name;label\n;text;q;"Wie heißt ""das""?"\n;integer;n;Ä\n'


@pytest.mark.parametrize(
    "content",
    [
        CSV.encode(),
        b"\xef\xbb\xbf" + CSV.encode(),
        CSV.replace("\n", "\r\n").encode(),
        CSV.replace(";", ",").encode(),
        CSV.replace(";", "\t").encode(),
        CSV.encode("utf-16"),
        CSV.encode("windows-1252"),
        'type;name;label\ntext;q;"Wie heißt ""das""?"\ninteger;n;Ä\n'.encode(),
    ],
)
def test_csv_of_any_program_is_read(content: bytes) -> None:
    survey = read(content, ".csv")
    assert [question.label["de"] for question in survey.questions] == ['Wie heißt "das"?', "Ä"]


def test_an_old_encoding_is_mentioned() -> None:
    assert kinds(CSV.encode("windows-1252"), ".csv") == [(ProblemKind.OLD_ENCODING, None, None)]


def test_markdown_may_have_rules_bars_comments_and_open_ends() -> None:
    form = (
        "# My form\n| survey |\n| | type | name | label |\n| |---|:--|---|\n| | text | q | a \\| b | # why\n"
    )
    survey = read(form.encode() + b"| | text | r | open\n", ".md")
    assert [question.label["de"] for question in survey.questions] == ["a | b", "open"]


def test_excels_old_format_gives_the_same_survey() -> None:
    rows: list[list[Cell]] = [
        ["type", "name", "label", "required", "default"],
        ["select_one l", "q", "Größe?", True, 1.0],
        ["decimal", "n", "N", None, 2.5],
    ]
    choices: list[list[Cell]] = [["list_name", "name", "label"], ["l", 1.0, "Eins"]]
    day: list[Cell] = ["date", "d", "Wann?", False, 46_387.0]
    old = read(xls_of({"survey": [*rows, day], "choices": choices}), ".xls")
    new_rows: Rows = [list[object](row) for row in rows]
    new_rows.append(["date", "d", "Wann?", False, date(2026, 12, 31)])
    new = read(xlsx(survey=new_rows, choices=[list[object](row) for row in choices]))
    assert (old.questions, old.lists) == (new.questions, new.lists)


def test_a_workbook_is_known_by_its_content_whatever_its_ending_says() -> None:
    for file_type in (".xls", ".csv", ".md"):
        assert read(xlsx(survey=SURVEY), file_type).question("q")


def test_a_workbook_with_a_password_says_so() -> None:
    assert kinds(xls_of({"EncryptedPackage": [["x"]]}), ".xlsx") == [(ProblemKind.PROTECTED, None, None)]


def test_row_numbers_are_told_in_short() -> None:
    assert rows_in_short([3, 5, 4, 9, 9]) == "3–5, 9"
    assert rows_in_short(range(1, 60, 2)).endswith("23, …")
