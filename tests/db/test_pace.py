"""The pace and the pauses that workers share: slots one after another, and nobody waits for anybody."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from threading import Event

import pytest

from db import pace
from db.pace import EVERYONE
from db.store import Store
from db.unit import Unit
from domain.pacing import AHEAD, CAUGHT_UP, Grant, Pace

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
AT = NOW.timestamp()
BULK = Pace(20)


@pytest.fixture
async def workers(store: Store, database_url: str) -> AsyncIterator[list[Store]]:
    """All workers that a database has room for, up to four."""
    others = [] if store.is_sqlite else [Store(database_url) for _ in range(3)]
    for other in others:
        await other.open()
    yield [store, *others]
    for other in others:
        await other.close()


def take_all(unit: Unit, now: datetime, also: int = 0) -> Grant | None:
    slots = pace.look(unit, BULK, now)
    if slots is not None and slots.n:
        pace.take(unit, slots, BULK, also)
    return slots


async def take_somewhere(workers: list[Store], now: datetime) -> list[Grant]:
    """Let all workers take slots at the same moment until there are none."""
    taken: list[Grant] = []

    async def work(worker: Store) -> None:
        while (slots := await worker.run(take_all, now)) is None or slots.n:
            if slots is not None:
                taken.append(slots)

    await asyncio.gather(*map(work, workers))
    return sorted(taken, key=lambda slots: slots.begin)


async def test_the_slots_of_all_workers_follow_each_other_without_a_gap(workers: list[Store]) -> None:
    taken: list[Grant] = []
    for second in range(10):
        taken += await take_somewhere(workers, NOW + timedelta(seconds=second))
    for one, following in pairwise(taken):
        assert following.begin == pytest.approx(one.begin + one.n * BULK.interval, abs=1e-5)
    assert taken[0].begin == pytest.approx(AT - CAUGHT_UP, abs=1e-5)
    last = taken[-1]
    assert AT + 9 + AHEAD < last.begin + last.n * BULK.interval <= AT + 9 + 2 * AHEAD + 1e-5


async def test_slots_that_replies_have_used_are_left_out(store: Store) -> None:
    await store.run(take_all, NOW)
    await store.run(take_all, NOW, 7)
    following = await store.run(take_all, NOW)
    assert following is not None
    assert following.begin == pytest.approx(AT - CAUGHT_UP + (10 + 10 + 7) * BULK.interval, abs=1e-5)


async def test_a_unit_that_fails_has_taken_nothing(store: Store) -> None:
    def take_and_fail(unit: Unit) -> None:
        take_all(unit, NOW)
        raise ValueError

    await store.run(take_all, NOW)
    before = await store.run(pace.look, BULK, NOW)
    with pytest.raises(ValueError, match=r"^$"):
        await store.run(take_and_fail)
    assert await store.run(pace.look, BULK, NOW) == before


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_who_comes_while_another_takes_slots_is_sent_away_and_does_not_wait(
    workers: list[Store],
) -> None:
    may_end, has_taken = Event(), Event()

    def take_slowly(unit: Unit) -> Grant | None:
        slots = take_all(unit, NOW)
        has_taken.set()
        may_end.wait(10)
        return slots

    first, second, *_ = workers
    await first.run(take_all, NOW)
    slow = asyncio.create_task(first.run(take_slowly))
    await asyncio.to_thread(has_taken.wait, 10)
    assert await second.run(take_all, NOW) is None
    await second.run(pace.note_pauses, [(EVERYONE, AT + 5)], NOW)  # nor does a pause wait for them
    assert not slow.done()
    may_end.set()
    assert await slow is not None


async def test_a_pause_is_heard_by_all_and_nobody_gets_slots_before_its_end(workers: list[Store]) -> None:
    await workers[-1].run(pace.note_pauses, [(EVERYONE, AT + 5), (77, AT + 60)], NOW)
    for worker in workers:
        assert sorted(await worker.run(pace.pauses, NOW)) == [(EVERYONE, AT + 5), (77, AT + 60)]
        assert await worker.run(take_all, NOW) == Grant(AT + 5, 0)
    later = NOW + timedelta(seconds=5)
    assert await workers[0].run(pace.pauses, later) == [(77, AT + 60)]
    slots = await workers[0].run(take_all, later)
    assert slots is not None
    assert slots.begin == pytest.approx(AT + 5 - CAUGHT_UP, abs=1e-5)


async def test_of_several_pauses_the_longest_counts(workers: list[Store]) -> None:
    for seconds, worker in enumerate(workers, 3):
        await worker.run(pace.note_pauses, [(EVERYONE, AT + seconds)], NOW)
    slots = await workers[0].run(take_all, NOW)
    assert slots == Grant(AT + 2 + len(workers), 0)


async def test_pauses_that_are_over_leave_nothing_behind(store: Store) -> None:
    await store.run(pace.note_pauses, [(5, AT + 5), (6, AT + 60)], NOW)
    await store.run(pace.note_pauses, [(7, AT + 60)], NOW + timedelta(seconds=6))
    count = "SELECT count(*) FROM pause"
    assert await store.run(lambda unit: unit.connection.exec_driver_sql(count).scalar()) == 2
    await store.run(pace.forget, NOW + timedelta(hours=1))
    assert await store.run(lambda unit: unit.connection.exec_driver_sql(count).scalar()) == 0


@pytest.mark.parametrize("hours", [1, 24])
async def test_a_clock_that_is_set_back_holds_nobody_up(store: Store, hours: int) -> None:
    await store.run(take_all, NOW)
    await store.run(pace.note_pauses, [(EVERYONE, AT + 30)], NOW)
    earlier = NOW - timedelta(hours=hours)
    slots = await store.run(take_all, earlier)
    assert slots is not None
    assert slots.n > 0
    assert await store.run(pace.pauses, earlier) == []


@pytest.mark.parametrize("hours", [1, 24])
async def test_a_clock_that_is_set_forward_gives_no_more_slots_than_a_moment_is_worth(
    workers: list[Store], hours: int
) -> None:
    await take_somewhere(workers, NOW)
    taken = await take_somewhere(workers, NOW + timedelta(hours=hours))
    assert sum(slots.n for slots in taken) <= (CAUGHT_UP + 2 * AHEAD) * BULK.per_second
