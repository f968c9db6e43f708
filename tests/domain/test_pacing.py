"""Pacing: never more than the pace allows, never slower than it has to be."""

from math import inf
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.pacing import AHEAD, GIVES_WAY, LATE, Grant, Pace, Pacer, Slots, is_over, room

paces = st.builds(Pace, st.sampled_from([0.5, 1.0, 25.0]), st.integers(1, 30))
seeds = st.integers(0, 2**32)
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


# --- a pace that many workers keep together --------------------------------------------------------


def shared_sends(
    per_second: float, seconds: float, workers: int, chance: Random, stalls: float = 0.0, replies: float = 0.0
) -> tuple[list[float], list[float]]:
    """Let workers share a pace for a while; return when messages to many went, and when replies went."""
    pace, step = Pace(per_second), 0.01
    used_until = 0.0
    mine = [Slots(pace) for _ in range(workers)]
    stalled = [0.0] * workers
    sent: list[float] = []
    replied: list[float] = []
    for now in (100 + number * step for number in range(int(seconds / step))):
        for number in chance.sample(range(workers), workers):
            slots = mine[number]
            if chance.random() < stalls * step:
                stalled[number] = now + chance.uniform(0, 1.5)
            if now < stalled[number]:
                continue
            slots.forget_late(now)
            grant = room(used_until, 0.0, now, pace)
            if grant.n and slots.left <= grant.n // 2:
                used_until = max(used_until, grant.begin) + (grant.n + slots.paid()) * pace.interval
                slots.add(grant)
            for _ in range(int(replies * step / workers + chance.random())):
                replied.append(now)
                slots.give_way()
            while slots.next_at(now) <= now:
                slots.take(now)
                sent.append(now)
    return sent, replied


def most_above(times: list[float], per_second: float) -> float:
    """Return by how many the messages in any stretch of time exceed what the pace allows in it."""
    worst, lowest = 0.0, inf
    for number, time in enumerate(sorted(times)):
        ahead = number - time * per_second
        lowest = min(lowest, ahead)
        worst = max(worst, ahead - lowest)
    return worst


@settings(max_examples=30)
@given(
    st.sampled_from([0.5, 25.0, 30.0, 300.0]),
    st.integers(1, 8),
    seeds,
    st.booleans(),
)
def test_all_workers_together_keep_the_pace_however_many_they_are_and_whichever_stalls(
    per_second: float, workers: int, seed: int, stalls: bool
) -> None:
    sent, _ = shared_sends(per_second, 20, workers, Random(seed), 0.3 if stalls else 0.0)
    assert most_above(sent, per_second) <= LATE * per_second + 2 * workers


@given(st.sampled_from([25.0, 30.0, 300.0]), st.integers(1, 8), seeds)
@settings(max_examples=20)
def test_without_stalls_no_time_is_lost(per_second: float, workers: int, seed: int) -> None:
    sent, _ = shared_sends(per_second, 20, workers, Random(seed))
    assert len(sent) >= 0.97 * 20 * per_second


@settings(max_examples=20)
@given(st.sampled_from([1, 5, 10]), seeds)
def test_replies_are_taken_off_the_pace(replies: float, seed: int) -> None:
    sent, replied = shared_sends(25, 60, 1, Random(seed), replies=replies)
    slack = (LATE + 2 * AHEAD) * 25
    assert abs(len(sent) + len(replied) - 60 * 25) <= 2 * slack


@settings(max_examples=10)
@given(st.sampled_from([100, 1000]), seeds)
def test_however_many_replies_there_are_messages_to_many_are_never_starved(replies: float, seed: int) -> None:
    sent, _ = shared_sends(25, 60, 1, Random(seed), replies=replies)
    assert len(sent) >= 0.9 * 60 * 25 / (GIVES_WAY + 1)


def test_slots_given_out_ahead_as_a_table() -> None:
    pace = Pace(10)
    for used_until, held_until, expected in (
        (0.0, 0.0, Grant(99.75, 5)),  # after a silence a little is caught up
        (100.3, 0.0, Grant(100.3, 5)),
        (100.5, 0.0, Grant(100.5, 5)),
        (100.6, 0.0, Grant(100.6, 0)),  # what is in hand reaches far enough
        (100.3, 100.4, Grant(100.4, 5)),
        (100.3, 160.0, Grant(160.0, 0)),
        (900.0, 0.0, Grant(100.0, 5)),  # the clock was set back
    ):
        grant = room(used_until, held_until, 100.0, pace)
        assert grant.begin == pytest.approx(expected.begin)
        assert grant.n == expected.n


def test_a_lone_message_after_a_silence_can_use_its_slot_although_a_commit_takes_its_time() -> None:
    slots = Slots(Pace(25))
    slots.add(Grant(room(0.0, 0.0, 100.0, slots.pace).begin, 1))
    slots.forget_late(100.1)
    assert slots.left == 1


def test_a_slow_pace_gives_out_one_slot_at_a_time_and_keeps_it() -> None:
    pace = Pace(0.1)
    assert room(100.0, 0.0, 100.0, pace) == Grant(100.0, 1)
    assert room(110.0, 0.0, 100.0, pace) == Grant(110.0, 0)


@pytest.mark.parametrize(
    ("held_until", "noted_at", "over"),
    [(100.0, 95.0, True), (101.0, 99.0, False), (4000.0, 99.0, False), (4000.0, 3600.0, True)],
)
def test_a_pause_noted_before_the_clock_was_set_back_is_over(
    held_until: float, noted_at: float, over: bool
) -> None:
    assert is_over(held_until, noted_at, 100.0) is over


def test_a_slot_that_is_too_late_is_lost_and_the_others_stay() -> None:
    slots = Slots(Pace(10))
    slots.add(Grant(100.0, 5))
    slots.forget_late(100.65)
    assert slots.left == 3
    slots.forget_late(101.5)
    assert (slots.left, slots.next_at(101.5)) == (0, inf)


def test_late_slots_are_caught_up_gently() -> None:
    slots = Slots(Pace(10))
    slots.add(Grant(100.0, 4))
    times, now = [], 100.35
    while slots.left:
        now = slots.next_at(now)
        slots.take(now)
        times.append(round(now, 3))
    assert times == [100.35, 100.4, 100.45, 100.5]
    fast = Slots(Pace(1000))
    fast.add(Grant(100.0, 400))
    fast.forget_late(100.4)
    while fast.next_at(100.4) <= 100.4:
        fast.take(100.4)
    assert 299 <= fast.left <= 301


def test_without_a_pace_no_slot_is_needed() -> None:
    slots = Slots(Pace(0))
    slots.take(100.0)
    slots.give_way()
    assert slots.next_at(100.0) == 100.0
    assert (slots.unlimited, slots.paid()) == (True, 0)
