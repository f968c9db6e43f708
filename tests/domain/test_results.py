"""Results leave as published tables: nothing below ten people, nothing that one person wrote."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.publishing import publish
from domain.results import THRESHOLD, PublishedRow, PublishedTable, WithheldTable
from domain.survey import Choice, Kind, Question, Scale, Survey
from domain.tallies import UncountableAnswer
from tests.domain.waves import CLOSED, tabulate, tabulate_versions

AREAS = (
    Choice("north", {"de": "Norden"}),
    Choice("south", {"de": "Süden"}),
    Choice("west", {"de": "Westen"}),
)
AREA = Question("area", Kind.SELECT_ONE, {"de": "Wo wohnen Sie?"}, choices=AREAS)
LIKES = Question(
    "likes",
    Kind.SELECT_MULTIPLE,
    {"de": "Was gefällt?"},
    choices=(Choice("a", {}), Choice("b", {}), Choice("c", {})),
)
STARS = Question(
    "stars", Kind.RANGE, {"de": "Wie zufrieden?"}, {"de": "1 = gar nicht, 5 = sehr"}, scale=Scale(1, 5)
)
YEARS = Question("years", Kind.INTEGER, {"de": "Wie lange schon?"})
IDEA = Question("idea", Kind.TEXT, {"de": "Ihre Idee?"})
HELLO = Question("hello", Kind.NOTE, {"de": "Guten Tag"})
SURVEY = Survey("town", "1", {"de": "Stadt"}, ("de",), (HELLO, AREA, LIKES, STARS, YEARS, IDEA))


def table_of(
    question: str, answers: Sequence[Mapping[str, object]], survey: Survey = SURVEY
) -> PublishedTable:
    return next(table for table in tabulate(survey, answers).tables if table.question == question)


def counts_of(table: PublishedTable) -> dict[str, int]:
    return {row.code: row.count for row in table.rows}


@pytest.mark.parametrize("people", range(THRESHOLD))
def test_fewer_than_ten_responses_give_no_table_and_no_number(people: int) -> None:
    results = tabulate(SURVEY, [{"area": "north"}] * people)
    assert results.total is None
    assert results.entries == ()


def test_ten_responses_give_the_counts_of_every_choice_in_the_order_of_the_questionnaire() -> None:
    results = tabulate(SURVEY, [{"area": "south"}] * 7 + [{"area": "north"}] * 3)
    assert results.total == 10
    (table,) = results.tables
    assert table.rows == (
        PublishedRow("north", {"de": "Norden"}, 3),
        PublishedRow("south", {"de": "Süden"}, 7),
        PublishedRow("west", {"de": "Westen"}, 0),
    )
    assert (table.n, table.skipped, table.share(table.rows[1])) == (10, 0, 0.7)


def test_a_question_that_fewer_than_ten_answered_is_named_without_a_number() -> None:
    answers: Sequence[Mapping[str, object]] = [{"area": "south", "stars": 4}] * 9 + [
        {"area": "north", "stars": None}
    ] * 3
    results = tabulate(SURVEY, answers)
    assert results.withheld == ("likes", "stars", "years", "idea")
    assert WithheldTable("stars", {"de": "Wie zufrieden?"}) in results.entries


def test_entries_keep_their_places_whether_withheld_or_shown() -> None:
    few = tabulate(SURVEY, [{"area": "south"}] * 10)
    many = tabulate(SURVEY, [{"area": "south", "likes": ("a",), "stars": 1, "years": 2, "idea": "x"}] * 10)
    assert [entry.question for entry in few.entries] == [entry.question for entry in many.entries]
    assert [entry.question for entry in many.entries] == ["area", "likes", "stars", "years", "idea"]


def test_people_who_skipped_a_question_are_counted_apart() -> None:
    table = table_of("area", [{"area": "south"}] * 11 + [{"area": None}] * 2 + [{}] * 3)
    assert (table.n, table.skipped) == (11, 5)


def test_a_person_with_several_choices_counts_once_as_a_person_and_once_for_each_choice() -> None:
    table = table_of("likes", [{"likes": ("a", "b")}] * 8 + [{"likes": ["b", "b"]}] * 4 + [{"likes": ()}])
    assert table.multiple
    assert (table.n, table.skipped) == (12, 1)
    assert counts_of(table) == {"a": 8, "b": 12, "c": 0}


def test_free_text_leaves_only_how_many_there_are() -> None:
    results = tabulate(SURVEY, [{"area": "north", "idea": f"secret {i}"} for i in range(12)] + [{"idea": ""}])
    (table,) = (table for table in results.tables if table.kind is Kind.TEXT)
    assert (table.n, table.skipped, table.rows) == (12, 1, ())
    assert "secret" not in repr(results)


def test_a_scale_shows_every_value_with_mean_and_median() -> None:
    table = table_of("stars", [{"stars": value} for value in [1, 2, 2, 3, 4, 4, 4, 5, 5, 5, 5]])
    assert counts_of(table) == {"1": 1, "2": 2, "3": 1, "4": 3, "5": 4}
    assert (table.mean, table.median) == (3.6, 4)
    assert table.hint == {"de": "1 = gar nicht, 5 = sehr"}


def test_numbers_are_grouped_so_that_neither_the_smallest_nor_the_largest_shows() -> None:
    ages = [17, *range(20, 80), 113]
    table = table_of("years", [{"years": age} for age in ages])
    assert list(counts_of(table)) == ["..29", "30..39", "40..49", "50..59", "60..69", "70.."]
    assert sum(counts_of(table).values()) == len(ages)
    assert "17" not in repr(table.rows)
    assert "113" not in repr(table.rows)


def test_responses_of_two_versions_are_added_by_code_and_the_newer_one_gives_texts_and_order() -> None:
    newer = replace(
        AREA,
        label={"de": "In welchem Teil?"},
        choices=(Choice("east", {"de": "Osten"}), Choice("south", {"de": "S"})),
    )
    table, withheld = tabulate_versions(
        [
            (replace(SURVEY, questions=(AREA, IDEA)), [{"area": "south"}] * 6 + [{"area": "west"}] * 2),
            (replace(SURVEY, version="2", questions=(newer,)), [{"area": "south"}] * 4 + [{"area": "east"}]),
        ]
    ).entries
    assert isinstance(table, PublishedTable)
    assert table.label == {"de": "In welchem Teil?"}
    assert counts_of(table) == {"east": 1, "south": 10, "north": 0, "west": 2}
    assert table.n == 13
    assert withheld == WithheldTable("idea", {"de": "Ihre Idee?"})


def test_a_question_asked_on_another_scale_is_not_mixed_with_the_old_one() -> None:
    longer = replace(STARS, scale=Scale(0, 10))
    old, new = replace(SURVEY, questions=(STARS,)), replace(SURVEY, questions=(longer,))
    results = tabulate_versions([(old, [{"stars": 5}] * 10), (new, [{"stars": 10}] * 11)])
    assert [(table.n, len(table.rows)) for table in results.tables] == [(10, 5), (11, 11)]


@pytest.mark.parametrize(
    "answer",
    [{"area": "nowhere"}, {"area": ["north"]}, {"likes": "a"}, {"stars": 6}, {"stars": "5"}, {"idea": 3}],
    ids=["code", "list", "no list", "off the scale", "text", "number"],
)
def test_an_answer_that_is_not_of_its_version_stops_the_count_without_being_told(
    answer: dict[str, object],
) -> None:
    full = {"area": "north", "likes": ("a",), "stars": 1, "idea": "x"}
    with pytest.raises(UncountableAnswer) as raised:
        tabulate(SURVEY, [full] * 10 + [answer])
    assert str(raised.value) == next(iter(answer))
    assert raised.value.__suppress_context__ or raised.value.__context__ is None


def test_the_day_of_the_wave_stands_with_the_numbers() -> None:
    release = tabulate(SURVEY, [{}] * 10).release
    assert release is not None
    assert release.closed_on == CLOSED


def test_results_without_any_version_are_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="at least one version"):
        publish("town", [], None)


RESPONSES = st.fixed_dictionaries(
    {},
    optional={
        "area": st.none() | st.sampled_from(["north", "south", "west"]),
        "likes": st.none() | st.lists(st.sampled_from("abc"), unique=True).map(tuple),
        "stars": st.none() | st.integers(1, 5),
        "years": st.none() | st.integers(-(10**9), 10**9),
        "idea": st.none() | st.text(max_size=3),
    },
)


@given(st.lists(RESPONSES, max_size=40))
def test_every_number_that_leaves_agrees_with_counting_by_hand(responses: list[Mapping[str, object]]) -> None:
    results = tabulate(SURVEY, iter(responses))
    assert results.total == (len(responses) if len(responses) >= THRESHOLD else None)
    for table in results.tables:
        given_answers = [r[table.question] for r in responses if r.get(table.question) not in (None, (), "")]
        assert table.n == len(given_answers) >= THRESHOLD
        assert table.skipped == len(responses) - table.n
        if table.kind is Kind.SELECT_ONE:
            assert +Counter(counts_of(table)) == Counter(given_answers)
        elif table.kind is not Kind.TEXT and not table.multiple:
            assert sum(counts_of(table).values()) == table.n


@given(st.lists(RESPONSES, min_size=10, max_size=30), st.randoms())
def test_the_order_of_responses_leaves_no_trace(
    responses: list[Mapping[str, object]], chance: object
) -> None:
    shuffled = list(responses)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert tabulate(SURVEY, shuffled) == tabulate(SURVEY, responses)
