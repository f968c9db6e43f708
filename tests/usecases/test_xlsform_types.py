"""Every type and column of XLSForm that a chat can ask becomes what it means."""

from io import BytesIO

import pytest
from PIL import Image

from domain.attachments import AttachmentKind
from domain.survey import Kind, Question, Quota, Scale, Survey
from domain.survey_data import survey_from_data, survey_to_data
from usecases.xlsform import ProblemKind, check_form

CHOICES = "| | list_name | name | label | area |\n| | l | a | A | north |\n| | l | b | B | south |"


def survey_of(
    *rows: str,
    header: str = "| | type | name | label |",
    choices: str = CHOICES,
    settings: str = "",
    files: dict[str, bytes] | None = None,
) -> Survey:
    report = check_form(form_of(*rows, header=header, choices=choices, settings=settings), ".md", "x", files)
    assert report.survey is not None, [str(problem) for problem in report.problems]
    assert survey_from_data(survey_to_data(report.survey)) == report.survey
    return report.survey


def form_of(*rows: str, header: str, choices: str = CHOICES, settings: str = "") -> str:
    form = "\n".join(["| survey |", header, *rows, "| choices |", choices])
    return f"{form}\n| settings |\n{settings}" if settings else form


def errors_of(*rows: str, header: str, **parts: str) -> list[tuple[ProblemKind, int | None, str | None]]:
    problems = check_form(form_of(*rows, header=header, **parts), ".md", "x").problems
    return [(one.kind, one.row, one.column) for one in problems if one.is_error]


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("text", Kind.TEXT),
        ("integer", Kind.INTEGER),
        ("decimal", Kind.DECIMAL),
        ("date", Kind.DATE),
        ("time", Kind.TIME),
        ("dateTime", Kind.DATETIME),
        ("range", Kind.RANGE),
        ("select_one l", Kind.SELECT_ONE),
        ("select one l", Kind.SELECT_ONE),
        ("Select_One l", Kind.SELECT_ONE),
        ("select_multiple l", Kind.SELECT_MULTIPLE),
        ("rank l", Kind.RANK),
        ("note", Kind.NOTE),
        ("acknowledge", Kind.ACKNOWLEDGE),
        ("geopoint", Kind.GEOPOINT),
        ("image", Kind.IMAGE),
        ("audio", Kind.AUDIO),
        ("video", Kind.VIDEO),
        ("file", Kind.FILE),
        ("hidden", Kind.CALCULATE),
    ],
)
def test_every_type_becomes_its_kind(written: str, kind: Kind) -> None:
    question = survey_of(f"| | {written} | q | Q |", "| | text | last | L |").questions[0]
    assert question.kind is kind
    assert [choice.name for choice in question.choices] == (["a", "b"] if kind.has_choices else [])


@pytest.mark.parametrize(
    ("written", "source"),
    [
        ("start", "once(now())"),
        ("today", "once(today())"),
        ("end", "now()"),
        ("username", "''"),
        ("phonenumber", "''"),
        ("email", "''"),
        ("deviceid", "''"),
    ],
)
def test_what_other_programs_record_is_a_calculation_that_conditions_can_use(
    written: str, source: str
) -> None:
    header = "| | type | name | label | relevant |"
    survey = survey_of(f"| | {written} | m | | |", "| | text | q | Q | ${m} != '' |", header=header)
    recorded = survey.question("m")
    assert (recorded.kind, recorded.calculation and recorded.calculation.source) == (Kind.CALCULATE, source)
    assert not survey.is_recorded(recorded)


def test_a_repeat_is_a_group_and_a_question_that_lists_its_entries() -> None:
    header = "| | type | name | label | relevant | repeat_count |"
    survey = survey_of(
        "| | integer | n | N | | | |",
        "| | begin repeat | people | People | ${n} > 0 | ${n} | |",
        "| | text | first_name | Name | | | |",
        "| | begin group | more | More about ${first_name} | | | |",
        "| | integer | age | Age of ${first_name} | | | |",
        "| | end group | | | | | |",
        "| | end repeat | | | | | |",
        "| | calculate | eldest | | | | max(${age}) |",
        "| | note | n2 | The eldest is ${eldest}; there are ${n} | | | |",
        header=header + " calculation |",
    )
    listing, group = survey.question("people"), survey.group_of["people"]
    assert (listing.kind, listing.label, listing.group) == (Kind.REPEAT, {"de": "People"}, "")
    assert group.repeats
    assert group.count is not None
    assert group.count.source == "${n}"
    assert group.relevant == listing.relevant
    assert [(question.name, question.group) for question in survey.questions] == [
        ("n", ""),
        ("people", ""),
        ("first_name", "people"),
        ("age", "more"),
        ("eldest", ""),
        ("n2", ""),
    ]
    assert survey.homes["age"] == ("people",)


def test_or_other_adds_a_choice_and_a_text_in_the_forms_languages() -> None:
    survey = survey_of(
        "| | select_multiple l or_other | q | Q | S |",
        "| | select_one l or specify other | r | R | T |",
        header="| | type | name | label::de | label::tr |",
        choices="| | list_name | name | label::de | label::tr |\n| | l | a | A | A |",
    )
    first, text = survey.question("q"), survey.question("q_other")
    assert [choice.name for choice in first.choices] == ["a", "other"]
    assert first.choices[1].label == {"de": "Etwas anderes", "tr": "Başka bir şey"}
    assert (text.kind, text.label) == (Kind.TEXT, {"de": "Was genau?", "tr": "Nedir?"})
    assert text.relevant is not None
    assert text.relevant.is_true({"q": ("a", "other")})
    assert not text.relevant.is_true({"q": ("a",)})
    assert survey.positions["r_other"] == survey.positions["r"] + 1
    assert [choice.name for choice in survey.lists["l"]] == ["a"]


def test_or_other_does_not_take_a_name_that_is_in_use() -> None:
    errors = errors_of(
        "| | text | q_other | O |",
        "| | select_one l or_other | q | Q |",
        header="| | type | name | label |",
    )
    assert errors == [(ProblemKind.OTHER_NAME_TAKEN, 3, "type")]


def test_or_other_and_a_filter_do_not_go_together() -> None:
    row = "| | select_one l or_other | q | Q | area = 'north' |"
    errors = errors_of(row, header="| | type | name | label | choice_filter |")
    assert errors == [(ProblemKind.FILTER_WITH_OTHER, 2, "choice_filter")]


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("towns.csv", b"name,label,district\nk,Kornwestheim,lb\ns,Stuttgart,s\n"),
        ("towns.csv", "\ufeffname;label;district\r\nk;Kornwestheim;lb\r\ns;Stuttgart;s\r\n".encode()),
        (
            "towns.xml",
            b"<root><item><name>k</name><label>Kornwestheim</label><district>lb</district></item>"
            b"<item><name>s</name><label>Stuttgart</label><district>s</district></item></root>",
        ),
        (
            "towns.geojson",
            b'{"type":"FeatureCollection","features":['
            b'{"id":"k","properties":{"title":"Kornwestheim","district":"lb"}},'
            b'{"id":"s","properties":{"title":"Stuttgart","district":"s"}}]}',
        ),
    ],
)
def test_choices_come_from_a_file_that_comes_with_the_form(file: str, content: bytes) -> None:
    question = survey_of(
        f"| | select_one_from_file {file} | q | Q | district = 'lb' |",
        header="| | type | name | label | choice_filter |",
        files={file: content},
    ).questions[0]
    assert [(one.name, one.label["de"], one.columns["district"]) for one in question.choices] == [
        ("k", "Kornwestheim", "lb"),
        ("s", "Stuttgart", "s"),
    ]
    assert question.choice_filter is not None


def test_the_columns_of_a_file_can_be_named() -> None:
    question = survey_of(
        "| | select_multiple_from_file t.csv | q | Q | value=code label=town |",
        header="| | type | name | label | parameters |",
        files={"t.csv": b"code,town\nk,Kornwestheim\n"},
    ).questions[0]
    assert [(choice.name, choice.label["de"]) for choice in question.choices] == [("k", "Kornwestheim")]


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("t.csv", b"name,label\ntwo words,A\n"),
        ("t.csv", b"label\nA\n"),
        ("t.csv", b"\xff\xfe\x00"),
        ("t.xml", b"<root><item>"),
        ("t.xml", b'<!DOCTYPE r [<!ENTITY a "b">]><root><item><name>&a;</name></item></root>'),
        ("t.geojson", b'{"features": [1]}'),
        ("t.geojson", b"[" * 100_000),
    ],
)
def test_a_file_without_good_choices_is_refused(file: str, content: bytes) -> None:
    form = form_of(f"| | select_one_from_file {file} | q | Q |", header="| | type | name | label |")
    problems = check_form(form, ".md", "x", {file: content}).problems
    assert [one.kind for one in problems if one.is_error] == [ProblemKind.UNREADABLE_CHOICE_FILE]


@pytest.mark.parametrize(
    ("kind", "written", "source"),
    [
        ("text", "it's", '"it\'s"'),
        ("text", "Ja", "'Ja'"),
        ("integer", "5", "5"),
        ("decimal", "2,5", "2.5"),
        ("range", "3", "3"),
        ("date", "2026-12-31", "date('2026-12-31')"),
        ("dateTime", "2026-12-31T18:30:00", "date-time('2026-12-31T18:30:00')"),
        ("time", "18:30:00", "'18:30:00'"),
        ("select_one l", "a", "'a'"),
        ("select_multiple l", "a  b", "'a b'"),
        ("geopoint", "48.86 9.18 0 0", "'48.86 9.18 0 0'"),
        ("date", "today()", "today()"),
        ("text", "${first}", "${first}"),
        ("hidden", "7", "'7'"),
    ],
)
def test_a_default_is_a_value_or_worked_out(kind: str, written: str, source: str) -> None:
    header = "| | type | name | label | default |"
    question = survey_of("| | text | first | F | |", f"| | {kind} | q | Q | {written} |", header=header)
    default = question.question("q").default
    assert default is not None
    assert default.source == source


def test_a_text_with_both_kinds_of_quotes_is_put_together() -> None:
    header = "| | type | name | label | default |"
    default = survey_of("""| | text | q | Q | say "it's" |""", header=header).questions[0].default
    assert default is not None
    assert default.evaluate({}) == '''say "it's"'''


@pytest.mark.parametrize(
    ("kind", "written", "problem"),
    [
        ("integer", "many", ProblemKind.INVALID_DEFAULT),
        ("date", "31.12.2026", ProblemKind.INVALID_DEFAULT),
        ("time", "noon", ProblemKind.INVALID_DEFAULT),
        ("select_one l", "c", ProblemKind.DEFAULT_WITHOUT_CHOICE),
        ("integer", "${nobody}", ProblemKind.UNKNOWN_REFERENCE),
        ("integer", "${q}", ProblemKind.SELF_REFERENCE),
    ],
)
def test_a_default_that_is_no_answer_is_refused(kind: str, written: str, problem: ProblemKind) -> None:
    header = "| | type | name | label | default |"
    assert errors_of(f"| | {kind} | q | Q | {written} |", header=header) == [(problem, 2, "default")]


def one(row: str, header: str) -> Question:
    return survey_of("| | text | first | F |", row, header=header).question("q")


def test_required_may_depend_on_answers() -> None:
    header = "| | type | name | label | required | required_message |"
    question = one("| | text | q | Q | ${first} = 'x' | Please |", header)
    assert question.required_when is not None
    assert question.required_when.is_true({"first": "x"})
    assert (question.required, question.required_message) == (False, {"de": "Please"})
    for yes in ("yes", "TRUE", "True", "true()"):
        assert one(f"| | text | q | Q | {yes} | |", header).required


def test_calculations_filters_and_orders_are_kept() -> None:
    header = "| | type | name | label | calculation | trigger | read_only | choice_filter | parameters |"
    question = one(
        "| | select_one l | q | Q | 'a' | ${first} | yes | area = ${first} | randomize=true, seed=${first} |",
        header,
    )
    assert question.calculation is not None
    assert question.calculation.source == "'a'"
    assert (question.trigger, question.read_only, question.randomize) == (("first",), True, True)
    assert question.choice_filter is not None
    assert question.choice_filter.references == {"first"}
    assert question.order_seed is not None
    assert question.order_seed.source == "${first}"


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ("| | first | |", (ProblemKind.INVALID_TRIGGER, 3, "trigger")),
        ("| 1 | ${nobody} | |", (ProblemKind.UNKNOWN_REFERENCE, 3, "trigger")),
        ("| 1 | | ${first} = 'x' |", (ProblemKind.READ_ONLY_CONDITION, 3, "read_only")),
    ],
)
def test_triggers_are_questions_and_read_only_is_yes_or_no(
    cells: str, problem: tuple[ProblemKind, int, str]
) -> None:
    header = "| | type | name | label | calculation | trigger | read_only |"
    row = f"| | integer | q | Q {cells}"
    assert errors_of("| | text | first | F | | | |", row, header=header) == [problem]


def test_a_filter_by_a_column_that_is_not_there_is_mentioned() -> None:
    form = form_of(
        "| | select_one l | q | Q | region = 'x' |", header="| | type | name | label | choice_filter |"
    )
    (problem,) = check_form(form, ".md", "x").problems
    assert (problem.kind, problem.details["column"]) == (ProblemKind.UNKNOWN_LIST_COLUMN, "region")


def test_ranges_have_decimals_and_pictures_a_size() -> None:
    header = "| | type | name | label | parameters |"
    assert one("| | range | q | Q | start=0;end=1;step=0.25 |", header).scale == Scale(0, 1, 0.25)
    assert one("| | range | q | Q | |", header).scale == Scale(1, 10, 1)
    assert one("| | image | q | Q | max-pixels=1024 |", header).max_pixels == 1024


def test_the_order_of_a_group_may_be_one_of_chance() -> None:
    survey = survey_of(
        "| | begin_group | g | G | randomize=true |",
        "| | text | q | Q | |",
        "| | end_group | | | |",
        header="| | type | name | label | parameters |",
    )
    assert survey.group_of["g"].randomize


def test_the_question_itself_in_a_constraint_is_the_answer_being_checked() -> None:
    question = one("| | integer | q | Q | ${q} > 1 |", "| | type | name | label | constraint |")
    assert question.constraint is not None
    assert question.constraint.is_true({}, self_value=2)
    assert not question.constraint.is_true({}, self_value=1)


def test_texts_are_there_for_whoever_asks() -> None:
    header = "| | type | name | label::de | hint::de | guidance_hint::de | appearance |"
    question = survey_of(
        "| | text | q | Q | H | G | multiline w3 |",
        header=header,
        choices="| | list_name | name | label::de |",
    ).questions[0]
    assert (question.hint, question.guidance) == ({"de": "H"}, {"de": "G"})
    assert question.appearance == {"multiline"}


def drawn(width: int = 30, height: int = 20) -> bytes:
    out = BytesIO()
    Image.new("1", (width, height)).save(out, "PNG")
    return out.getvalue()


def test_files_that_come_with_the_form_are_shown_and_all_others_mentioned() -> None:
    header = "| | type | name | label::de | label::tr | media::image::de | image::tr | audio | video |"
    form = form_of(
        "| | text | q | Q | Q | a.png | b.png | c.mp3 | d.mp4 |",
        header=header,
        choices="| | list_name | name | label::de | label::tr |",
    )
    report = check_form(form, ".md", "x", {"a.png": drawn(), "c.mp3": b"ID3 and more", "d.mp4": b"no film"})
    assert report.survey is not None
    assert report.survey.questions[0].media == {"image": {"de": "a.png"}, "audio": {"de": "c.mp3"}}
    assert report.survey.files == {one.name: one.digest for one in report.files}
    assert {one.name: one.kind for one in report.files} == {
        "a.png": AttachmentKind.PICTURE,
        "c.mp3": AttachmentKind.AUDIO,
    }
    assert [(one.kind, one.column, one.details) for one in report.problems] == [
        (ProblemKind.MISSING_FILE, "image::tr", {"file": "b.png"}),
        (ProblemKind.FILE_NOT_SHOWN, "video", {"file": "d.mp4"}),
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", b""),
        ("a.png", b"\x89PNG\r\n\x1a\n and nothing more"),
        ("a.png", drawn(9_000, 1_001)),
        ("a.png", drawn(21, 1)),
        ("a.jpg", drawn()),
        ("a.svg", b"<svg/>"),
        ("a.gif", b"GIF89a"),
    ],
    ids=["empty", "cut off", "too large", "a strip", "no JPEG", "a drawing", "a film of pictures"],
)
def test_what_a_messenger_would_not_take_as_a_picture_is_named_before(name: str, content: bytes) -> None:
    header = "| | type | name | label | image |"
    form = form_of(f"| | text | q | Q | {name} |", header=header, choices="| | list_name | name | label |")
    report = check_form(form, ".md", "x", {name: content})
    assert report.survey is not None
    assert (report.survey.questions[0].media, report.survey.files, report.files) == ({}, {}, ())
    assert [one.kind for one in report.problems] == [ProblemKind.FILE_NOT_SHOWN]


def test_another_picture_under_the_same_name_makes_another_version() -> None:
    form = form_of("| | text | q | Q | a.png |", header="| | type | name | label | image |")
    first, second, again = (
        check_form(form, ".md", "x", {"a.png": drawn(width)}).survey for width in (30, 31, 30)
    )
    assert first == again
    assert first != second


def test_duplicate_codes_are_kept_apart_by_their_columns_where_the_author_says_so() -> None:
    choices = "| | list_name | name | label | area |\n| | l | a | A | n |\n| | l | a | B | s |"
    settings = "| | form_title | allow_choice_duplicates |\n| | T | yes |"
    row, header = "| | select_one l | q | Q | area = 'n' |", "| | type | name | label | choice_filter |"
    question = survey_of(row, header=header, choices=choices, settings=settings).questions[0]
    assert [(choice.name, choice.columns["area"]) for choice in question.choices] == [("a", "n"), ("a", "s")]
    problems = check_form(form_of(row, header=header, choices=choices), ".md", "x").problems
    assert [(one.kind, one.row, one.details["first_row"]) for one in problems if one.is_error] == [
        (ProblemKind.DUPLICATE_CHOICE, 3, 2)
    ]


TOWN = (
    "| | select_one l | area | A | |",
    "| | integer | born | B | |",
    "| | text | words | W | |",
    "| | calculate | age | | if(${born} < 1980, 'old', 'young') |",
    "| | calculate | vague | | concat(${words}, ${area}) |",
    "| | calculate | indirect | | ${vague} |",
    "| | calculate | clock | | string(today()) |",
    "| | calculate | chance | | random() |",
)
TOWN_HEADER = "| | type | name | label | calculation |"


def test_results_can_be_filtered_by_choices_and_clear_calculations() -> None:
    settings = "| | form_title | dimensions |\n| | T | area, age; language mode access |"
    survey = survey_of(*TOWN, header=TOWN_HEADER, settings=settings)
    assert survey.dimensions == ("access", "area", "age", "language", "mode")
    assert survey.is_recorded(survey.question("age"))


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("words", ProblemKind.WRONG_DIMENSION),
        ("nobody", ProblemKind.WRONG_DIMENSION),
        ("vague", ProblemKind.VAGUE_DIMENSION),
        ("indirect", ProblemKind.VAGUE_DIMENSION),
        ("clock", ProblemKind.VAGUE_DIMENSION),
        ("chance", ProblemKind.VAGUE_DIMENSION),
    ],
)
def test_nothing_else_is_a_dimension(name: str, problem: ProblemKind) -> None:
    settings = f"| | form_title | dimensions |\n| | T | {name} |"
    errors = errors_of(*TOWN, header=TOWN_HEADER, settings=settings)
    assert errors == [(problem, 2, "dimensions")]


def test_quotas_limit_cells_of_codes() -> None:
    settings = "| | form_title | dimensions | quotas |\n| | T | age | area=a:50; area = b & age = old : 7 |"
    survey = survey_of(*TOWN, header=TOWN_HEADER, settings=settings)
    assert survey.quotas == (Quota({"area": "a"}, 50), Quota({"area": "b", "age": "old"}, 7))


@pytest.mark.parametrize(
    ("quota", "problem"),
    [
        ("area=a", ProblemKind.INVALID_QUOTA),
        ("area=a:many", ProblemKind.INVALID_QUOTA),
        ("area:5", ProblemKind.INVALID_QUOTA),
        ("area=a:0", ProblemKind.INVALID_QUOTA),
        ("area=a & area=b:5", ProblemKind.INVALID_QUOTA),
        ("area=c:5", ProblemKind.QUOTA_CODE),
        ("words=a:5", ProblemKind.QUOTA_QUESTION),
        ("age=old:5", ProblemKind.QUOTA_QUESTION),
        ("language=de:5", ProblemKind.QUOTA_LANGUAGE),
        ("area=a & language=de:5", ProblemKind.QUOTA_LANGUAGE),
        ("area=a:5; area=a:6", ProblemKind.DUPLICATE_QUOTA),
    ],
)
def test_a_quota_that_cannot_be_kept_is_refused(quota: str, problem: ProblemKind) -> None:
    settings = f"| | form_title | quotas |\n| | T | {quota} |"
    assert errors_of(*TOWN, header=TOWN_HEADER, settings=settings) == [(problem, 2, "quotas")]


def test_a_quota_on_a_question_that_is_asked_in_every_entry_is_refused() -> None:
    settings = "| | form_title | quotas |\n| | T | area=a:5 |"
    rows = ("| | begin repeat | home | H | |", *TOWN[:1], "| | end repeat | | | |", *TOWN[1:])
    errors = errors_of(*rows, header=TOWN_HEADER, settings=settings)
    assert (ProblemKind.QUOTA_IN_REPEAT, 2, "quotas") in errors
    assert all(kind is not ProblemKind.QUOTA_QUESTION for kind, _row, _column in errors)


def test_a_survey_keeps_the_lists_that_something_uses_and_no_others() -> None:
    survey = survey_of(
        "| | select_one l | area | A | |",
        "| | calculate | n | | count(instance('looked')/root/item) |",
        header=TOWN_HEADER,
        choices=f"{CHOICES}\n| | looked | a | A |\n| | nobody | a | A |",
    )
    assert "nobody" not in survey.lists
    assert {"l", "looked"} <= survey.lists.keys()
