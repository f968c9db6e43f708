"""Who is told what of measures."""

from hypothesis import given
from hypothesis import strategies as st

from domain.audience import Following
from domain.following import Follow, Told, around_and_within, not_heard

PARENTS = {"town": "", "quarter": "town", "street": "quarter", "centre": "town"}
KEYS = {
    Following.AREA: tuple(PARENTS),
    Following.THEME: ("trade", "social"),
    Following.MEASURE: ("benches", "crossing"),
}


def told(number: int, measure: str = "benches", theme: str | None = "trade", area: str = "quarter") -> Told:
    return Told(number, 100 + number, measure, theme, around_and_within(area, PARENTS))


FOLLOWS = st.frozensets(
    st.sampled_from([Follow(kind, key) for kind, keys in KEYS.items() for key in keys]), max_size=4
)
UPDATES = st.lists(
    st.tuples(
        st.sampled_from(KEYS[Following.MEASURE]),
        st.sampled_from([*KEYS[Following.THEME], None]),
        st.sampled_from(tuple(PARENTS)),
    ),
    max_size=8,
).map(lambda rows: [told(number, *row) for number, row in enumerate(rows, 1)])


def test_who_follows_a_measure_its_theme_or_its_area_is_told() -> None:
    update = told(1)
    assert update.concerns(Follow(Following.MEASURE, "benches"))
    assert update.concerns(Follow(Following.THEME, "trade"))
    assert update.concerns(Follow(Following.AREA, "quarter"))
    assert not update.concerns(Follow(Following.MEASURE, "crossing"))
    assert not update.concerns(Follow(Following.THEME, "quarter"))
    assert not update.concerns(Follow(Following.AREA, "centre"))


def test_what_is_done_in_a_quarter_concerns_who_follows_the_town_and_the_other_way_round() -> None:
    assert around_and_within("quarter", PARENTS) == {"town", "quarter", "street"}
    assert around_and_within("town", PARENTS) == set(PARENTS)
    assert around_and_within("centre", PARENTS) == {"town", "centre"}
    assert around_and_within(None, PARENTS) == frozenset()


def test_an_area_that_lies_in_itself_is_no_trap() -> None:
    assert around_and_within("a", {"a": "b", "b": "a"}) == {"a", "b"}


def test_whoever_follows_several_things_that_an_update_concerns_is_told_once() -> None:
    follows = {Follow(Following.MEASURE, "benches"), Follow(Following.THEME, "trade")}
    assert not_heard([told(1), told(2)], follows, 0) == [told(1), told(2)]


@given(UPDATES, FOLLOWS, st.lists(st.integers(0, 8), max_size=6))
def test_told_in_any_number_of_portions_each_update_comes_once_and_in_order(
    updates: list[Told], follows: frozenset[Follow], portions: list[int]
) -> None:
    heard, got = 0, []
    for newest in [*sorted(portions), len(updates)]:
        published = [update for update in updates if update.number <= newest]
        got += not_heard(reversed(published), follows, heard)
        heard = max(heard, newest)
    assert got == [update for update in updates if any(update.concerns(one) for one in follows)]
