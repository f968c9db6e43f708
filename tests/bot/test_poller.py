"""The poller against the simulator: it confirms what is committed, and goes on after every trouble."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.api import BotApi
from bot.counts import Counts
from bot.http import HttpClient
from bot.intake import Intake
from bot.poller import Poller, WrongToken
from db.store import Store, StoreUnavailable
from simulator.server import Simulator
from tests.bot.taking import Heard, intake_for

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@asynccontextmanager
async def polling(api: BotApi, intake: Intake, counts: Counts) -> AsyncIterator[Poller]:
    """Run a poller; at the end it is stopped gracefully."""
    poller = Poller(api, intake, counts)
    running = asyncio.create_task(poller.run())
    try:
        yield poller
    finally:
        poller.stop()
        await running


async def until(condition: Any) -> None:
    async with asyncio.timeout(15):
        while not condition():  # noqa: ASYNC110 - what is waited for has no event
            await asyncio.sleep(0.01)


async def test_what_residents_say_is_taken_in_and_confirmed(
    store: Store, api: BotApi, simulator: Simulator
) -> None:
    heard = Heard()
    async with polling(api, *intake_for(store, heard)):
        resident = await simulator.resident()
        for word in ("one", "two", "three"):
            await resident.say(word)
        await until(lambda: len(heard.words) == 3)
    assert [word for _, word in heard.words] == ["one", "two", "three"]
    assert (await api.call("getUpdates")).result == []  # all confirmed, at the stop at the latest


async def test_an_update_that_is_not_committed_is_not_confirmed(
    store: Store,
    api: BotApi,
    simulator: Simulator,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def away(*_: Any) -> Any:
        raise StoreUnavailable("The database is away.")

    heard = Heard()
    resident = await simulator.resident()
    await resident.say("patience")
    with monkeypatch.context() as patched:
        patched.setattr(store, "run", away)
        async with polling(api, *intake_for(store, heard)):
            await until(lambda: "The database is away." in caplog.text)
            await asyncio.sleep(0.7)  # it tries again and says nothing new
    assert caplog.text.count("The database is away.") == 1
    async with polling(api, *intake_for(store, heard)):
        await until(lambda: heard.words)
    assert [word for _, word in heard.words] == ["patience"]


async def test_poison_between_good_updates_stops_nothing(
    store: Store, api: BotApi, simulator: Simulator
) -> None:
    heard = Heard()
    resident = await simulator.resident()
    async with polling(api, *intake_for(store, heard)):
        for number in range(3):
            await simulator.add_update({"message": {"what": number}})
            await resident.say(str(number))
        await simulator.add_update("no update at all")
        await resident.say("end")
        await until(lambda: len(heard.words) == 4)
    assert (await api.call("getUpdates")).result == []


async def test_a_wrong_token_ends_the_poller(store: Store, simulator: Simulator) -> None:
    api = BotApi(simulator.base_url, "1000001:wrong")
    with pytest.raises(WrongToken):
        await Poller(api, *intake_for(store, Heard())).run()
    await api.close()


async def test_another_poller_is_named_once_and_when_it_is_gone_polling_goes_on(
    store: Store, api: BotApi, simulator: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    heard = Heard()
    async with polling(api, *intake_for(store, heard)):
        other = BotApi(simulator.base_url, simulator.token)
        for _ in range(3):
            await other.call("getUpdates", {"timeout": 0})
            await asyncio.sleep(0.2)
        await other.close()
        resident = await simulator.resident()
        await resident.say("still here")
        await until(lambda: heard.words)
    assert caplog.text.count("Another program receives this bot's updates (409)") == 1
    assert caplog.text.count("polling works again") == 1


async def test_an_unreachable_server_is_named_once_and_polling_goes_on_when_it_is_back(
    store: Store, simulator: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    heard = Heard()
    api = BotApi("http://127.0.0.1:9", simulator.token)
    async with polling(api, *intake_for(store, heard)):
        await until(lambda: "cannot be reached" in caplog.text)
        await asyncio.sleep(0.6)
        api._client = HttpClient(simulator.base_url)
        await (await simulator.resident()).say("back")
        await until(lambda: heard.words)
    await api.close()
    assert caplog.text.count("cannot be reached") == 1


async def test_errors_and_broken_connections_while_polling_lose_nothing(
    store: Store, api: BotApi, simulator: Simulator
) -> None:
    heard = Heard()
    await simulator.set_faults(errors_500=0.2, drop_before=0.1, drop_after=0.1, seed=5)
    resident = await simulator.resident()
    async with polling(api, *intake_for(store, heard)):
        for number in range(12):
            await resident.say(str(number))
            await asyncio.sleep(0.02)
        await until(lambda: len(heard.words) == 12)
    assert [word for _, word in heard.words] == [str(number) for number in range(12)]


async def test_the_token_is_in_no_log_whatever_goes_wrong(
    store: Store, simulator: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    for server in ("http://127.0.0.1:9", simulator.base_url):
        await simulator.set_faults(drop_after=0.5, errors_500=0.3, seed=2)
        api = BotApi(server, "1000001:simulated")
        async with polling(api, *intake_for(store, Heard())):
            await asyncio.sleep(0.3)
        await api.close()
    ours = [r for r in caplog.records if r.name.startswith(("bot", "db", "usecases", "app"))]
    assert ours
    assert not any("simulated" in r.getMessage() + str(r.__dict__) for r in ours)
