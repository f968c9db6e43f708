"""Groups of numbers and of small counts: readable, complete, and nobody to be found by subtraction."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.number_classes import MOST_CLASSES, SCALE_SHOWN_WHOLE, Span, classes_of_numbers, classes_of_scale
from domain.publishing import grouped_small
from domain.results import THRESHOLD, GroupedCounts
from domain.survey import Scale


@pytest.mark.parametrize(
    ("scale", "codes"),
    [
        (Scale(1, 5), "1 2 3 4 5"),
        (Scale(0, 10), "0 1 2 3 4 5 6 7 8 9 10"),
        (Scale(0, 100), "0..20 21..40 41..60 61..80 81..100"),
        (Scale(0, 100, 5), "0..25 30..50 55..75 80..100"),
        (Scale(1, 100), "1..20 21..40 41..60 61..80 81..100"),
        (Scale(1, 24), "1..5 6..10 11..15 16..20 21..24"),
        (Scale(-10, 10), "-10..-5 -4..0 1..5 6..10"),
    ],
)
def test_a_long_scale_is_grouped_at_readable_borders(scale: Scale, codes: str) -> None:
    assert " ".join(span.code for span in classes_of_scale(scale)) == codes


@given(st.integers(-1000, 1000), st.integers(0, 3000), st.integers(1, 50))
def test_every_value_of_a_scale_has_exactly_one_class(start: int, length: int, step: int) -> None:
    scale = Scale(start, start + length, step)
    spans = classes_of_scale(scale)
    assert all(sum(span.holds(value) for span in spans) == 1 for value in scale.values())
    assert len(spans) <= (SCALE_SHOWN_WHOLE if len(scale.values()) <= SCALE_SHOWN_WHOLE else MOST_CLASSES)


@given(st.dictionaries(st.integers(-(10**9), 10**9), st.integers(1, 40), min_size=1))
def test_every_number_has_exactly_one_class_and_the_ends_are_open(counts: dict[int, int]) -> None:
    spans = classes_of_numbers(counts)
    assert 2 <= len(spans) <= MOST_CLASSES
    assert all(sum(span.holds(number) for span in spans) == 1 for number in counts)
    assert spans[0].low is None
    assert spans[-1].high is None


def test_one_far_off_number_does_not_move_the_borders() -> None:
    ages = Counter(range(18, 90))
    assert classes_of_numbers(ages) == classes_of_numbers(ages - Counter([89]) + Counter([10**9]))


def test_equal_numbers_still_have_two_open_classes() -> None:
    assert classes_of_numbers({4: 12}) == (Span(None, 4), Span(5, None))


def test_small_values_are_one_rest() -> None:
    assert grouped_small({"de": 40, "tr": 25, "ar": 6, "en": 5, "it": 0}) == GroupedCounts(
        (("de", 40), ("tr", 25)), 11
    )


def test_a_rest_below_ten_takes_the_next_smallest_value_in() -> None:
    assert grouped_small({"de": 40, "tr": 25, "ar": 1}) == GroupedCounts((("de", 40),), 26)


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    assert grouped_small({"de": 10, "tr": 11}) == GroupedCounts((("tr", 11), ("de", 10)), 0)


def test_fewer_than_ten_in_all_give_no_number() -> None:
    assert grouped_small({"de": 4, "tr": 5}) == GroupedCounts((), None)


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 60)))
def test_no_value_below_ten_can_be_found_by_subtraction(counts: dict[str, int]) -> None:
    grouped = grouped_small(counts)
    assert all(n >= THRESHOLD and counts[value] == n for value, n in grouped.shown)
    hidden = [n for value, n in counts.items() if n and value not in dict(grouped.shown)]
    if grouped.rest is None:
        assert sum(counts.values()) < THRESHOLD
    else:
        assert grouped.rest == sum(hidden)
        assert not hidden or (grouped.rest >= THRESHOLD and len(hidden) > 1)
