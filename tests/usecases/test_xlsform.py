import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from bot.speech import OFFERED
from domain.survey import Kind, Scale, Survey
from domain.survey_data import survey_from_data, survey_to_data
from usecases.xlsform import FileType, ProblemKind, check_form, read_survey

FORM = """
| survey |
| | type | name | label::de | label::tr | required | relevant | constraint | appearance | parameters |
| | note | welcome | Guten Tag **zusammen** | Merhaba | | | | | |
| | integer | age | Wie alt? | Kaç yaşında? | yes | | . >= 0 and . <= 120 | | |
| | note | too_young | Schade | Üzgünüz | | ${age} < 16 | | screenout | |
| | begin_group | older | | | | ${age} >= 40 | | | |
| | select_one yes_no | care | Pflege? | Bakım? | TRUE | | | | |
| | begin group | caring | | | | ${care} = 'yes' | | | |
| | select_multiple themes | help | Hilfe? | Yardım? | | ${age} > 0 | count-selected(.) <= 2 | | |
| | end group | | | | | | | | |
| | end_group | | | | | | | | |
| | range | happy | Wie zufrieden? | Memnun musunuz? | | | | | start=1 end=5 step=2 |
| | text | ideas | Ideen? | Fikirler? | no | | | multiline | |
| choices |
| | list_name | name | label::de | label::tr |
| | yes_no | yes | Ja | Evet |
| | yes_no | no | Nein | Hayır |
| | themes | shops | Läden | Dükkanlar |
| | themes | green | Grün | Yeşil |
| settings |
| | form_title | form_id | version | default_language | chat_title::tr |
| | Stadt | town | 7 | de | Şehir |
"""


@pytest.fixture(scope="module")
def survey() -> Survey:
    return read_survey(FORM, ".md", "town")


def test_a_form_becomes_a_survey_with_its_languages(survey: Survey) -> None:
    assert (survey.name, survey.version) == ("town", "7")
    assert survey.languages == ("de", "tr")
    assert survey.title == {"de": "Stadt", "tr": "Şehir"}


def test_every_row_becomes_a_question_of_its_kind(survey: Survey) -> None:
    assert [(question.name, question.kind) for question in survey.questions] == [
        ("welcome", Kind.NOTE),
        ("age", Kind.INTEGER),
        ("too_young", Kind.SCREENOUT),
        ("care", Kind.SELECT_ONE),
        ("help", Kind.SELECT_MULTIPLE),
        ("happy", Kind.RANGE),
        ("ideas", Kind.TEXT),
    ]
    assert [question.name for question in survey.questions if question.required] == ["age", "care"]


def test_texts_are_kept_per_language_with_their_emphasis(survey: Survey) -> None:
    assert survey.question("welcome").label == {"de": "Guten Tag **zusammen**", "tr": "Merhaba"}
    header = "| | type | name | label::de | hint::Türkçe (tr) | hint::de | constraint_message::tr |"
    (age,) = read_survey(
        small("| | integer | age | Alter? | Yıl | Jahre | Olmaz |", header=header), ".md", "x"
    ).questions
    assert age.hint == {"de": "Jahre", "tr": "Yıl"}
    assert age.constraint_message == {"tr": "Olmaz"}


def test_choices_and_scales_belong_to_their_questions(survey: Survey) -> None:
    assert [choice.name for choice in survey.question("help").choices] == ["shops", "green"]
    assert survey.question("care").choices[0].label == {"de": "Ja", "tr": "Evet"}
    assert survey.question("happy").scale == Scale(1, 5, 2)


def test_conditions_are_ready_to_run(survey: Survey) -> None:
    screenout, constraint = survey.question("too_young").relevant, survey.question("age").constraint
    assert screenout is not None
    assert constraint is not None
    assert screenout.is_true({"age": 15})
    assert not constraint.is_true({}, self_value=121)


def test_a_question_keeps_its_own_condition_and_its_groups_theirs(survey: Survey) -> None:
    assert [(group.name, group.parent) for group in survey.groups] == [("older", ""), ("caring", "older")]
    help_ = survey.question("help")
    assert [group.name for group in survey.groups_around(help_.group)] == ["caring", "older"]
    conditions = [help_.relevant, *(group.relevant for group in survey.groups_around(help_.group))]
    assert [condition and condition.source for condition in conditions] == [
        "${age} > 0",
        "${care} = 'yes'",
        "${age} >= 40",
    ]
    assert (survey.question("happy").relevant, survey.question("happy").group) == (None, "")


def test_a_form_without_flaw_has_no_problems() -> None:
    assert check_form(FORM, ".md", "town").problems == ()


def rows_of(form: str) -> list[list[str]]:
    lines = [line for line in form.splitlines() if line.strip()]
    return [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]


def as_csv(form: str) -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows(rows_of(form))
    return written.getvalue().encode()


def as_xlsx(form: str) -> bytes:
    book = Workbook()
    del book["Sheet"]
    for sheet, *cells in rows_of(form):
        if sheet:
            book.create_sheet(sheet)
        else:
            book[book.sheetnames[-1]].append([cell or None for cell in cells])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


SPREADSHEET = as_xlsx(FORM)


@pytest.mark.parametrize(("content", "file_type"), [(as_csv(FORM), ".csv"), (SPREADSHEET, ".xlsx")])
def test_all_file_formats_give_the_same_survey(content: bytes, file_type: FileType, survey: Survey) -> None:
    assert read_survey(content, file_type, "town") == survey


def test_an_imported_survey_can_be_kept_and_read_again(survey: Survey) -> None:
    assert survey_from_data(survey_to_data(survey)) == survey


def small(*rows: str, header: str = "| | type | name | label |") -> str:
    return "\n".join(["| survey |", header, *rows])


def test_a_label_without_language_is_in_the_forms_own_language() -> None:
    form = small("| | text | a | Frage |")
    assert read_survey(form, ".md", "x").questions[0].label == {"de": "Frage"}
    english = form + "\n| settings |\n| | default_language |\n| | English (en) |"
    assert read_survey(english, ".md", "x").questions[0].label == {"en": "Frage"}


def test_a_language_may_be_written_as_its_code_alone() -> None:
    header = "| | type | name | label::de | label::de_simple | label::uk |"
    survey = read_survey(small("| | text | a | A | B | C |", header=header), ".md", "x")
    assert survey.languages == ("de", "de_simple", "uk")
    assert survey.questions[0].label == {"de": "A", "de_simple": "B", "uk": "C"}


def test_old_column_names_and_single_colons_still_mean_the_same() -> None:
    header = "| | type | name | caption:Deutsch (de) | bind:relevant | bind:jr:constraintMsg |"
    form = small("| | int | a | A | | Nein |", "| | string | b | B | ${a} > 1 | |", header=header)
    report = check_form(form, ".md", "x")
    assert report.survey is not None, report.problems
    assert report.survey.question("b").relevant is not None
    assert report.survey.question("a").constraint_message == {"de": "Nein"}


def test_typographic_quotes_and_plain_truth_in_conditions_are_understood() -> None:
    header = "| | type | name | label | relevant |"
    form = small(
        "| | text | a | „Frage“ | |",
        "| | text | b | B | ${a} = ‘x’ |",
        "| | text | c | C | TRUE |",
        header=header,
    )
    survey = read_survey(form, ".md", "x")
    applies = [question.relevant for question in survey.questions[1:]]
    assert [condition is not None and condition.is_true({"a": "x"}) for condition in applies] == [True, True]
    assert survey.questions[0].label == {"de": "„Frage“"}


def test_without_a_version_every_change_of_the_file_makes_a_new_one() -> None:
    first, second = (read_survey(small(f"| | text | a | {text} |"), ".md", "x").version for text in "AB")
    assert first != second
    assert first == read_survey(small("| | text | a | A |"), ".md", "x").version


CONTENT = sorted((Path(__file__).parents[2] / "content" / "surveys").glob("*.md"))


@pytest.mark.parametrize("path", CONTENT, ids=lambda path: path.stem)
def test_the_towns_own_surveys_are_imported_without_problem(path: Path) -> None:
    report = check_form(path.read_bytes(), ".md", path.stem)
    untranslated = ProblemKind.UNTRANSLATED_TITLE
    assert [str(problem) for problem in report.problems if problem.kind is not untranslated] == []
    assert report.survey is not None
    assert set(report.survey.languages) == set(OFFERED)


def test_the_town_has_surveys() -> None:
    assert CONTENT


PUBLIC_FORMS = Path(__file__).parents[3] / "shared" / "xlsforms"


def public_form(name: str) -> bytes:
    path = PUBLIC_FORMS / name
    if not path.exists():
        pytest.skip(f"{name} is not beside the project; it is read in place and not copied")
    return path.read_bytes()


def test_a_german_participation_survey_is_imported_with_remarks_only() -> None:
    report = check_form(public_form("mitwirken_umfrage.xlsx"), ".xlsx", "mitwirken")
    assert report.survey is not None
    assert (len(report.survey.questions), len(report.survey.groups)) == (42, 9)
    lost = [problem for problem in report.problems if problem.kind is ProblemKind.UNREACHABLE_CODE]
    assert [(problem.row, problem.details["code"]) for problem in lost] == [(28, "other")]
    assert len(report.problems) <= 12


def test_a_form_with_repeats_filters_and_calculations_is_imported_with_remarks_only() -> None:
    report = check_form(public_form("socio-economic-survey.xlsx"), ".xlsx", "economy")
    survey = report.survey
    assert survey is not None, report.problems
    assert survey.languages == ("en", "fr")
    family = survey.question("familyMembers")
    assert (family.kind, family.group, survey.group_of["familyMembers"].repeats) == (Kind.REPEAT, "", True)
    assert survey.homes["diseases"] == ("familyMembers",)
    assert survey.question("region").required
    district, economic_class = survey.question("district"), survey.question("SEClass")
    assert district.choice_filter is not None
    assert district.choice_filter.source == "region=${region}"
    assert district.choices[0].columns == {"region": "Sindh"}
    assert economic_class.read_only
    assert economic_class.calculation is not None
    assert economic_class.calculation.lists == {"seclass"}
    assert survey_from_data(survey_to_data(survey)) == survey
    assert len(report.problems) <= 12


@given(st.binary(max_size=200), st.sampled_from([".md", ".csv", ".xlsx", ".xls"]))
def test_any_bytes_are_read_or_refused_and_never_a_crash(content: bytes, file_type: FileType) -> None:
    report = check_form(content, file_type, "x")
    assert report.survey is not None or any(problem.is_error for problem in report.problems)


@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=4))
def test_a_damaged_spreadsheet_is_read_or_refused_and_never_a_crash(place: int, damage: bytes) -> None:
    place %= len(SPREADSHEET)
    damaged = SPREADSHEET[:place] + damage + SPREADSHEET[place + len(damage) :]
    for content in (damaged, SPREADSHEET[:place]):
        report = check_form(content, ".xlsx", "x")
        assert report.survey is not None or any(problem.is_error for problem in report.problems)


cells = st.sampled_from(
    [
        "",
        "text",
        "select_one a",
        "begin group",
        "end group",
        "a",
        "${a} = 1",
        "${",
        "yes",
        "é",
        "range",
        "::",
        "note",
    ]
)


@given(st.lists(st.lists(cells, min_size=5, max_size=5), max_size=6), st.lists(cells, min_size=3, max_size=3))
def test_any_table_is_read_or_refused_and_never_a_crash(rows: list[list[str]], choice: list[str]) -> None:
    lines = ["| | " + " | ".join(row) + " |" for row in rows]
    form = small(*lines, header="| | type | name | label::de | relevant | required |")
    form += "\n| choices |\n| | list_name | name | label::de |\n| | " + " | ".join(choice) + " |"
    report = check_form(form, ".md", "x")
    assert report.survey is not None or any(problem.is_error for problem in report.problems)
    assert all(str(problem) for problem in report.problems)
