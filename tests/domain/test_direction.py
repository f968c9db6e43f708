"""What stands beside a text keeps its direction, whatever signs the text holds."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.direction import in_its_place, turning_signs

EMBEDDINGS, ISOLATES = "\u202a\u202b\u202c\u202d\u202e", "\u2066\u2067\u2068\u2069"
MARKS = "\u200e\u200f\u061c"
TEXTS = st.text(st.sampled_from(EMBEDDINGS + ISOLATES + MARKS + "aبא1 \n\u2029😀"), max_size=24)
BALANCED = st.recursive(
    st.text(st.sampled_from(MARKS + "aبא1 😀"), max_size=6),
    lambda inner: st.lists(
        inner | st.tuples(st.sampled_from(ISOLATES[:3]), inner).map(lambda one: "".join(one) + "\u2069"),
        max_size=4,
    ).map("".join),
)


def without_signs(text: str) -> str:
    return re.sub(f"[{EMBEDDINGS}{ISOLATES}]", "", text)


def depth_at_the_end(paragraph: str) -> int | None:
    """Return how many isolates are open at a paragraph's end, None where one ends that has not begun."""
    depth = 0
    for sign in paragraph:
        depth += (sign in ISOLATES[:3]) - (sign == "\u2069")
        if depth < 0:
            return None
    return depth


@given(TEXTS)
def test_no_embedding_is_left_and_every_isolate_ends_in_its_paragraph_and_begins_there(text: str) -> None:
    kept = in_its_place(text)
    assert not set(kept) & set(EMBEDDINGS)
    assert {depth_at_the_end(one) for one in re.split("[\n\u2029]", kept)} == {0}


@given(TEXTS)
def test_nothing_else_of_a_text_changes_and_a_second_time_nothing_at_all(text: str) -> None:
    kept = in_its_place(text)
    assert without_signs(kept) == without_signs(text)
    assert in_its_place(kept) == kept
    assert (kept == text) is not bool(turning_signs(text))


@given(st.lists(BALANCED, max_size=3).map("\n".join))
def test_balanced_isolates_and_marks_stay(text: str) -> None:
    assert in_its_place(text) == text


@given(TEXTS, TEXTS)
def test_two_texts_beside_each_other_are_each_what_they_are_alone(one: str, other: str) -> None:
    assert in_its_place(in_its_place(one) + in_its_place(other)) == in_its_place(one) + in_its_place(other)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("\u202everkehrt", "verkehrt"),
        ("\u202bعربي\u202c!", "عربي!"),
        ("\u2067عربي\u2069!", "\u2067عربي\u2069!"),
        ("\u2067عربي", "عربي"),
        ("عربي\u2069!", "عربي!"),
        ("\u2068a\u2067b\u2069", "a\u2067b\u2069"),
        ("\u2068eins\nzwei\u2069", "eins\nzwei"),
        ("שלום\u200f!", "שלום\u200f!"),
    ],
)
def test_by_example(text: str, kept: str) -> None:
    assert in_its_place(text) == kept
