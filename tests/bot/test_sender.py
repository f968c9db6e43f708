"""The sender against the simulator's real HTTP server, on both databases."""

import asyncio
from collections import Counter

import pytest

from bot.api import BotApi
from bot.http import HttpClient
from bot.sender import Limits, Sender
from db.store import Store
from db.unit import Unit
from domain.outgoing import Placement
from domain.pacing import Pace
from simulator.residents import Resident
from simulator.server import Simulator
from tests.bot.saying import (
    UNHURRIED,
    hurry,
    meet,
    news,
    note,
    on_postgresql_in_a_soak,
    say,
    sending,
    until_all_is_said,
    waiting,
)


def texts(resident: Resident) -> list[str]:
    return [message["text"] for message in resident.sees()]


async def people(simulator: Simulator, number: int) -> list[Resident]:
    residents = [await simulator.resident(f"R{n}") for n in range(number)]
    for resident in residents:
        await resident.start()
    for resident in residents:
        simulator.world.people[resident.id].chat.messages.clear()
    return residents


def kill(sender: Sender) -> None:
    """End a sender as a kill would: nothing is sent or marked any more."""
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        if task.get_coro().__qualname__.startswith("Sender."):  # type: ignore[union-attr]
            task.cancel()
    sender._stopping = True


async def test_what_is_said_arrives_in_order_and_leaves_the_outbox(
    store: Store, api: BotApi, simulator: Simulator
) -> None:
    residents = await people(simulator, 5)
    async with sending(store, api):
        for n in range(4):
            await asyncio.gather(*(store.run(say, note(r.id, f"{n}")) for r in residents))
        await until_all_is_said(store)
    assert [texts(r) for r in residents] == [["0", "1", "2", "3"]] * 5


async def test_what_a_killed_process_left_is_said_at_the_next_start(
    store: Store, api: BotApi, simulator: Simulator
) -> None:
    (resident,) = await people(simulator, 1)
    await store.run(say, *(note(resident.id, str(n)) for n in range(3)))  # nobody listens: as after a kill
    async with sending(store, api):
        await until_all_is_said(store)
    assert texts(resident) == ["0", "1", "2"]


async def test_after_a_kill_what_is_tried_again_still_goes_before_what_was_said_after_it(
    store: Store, api: BotApi, simulator: Simulator
) -> None:
    def attempts(unit: Unit) -> int:
        return int(unit.connection.exec_driver_sql("SELECT max(attempts) FROM outbox").scalar_one())

    (resident,) = await people(simulator, 1)
    await simulator.set_faults(errors_500=1)
    running = sending(store, api)
    sender = await running.__aenter__()
    await store.run(say, note(resident.id, "first"))
    while not await store.run(attempts):  # noqa: ASYNC110 - the table has no event
        await asyncio.sleep(0.02)
    kill(sender)
    await store.run(say, note(resident.id, "second"))
    await simulator.set_faults(errors_500=0)
    async with sending(store, api):
        await until_all_is_said(store)
    assert texts(resident) == ["first", "second"]


async def test_rows_that_the_database_does_not_give_out_are_said_when_it_does(
    store: Store,
    api: BotApi,
    simulator: Simulator,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def refuse(unit: Unit) -> None:
        words = "no room for what somebody wrote"
        does = f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
        if not store.is_sqlite:
            body = f"$$ BEGIN RAISE '{words}' USING ERRCODE = '23514'; END $$"
            unit.connection.exec_driver_sql(
                f"CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS {body}"
            )
            does = "FOR EACH ROW EXECUTE FUNCTION refuse()"
        unit.connection.exec_driver_sql(f"CREATE TRIGGER refuse BEFORE UPDATE ON outbox {does}")

    monkeypatch.setattr("bot.sender.SLOW_LOOK", 0.02)
    (resident,) = await people(simulator, 1)
    await store.run(meet, [resident.id])
    await store.run(news, [resident.id], "for many")
    await store.run(refuse)
    async with sending(store, api):
        while "The outbox cannot be read" not in caplog.text:  # noqa: ASYNC110 - a log has no event
            await asyncio.sleep(0.02)
        on = "" if store.is_sqlite else " ON outbox"
        await store.run(lambda unit: unit.connection.exec_driver_sql(f"DROP TRIGGER refuse{on}"))
        await until_all_is_said(store)
    assert texts(resident) == ["for many"]
    assert "somebody wrote" not in caplog.text


@on_postgresql_in_a_soak
async def test_a_pause_the_server_asks_for_is_kept_to_its_end(
    store: Store, api: BotApi, simulator: Simulator
) -> None:
    residents = await people(simulator, 6)
    await simulator.set_faults(retry_after={"share": 0.3, "seconds": 1}, seed=4)
    async with sending(store, api):
        for n in range(3):
            await store.run(say, *(note(r.id, str(n)) for r in residents))
        await until_all_is_said(store)
    statistics = await simulator.statistics()
    assert statistics["methods"]["sendMessage"]["errors"]["429"] > 0
    assert statistics["early"] == 0
    assert [texts(r) for r in residents] == [["0", "1", "2"]] * 6


@on_postgresql_in_a_soak
async def test_our_own_pace_keeps_the_servers_limit_so_that_it_never_has_to_refuse(
    store: Store, api: BotApi, simulator: Simulator
) -> None:
    residents = await people(simulator, 3)
    await simulator.set_faults(rate_limits={"enabled": True, "chat_per_second": 5, "chat_burst": 4})
    async with sending(store, api, Limits(chat=Pace(5, burst=2))):
        await store.run(say, *(note(r.id, str(n)) for n in range(5) for r in residents))
        await until_all_is_said(store)
    statistics = await simulator.statistics()
    assert statistics["methods"]["sendMessage"]["errors"] == {}
    assert [len(texts(r)) for r in residents] == [5, 5, 5]


async def test_errors_of_the_server_and_lost_connections_lose_nothing(
    store: Store, api: BotApi, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurry(monkeypatch)
    residents = await people(simulator, 6)
    await simulator.set_faults(errors_500=0.08, drop_before=0.04, drop_after=0.04, seed=7)
    async with sending(store, api):
        await store.run(say, *(note(r.id, str(n)) for n in range(3) for r in residents))
        await until_all_is_said(store)
    for resident in residents:
        heard = texts(resident)
        assert list(dict.fromkeys(heard)) == ["0", "1", "2"]  # a lost answer may repeat a message
        assert heard == sorted(heard)


async def test_an_unreachable_server_loses_nothing_and_is_told_once(
    store: Store, simulator: Simulator, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurry(monkeypatch)
    (resident,) = await people(simulator, 1)
    api = BotApi("http://127.0.0.1:9", simulator.token)
    async with sending(store, api):
        await store.run(say, note(resident.id, "patience"), note(resident.id, "more"))
        await asyncio.sleep(0.1)
        await store.run(say, note(resident.id, "and more"))
        await asyncio.sleep(0.1)
        api._client = HttpClient(simulator.base_url)  # the server is back
        await until_all_is_said(store)
    await api.close()
    assert texts(resident) == ["patience", "more", "and more"]
    told = [r.message for r in caplog.records if r.name == "bot.counts"]
    assert told == ["The Bot API server cannot be reached; messages wait.", "sending works again"]


async def test_who_blocked_the_bot_gets_nothing_more_and_harms_nobody(
    store: Store, api: BotApi, simulator: Simulator
) -> None:
    gone, here = await people(simulator, 2)
    await gone.block()
    async with sending(store, api):
        await store.run(say, *(note(r.id, str(n)) for n in range(3) for r in (gone, here)))
        await until_all_is_said(store)
    assert texts(here) == ["0", "1", "2"]
    assert (await simulator.statistics())["methods"]["sendMessage"]["errors"] == {"403": 1}


async def test_a_message_that_can_never_be_sent_holds_up_no_other(
    store: Store, api: BotApi, simulator: Simulator
) -> None:
    (resident,) = await people(simulator, 1)
    async with sending(store, api):
        await store.run(
            say, note(resident.id, "<b>broken"), note(404404, "nobody"), note(resident.id, "next")
        )
        await until_all_is_said(store)
    assert texts(resident) == ["next"]


async def test_a_message_without_words_holds_up_no_other(
    store: Store, api: BotApi, simulator: Simulator
) -> None:
    (resident,) = await people(simulator, 1)
    async with sending(store, api):
        await store.run(say, note(resident.id, ""), note(resident.id, "next"))
        await until_all_is_said(store)
    assert texts(resident) == ["next"]


async def test_a_message_is_edited_in_place_and_sent_anew_where_it_is_gone(
    store: Store, api: BotApi, simulator: Simulator
) -> None:
    (resident,) = await people(simulator, 1)
    async with sending(store, api):
        await store.run(say, note(resident.id, "one"))
        await until_all_is_said(store)
        place = Placement(edit=resident.last()["message_id"])
        await store.run(say, note(resident.id, "two", place))
        await until_all_is_said(store)
        assert texts(resident) == ["two"]
        await store.run(say, note(resident.id, "two", place))  # not modified: as good as done
        await until_all_is_said(store)
        simulator.world.people[resident.id].chat.messages.clear()
        await store.run(say, note(resident.id, "three", place))
        await until_all_is_said(store)
    assert texts(resident) == ["three"]


async def test_replies_overtake_messages_to_many(store: Store, api: BotApi, simulator: Simulator) -> None:
    residents = await people(simulator, 60)
    await store.run(meet, [r.id for r in residents])
    await store.run(news, [r.id for r in residents], "news")
    async with sending(store, api, Limits(chat=Pace(0), bulk=Pace(20))):
        await residents[0].waits_for("news")
        await store.run(say, note(residents[-1].id, "reply"))
        await residents[-1].waits_for("reply")
        assert await store.run(waiting) > 30
        assert texts(residents[-1]) == ["reply"]


async def test_what_is_planned_goes_at_once_and_not_only_at_the_next_look(
    store: Store, api: BotApi, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.hand.SLOW_LOOK", 600)
    (resident,) = await people(simulator, 1)
    await store.run(meet, [resident.id])
    async with sending(store, api):
        await asyncio.sleep(0.1)  # the first look has found nothing
        await store.run(news, [resident.id], "news")
        await resident.waits_for("news")


async def test_many_messages_to_many_arrive_once_each(
    store: Store, api: BotApi, simulator: Simulator
) -> None:
    residents = await people(simulator, 900)  # more than are taken in hand at once
    await store.run(meet, [r.id for r in residents])
    await store.run(news, [r.id for r in residents], "news")
    async with sending(store, api):
        await until_all_is_said(store)
    assert Counter(len(texts(r)) for r in residents) == {1: 900}


async def test_a_stop_finishes_what_is_on_its_way_and_leaves_the_rest_for_the_next_start(
    store: Store, api: BotApi, simulator: Simulator
) -> None:
    residents = await people(simulator, 40)
    await simulator.set_faults(delay_ms=[50, 100])
    async with sending(store, api):
        await store.run(say, *(note(r.id, "hello") for r in residents))
        await residents[0].waits_for("hello")
    left = await store.run(waiting)
    assert 0 < left < 40
    assert sum(len(texts(r)) for r in residents) == 40 - left
    await simulator.set_faults(delay_ms=[0, 0])
    async with sending(store, api):
        await until_all_is_said(store)
    assert [texts(r) for r in residents] == [["hello"]] * 40


async def test_a_kill_repeats_no_more_messages_than_may_be_in_flight(
    store: Store, api: BotApi, simulator: Simulator
) -> None:
    residents = await people(simulator, 40)
    await simulator.set_faults(delay_ms=[1, 30], seed=3)
    repeated = rounds = 0
    while rounds < 3 or (repeated == 0 and rounds < 20):
        rounds += 1
        await store.run(say, *(note(r.id, "hello") for r in residents))
        before = sum(len(texts(r)) for r in residents)
        running = sending(store, api, UNHURRIED)
        sender = await running.__aenter__()
        # The first has arrived: the others of its handful are on their way.
        arrivals = [r.person.chat.next_change() for r in residents]
        await asyncio.wait(arrivals, timeout=30, return_when=asyncio.FIRST_COMPLETED)
        kill(sender)
        await asyncio.sleep(0.1)  # the server carries out what had reached it
        async with sending(store, api, UNHURRIED):
            await until_all_is_said(store)
        after = sum(len(texts(r)) for r in residents)
        assert 0 <= after - before - 40 <= 8
        repeated += after - before - 40
    assert repeated > 0, "the kills met nothing in flight, so this test showed nothing"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_an_outbox_that_refuses_for_a_while_loses_nothing_and_the_sender_goes_on(
    store: Store, api: BotApi, simulator: Simulator
) -> None:
    def execute(unit: Unit, statement: str) -> None:
        unit.connection.exec_driver_sql(statement)

    (ayse,) = await people(simulator, 1)
    refuse = "BEGIN SELECT RAISE(ABORT, 'not now'); END"
    await store.run(execute, f"CREATE TRIGGER refusal BEFORE DELETE ON outbox {refuse}")
    async with sending(store, api):
        await store.run(say, note(ayse.id, "first"))
        await ayse.waits_for("first")
        await store.run(execute, "DROP TRIGGER refusal")
        await store.run(say, note(ayse.id, "second"))
        await ayse.waits_for("second")
        await until_all_is_said(store)
    assert texts(ayse) == ["first", "second"]
