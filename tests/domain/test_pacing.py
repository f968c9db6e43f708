"""Pacing: never more than the pace allows, never slower than it has to be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.pacing import Pace, Pacer

paces = st.builds(Pace, st.sampled_from([0.5, 1.0, 25.0]), st.integers(1, 30))
waits = st.lists(st.floats(0, 5), min_size=1, max_size=60)


def times_of(pacer: Pacer, waits: list[float]) -> list[float]:
    """Return when each of some messages goes, each wanted a while after the one before went."""
    now, times = 100.0, []
    for wait in waits:
        now = pacer.next_at(now + wait)
        pacer.take(now)
        times.append(now)
    return times


@given(paces, waits)
def test_no_stretch_of_time_holds_more_than_a_burst_and_what_the_pace_adds(
    pace: Pace, waits: list[float]
) -> None:
    times = times_of(Pacer(pace), waits)
    for first, start in enumerate(times):
        for last in range(first, len(times)):
            allowed = pace.burst + (times[last] - start) * pace.per_second
            assert last - first + 1 <= allowed + 1e-6


@given(paces)
def test_a_burst_goes_at_once_after_a_silence(pace: Pace) -> None:
    assert times_of(Pacer(pace), [0.0] * pace.burst) == [pytest.approx(100.0)] * pace.burst


@given(waits)
def test_without_a_pace_nothing_waits(waits: list[float]) -> None:
    pacer = Pacer(Pace(0))
    now = 100.0
    for wait in waits:
        now += wait
        assert pacer.next_at(now) == now
        pacer.take(now)


@given(paces, st.floats(0, 500), st.floats(0, 500))
def test_a_pause_that_the_server_asks_for_is_kept_to_its_end(pace: Pace, one: float, other: float) -> None:
    pacer = Pacer(pace)
    pacer.hold(one)
    pacer.hold(other)
    assert pacer.next_at(0.0) >= max(one, other)


@pytest.mark.parametrize(
    ("pace", "already_said", "next_at"),
    [
        (Pace(1, burst=3), 2, 100.0),
        (Pace(1, burst=3), 3, 101.0),
        (Pace(1, burst=3), 5, 103.0),
        (Pace(25), 1, 100.04),
        (Pace(0), 1000, 100.0),
    ],
)
def test_the_next_time_as_a_table(pace: Pace, already_said: int, next_at: float) -> None:
    pacer = Pacer(pace)
    for _ in range(already_said):
        pacer.take(100.0)
    assert pacer.next_at(100.0) == pytest.approx(next_at)


def test_a_message_to_many_waits_until_a_burst_of_replies_is_paid_off() -> None:
    pacer = Pacer(Pace(1, burst=30))
    for _ in range(4):
        pacer.take(100.0)
    assert pacer.next_at(100.0) == 100.0
    assert pacer.next_at(100.0, burst=1) == 104.0
