"""Weighted shares stand beside the raw counts of a release, where the operator gave a population."""

from datetime import date

import pytest

from domain.blocks import FrozenCell
from domain.publishing import publish
from domain.releases import Release, make_release, release_from_json, release_to_json
from domain.results import Filter, PublishedTable
from domain.survey import Choice, Kind, Question, Scale, Survey
from domain.tallies import Cell, series_of

AGE = Question("age", Kind.SELECT_ONE, {}, choices=(Choice("young", {}), Choice("old", {})))
BENCH = Question("bench", Kind.SELECT_ONE, {}, choices=(Choice("yes", {}), Choice("no", {})))
STARS = Question("stars", Kind.RANGE, {}, scale=Scale(0, 100, 5))
SURVEY = Survey("s", "1", {}, ("de",), (AGE, BENCH, STARS), ("age",))
KEYS = [series.key for series in series_of([SURVEY])]
POPULATION = {"age": {"young": 500, "old": 500}}


def release(population: dict[str, dict[str, int]]) -> Release:
    cells = [
        FrozenCell("", ("young",), Cell(20)),
        FrozenCell("", ("old",), Cell(80)),
        FrozenCell(KEYS[0], (None,), Cell(100, 100, {"young": 20, "old": 80})),
        FrozenCell(KEYS[1], ("young",), Cell(20, 20, {"yes": 15, "no": 5})),
        FrozenCell(KEYS[1], ("old",), Cell(80, 80, {"yes": 20, "no": 60})),
        FrozenCell(KEYS[2], ("young",), Cell(20, 20, {"5": 10, "95": 10})),
        FrozenCell(KEYS[2], ("old",), Cell(80, 80, {"5": 40, "100": 40})),
    ]
    return make_release("s", 1, date(2026, 11, 22), ("age",), cells, is_final=False, population=population)


def test_weighted_shares_stand_beside_the_counts_with_their_interval() -> None:
    bench = publish("s", [SURVEY], release(POPULATION)).entries[1]
    assert isinstance(bench, PublishedTable)
    yes = bench.rows[0]
    assert yes.weighted is not None
    assert (yes.count, bench.share(yes)) == (35, 0.35)
    assert yes.weighted.share == pytest.approx(0.5)  # half of 75 % and half of 25 %
    assert yes.weighted.low < 0.5 < yes.weighted.high


def test_numbers_are_weighted_by_the_classes_that_are_shown() -> None:
    stars = publish("s", [SURVEY], release(POPULATION)).entries[2]
    assert isinstance(stars, PublishedTable)
    shares = [row.weighted.share for row in stars.rows if row.weighted]
    assert len(shares) == len(stars.rows)
    assert sum(shares) == pytest.approx(1)


def test_a_dimension_is_not_weighted_by_itself_and_nothing_is_without_a_population() -> None:
    weighted, plain = publish("s", [SURVEY], release(POPULATION)), publish("s", [SURVEY], release({}))
    assert all(row.weighted is None for row in weighted.tables[0].rows)
    assert all(row.weighted is None for table in plain.tables for row in table.rows)
    assert plain.missed == ()


def test_a_part_of_the_people_is_not_weighted() -> None:
    filtered = publish("s", [SURVEY], release(POPULATION), Filter("age", "old"))
    assert all(row.weighted is None for table in filtered.tables for row in table.rows)


def test_who_took_part_too_rarely_is_known() -> None:
    (missed,) = publish("s", [SURVEY], release(POPULATION)).missed
    assert (missed.dimension, missed.value, missed.share) == ("age", "young", 0.2)


def test_a_release_keeps_the_population_it_was_weighted_by() -> None:
    one = release(POPULATION)
    assert release_from_json(release_to_json(one)) == one
    assert one.hash != release({}).hash
