"""Wall times: what was said is kept, and an instant follows from it on every day, clock changes included."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.times import instant_of, instants_at, local_time_of

BERLIN = "Europe/Berlin"
ZONES = st.sampled_from([BERLIN, "Europe/London", "America/New_York", "Australia/Lord_Howe", "UTC"])
DAYS = st.dates(date(2026, 1, 1), date(2036, 12, 31))
WALL_TIMES = st.tuples(DAYS, st.times()).map(lambda x: datetime.combine(x[0], time(x[1].hour, x[1].minute)))


def spelled(wall: datetime) -> str:
    return wall.strftime("%Y-%m-%dT%H:%M")


def around_changes() -> st.SearchStrategy[datetime]:
    """Wall times within three hours of a clock change in Berlin."""
    changes = []
    for year in range(2026, 2037):
        for month in (3, 10):
            last = date(year, month, 31)
            sunday = last - timedelta(days=(last.weekday() + 1) % 7)
            changes.append(datetime.combine(sunday, time(2)))
    minutes = st.integers(-180, 180)
    return st.tuples(st.sampled_from(changes), minutes).map(lambda x: x[0] + timedelta(minutes=x[1]))


def test_a_wall_time_that_clocks_skip_moves_on_by_as_much() -> None:
    assert instant_of("2026-03-29T02:30", BERLIN) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert local_time_of(instant_of("2026-03-29T02:30", BERLIN), BERLIN) == "2026-03-29T03:30"


def test_of_a_wall_time_that_comes_twice_the_first_counts() -> None:
    assert instant_of("2026-10-25T02:30", BERLIN) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "wrong",
    ["", "2026-03-29", "2026-03-29 18:00", "2026-02-30T18:00", "2026-03-29T24:00", "٢٠٢٦-03-29T18:00"],
)
def test_what_is_no_wall_time_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"no wall time|day is out of range|hour must be|must be in"):
        instant_of(wrong, BERLIN)


@given(WALL_TIMES | around_changes(), ZONES)
def test_a_wall_time_that_exists_is_what_clocks_show_at_its_instant(wall: datetime, zone: str) -> None:
    instant = instant_of(spelled(wall), zone)
    shown = local_time_of(instant, zone)
    exists = wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).astimezone(ZoneInfo(zone))
    if exists.replace(tzinfo=None) == wall:
        assert shown == spelled(wall)
    else:
        assert timedelta(0) < datetime.fromisoformat(shown) - wall <= timedelta(hours=1)


@given(around_changes(), st.integers(1, 120))
def test_a_later_wall_time_never_comes_earlier_but_for_skipped_ones(wall: datetime, minutes: int) -> None:
    later = wall + timedelta(minutes=minutes)
    first, second = instant_of(spelled(wall), BERLIN), instant_of(spelled(later), BERLIN)
    was_skipped = local_time_of(first, BERLIN) != spelled(wall)
    assert second > first or was_skipped


@given(DAYS, st.integers(0, 1439), ZONES)
def test_the_two_instants_of_a_wall_time_are_at_most_an_hour_apart(day: date, minute: int, zone: str) -> None:
    one, other = instants_at(day, minute, zone)
    assert abs(one - other) <= timedelta(hours=1)
    assert one == instant_of(f"{day}T{minute // 60:02}:{minute % 60:02}", zone)
