"""The main figures of a release follow a rule that looks at no number."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from domain.highlights import MOST_ANSWERS, MOST_QUESTIONS, MOST_SCALES, highlights
from domain.number_classes import Span
from domain.releases import Release
from domain.results import PublishedResults, PublishedRow, PublishedTable, WithheldTable
from domain.survey import Kind

RELEASE = Release("s", 1, date(2026, 10, 3), False, ("area",), {})


def table(name: str, kind: Kind, counts: list[int]) -> PublishedTable:
    rows = tuple(PublishedRow(f"c{i}", {"de": f"{i}"}, n, Span(i, i)) for i, n in enumerate(counts))
    mean = 2.5 if kind is Kind.RANGE else None
    return PublishedTable(name, kind, {"de": name}, rows, 40, 0, kind is Kind.SELECT_MULTIPLE, mean)


def results(*entries: PublishedTable | WithheldTable) -> PublishedResults:
    return PublishedResults("s", {"de": "S"}, 40, entries, RELEASE)


def names(view: PublishedResults) -> tuple[list[str], list[str], list[str]]:
    main = highlights(view)
    pictured = [view.entries[place].question for place in main.pictures]
    return [one.table.question for one in main.leaders], [one.question for one in main.scales], pictured


LIKES = table("likes", Kind.SELECT_MULTIPLE, [3, 9, 9, 0, 12])
WORRIES = table("worries", Kind.SELECT_MULTIPLE, [1, 0, 0])
THIRD = table("third", Kind.SELECT_MULTIPLE, [5])
AREA = table("area", Kind.SELECT_ONE, [20, 20])
HOME = table("home", Kind.SELECT_ONE, [30, 10])
HAPPY = table("happy", Kind.RANGE, [10, 30])
AGE = table("age", Kind.INTEGER, [10, 30])


def test_the_first_two_questions_with_several_answers_lead_and_scales_give_their_averages() -> None:
    assert names(results(AREA, HAPPY, LIKES, HOME, AGE, WORRIES, THIRD)) == (
        ["likes", "worries"],
        ["happy"],
        ["likes"],
    )


def test_the_three_most_frequent_answers_are_named_and_none_that_nobody_gave() -> None:
    first, second = highlights(results(LIKES, WORRIES)).leaders
    assert [row.code for row in first.rows] == ["c4", "c1", "c2"]  # of equal ones the first
    assert [row.code for row in second.rows] == ["c0"]


def test_without_several_answers_questions_with_one_answer_lead_but_none_that_tells_who_took_part() -> None:
    assert names(results(AREA, HOME)) == (["home"], [], ["home"])


def test_without_scales_both_questions_are_pictured() -> None:
    assert names(results(LIKES, WORRIES)) == (["likes", "worries"], [], ["likes", "worries"])


def test_a_question_that_too_few_answered_is_passed_over() -> None:
    view = results(WithheldTable("likes", {"de": "?"}), WORRIES, HAPPY)
    assert names(view) == (["worries"], ["happy"], ["worries"])


def test_there_may_be_nothing_to_tell() -> None:
    assert names(results()) == ([], [], [])


@given(
    st.lists(st.sampled_from(list(Kind)), max_size=30), st.lists(st.integers(0, 40), min_size=1, max_size=6)
)
def test_however_long_a_survey_is_its_main_figures_are_few(kinds: list[Kind], counts: list[int]) -> None:
    view = results(*(table(f"q{i}", kind, counts) for i, kind in enumerate(kinds)))
    main = highlights(view)
    assert len(main.leaders) <= MOST_QUESTIONS
    assert len(main.scales) <= MOST_SCALES
    assert len(main.pictures) + bool(main.scales) <= 2
    assert all(len(leader.rows) <= MOST_ANSWERS for leader in main.leaders)


@given(st.permutations([12, 7, 3, 0]), st.permutations([5, 5, 30]))
def test_which_questions_are_chosen_does_not_depend_on_what_was_answered(
    one: list[int], two: list[int]
) -> None:
    view = results(table("a", Kind.SELECT_MULTIPLE, one), table("b", Kind.SELECT_MULTIPLE, two), THIRD, HAPPY)
    assert names(view) == (["a", "b"], ["happy"], ["a"])
