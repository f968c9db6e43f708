"""Several senders on one database: one pace, one pause, and each message once."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from time import sleep
from typing import Any

import pytest

from bot.api import BotApi
from bot.sender import Limits
from db import outbox, residents
from db.store import Store
from db.unit import Unit
from domain.pacing import Pace
from simulator.residents import Resident
from simulator.server import Simulator
from tests.bot.saying import (
    UNHURRIED,
    hurry,
    meet,
    news,
    note,
    now,
    on_postgresql_in_a_soak,
    say,
    sending,
    until_all_is_said,
)
from usecases.deliver import Taken, take_rows


@pytest.fixture
async def workers(store: Store, database_url: str) -> AsyncIterator[list[Store]]:
    """As many workers as the database has room for."""
    others = [] if store.is_sqlite else [Store(database_url) for _ in range(2)]
    for other in others:
        await other.open()
    yield [store, *others]
    for other in others:
        await other.close()


@pytest.fixture
async def crowd(simulator: Simulator, store: Store) -> list[Resident]:
    """Ninety people who want news."""
    found = [await simulator.resident(f"R{n}") for n in range(90)]
    for one in found:
        await one.start()
    await store.run(meet, [one.id for one in found])
    for one in found:
        simulator.world.people[one.id].chat.messages.clear()
    return found


def texts(resident: Resident) -> list[str]:
    return [message["text"] for message in resident.sees()]


async def start_all(
    stack: AsyncExitStack,
    workers: list[Store],
    api: BotApi,
    limits: Limits,
    clock: Callable[[], datetime] = now,
) -> None:
    for worker in workers:
        await stack.enter_async_context(sending(worker, api, limits, clock))


async def until_have_it(residents: list[Resident], number: int) -> None:
    while sum(bool(texts(one)) for one in residents) < number:  # noqa: ASYNC110 - the chats have no event
        await asyncio.sleep(0.01)


async def test_together_they_keep_the_limit_of_the_server_and_everybody_gets_it_once(
    workers: list[Store], api: BotApi, simulator: Simulator, crowd: list[Resident]
) -> None:
    await simulator.set_faults(rate_limits={"enabled": True, "global_per_second": 80, "chat_burst": 30})
    await workers[0].run(news, [one.id for one in crowd], "news")
    async with AsyncExitStack() as stack:
        await start_all(stack, workers, api, Limits(chat=Pace(0), bulk=Pace(80)))
        await until_all_is_said(workers[0])
    assert Counter(len(texts(one)) for one in crowd) == {1: 90}
    assert (await simulator.statistics())["methods"]["sendMessage"]["errors"] == {}


async def test_what_one_is_told_of_a_chat_the_others_know_before_they_write_there(
    workers: list[Store], api: BotApi, simulator: Simulator, crowd: list[Resident]
) -> None:
    one = crowd[0]
    async with AsyncExitStack() as stack:
        await start_all(stack, workers, api, UNHURRIED)
        await simulator.set_faults(retry_after={"share": 1.0, "seconds": 1})
        await workers[0].run(say, note(one.id, "first"))
        while not simulator.world.statistics.errors:  # noqa: ASYNC110 - the counts have no event
            await asyncio.sleep(0.02)
        await simulator.set_faults(retry_after={"share": 0.0})
        await asyncio.sleep(0.3)  # the others have heard nothing for longer than they may
        for worker in workers[1:]:
            await worker.run(say, note(one.id, "next"))
        await until_all_is_said(workers[0])
    assert (await simulator.statistics())["early"] == 0
    assert sorted(texts(one)) == ["first", *["next"] * (len(workers) - 1)]


async def test_after_pauses_errors_and_lost_replies_everybody_has_it(
    workers: list[Store],
    api: BotApi,
    simulator: Simulator,
    crowd: list[Resident],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hurry(monkeypatch)
    troubles = {"errors_500": 0.05, "drop_after": 0.02, "retry_after": {"share": 0.03, "seconds": 1}}
    await simulator.set_faults(seed=5, methods=["sendMessage"], **troubles)
    await workers[0].run(news, [one.id for one in crowd], "news")
    async with AsyncExitStack() as stack:
        await start_all(stack, workers, api, Limits(chat=Pace(0), bulk=Pace(60)))
        await until_all_is_said(workers[0])
    assert all(set(texts(one)) == {"news"} for one in crowd)
    lost = (await simulator.statistics())["dropped"]
    assert sum(len(texts(one)) for one in crowd) - len(crowd) <= lost


async def test_who_says_stop_while_it_runs_gets_nothing_of_what_is_in_hand(
    store: Store, api: BotApi, simulator: Simulator, crowd: list[Resident]
) -> None:
    told, stopped = crowd[:5], crowd[2:4]

    def stop(unit: Unit) -> None:
        for one in stopped:
            residents.stop(unit, one.id, now())

    await simulator.set_faults(delay_ms=[600, 600], methods=["sendMessage"])
    await store.run(news, [one.id for one in told], "news")
    async with sending(store, api, Limits(in_flight=1, chat=Pace(0), bulk=Pace(0))):
        await told[0].waits_for("news")  # the others are in hand, one behind the other
        await store.run(stop)
        await until_all_is_said(store)
    assert [len(texts(one)) for one in told] == [1, 1, 0, 0, 1]


async def test_a_clock_that_jumps_a_day_ahead_and_an_hour_back_repeats_nothing_and_holds_nobody_up(
    workers: list[Store], api: BotApi, crowd: list[Resident]
) -> None:
    offset = timedelta(0)

    def clock() -> datetime:
        return now() + offset

    await workers[0].run(news, [one.id for one in crowd], "news")
    async with AsyncExitStack() as stack:
        await start_all(stack, workers, api, Limits(chat=Pace(0), bulk=Pace(80)), clock)
        await until_have_it(crowd, 20)
        offset = timedelta(days=1)
        await until_have_it(crowd, 45)
        offset = timedelta(hours=23)
        await until_all_is_said(workers[0])
    assert Counter(len(texts(one)) for one in crowd) == {1: 90}


async def test_what_a_worker_that_vanished_has_in_hand_is_taken_over_after_its_lease(
    workers: list[Store], api: BotApi, crowd: list[Resident], monkeypatch: pytest.MonkeyPatch
) -> None:
    def vanish(unit: Unit) -> None:
        outbox.lease(Unit(unit.connection, 77), 50, now())

    monkeypatch.setattr("bot.hand.LEASE", timedelta(seconds=0.5))
    monkeypatch.setattr("bot.hand.SLOW_LOOK", 0.1)
    await workers[0].run(news, [one.id for one in crowd], "news")
    await workers[0].run(vanish)
    async with AsyncExitStack() as stack:
        await start_all(stack, workers, api, UNHURRIED)
        await until_all_is_said(workers[0])
    assert Counter(len(texts(one)) for one in crowd) == {1: 90}


@on_postgresql_in_a_soak
async def test_a_database_that_always_takes_long_slows_messages_to_many_down_but_loses_none(
    workers: list[Store], api: BotApi, crowd: list[Resident], monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(unit: Unit, *args: Any) -> Taken:
        taken = take_rows(unit, *args)
        sleep(0.7)  # longer than a slot can be late
        return taken

    monkeypatch.setattr("bot.hand.take_rows", slowly)
    few = crowd[:3]
    await workers[0].run(news, [one.id for one in few], "news")
    async with sending(workers[0], api, Limits(chat=Pace(0), bulk=Pace(2))):
        await until_all_is_said(workers[0])
    assert Counter(len(texts(one)) for one in few) == {1: 3}
