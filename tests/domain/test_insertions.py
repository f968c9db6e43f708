"""References in texts mean the answer in the same entry, and literals stay as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.insertions import Reference, meant_by, parts_of
from domain.survey import Group, Kind, Question, Survey

GROUPS = (
    Group("house", repeats=True),
    Group("section", parent="house"),
    Group("person", parent="section", repeats=True),
    Group("pet", parent="house", repeats=True),
)
QUESTIONS = (
    Question("town", Kind.TEXT, {}),
    Question("street", Kind.TEXT, {}, group="section"),
    Question("name", Kind.TEXT, {}, group="person"),
    Question("animal", Kind.TEXT, {}, group="pet"),
)
SURVEY = Survey("s", "1", {}, ("de",), QUESTIONS, groups=GROUPS)


@pytest.mark.parametrize(
    ("name", "seen_from", "meant"),
    [
        ("town", "name#2.3", "town"),
        ("street", "name#2.3", "street#2"),
        ("name", "name#2.3", "name#2.3"),
        ("animal", "name#2.3", "animal#2.1"),
        ("name", "street#2", "name#2.1"),
        ("name", "town", "name#1.1"),
        ("street", "person#2", "street#2"),
        ("street", "house", "street#1"),
        ("unknown", "town", None),
    ],
)
def test_a_reference_means_what_stands_in_the_same_entries(
    name: str, seen_from: str, meant: str | None
) -> None:
    assert meant_by(SURVEY, name, seen_from) == meant


def test_a_text_is_split_at_its_references() -> None:
    assert parts_of("Hallo ${name}, ${ a.b-1 }!") == (
        *("Hallo ", Reference("name"), ", ", Reference("a.b-1"), "!"),
    )
    assert parts_of("") == ("",)
    assert parts_of("${1} ${} $ {a}") == ("${1} ${} $ {a}",)


@given(st.text(max_size=60))
def test_nothing_of_a_text_is_lost(text: str) -> None:
    literals = "".join(part for part in parts_of(text) if isinstance(part, str))
    assert literals == text or any(isinstance(part, Reference) for part in parts_of(text))
