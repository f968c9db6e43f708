"""Comparisons are published tables side by side: the same rows, and nobody lost or counted twice."""

from collections.abc import Mapping
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.blocks import FrozenCell, Member, freeze
from domain.comparisons import Comparison, compare_releases, compare_values
from domain.publishing import publish
from domain.releases import Release, make_release
from domain.results import THRESHOLD, Filter, FilterValue, PublishedResults, PublishedTable
from domain.survey import Choice, Kind, Question, Scale, Survey
from domain.tallies import by_series, series_of

CHOICES = tuple(Choice(code, {"de": code}) for code in "abc")
SURVEY = Survey(
    "town",
    "1",
    {"de": "Stadt"},
    ("de",),
    (
        Question("area", Kind.SELECT_ONE, {"de": "Wo?"}, choices=CHOICES),
        Question("likes", Kind.SELECT_MULTIPLE, {"de": "Was?"}, choices=CHOICES),
        Question("stars", Kind.RANGE, {"de": "Wie?"}, scale=Scale(1, 5)),
        Question("years", Kind.INTEGER, {"de": "Wie lange?"}),
        Question("words", Kind.TEXT, {"de": "Was noch?"}),
    ),
    dimensions=("area", "language"),
)
AREA, LIKES, STARS, YEARS, WORDS = range(5)


def _person(rng: Random) -> Member:
    area, language = rng.choices("abc", (6, 3, 1))[0], rng.choices(("de", "tr"), (3, 1))[0]
    answers: Mapping[str, object] = {
        "area": area,
        "likes": tuple(code for code in "abc" if rng.random() < 0.4),
        "stars": rng.choice([None, 1, 2, 3, 4, 5]),
        "years": rng.randrange(60),
        "words": "x",
    }
    return Member(rng.randbytes(8), (area, language), by_series(SURVEY, answers))


def releases(seed: int, first: int = 80, second: int = 60) -> tuple[Release, Release]:
    """Return two releases, the second of which contains the first."""
    rng = Random(seed)
    cells: list[FrozenCell] = []
    made = []
    for number, people in enumerate((first, second), 1):
        members = [_person(rng) for _ in range(people)]
        kept_back = [one for one in cells if one.kept_back] if number == 2 else []
        cells += freeze(members, SURVEY.dimensions, series_of([SURVEY]), kept_back=kept_back)
        day = date(2026, 11, 8 + 7 * number)
        made.append(make_release("town", number, day, SURVEY.dimensions, cells, is_final=False))
    return made[0], made[1]


def published(release: Release) -> PublishedResults:
    return publish("town", [SURVEY], release)


def _codes(found: Comparison) -> list[list[str]]:
    return [[row.code for row in part.table.rows] for part in found.parts]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([LIKES, STARS, YEARS]), st.sampled_from(["area", "language"]))
def test_groups_side_by_side_add_up_to_everybody(seed: int, index: int, dimension: str) -> None:
    _, release = releases(seed)
    found = compare_values(published(release), [SURVEY], index, dimension)
    if found is None:  # too few or too like answers for any number
        return
    people = sum(part.table.n + part.table.skipped for part in found.parts)
    if not found.few:
        assert people + found.not_attributable == found.table.n + found.table.skipped
    assert all(part.table.n >= THRESHOLD for part in found.parts)
    assert all(codes == [row.code for row in found.table.rows] for codes in _codes(found))
    for row in found.table.rows:
        parts = sum(each.count for part in found.parts for each in part.table.rows if each.code == row.code)
        assert parts <= row.count


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_a_group_says_what_the_same_filter_says(seed: int) -> None:
    _, release = releases(seed)
    found = compare_values(published(release), [SURVEY], STARS, "area")
    for part in found.parts if found else ():
        assert isinstance(part.who, FilterValue)
        entry = publish("town", [SURVEY], release, Filter("area", part.who.value)).entries[STARS]
        assert isinstance(entry, PublishedTable)
        assert (entry.rows, entry.n) == (part.table.rows, part.table.n)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([LIKES, STARS, YEARS]))
def test_a_later_release_contains_the_earlier_one_row_by_row(seed: int, index: int) -> None:
    older, newer = releases(seed)
    found = compare_releases(published(newer), [SURVEY], older, index)
    if found is None or len(found.parts) < 2:
        return
    new, old = (part.table for part in found.parts)
    assert [row.code for row in new.rows] == [row.code for row in old.rows]
    assert all(before.count <= after.count for before, after in zip(old.rows, new.rows, strict=True))


@pytest.mark.parametrize(("index", "dimension"), [(WORDS, "area"), (9, "area"), (LIKES, "stars")])
def test_texts_and_what_no_release_has_are_not_compared(index: int, dimension: str) -> None:
    _, release = releases(1)
    assert compare_values(published(release), [SURVEY], index, dimension) is None


def test_a_question_that_an_older_release_did_not_ask_stands_alone() -> None:
    older, newer = releases(1)
    without = {key: cells for key, cells in older.cells.items() if not key.startswith("stars")}
    before = Release(older.survey, 1, older.closed_on, False, older.dimensions, without)
    found = compare_releases(published(newer), [SURVEY], before, STARS)
    assert found is not None
    assert [part.who for part in found.parts] == [newer]
