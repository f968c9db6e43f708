"""What is counted of every kind of answer, and how tables show it; in repeats each person counts once."""

from dataclasses import replace
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.entry_classes import class_of, classes_in, stand_in
from domain.number_classes import (
    MOST_CLASSES,
    Measure,
    Span,
    classes_of_numbers,
    classes_of_scale,
    read_spelled,
    spelled,
)
from domain.results import PublishedResults, PublishedTable, WithheldTable
from domain.survey import Choice, Group, Kind, Question, Scale, Survey
from domain.tallies import Entries, UncountableAnswer, by_series, label_of, series_of, tally, uncountable
from tests.domain.questionnaires import choices, questionnaire
from tests.domain.waves import tabulate, tabulate_versions

ORDER = Question("order", Kind.RANK, {"de": "Was zuerst?"}, choices=choices("Bus", "Rad", "Auto"))
RENT = Question("rent", Kind.DECIMAL, {"de": "Miete?"})
SINCE = Question("since", Kind.DATE, {"de": "Seit wann?"})
WAKES = Question("wakes", Kind.TIME, {"de": "Wann?"})
STARS = Question("stars", Kind.RANGE, {"de": "Wie gut?"}, scale=Scale(0, 2, 0.5))
SPOT = Question("spot", Kind.GEOPOINT, {"de": "Wo?"})
FINE = Question("fine", Kind.ACKNOWLEDGE, {"de": "Gelesen?"})
PHOTO = Question("photo", Kind.IMAGE, {"de": "Bild?"})
FAMILY = Survey(
    "family",
    "1",
    {"de": "Familie"},
    ("de",),
    (
        Question("people", Kind.REPEAT, {"de": "Wer?"}),
        Question("age", Kind.INTEGER, {"de": "Alter?"}, group="people"),
        Question("school", Kind.SELECT_ONE, {"de": "Schule?"}, choices=choices("Ja", "Nein"), group="people"),
        Question("born", Kind.DATE, {"de": "Geboren?"}, group="people"),
        Question("idea", Kind.TEXT, {"de": "Idee?"}, group="people"),
    ),
    groups=(Group("people", repeats=True),),
)


def table(results: PublishedResults, name: str) -> PublishedTable:
    entry = next(one for one in results.entries if one.question == name)
    assert isinstance(entry, PublishedTable)
    return entry


def rows(results: PublishedResults, name: str) -> dict[str, int]:
    return {row.code: row.count for row in table(results, name).rows}


def test_of_a_rank_it_is_told_how_often_each_was_first_and_where_it_stands_on_average() -> None:
    given = [{"order": ("a", "b", "c")}] * 8 + [{"order": ("b", "a", "c")}] * 4
    results = tabulate(questionnaire(ORDER), given)
    assert rows(results, "order") == {"a": 8, "b": 4, "c": 0}
    places = {row.code: row.mean_place for row in table(results, "order").rows}
    assert places == {"a": 1.3, "b": 1.7, "c": 3.0}
    assert not table(results, "order").multiple


def test_where_fewer_than_ten_ranked_a_choice_its_place_is_not_told() -> None:
    given = [{"order": ("a", "b")}] * 12 + [{"order": ("c", "a")}] * 3
    results = tabulate(questionnaire(ORDER), given)
    assert {row.code: row.mean_place for row in table(results, "order").rows}["c"] is None


def test_decimals_are_shown_in_classes_whose_upper_end_belongs_to_the_next() -> None:
    results = tabulate(questionnaire(RENT), [{"rent": 8 + number / 4} for number in range(20)])
    counted = rows(results, "rent")
    assert sum(counted.values()) == 20
    assert next(iter(counted)).startswith("..<")
    assert table(results, "rent").mean == 10.4


def test_a_scale_with_halves_keeps_its_values() -> None:
    given = [{"stars": 0.5}] * 6 + [{"stars": 2}] * 5
    assert rows(tabulate(questionnaire(STARS), given), "stars") == {
        "0": 0,
        "0.5": 6,
        "1": 0,
        "1.5": 0,
        "2": 5,
    }


def test_dates_of_few_months_are_told_by_month_and_of_many_years_by_years() -> None:
    near = [{"since": f"2026-0{1 + number % 3}-1{number % 9}"} for number in range(15)]
    far = [{"since": f"{1990 + number}-05-01"} for number in range(30)]
    assert list(rows(tabulate(questionnaire(SINCE), near), "since")) == ["..2026-01", "2026-02", "2026-03.."]
    counted = rows(tabulate(questionnaire(SINCE), far), "since")
    assert next(iter(counted)) == "..1994"
    assert sum(counted.values()) == 30
    assert table(tabulate(questionnaire(SINCE), far), "since").mean is None


def test_times_of_day_are_told_by_hours() -> None:
    results = tabulate(questionnaire(WAKES), [{"wakes": f"{5 + number % 5:02}:30"} for number in range(20)])
    assert rows(results, "wakes") == {
        "..05:59": 4,
        "06:00..06:59": 4,
        "07:00..07:59": 4,
        "08:00..08:59": 4,
        "09:00..": 4,
    }


@pytest.mark.parametrize(
    ("question", "answer"),
    [(SPOT, "48.85 9.18 0 5"), (FINE, "OK"), (PHOTO, "file")],
    ids=["place", "confirmation", "picture"],
)
def test_of_places_confirmations_and_pictures_it_is_told_only_how_many_there_are(
    question: Question, answer: str
) -> None:
    said: dict[str, object] = {question.name: answer}
    found = table(tabulate(questionnaire(question), [said] * 12 + [{}] * 5), question.name)
    assert (found.n, found.skipped, found.rows) == (12, 5, ())
    assert answer not in str(found)


# --- repeats ------------------------------------------------------------------------------------------


def family(*ages: int) -> dict[str, object]:
    """Return what somebody says whose children are so old."""
    answers: dict[str, object] = {"people": len(ages)}
    for number, age in enumerate(ages, 1):
        answers |= {f"age#{number}": age, f"school#{number}": "a" if age > 5 else "b"}
        answers |= {f"born#{number}": f"{2026 - age}-01-01", f"idea#{number}": f"Idee {number}"}
    return answers


def test_a_person_counts_once_for_each_answer_that_any_entry_has() -> None:
    results = tabulate(FAMILY, [family(3, 4, 12)] * 10 + [family(7)] * 5 + [family()] * 2)
    assert rows(results, "school") == {"a": 15, "b": 10}
    assert rows(results, "age") == {"3..5": 10, "6..9": 5, "10..19": 10}
    assert (table(results, "age").n, table(results, "age").skipped) == (15, 2)
    assert table(results, "age").multiple
    assert table(results, "age").mean is None
    assert table(results, "idea").n == 15  # people, not texts


def test_the_repeat_itself_counts_as_a_number_of_entries() -> None:
    found = table(tabulate(FAMILY, [family(3, 4)] * 10 + [family()] * 10), "people")
    assert (found.mean, found.n, found.of_entries) == (1.0, 20, False)


def test_dates_in_entries_are_told_by_years_and_old_ones_by_decades() -> None:
    results = tabulate(FAMILY, [family(3, 40, 41)] * 10)
    assert rows(results, "born")["2023"] == rows(results, "born")["1980..1989"] == 10


def test_a_question_that_moves_into_a_repeat_becomes_a_table_of_its_own() -> None:
    flat = replace(FAMILY, groups=(), questions=tuple(replace(q, group="") for q in FAMILY.questions[1:]))
    results = tabulate_versions([(flat, [{"age": 30 + n} for n in range(12)]), (FAMILY, [family(3)] * 12)])
    assert [one.question for one in results.entries if one.question == "age"] == ["age", "age"]
    shown = {one.of_entries: one.n for one in results.tables if one.question == "age"}
    assert shown == {True: 12, False: 12}


@given(
    st.dictionaries(
        st.from_regex(r"(age|school|people|other)(#[1-9](\.[1-9])?)?", fullmatch=True), st.integers()
    )
)
def test_keys_that_are_not_of_the_version_make_no_series(answers: dict[str, object]) -> None:
    known = {series.key: series for series in series_of([FAMILY])}
    for key, answer in by_series(FAMILY, answers).items():
        assert known[key].of_entries is isinstance(answer, Entries)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (ORDER, "a"),
        (ORDER, ("a", "z")),
        (RENT, "8"),
        (SINCE, "gestern"),
        (SINCE, 3),
        (WAKES, "25:00"),
        (STARS, 0.7),
        (SPOT, 3),
        (FINE, ("OK",)),
        (RENT, inf),
        (RENT, nan),
        (ORDER, (["a"],)),
    ],
)
def test_an_answer_that_is_none_stops_the_count_and_stays_out_of_the_message(
    question: Question, answer: object
) -> None:
    survey = questionnaire(question)
    (series,) = series_of([survey])
    with pytest.raises(UncountableAnswer) as caught:
        tally(series, [by_series(survey, {question.name: answer})])
    assert str(caught.value) == question.name
    assert uncountable(survey, {question.name: answer}) == {question.name}


@pytest.mark.parametrize("answer", [99, -1, inf, "drei"])
def test_so_it_does_in_an_entry_of_a_repeat(answer: object) -> None:
    people, stars = Question("people", Kind.REPEAT, {"de": "Wer?"}), replace(STARS, group="people")
    groups = (Group("people", repeats=True),)
    survey = Survey("town", "1", {"de": "Stadt"}, ("de",), (people, stars), groups=groups)
    answers = {"people": 2, "stars#1": 0.5, "stars#2": answer}
    assert uncountable(survey, answers) == {"stars"}
    series = next(one for one in series_of([survey]) if one.question.name == "stars")
    with pytest.raises(UncountableAnswer):
        tally(series, [by_series(survey, answers)])


def test_what_fits_is_never_called_uncountable_nor_is_what_no_question_asks_for() -> None:
    survey = questionnaire(ORDER, RENT, SPOT)
    answers = {"order": ("b", "a"), "rent": 8.5, "spot": None, "computed": inf, "gone#3": object()}
    assert uncountable(survey, answers) == frozenset()


@pytest.mark.parametrize("answer", [inf, -inf, nan, ("a",), None])
def test_an_endless_number_or_a_list_is_nobodys_label(answer: object) -> None:
    assert label_of(answer) == ""


# --- classes ------------------------------------------------------------------------------------------

MEASURES = (Measure.NUMBER, Measure.DECIMAL, Measure.MONTH, Measure.HOUR)


def _numbers(measure: Measure) -> st.SearchStrategy[int | float]:
    match measure:
        case Measure.DECIMAL:
            return st.decimals(-5000, 5000, places=2).map(float)
        case Measure.MONTH:
            return st.integers(12, 12 * 3000)
        case Measure.HOUR:
            return st.integers(0, 23)
        case _:
            return st.integers(-(10**6), 10**6)


@pytest.mark.parametrize("measure", MEASURES)
@given(data=st.data())
def test_every_number_has_exactly_one_class_of_at_most_seven_and_the_ends_are_open(
    measure: Measure, data: st.DataObject
) -> None:
    counts = data.draw(st.dictionaries(_numbers(measure), st.integers(1, 30), min_size=1))
    spans = classes_of_numbers(counts, measure)
    assert 2 <= len(spans) <= MOST_CLASSES
    assert all(sum(span.holds(number) for span in spans) == 1 for number in counts)
    assert (spans[0].low, spans[-1].high) == (None, None)
    assert len({span.code for span in spans}) == len(spans)


@pytest.mark.parametrize("measure", MEASURES)
@given(data=st.data())
def test_what_stands_for_a_class_of_entries_lies_in_it_and_reads_back(
    measure: Measure, data: st.DataObject
) -> None:
    number = data.draw(_numbers(measure))
    span = class_of(number, measure)
    assert span.holds(number)
    assert span.holds(read_spelled(spelled(stand_in(span), measure), measure))
    assert class_of(stand_in(span), measure) == span


@pytest.mark.parametrize("measure", MEASURES)
@given(data=st.data())
def test_classes_of_entries_do_not_overlap_and_stand_in_order(measure: Measure, data: st.DataObject) -> None:
    numbers = data.draw(st.lists(_numbers(measure), min_size=1))
    spans = classes_in(numbers, measure)
    assert all(sum(span.holds(number) for span in spans) == 1 for number in numbers)
    assert [stand_in(span) for span in spans] == sorted({stand_in(span) for span in spans})


@given(_numbers(Measure.DECIMAL) | _numbers(Measure.NUMBER))
def test_numbers_are_spelled_so_that_they_read_back(number: float) -> None:
    assert read_spelled(spelled(number, Measure.DECIMAL), Measure.DECIMAL) == number


def test_a_long_scale_with_decimals_is_grouped() -> None:
    scale = Scale(0, 10, 0.5)
    spans = classes_of_scale(scale)
    assert all(sum(span.holds(value) for span in spans) == 1 for value in scale.values())
    assert len(spans) <= MOST_CLASSES


@pytest.mark.parametrize(
    ("span", "code"),
    [
        (Span(24_288, 24_299, Measure.MONTH), "2024"),
        (Span(24_288, 24_289, Measure.MONTH), "2024-01..2024-02"),
        (Span(None, 24_287, Measure.MONTH), "..2023"),
        (Span(8, 9, Measure.HOUR), "08:00..09:59"),
        (Span(1.5, 2, Measure.DECIMAL), "1.5..<2"),
        (Span(None, 2, Measure.DECIMAL), "..<2"),
        (Span(3, 3), "3"),
    ],
)
def test_codes_of_classes(span: Span, code: str) -> None:
    assert span.code == code


def test_a_text_nobody_may_tell_stays_withheld_below_ten() -> None:
    results = tabulate(questionnaire(SPOT), [{"spot": "1 2 0 0"}] * 9 + [{}] * 9)
    assert isinstance(results.entries[0], WithheldTable)


def test_labels_of_a_choice_that_is_gone_still_stand_in_a_rank() -> None:
    newer = replace(ORDER, choices=(Choice("a", {"de": "Bus"}), Choice("b", {"de": "Rad"})))
    old, new = questionnaire(ORDER), questionnaire(newer)
    given = [{"order": ("c", "a", "b")}] * 10
    assert rows(tabulate_versions([(old, given), (new, [])]), "order") == {"a": 0, "b": 0, "c": 10}
