import re

import pytest

from usecases.xlsform import FormErrors, Problem, ProblemKind, check_form, read_survey

SURVEY = "| | type | name | label | hint | relevant | constraint | required | appearance | parameters | x |"
CHOICES = "| | list_name | name | label |\n| | l | a | A |\n| | l | b | B |"


def problems_of(
    *rows: str, choices: str = CHOICES, header: str = SURVEY, settings: str = ""
) -> list[Problem]:
    form = "\n".join(["| survey |", header, *rows, "| choices |", choices])
    if settings:
        form += f"\n| settings |\n{settings}"
    return list(check_form(form, ".md", "x").problems)


def places(problems: list[Problem]) -> list[tuple[ProblemKind, str, int | None, str | None]]:
    return [(problem.kind, problem.sheet, problem.row, problem.column) for problem in problems]


QUESTION = "| | text | first | First |"
K = ProblemKind


@pytest.mark.parametrize(
    ("row", "kind", "column"),
    [
        ("| | geopoint | q | Q |", K.UNSUPPORTED_TYPE, "type"),
        ("| | decimal | q | Q |", K.UNSUPPORTED_TYPE, "type"),
        ("| | calculate | q | Q |", K.UNSUPPORTED_TYPE, "type"),
        ("| | select_one l or_other | q | Q |", K.UNSUPPORTED_TYPE, "type"),
        ("| | select_one_from_file l.csv | q | Q |", K.UNSUPPORTED_TYPE, "type"),
        ("| | rank l | q | Q |", K.UNSUPPORTED_TYPE, "type"),
        ("| | | q | Q |", K.MISSING_TYPE, None),
        ("| | text | | Q |", K.MISSING_NAME, None),
        ("| | text | first | Q |", K.DUPLICATE_NAME, "name"),
        ("| | text | q | |", K.MISSING_LABEL, "label"),
        ("| | note | q | |", K.MISSING_LABEL, "label"),
        ("| | text | q | Hello ${first}! |", K.REFERENCE_IN_TEXT, "label"),
        ("| | text | q | Q | | ${nobody} = 1 |", K.UNKNOWN_REFERENCE, "relevant"),
        ("| | text | q | Q | | ${last} = 1 |", K.LATER_REFERENCE, "relevant"),
        ("| | text | q | Q | | ${hello} = 1 |", K.REFERENCE_WITHOUT_ANSWER, "relevant"),
        ("| | text | q | Q | | ${q} = 1 |", K.SELF_REFERENCE, "relevant"),
        ("| | text | q | Q | | . = 1 |", K.SELF_REFERENCE, "relevant"),
        ("| | integer | q | Q | | | ${q} > 1 |", K.SELF_REFERENCE, "constraint"),
        ("| | integer | q | Q | | | . > |", K.INVALID_EXPRESSION, "constraint"),
        ("| | integer | q | Q | | sum(${first}) > 1 |", K.INVALID_EXPRESSION, "relevant"),
        ("| | text | q | Q | | | | ${first} = 1 |", K.REQUIRED_EXPRESSION, "required"),
        ("| | note | q | Q | | | | yes |", K.REQUIRED_NOTE, "required"),
        ("| | range | q | Q | | | | | | start=1 end=2.5 |", K.INVALID_RANGE, "parameters"),
        ("| | range | q | Q | | | | | | start=5 end=1 |", K.INVALID_RANGE, "parameters"),
        ("| | range | q | Q | | | | | | step=0 |", K.INVALID_RANGE, "parameters"),
        ("| | range | q | Q | | | | | | start=0 end=100 |", K.INVALID_RANGE, "parameters"),
        ("| | select_one nowhere | q | Q |", K.UNKNOWN_CHOICE_LIST, "type"),
        (f"| | text | q | {'Q' * 2_500} | {'H' * 501} |", K.LONG_TEXT, "label"),
        ("| | end group |", K.UNBALANCED_GROUP, None),
        ("| | begin group | g | |", K.UNBALANCED_GROUP, None),
        ("| | text | 1 q | Q |", K.INVALID_XLSFORM, None),
    ],
)
def test_what_cannot_be_used_is_refused_at_its_place(row: str, kind: ProblemKind, column: str | None) -> None:
    problems = problems_of("| | note | hello | Hello |", QUESTION, row, "| | text | last | Last |")
    errors = [problem for problem in problems if problem.is_error]
    assert places(errors) == [(kind, "survey", 4, column)]


@pytest.mark.parametrize(
    ("row", "kind", "column"),
    [
        ("| | start | begun | |", K.IGNORED_METADATA, "type"),
        ("| | today | day | |", K.IGNORED_METADATA, "type"),
        ("| | select_one l | q | Q | | ${first} = 'a' | | | fancy |", K.IGNORED_APPEARANCE, "appearance"),
        ("| | note | q | Q | | | . = 1 |", K.CONSTRAINT_ON_NOTE, "constraint"),
        ("| | select_one l | q | Q | | | . != 'z' |", K.UNKNOWN_CODE, "constraint"),
    ],
)
def test_what_does_no_harm_is_mentioned_only(row: str, kind: ProblemKind, column: str) -> None:
    assert places(problems_of(QUESTION, row)) == [(kind, "survey", 3, column)]


def test_layouts_of_other_programs_need_no_remark() -> None:
    assert problems_of("| | select_one l | q | Q | | | | | minimal horizontal |") == []


def test_a_column_nobody_knows_is_mentioned_once() -> None:
    problems = problems_of(*(f"| | text | q{number} | Q | | | | | | | x |" for number in range(3)))
    assert places(problems) == [(K.IGNORED_COLUMN, "survey", 1, "x")]


@pytest.mark.parametrize(
    "column",
    ["calculation", "default", "choice_filter", "read_only", "trigger", "media::image", "repeat_count"],
)
def test_a_column_that_would_change_the_survey_is_refused_where_it_is_filled_in(column: str) -> None:
    header = f"| | type | name | label | {column} |"
    problems = problems_of("| | select_one l | q | Q | |", "| | text | r | R | a |", header=header)
    assert (K.UNSUPPORTED_COLUMN, "survey", 3, column) in places(problems)
    assert not any(problem.row == 2 for problem in problems)


def test_a_question_that_is_not_read_only_may_say_so() -> None:
    assert problems_of("| | text | q | Q | no |", header="| | type | name | label | read_only |") == []


def test_a_repeat_is_refused_once_and_its_questions_are_still_checked() -> None:
    problems = problems_of(
        "| | begin repeat | family | Family |",
        "| | text | q | |",
        "| | end repeat | | |",
    )
    assert places(problems) == [
        (K.UNSUPPORTED_TYPE, "survey", 2, "type"),
        (K.MISSING_LABEL, "survey", 3, "label"),
    ]


def test_a_groups_condition_is_checked_at_the_group() -> None:
    problems = problems_of("| | begin group | g | | | ${q} = 1 |", "| | text | q | Q |", "| | end group |")
    assert places(problems) == [(K.LATER_REFERENCE, "survey", 2, "relevant")]


def test_the_heading_of_a_group_is_mentioned_as_not_shown() -> None:
    problems = problems_of("| | begin group | g | Part A |", "| | text | q | Q |", "| | end group |")
    assert places(problems) == [(K.IGNORED_HEADING, "survey", 2, "label")]


def choice_rows(*rows: str) -> str:
    return "\n".join(["| | list_name | name | label |", *rows])


@pytest.mark.parametrize(
    ("row", "kind", "column"),
    [
        ("| | l | a | Again |", K.DUPLICATE_CHOICE, "name"),
        ("| | l | two words | Two |", K.CHOICE_CODE_WITH_SPACES, "name"),
        ("| | l | | Nameless |", K.MISSING_CHOICE_CODE, None),
        ("| | l | c | |", K.MISSING_LABEL, "label"),
        (f"| | l | c | {'long ' * 9} |", K.LONG_CHOICE_LABEL, None),
    ],
)
def test_choices_are_checked_row_by_row(row: str, kind: ProblemKind, column: str | None) -> None:
    problems = problems_of("| | select_one l | q | Q |", choices=choice_rows("| | l | a | A |", row))
    assert places(problems) == [(kind, "choices", 3, column)]


def test_more_choices_than_buttons_are_refused() -> None:
    rows = [f"| | l | c{number} | {number} |" for number in range(96)]
    assert problems_of("| | select_one l | q | Q |", choices=choice_rows(*rows[:95])) == []
    problems = problems_of("| | select_one l | q | Q |", choices=choice_rows(*rows))
    assert places(problems) == [(K.TOO_MANY_CHOICES, "survey", 2, "type")]


def test_a_list_that_fills_more_than_a_message_is_refused() -> None:
    rows = [f"| | l | c{number} | {'label ' * 10} |" for number in range(70)]
    problems = problems_of("| | select_one l | q | Q |", choices=choice_rows(*rows))
    assert (K.LONG_CHOICE_LIST, "survey", 2, "label") in places(problems)


def test_missing_translations_are_counted_by_language_and_sheet() -> None:
    header = "| | type | name | label::de | label::tr | hint::de | hint::tr |"
    rows = [
        "| | text | q | F | S | Hinweis | |",
        "| | text | r | F | | | |",
        "| | text | s | F | | H | Ipucu |",
    ]
    choices = "| | list_name | name | label::de | label::tr |\n| | l | a | A | |"
    (survey, listed) = problems_of(*rows, header=header, choices=choices)
    assert (survey.kind, survey.sheet, survey.row) == (K.MISSING_TRANSLATION, "survey", 2)
    assert "in 'tr' (3), in these rows: 2, 3, 4" in str(survey)
    assert (listed.kind, listed.sheet, listed.row) == (K.MISSING_TRANSLATION, "choices", 2)


def test_a_hint_that_misses_the_forms_own_language_is_missed_too() -> None:
    header = "| | type | name | label::de | label::tr | hint::tr |"
    problems = problems_of(
        "| | text | q | F | S | Ipucu |",
        header=header,
        choices="| | list_name | name | label::de | label::tr |",
    )
    assert [problem.kind for problem in problems] == [K.MISSING_TRANSLATION]
    assert "'de'" in problems[0].reason


def test_a_language_without_code_is_refused() -> None:
    problems = problems_of("| | text | q | Q |", header="| | type | name | label::Deutsch |")
    assert (K.UNKNOWN_LANGUAGE, "survey", 1, "label::Deutsch") in places(problems)


def test_two_columns_for_one_language_are_refused() -> None:
    header = "| | type | name | label::Deutsch (de) | label::German (de) |"
    problems = problems_of("| | text | q | Q | R |", header=header)
    assert (K.DUPLICATE_LANGUAGE, "survey", 1, "label::German (de)") in places(problems)


def test_a_setting_without_meaning_is_mentioned() -> None:
    problems = problems_of(QUESTION, settings="| | form_title | style |\n| | T | pages |")
    assert places(problems) == [(K.IGNORED_SETTING, "settings", 1, "style")]


def test_a_title_is_translated_in_a_column_of_its_own() -> None:
    header = "| | type | name | label::de | label::tr |"
    row, nothing = "| | text | q | Q | S |", "| | list_name | name | label::de | label::tr |"
    titled = "| | form_title | default_language |\n| | Titel | de |"
    problems = problems_of(row, header=header, choices=nothing, settings=titled)
    assert places(problems) == [(K.UNTRANSLATED_TITLE, "settings", 2, None)]
    wrong = "| | form_title::tr | default_language |\n| | Başlık | de |"
    problems = problems_of(row, header=header, choices=nothing, settings=wrong)
    assert (K.TRANSLATED_FORM_TITLE, "settings", 1, "form_title::tr") in places(problems)


def test_a_form_that_asks_nothing_is_refused() -> None:
    assert K.NO_QUESTIONS in {problem.kind for problem in problems_of("| | note | n | N |")}


@pytest.mark.parametrize(
    ("content", "file_type"), [(b"", ".md"), (b"\xff\xfe", ".csv"), (b"PK\x03\x04", ".xlsx"), (b"no", ".xls")]
)
def test_a_file_that_cannot_be_read_says_so_in_a_line(content: bytes, file_type: str) -> None:
    report = check_form(content, file_type, "x")  # type: ignore[arg-type] # a plain str from the table
    assert [problem.kind for problem in report.problems] == [K.UNREADABLE]
    assert "\n" not in str(report.problems[0])


def test_all_problems_come_at_once_in_the_order_of_the_rows() -> None:
    form = "\n".join(
        [
            "| survey |",
            SURVEY,
            "| | geopoint | where | Where |",
            "| | text | q | |",
            "| | text | r | R | | ${s} = 1 |",
            "| choices |",
            choice_rows("| | l | a | A |", "| | l | a | B |"),
        ]
    )
    with pytest.raises(FormErrors) as refused:
        read_survey(form, ".md", "x")
    assert [(problem.sheet, problem.row) for problem in refused.value.problems] == [
        ("survey", 2),
        ("survey", 3),
        ("survey", 4),
        ("choices", 3),
    ]
    lines = str(refused.value).splitlines()
    assert lines[1] == (
        "survey, row 3, label: The text in the form's own language ('de') is missing. Fill in the label."
    )


@pytest.mark.parametrize("kind", ProblemKind)
def test_every_kind_says_what_is_wrong_and_what_to_do(kind: ProblemKind) -> None:
    fields = set(re.findall(r"(?<!\{)\{(\w+)\}", kind.reason + kind.remedy))
    problem = Problem(kind, details=dict.fromkeys(fields, "…"))
    assert problem.reason
    assert not problem.reason.endswith(".")
    assert problem.remedy.endswith((".", "…"))


def test_no_two_kinds_are_the_same() -> None:
    assert len(ProblemKind.__members__) == len(list(ProblemKind))  # equal members would be one
