"""Staff pause, resume or end a broadcast while it runs: what a worker has in hand notices in a moment."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
from sqlalchemy import insert

from bot.api import BotApi
from bot.sender import Limits
from db import broadcast_counts, broadcasts
from db.store import Store
from db.tables import broadcast
from db.unit import Unit
from domain.broadcasts import Broadcast
from domain.pacing import AHEAD, Pace
from simulator.server import Simulator
from tests.bot.saying import meet, news, now, sending, until_all_is_said
from usecases.broadcast_control import cancel, pause, resume

PEOPLE, A_SECOND = 120, 40
IN_HAND = 2 * AHEAD * A_SECOND  # what all workers together may have taken already


@pytest.fixture
async def workers(store: Store, database_url: str) -> AsyncIterator[list[Store]]:
    """As many workers as the database has room for, and a broadcast that begins."""
    others = [] if store.is_sqlite else [Store(database_url) for _ in range(2)]
    for other in others:
        await other.open()
    yield [store, *others]
    for other in others:
        await other.close()


async def begin(simulator: Simulator, store: Store) -> list[int]:
    """Plan a broadcast that runs; return its chats."""
    people = [simulator.world.add_person("R", "de") for _ in range(PEOPLE)]
    for person in people:
        person.wrote = True
    chats = [person.id for person in people]
    values = {"id": 1, "key": "b", "status": "running", "purpose": "news", "timezone": "Europe/Berlin"}
    await store.run(lambda unit: unit.connection.execute(insert(broadcast).values(values)) and None)
    await store.run(meet, chats)
    await store.run(news, chats, "news", "broadcast:1:today")
    return chats


def got(simulator: Simulator, chats: list[int]) -> Counter[int]:
    return Counter(len(simulator.world.chats[one].messages) for one in chats)


async def until(simulator: Simulator, chats: list[int], number: int) -> None:
    while got(simulator, chats)[1] < number:  # noqa: ASYNC110 - the chats have no event
        await asyncio.sleep(0.01)


async def start_all(stack: AsyncExitStack, workers: list[Store], api: BotApi) -> None:
    for worker in workers:
        await stack.enter_async_context(sending(worker, api, Limits(chat=Pace(0), bulk=Pace(A_SECOND))))


def the_broadcast(unit: Unit) -> Broadcast:
    found = broadcasts.by_id(unit, 1)
    assert found is not None
    return found


async def test_a_paused_broadcast_stops_in_all_workers_and_goes_on_where_it_stopped(
    workers: list[Store], api: BotApi, simulator: Simulator
) -> None:
    chats = await begin(simulator, workers[0])
    async with AsyncExitStack() as stack:
        await start_all(stack, workers, api)
        await until(simulator, chats, 20)
        assert await workers[0].run(lambda unit: pause(unit, the_broadcast(unit)))
        before = got(simulator, chats)[1]
        await asyncio.sleep(2)
        held = got(simulator, chats)
        assert held[1] - before <= IN_HAND
        await asyncio.sleep(1)
        assert got(simulator, chats) == held
        assert await workers[0].run(lambda unit: resume(unit, the_broadcast(unit), now()))
        await until_all_is_said(workers[0])
    assert got(simulator, chats) == {1: PEOPLE}
    assert await workers[0].run(broadcast_counts.counts, 1) == {"de": {"sent": PEOPLE}}


async def test_of_a_broadcast_that_is_ended_nothing_goes_any_more_and_each_message_is_counted(
    workers: list[Store], api: BotApi, simulator: Simulator
) -> None:
    chats = await begin(simulator, workers[0])
    async with AsyncExitStack() as stack:
        await start_all(stack, workers, api)
        await until(simulator, chats, 20)
        assert await workers[0].run(lambda unit: cancel(unit, the_broadcast(unit), now()))
        before = got(simulator, chats)[1]
        await until_all_is_said(workers[0])
        await asyncio.sleep(0.5)
    sent = got(simulator, chats)[1]
    assert sent - before <= IN_HAND
    counted = (await workers[0].run(broadcast_counts.counts, 1))["de"]
    assert counted == {"sent": sent, "dropped": PEOPLE - sent}
