"""Weighted shares: whole blocks weighed to resemble the population."""

from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.blocks import Labels
from domain.population import PopulationCell, margins_of
from domain.tallies import Cell
from domain.weighting import HEAVIEST, LIGHTEST, rake, under_represented, weighted_shares, wilson

DIMENSIONS = ("area", "age")
TOWN = {"area": {"north": 600, "south": 400}, "age": {"young": 500, "old": 500}}


def test_margins_add_up_one_dimension_at_a_time() -> None:
    cells = [
        PopulationCell(("north", "young"), 5),
        PopulationCell(("north", "old"), 7),
        PopulationCell(("south", "old"), 1),
    ]
    assert margins_of(DIMENSIONS, cells) == {
        "area": {"north": 12, "south": 1},
        "age": {"young": 5, "old": 8},
    }


def test_a_sample_like_the_population_is_left_as_it_is() -> None:
    people: dict[Labels, int] = {
        ("north", "young"): 30,
        ("north", "old"): 30,
        ("south", "young"): 20,
        ("south", "old"): 20,
    }
    assert rake(people, DIMENSIONS, TOWN) == pytest.approx(dict.fromkeys(people, 1.0))


def test_raked_blocks_have_the_populations_shares_in_every_dimension() -> None:
    people: dict[Labels, int] = {
        ("north", "young"): 10,
        ("north", "old"): 40,
        ("south", "young"): 20,
        ("south", "old"): 30,
    }
    weights = rake(people, DIMENSIONS, TOWN)
    for place, name in enumerate(DIMENSIONS):
        for value, living in TOWN[name].items():
            got = sum(weights[labels] * n for labels, n in people.items() if labels[place] == value)
            assert got / 100 == pytest.approx(living / 1000, abs=1e-4)


def test_mixed_blocks_keep_their_weight_together() -> None:
    people: dict[Labels, int] = {("north",): 10, ("south",): 30, (None,): 20}
    weights = rake(people, ("area",), TOWN)
    assert weights[(None,)] == pytest.approx(1.0)
    assert weights[("north",)] * 10 == pytest.approx(24)


def test_no_block_weighs_more_than_five_times_its_people_or_less_than_a_fifth() -> None:
    people: dict[Labels, int] = {("north",): 10, ("south",): 990}
    weights = rake(people, ("area",), {"area": {"north": 900, "south": 100}})
    assert weights[("north",)] / weights[("south",)] <= HEAVIEST / LIGHTEST


def test_weighting_uncovers_what_an_unequal_sample_hides() -> None:
    """A known population: 70 % of the young and 20 % of the old want it; the old took part more often."""
    chance = Random(7)
    cells: dict[Labels, Cell] = {}
    for label, n, wish in (("young", 2_000, 0.7), ("old", 8_000, 0.2)):
        yes = sum(chance.random() < wish for _ in range(n))
        cells[(label,)] = Cell(n, n, {"yes": yes, "no": n - yes})
    shares = weighted_shares(cells, ("age",), TOWN)
    raw = sum(cell.counts["yes"] for cell in cells.values()) / 10_000
    assert raw == pytest.approx(0.3, abs=0.02)
    assert shares["yes"].share == pytest.approx(0.45, abs=0.02)
    assert shares["yes"].low < 0.45 < shares["yes"].high


def test_the_interval_holds_the_truth_in_about_95_of_100_samples() -> None:
    chance, held = Random(11), 0
    for _ in range(1_000):
        yes = sum(chance.random() < 0.4 for _ in range(60))
        low, high = wilson(yes / 60, 60)
        held += low <= 0.4 <= high
    assert 925 <= held <= 975


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(["north", "south", None]), st.sampled_from(["young", "old", None])),
        st.tuples(st.integers(10, 500), st.integers(0, 10)),
        min_size=1,
    )
)
def test_shares_of_all_values_of_a_single_choice_are_one_together(
    groups: dict[Labels, tuple[int, int]],
) -> None:
    cells = {labels: Cell(n, n, {"yes": yes, "no": n - yes}) for labels, (n, yes) in groups.items()}
    assume(any(cell.counts["yes"] for cell in cells.values()))
    shares = weighted_shares(cells, DIMENSIONS, TOWN)
    assert sum(one.share for one in shares.values()) == pytest.approx(1)
    assert all(
        0 <= one.low <= one.share + 1e-9 and one.share - 1e-9 <= one.high <= 1 for one in shares.values()
    )


def test_who_took_part_too_rarely_is_named_with_both_shares() -> None:
    people: dict[Labels, int] = {("north", "old"): 80, ("north", "young"): 20}
    (found,) = under_represented(people, DIMENSIONS, TOWN)
    assert (found.dimension, found.value) == ("age", "young")
    assert (found.share, found.population_share) == pytest.approx((0.2, 0.5))


def test_nobody_answered_gives_no_share() -> None:
    assert weighted_shares({("north",): Cell(12)}, ("area",), TOWN) == {}


@pytest.mark.parametrize(("share", "n"), [(0.5, 0), (1.2, 10), (-0.1, 10)])
def test_an_interval_of_nobody_is_a_mistake_of_the_caller(share: float, n: float) -> None:
    with pytest.raises(ValueError, match="needs a share"):
        wilson(share, n)
