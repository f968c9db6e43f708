"""All ways through a survey: what is found on them, and that nobody gets stuck in the town's own."""

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.ways import walk_all
from bot.speech import OFFERED
from domain.dialogue import Dialogue
from domain.survey import Survey
from usecases import walk_survey
from usecases.walk_findings import FindingKind, Walk, walk_from_json, walk_to_json
from usecases.xlsform import check_form, read_survey

NOON = datetime(2026, 10, 3, 12)  # noqa: DTZ001 - the town's clocks
CONTENT = Path(__file__).resolve().parents[2] / "content" / "surveys"
HEAD = "| survey |\n| | type | name | label | required | relevant | constraint | calculation |\n"
YES_NO = "| choices |\n| | list_name | name | label |\n| | yn | yes | Ja |\n| | yn | no | Nein |\n"


def survey_of(*rows: str) -> Survey:
    lines = "".join(f"| | {row} |\n" for row in rows)
    return read_survey(HEAD + lines + YES_NO, ".md", "test")


def found(survey: Survey, seconds: float = 30) -> Walk:
    return walk_all(survey, ("de",), NOON, seconds)


def kinds(walk: Walk) -> list[tuple[FindingKind, str]]:
    return [(finding.kind, finding.question) for finding in walk.findings]


@pytest.mark.parametrize("file", sorted(CONTENT.glob("*.md")), ids=lambda path: path.stem)
def test_nobody_gets_stuck_in_the_towns_own_surveys_in_any_language(file: Path) -> None:
    walk = walk_all(read_survey(file.read_bytes(), ".md", file.stem), OFFERED, NOON, 60)
    assert walk.findings == ()
    assert walk.is_complete
    assert walk.reached == walk.questions


def test_a_question_behind_several_answers_is_found_and_one_behind_a_contradiction_is_named() -> None:
    walk = found(
        survey_of(
            "integer | age | Alter | yes | | . >= 16 and . <= 110 | ",
            "select_one yn | care | Pflege | yes | ${age} >= 67 | | ",
            "text | how | Wie | | ${care} = 'yes' and ${age} > 90 | | ",
            "text | never | Nie | | ${care} = 'yes' and ${age} < 20 | | ",
        )
    )
    assert kinds(walk) == [(FindingKind.NEVER_REACHED, "never")]
    assert walk.is_clean


def test_a_required_question_that_takes_nothing_is_named_with_the_way_that_leads_there() -> None:
    walk = found(
        survey_of(
            "select_one yn | first | Zuerst | yes | | | ",
            "integer | stuck | Hier | yes | ${first} = 'no' | . > 5 and . < 4 | ",
        )
    )
    (finding,) = walk.findings
    assert (finding.kind, finding.question) == (FindingKind.CANNOT_ANSWER, "stuck")
    assert finding.way == ("first=no",)
    assert not walk.is_clean


def test_a_rule_that_a_later_answer_breaks_is_met_at_the_end_and_leads_back() -> None:
    walk = found(
        survey_of(
            "integer | least | Mindestens | yes | | | ",
            "integer | most | Höchstens | yes | | . >= ${least} | ",
        )
    )
    assert walk.findings == ()


def test_repeats_are_gone_through_with_none_one_and_two_entries() -> None:
    walk = found(
        survey_of(
            "begin repeat | child | Kind | | | | ",
            "integer | age | Alter | yes | | . < 18 | ",
            "end repeat | | | | | | ",
            "note | many | Viele | | count(${child}) >= 2 | | ",
            "note | none | Keine | | count(${child}) = 0 | | ",
        )
    )
    assert walk.findings == ()
    assert walk.reached == walk.questions


def test_a_message_that_the_messenger_would_refuse_is_named() -> None:
    def refuses_the_second(_survey: Survey, dialogue: Dialogue, problem: object, language: str) -> str:
        return "message is too long" if dialogue.at == "second" and language == "tr" else ""

    survey = survey_of("text | first | A | | | | ", "text | second | B | | | | ")
    walk = walk_survey.walk(survey, ("de", "tr"), NOON, refuses_the_second)
    refused = next(one for one in walk.findings if one.kind is FindingKind.REFUSED)
    assert (refused.question, refused.language, refused.detail) == ("second", "tr", "message is too long")
    assert refused.way[0].startswith("first=")
    assert not walk.is_clean


def test_texts_that_a_language_lacks_are_counted() -> None:
    form = (
        "| survey |\n| | type | name | label::German (de) | label::Turkish (tr) |\n"
        "| | text | a | Eins | Bir |\n| | text | b | Zwei | |\n"
    )
    walk = walk_all(read_survey(form, ".md", "x"), OFFERED, NOON, 20)
    (finding,) = walk.findings
    assert (finding.kind, finding.question, finding.language, finding.detail) == (
        *(FindingKind.MISSING_TEXT, "b", "tr"),
        "1",
    )


def test_a_walk_is_the_same_each_time_and_travels_as_json() -> None:
    survey = survey_of("integer | age | Alter | | | . > 3 | ", "text | more | Mehr | | ${age} > 40 | | ")
    walk = found(survey)
    assert found(survey) == walk
    assert walk_from_json(walk_to_json(walk)) == walk


def test_a_walk_that_has_no_time_says_so() -> None:
    assert not found(survey_of("text | a | A | | | | "), seconds=0).is_complete


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.integers(-5, 120),
    st.integers(-5, 120),
    st.booleans(),
    st.sampled_from(["<", "<=", ">", ">=", "=", "!="]),
)
def test_what_a_number_can_open_is_always_found(low: int, bound: int, required: bool, sign: str) -> None:
    need = "yes" if required else ""
    report = check_form(
        HEAD
        + f"| | integer | n | N | {need} | | . >= {low} and . <= {low + 40} | |\n"
        + f"| | note | seen | S | | ${{n}} {sign} {bound} | | |\n",
        ".md",
        "x",
    )
    assert report.survey is not None
    possible = any(
        {"<": n < bound, "<=": n <= bound, ">": n > bound, ">=": n >= bound, "=": n == bound}.get(
            sign, n != bound
        )
        for n in range(low, low + 41)
    )
    walk = found(report.survey)
    never = (FindingKind.NEVER_REACHED, "seen") in kinds(walk)
    # A question that was skipped is no number: then `!=` holds, and so may nothing else.
    assert never <= (not possible)
    assert walk.is_clean
