"""Households: who may join, and what counts as a name."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from domain.household import (
    LONGEST_NAME,
    MOST_PEOPLE,
    Called,
    NameProblem,
    named,
    next_ordinal,
    read_name,
)


def test_numbers_count_on_and_end_with_the_sixth_person() -> None:
    assert [next_ordinal(joined) for joined in range(1, MOST_PEOPLE + 2)] == [2, 3, 4, 5, 6, None, None]


def test_a_name_is_one_line_without_signs_that_nobody_sees() -> None:
    assert read_name("  Anna\u202e \n Maria\u200b\u2068 ", []) == "Anna Maria"
    assert read_name("Ay\u0073\u0327e", []) == "Ay\u015fe", "composed, as others type it"
    assert read_name("نی\u200cلوفر", []) == "نی\u200cلوفر", "Persian needs its joiner"
    assert read_name("👩\u200d🌾", []) == "👩\u200d🌾"


def test_what_cannot_be_seen_is_no_name() -> None:
    for nothing in ("", "  \n", "\u202e\u2067", "\u200d\u200c", "\u0301\u0301", "\x00\x07"):
        assert read_name(nothing, []) is NameProblem.EMPTY


def test_a_name_has_twenty_characters_at_the_most() -> None:
    assert read_name("x" * LONGEST_NAME, []) == "x" * LONGEST_NAME
    assert read_name("x" * (LONGEST_NAME + 1), []) is NameProblem.TOO_LONG


def test_two_people_of_a_chat_never_have_the_same_name_however_it_is_written() -> None:
    assert read_name("ANNA!", ["", "Anna"]) is NameProblem.TAKEN
    assert read_name("Anna", ["", "Anne"]) == "Anna"


@given(st.text(), st.lists(st.text(max_size=30), max_size=5))
def test_whatever_is_typed_a_name_is_short_visible_and_turns_nothing_around(
    typed: str, others: list[str]
) -> None:
    name = read_name(typed, others)
    if isinstance(name, NameProblem):
        return
    assert 0 < len(name) <= LONGEST_NAME
    assert name == name.strip()
    assert "\n" not in name
    assert not any(unicodedata.category(c) in ("Cc", "Cs") or c in "\u202e\u2066\u2067\u2068" for c in name)
    assert read_name(name, []) == name, "a name that was read stays the same"


def test_a_typed_name_finds_its_person_and_no_name_finds_nobody() -> None:
    people = [Called(1), Called(2, "Ayşe"), Called(4, "Bernd")]
    assert named("ayşe", people) == 2
    assert named(" BERND. ", people) == 4
    assert named("", people) is None
    assert named("Carla", people) is None
