"""Updates wait, are confirmed by offset, expire, and go to one poller only."""

import asyncio
from typing import Any

import orjson
from hypothesis import given
from hypothesis import strategies as st

from simulator.clock import Clock
from simulator.server import Simulator
from simulator.updates import UpdateQueue


async def test_ids_rise_and_a_higher_offset_confirms(raw: Any, sim: Simulator) -> None:
    ayse = await sim.resident("Ayşe")
    for text in ("a", "b", "c"):
        await ayse.say(text)
    first = await raw.result("getUpdates", limit=2)
    assert [u["message"]["text"] for u in first] == ["a", "b"]
    assert first == await raw.result("getUpdates", limit=2)
    rest = await raw.result("getUpdates", offset=first[-1]["update_id"] + 1)
    assert [u["message"]["text"] for u in rest] == ["c"]
    assert rest[0]["update_id"] == first[-1]["update_id"] + 1
    assert sim.world.updates.pending_in(ayse.id) == 1
    assert await raw.result("getUpdates", offset=rest[0]["update_id"] + 1) == []
    assert sim.world.updates.pending_in(ayse.id) == 0


async def test_a_negative_offset_keeps_the_newest_only(raw: Any, sim: Simulator) -> None:
    ayse = await sim.resident("Ayşe")
    for text in ("a", "b", "c"):
        await ayse.say(text)
    assert [u["message"]["text"] for u in await raw.result("getUpdates", offset=-1)] == ["c"]
    assert len(await raw.result("getUpdates")) == 1


async def test_a_long_poll_returns_as_soon_as_something_comes(raw: Any, sim: Simulator) -> None:
    ayse = await sim.resident("Ayşe")
    poll = asyncio.create_task(raw.result("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    await ayse.start()
    assert len(await poll) == 1


async def test_a_second_poller_ends_the_first_with_a_conflict(raw: Any, sim: Simulator) -> None:
    first = asyncio.create_task(raw.call("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(raw.call("getUpdates", timeout=30))
    assert await first == {
        "ok": False,
        "error_code": 409,
        "description": "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running",
    }
    await (await sim.resident("Ayşe")).start()
    assert (await second)["ok"]


async def test_allowed_updates_are_remembered(raw: Any, sim: Simulator) -> None:
    await raw.result("getUpdates", allowed_updates=["my_chat_member"])
    await raw.result("getUpdates")
    ayse = await sim.resident("Ayşe")
    await ayse.start()
    await ayse.block()
    (update,) = await raw.result("getUpdates")
    changed = update["my_chat_member"]
    assert (changed["old_chat_member"]["status"], changed["new_chat_member"]["status"]) == (
        "member",
        "kicked",
    )
    assert changed["new_chat_member"]["user"]["id"] == sim.world.bot["id"]
    await raw.result("getUpdates", allowed_updates=[])
    await ayse.unblock()
    await ayse.say("x")
    assert len(await raw.result("getUpdates")) == 3


async def test_messages_wait_a_day_and_taps_150_seconds(raw: Any, sim: Simulator) -> None:
    ayse = await sim.resident("Ayşe")
    await ayse.start()
    button = {"inline_keyboard": [[{"text": "x", "callback_data": "y"}]]}
    await raw.result("sendMessage", chat_id=ayse.id, text="a", reply_markup=button)
    await ayse.press("x")
    assert [set(u) - {"update_id"} for u in await raw.result("getUpdates")] == [
        {"message"},
        {"callback_query"},
    ]
    await sim.advance(151)
    assert [set(u) - {"update_id"} for u in await raw.result("getUpdates")] == [{"message"}]
    await sim.advance(24 * 3600)
    assert await raw.result("getUpdates") == []


async def test_forged_updates_come_as_they_are_and_do_not_stop_the_others(raw: Any, sim: Simulator) -> None:
    ayse = await sim.resident("Ayşe")
    await ayse.say("a")
    (real,) = await raw.updates()
    again = {"update_id": real["update_id"], "message": {"broken": True}}
    for forged in (again, {"no": "id"}, ["a", "list"], {"update_id": "text"}):
        await raw.control("POST", "updates", forged)
    await ayse.say("b")
    found = await raw.result("getUpdates", offset=raw.offset)
    assert found[0] == again
    assert found[1]["no"] == "id"
    assert isinstance(found[1]["update_id"], int)
    assert found[2:4] == [["a", "list"], {"update_id": "text"}]
    assert found[4]["message"]["text"] == "b"
    assert await raw.result("getUpdates", offset=found[4]["update_id"] + 1) == []


async def test_an_edited_message_and_a_location_are_told(raw: Any, sim: Simulator) -> None:
    ayse = await sim.resident("Ayşe")
    message_id = await ayse.say("bir")
    await ayse.edit(message_id, "iki")
    await ayse.send_location(48.86, 9.18)
    await ayse.send_contact("+4971541234")
    _, edited, place, contact = await raw.updates()
    assert edited["edited_message"]["text"] == "iki"
    assert place["message"]["location"] == {"latitude": 48.86, "longitude": 9.18}
    assert contact["message"]["contact"]["user_id"] == ayse.id


@given(st.lists(st.sampled_from(["add", "forge", "poll", "confirm", "drop"]), max_size=40))
def test_every_update_is_delivered_until_confirmed_and_in_order(steps: list[str]) -> None:
    queue = UpdateQueue(Clock())
    added, seen, offset = [], [], 0
    for step in steps:
        if step == "add":
            added.append(queue.next_id)
            queue.add("message", {}, 1, 1)
        elif step == "forge":
            queue.add_raw({"update_id": 5})
        elif step == "poll":
            bodies = [orjson.loads(body)["update_id"] for body in queue.fetch(100)]
            real = [number for number in bodies if number != 5]
            assert real == sorted(real)
            seen = real
        elif step == "confirm" and seen:
            offset = max(offset, seen[-1] + 1)
            queue.confirm(offset)
        else:
            queue.confirm(offset)
    waiting = [orjson.loads(body)["update_id"] for body in queue.fetch(1000)]
    assert [number for number in waiting if number != 5] == [number for number in added if number >= offset]
