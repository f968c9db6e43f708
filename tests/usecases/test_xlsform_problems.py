import pickle

import pytest

from usecases.xlsform import FormErrors, Problem, ProblemKind, check_form, read_survey

SURVEY = "| | type | name | label | hint | relevant | constraint | required | appearance | parameters | x |"
EMPTY = "| | list_name | name | label |"
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
        ("| | geotrace | q | Q |", K.REFUSED_DRAWING, "type"),
        ("| | geoshape | q | Q |", K.REFUSED_DRAWING, "type"),
        ("| | barcode | q | Q |", K.REFUSED_BARCODE, "type"),
        ("| | audit | audit | |", K.REFUSED_RECORDING, "type"),
        ("| | background-audio | q | |", K.REFUSED_RECORDING, "type"),
        ("| | csv-external | q | |", K.REFUSED_EXTERNAL, "type"),
        ("| | xml-external | q | |", K.REFUSED_EXTERNAL, "type"),
        ("| | select_one_external l | q | Q |", K.REFUSED_EXTERNAL, "type"),
        ("| | begin_kobomatrix | q | Q |", K.REFUSED_MATRIX, "type"),
        ("| | begin loop over l | q | Q |", K.REFUSED_LOOP, "type"),
        ("| | select_one ${first} | q | Q |", K.CHOICES_FROM_REPEAT, "type"),
        ("| | selct_one l | q | Q |", K.UNSUPPORTED_TYPE, "type"),
        ("| | select_one_from_file l.csv | q | Q |", K.MISSING_CHOICE_FILE, "type"),
        ("| | | q | Q |", K.MISSING_TYPE, None),
        ("| | text | | Q |", K.MISSING_NAME, None),
        ("| | text | first | Q |", K.DUPLICATE_NAME, "name"),
        ("| | text | 1 q | Q |", K.INVALID_NAME, "name"),
        ("| | text | my question | Q |", K.INVALID_NAME, "name"),
        ("| | text | meta | Q |", K.RESERVED_NAME, "name"),
        ("| | text | q | |", K.MISSING_LABEL, "label"),
        ("| | note | q | |", K.MISSING_LABEL, "label"),
        ("| | text | q | Hello ${nobody}! |", K.UNKNOWN_REFERENCE, "label"),
        ("| | text | q | Hello ${hello}! |", K.REFERENCE_WITHOUT_ANSWER, "label"),
        ("| | text | q | Look at ${photo} |", K.REFERENCE_TO_FILE, "label"),
        ("| | text | q | Hello ${first |", K.INVALID_REFERENCE, "label"),
        ("| | text | q | Again: ${last-saved#first} |", K.LAST_SAVED, "label"),
        ("| | text | q | Q | | ${last-saved#first} = 1 |", K.LAST_SAVED, "relevant"),
        ("| | text | q | Q | | ${nobody} = 1 |", K.UNKNOWN_REFERENCE, "relevant"),
        ("| | text | q | Q | | ${hello} = 1 |", K.REFERENCE_WITHOUT_ANSWER, "relevant"),
        ("| | text | q | Q | | ${q} = 1 |", K.SELF_REFERENCE, "relevant"),
        ("| | text | q | Q | | . = 1 |", K.SELF_REFERENCE, "relevant"),
        (
            "| | text | q | Q | | instance('x')/root/item[name = 1]/label = 1 |",
            K.UNKNOWN_CHOICE_LIST,
            "relevant",
        ),
        ("| | integer | q | Q | | | . > |", K.INVALID_EXPRESSION, "constraint"),
        ("| | integer | q | Q | | frobnicate(${first}) > 1 |", K.INVALID_EXPRESSION, "relevant"),
        ("| | text | q | Q | | | | maybe |", K.INVALID_EXPRESSION, "required"),
        ("| | note | q | Q | | | | yes |", K.REQUIRED_NOTE, "required"),
        ("| | range | q | Q | | | | | | start=a |", K.RANGE_NOT_A_NUMBER, "parameters"),
        ("| | range | q | Q | | | | | | start=5 end=1 |", K.RANGE_ORDER, "parameters"),
        ("| | range | q | Q | | | | | | step=0 |", K.RANGE_STEP, "parameters"),
        ("| | range | q | Q | | | | | | start=0 end=5000 |", K.RANGE_TOO_LONG, "parameters"),
        ("| | range | q | Q | | | | | | from one to ten |", K.WRONG_PARAMETERS, "parameters"),
        ("| | image | q | Q | | | | | | max-pixels=big |", K.WRONG_PARAMETER, "parameters"),
        ("| | select_one l | q | Q | | | | | | randomize=perhaps |", K.WRONG_PARAMETER, "parameters"),
        ("| | text | q | Q | | | | | search('x') |", K.REFUSED_APPEARANCE, "appearance"),
        ("| | select_one nowhere | q | Q |", K.UNKNOWN_CHOICE_LIST, "type"),
        (f"| | text | q | {'Q' * 2_500} | {'H' * 501} |", K.LONG_TEXT, "label"),
        ("| | end group |", K.UNBALANCED_END, None),
        ("| | end repeat |", K.UNBALANCED_END, None),
        ("| | begin group | g | |", K.UNBALANCED_BEGIN, None),
        ("| | calculate | q | |", K.MISSING_CALCULATION, "calculation"),
    ],
)
def test_what_cannot_be_used_is_refused_at_its_place(row: str, kind: ProblemKind, column: str | None) -> None:
    first = "| | note | hello | Hello |", "| | image | photo | Photo |", QUESTION
    problems = problems_of(*first, row, "| | text | last | Last |")
    errors = [problem for problem in problems if problem.is_error]
    assert places(errors) == [(kind, "survey", 5, column)]


@pytest.mark.parametrize(
    ("row", "kind", "column"),
    [
        ("| | start | begun | |", K.ONLY_IN_CONDITIONS, "type"),
        ("| | today | day | |", K.ONLY_IN_CONDITIONS, "type"),
        ("| | end | done | |", K.ONLY_IN_CONDITIONS, "type"),
        *((f"| | {name} | q | |", K.ALWAYS_EMPTY, "type") for name in ("username", "phonenumber", "email")),
        *((f"| | {name} | q | |", K.ALWAYS_EMPTY, "type") for name in ("deviceid", "simserial")),
        ("| | text | q | Q | | ${first} = 'a' | | | fancy |", K.IGNORED_APPEARANCE, "appearance"),
        ("| | note | q | Q | | | . = 1 |", K.CONSTRAINT_ON_NOTE, "constraint"),
        ("| | select_one l | q | Q | | | . != 'z' |", K.UNKNOWN_CODE, "constraint"),
        ("| | text | q | Q | | | | | | speed=high |", K.IGNORED_PARAMETER, "parameters"),
        ("| | text | q | Q | | false() |", K.UNREACHABLE, "relevant"),
        ("| | text | q | Q | | 1 > 2 |", K.UNREACHABLE, "relevant"),
        ("| | text | q | Q | | ${first} = 'a' and ${first} = 'b' |", K.CONTRADICTION, "relevant"),
        ("| | text | q | Q | | ${first} > 5 and ${first} < 3 |", K.CONTRADICTION, "relevant"),
        ("| | text | FIRST | Q |", K.SIMILAR_NAME, "name"),
    ],
)
def test_what_does_no_harm_is_mentioned_only(row: str, kind: ProblemKind, column: str) -> None:
    choices = "| | list_name | name | label |"
    listed = CHOICES if "select" in row else choices
    assert places(problems_of(QUESTION, row, choices=listed)) == [(kind, "survey", 3, column)]


def test_a_condition_that_wants_a_code_that_is_not_there_is_never_met() -> None:
    problems = problems_of(
        "| | select_one l | q | Q |",
        "| | text | r | R | | ${q} = 'z' and ${q} != 'a' |",
        "| | text | s | S | | ${q} = 'z' or ${q} = 'a' |",
    )
    assert places(problems) == [
        (K.UNREACHABLE_CODE, "survey", 3, "relevant"),
        (K.UNKNOWN_CODE, "survey", 4, "relevant"),
    ]


FAMILY = (
    "| | integer | n | How many? |",
    "| | begin repeat | child | Children |",
    "| | text | name | Name? |",
    "| | begin group | more | More |",
    "| | begin repeat | toy | Toys |",
    "| | select_one l | colour | Colour? |",
    "| | end repeat |",
    "| | end group |",
    "| | end repeat |",
    "| | begin repeat | pet | Pets |",
    "| | text | kind | What? |",
    "| | end repeat |",
)
AT_THE_END = len(FAMILY) + 2  # the row that follows, below the headings


@pytest.mark.parametrize(
    ("condition", "name", "repeat"),
    [
        ("indexed-repeat(${n}, ${child}, 1) = 1", "n", "child"),
        ("indexed-repeat(${name}, ${pet}, 1) = 'a'", "name", "pet"),
        ("indexed-repeat(${name}, ${child}, 1, ${toy}, 2) = 'a'", "name", "toy"),
        ("indexed-repeat(${name}, ${n}, 1) = 'a'", "name", "n"),
        ("string-length(indexed-repeat(${colour}, ${pet}, 1)) > 3", "colour", "pet"),
        ("${pet}[1]/name = 'a'", "name", "pet"),
    ],
)
def test_a_question_that_is_looked_for_in_a_repeat_that_it_does_not_stand_in_is_refused_by_both_names(
    condition: str, name: str, repeat: str
) -> None:
    for column, row in (
        ("relevant", f"| | text | q | Q | | {condition} |"),
        ("constraint", f"| | text | q | Q | | | {condition} |"),
    ):
        problems = problems_of(*FAMILY, row)
        assert places(problems) == [(K.OUTSIDE_REPEAT, "survey", AT_THE_END, column)]
        assert problems[0].details == {"name": name, "repeat": repeat}


def test_what_stands_in_the_repeat_can_be_looked_for_there() -> None:
    conditions = (
        "indexed-repeat(${name}, ${child}, ${n}) = 'a'",
        "indexed-repeat(${colour}, ${child}, 1, ${toy}, 2) = 'a'",
        "indexed-repeat(${colour}, ${toy}, 2) = 'a'",
        "count(${child}[name = 'a']/toy) > 1",
        "/data/child/more/toy/colour = 'a'",
    )
    rows = [f"| | text | q{number} | Q | | {one} |" for number, one in enumerate(conditions)]
    assert problems_of(*FAMILY, *rows) == []


def test_numbers_in_conditions_mean_codes_that_are_written_as_numbers() -> None:
    choices = "| | list_name | name | label |\n| | l | 1 | A |\n| | l | 2.0 | B |"
    rows = "| | select_one l | q | Q |", "| | text | r | R | | ${q} = 1 or ${q} = 2 |"
    assert problems_of(*rows, choices=choices) == []


def test_a_group_that_contradicts_those_around_it_is_mentioned_once() -> None:
    problems = problems_of(
        "| | select_one l | q | Q |",
        "| | begin group | g | G | | ${q} = 'a' |",
        "| | begin group | h | H | | ${q} = 'b' |",
        "| | text | r | R | | ${q} = 'b' |",
        "| | end group |",
        "| | text | s | S | | ${q} = 'a' |",
        "| | end group |",
    )
    assert places(problems) == [(K.CONTRADICTION, "survey", 4, "relevant")]


def test_forward_references_are_fine_and_circles_are_refused() -> None:
    forward = "| | text | q | Q | | ${later} = 'x' |", "| | text | later | Later |"
    assert problems_of(*forward, choices="| | list_name | name | label |") == []
    circle = "| | text | q | Q | | ${r} = 'x' |", "| | text | r | R | | ${q} = 'x' |"
    problems = problems_of(*circle, choices="| | list_name | name | label |")
    assert [problem.kind for problem in problems] == [K.CYCLE]
    assert problems[0].details["names"] in ("q → r → q", "r → q → r")


def test_layouts_of_other_programs_need_no_remark() -> None:
    assert problems_of("| | select_one l | q | Q | | | | | minimal horizontal |") == []


def test_a_column_nobody_knows_is_mentioned_once() -> None:
    problems = problems_of(
        *(f"| | text | q{number} | Q | | | | | | | x |" for number in range(3)), choices=EMPTY
    )
    assert places(problems) == [(K.IGNORED_COLUMN, "survey", 1, "x")]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("| | text | q | Q | x = 1 | | |", "choice_filter"),
        ("| | note | q | Q | | 1 | |", "default"),
        ("| | image | q | Q | | 1 | |", "default"),
        ("| | text | q | Q | | | 3 |", "repeat_count"),
    ],
)
def test_a_cell_that_means_nothing_for_its_type_is_mentioned(row: str, column: str) -> None:
    header = "| | type | name | label | choice_filter | default | repeat_count |"
    problems = problems_of("| | text | first | F |", row, header=header, choices=EMPTY)
    assert places(problems) == [(K.IGNORED_CELL, "survey", 3, column)]


def test_the_same_remark_for_many_rows_is_one_line() -> None:
    rows = [f"| | note | n{number} | N | 1 |" for number in range(3)]
    problems = problems_of(*rows, QUESTION, header="| | type | name | label | default |", choices=EMPTY)
    assert places(problems) == [(K.IGNORED_CELL, "survey", 2, "default")]
    assert problems[0].details == {"column": "default", "rows": "2–4", "count": 3}


def test_a_no_where_nothing_else_is_possible_needs_no_remark() -> None:
    header = "| | type | name | label | read_only | required |"
    rows = "| | begin group | g | G | false | no |", "| | text | q | Q | no | no |", "| | end group |"
    assert problems_of(*rows, header=header, choices=EMPTY) == []


def test_ends_have_to_match_their_beginnings() -> None:
    problems = problems_of(
        "| | begin repeat | r | R |", "| | text | q | Q |", "| | end group |", choices=EMPTY
    )
    assert places(problems) == [(K.CROSSED_END, "survey", 4, "type")]
    assert problems[0].details == {"first_row": 2}


def choice_rows(*rows: str) -> str:
    return "\n".join(["| | list_name | name | label |", *rows])


@pytest.mark.parametrize(
    ("row", "kind", "column"),
    [
        ("| | l | a | Again |", K.DUPLICATE_CHOICE, "name"),
        ("| | l | two words | Two |", K.CHOICE_CODE_WITH_SPACES, "name"),
        ("| | l | | Nameless |", K.MISSING_CHOICE_CODE, "name"),
        ("| | | c | Lost |", K.MISSING_CHOICE_LIST, "list_name"),
        ("| | l | c | |", K.MISSING_CHOICE_LABEL, "label"),
        (f"| | l | c | {'long ' * 9} |", K.LONG_CHOICE_LABEL, None),
    ],
)
def test_choices_are_checked_row_by_row(row: str, kind: ProblemKind, column: str | None) -> None:
    problems = problems_of("| | select_one l | q | Q |", choices=choice_rows("| | l | a | A |", row))
    assert places(problems) == [(kind, "choices", 3, column)]


def test_long_lists_are_shown_by_pages_and_endless_ones_refused() -> None:
    rows = [f"| | l | c{number} | {number} |" for number in range(1_001)]
    question = "| | select_one l | q | Q |"
    assert problems_of(question, choices=choice_rows(*rows[:50])) == []
    for count, kind in ((51, K.PAGED_CHOICES), (1_000, K.PAGED_CHOICES)):
        assert places(problems_of(question, choices=choice_rows(*rows[:count]))) == [
            (kind, "survey", 2, None)
        ]
    assert (K.TOO_MANY_CHOICES, "survey", 2, "type") in places(
        problems_of(question, choices=choice_rows(*rows))
    )


def test_a_list_that_fills_more_than_a_message_is_refused() -> None:
    rows = [f"| | l | c{number} | {'label ' * 13} |" for number in range(50)]
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
    (missing,) = problems_of("| | select_one l | o | O | O |", *rows, header=header, choices=choices)
    assert (missing.kind, missing.sheet, missing.row) == (K.MISSING_TRANSLATION, "", None)
    assert missing.details == {
        "language": "tr",
        "percent": 42,
        "count": 4,
        "rows": "survey 3–5; choices 2",
    }


def test_a_hint_that_misses_the_forms_own_language_is_missed_too() -> None:
    header = "| | type | name | label::de | label::tr | hint::tr |"
    problems = problems_of(
        "| | text | q | F | S | Ipucu |",
        header=header,
        choices="| | list_name | name | label::de | label::tr |",
    )
    assert [problem.kind for problem in problems] == [K.MISSING_TRANSLATION]
    assert problems[0].details["language"] == "de"


def test_a_language_without_code_is_refused() -> None:
    problems = problems_of("| | text | q | Q |", header="| | type | name | label::Fantasie |", choices=EMPTY)
    assert (K.UNKNOWN_LANGUAGE, "survey", 1, "label::Fantasie") in places(problems)


def test_two_columns_for_one_language_are_refused() -> None:
    header = "| | type | name | label::Deutsch (de) | label::German (de) |"
    assert problems_of("| | text | q | Q | Q |", header=header, choices=EMPTY) == []
    problems = problems_of("| | text | q | Q | R |", header=header)
    assert (K.DUPLICATE_LANGUAGE, "survey", 1, "label::German (de)") in places(problems)


def test_a_setting_without_meaning_is_mentioned() -> None:
    problems = problems_of(QUESTION, settings="| | form_title | style |\n| | T | pages |", choices=EMPTY)
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
            "| | geotrace | where | Where |",
            "| | text | q | |",
            "| | text | r | R | | ${s} = 1 |",
            "| | select_one l | t | T |",
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
    assert str(refused.value).splitlines()[1] == "survey, row 3, label: missing_label (language: de)"


def test_errors_travel_from_one_process_to_another() -> None:
    with pytest.raises(FormErrors) as refused:
        read_survey(b"", ".md", "x")
    arrived = pickle.loads(pickle.dumps(refused.value))  # noqa: S301 - what was written a moment ago
    assert arrived.problems == refused.value.problems


def test_no_two_kinds_are_the_same() -> None:
    assert len(ProblemKind.__members__) == len(list(ProblemKind))  # equal members would be one
