"""The control API: what trainers and the chat page do."""

import asyncio
from typing import Any

import aiohttp
import orjson
import pytest

from simulator.server import Simulator


async def read_events(stream: aiohttp.ClientResponse, count: int) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = []
    async with asyncio.timeout(10):
        while len(events) < count:
            line = await stream.content.readline()
            if line.startswith(b"data: "):
                events.append(orjson.loads(line[6:]))
    return events


async def test_a_person_is_added_writes_and_sees(raw: Any) -> None:
    status, person = await raw.control("POST", "people", {"name": "Ayşe Yılmaz", "language_code": "tr"})
    assert status == 200
    assert (person["name"], person["language_code"], person["blocked"]) == ("Ayşe Yılmaz", "tr", False)
    assert (await raw.control("GET", "state"))[1]["people"] == [person]
    path = f"people/{person['id']}"
    await raw.control("POST", f"{path}/send", {"text": "/start x"})
    await raw.result(
        "setMyCommands", commands=[{"command": "start", "description": "Başla"}], language_code="tr"
    )
    await raw.result("setMyName", name="Mahallemiz", language_code="tr")
    await raw.result("setMyDescription", description="Tell us", language_code="")
    await raw.result("setMyDescription", description="Bize anlatın", language_code="tr")
    _, chat = await raw.control("GET", f"{path}/chat")
    assert (chat["title"], chat["description"]) == ("Mahallemiz", "Bize anlatın")
    assert chat["commands"] == [{"command": "start", "description": "Başla"}]
    assert chat["messages"][0]["out"] is True
    assert chat["messages"][0]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert (await raw.control("DELETE", path))[0] == 200
    assert (await raw.control("GET", f"{path}/chat"))[0] == 404


async def test_buttons_are_pressed_by_place_data_or_label(raw: Any, sim: Simulator) -> None:
    ayse = await sim.resident("Ayşe")
    await ayse.start()
    rows = [[{"text": "a", "callback_data": "1"}], [{"text": "bcd", "callback_data": "2"}]]
    sent = await raw.result("sendMessage", chat_id=ayse.id, text="?", reply_markup={"inline_keyboard": rows})
    await raw.updates()
    message_id = sent["message_id"]
    for body in (
        {"message_id": message_id, "row": 1, "column": 0},
        {"message_id": message_id, "callback_data": "forged"},
        {"label": "c"},
    ):
        status, answer = await raw.control("POST", f"people/{ayse.id}/press", body)
        assert status == 200
        assert answer["callback_id"]
    assert [u["callback_query"]["data"] for u in await raw.updates()] == ["2", "forged", "2"]
    for wrong in ({"message_id": message_id, "row": 9, "column": 0}, {"label": "z"}, {"message_id": "x"}, {}):
        assert (await raw.control("POST", f"people/{ayse.id}/press", wrong))[0] == 400


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "people", {}, 400),
        ("POST", "people", {"name": " "}, 400),
        ("POST", "people", ["x"], 400),
        ("GET", "people/1/chat", None, 404),
        ("GET", "groups/-1/chat", None, 404),
        ("POST", "groups", {"title": "x", "members": [1]}, 400),
        ("GET", "files/x", None, 404),
        ("GET", "nothing", None, 404),
        ("POST", "state", None, 405),
        ("PUT", "crowd", {"residents": 0}, 400),
        ("PUT", "crowd", {"languages": {"de": -1}}, 400),
        ("GET", "events?since=x", None, 400),
        ("GET", "clock?wait=x", None, 400),
    ],
)
async def test_wrong_calls_are_answered_with_a_sentence(
    raw: Any, method: str, path: str, body: Any, status: int
) -> None:
    answered, answer = await raw.control(method, path, body)
    assert answered == status
    assert isinstance(answer["error"], str)


async def test_events_tell_what_happens_in_order(raw: Any, sim: Simulator) -> None:
    ayse = await sim.resident("Ayşe")
    ben = await sim.resident("Ben")
    since = sim.world.events.next_number
    async with raw.session.get(f"{sim.base_url}/control/events?since={since}&chat_id={ayse.id}") as stream:
        await ayse.start()
        await ben.start()
        markup = {"inline_keyboard": [[{"text": "x", "callback_data": "1"}]]}
        sent = await raw.result(
            "sendMessage", chat_id=ayse.id, text="<b>a</b>", parse_mode="HTML", reply_markup=markup
        )
        edit = {"chat_id": ayse.id, "message_id": sent["message_id"]}
        await raw.result("answerCallbackQuery", callback_query_id=await ayse.press("x"), text="t")
        await raw.result("editMessageText", **edit, text="b")
        await raw.result("sendChatAction", chat_id=ayse.id, action="typing")
        await raw.result("deleteMessage", **edit)
        events = await read_events(stream, 6)
    assert [event["type"] for event in events] == [
        "message",
        "message",
        "toast",
        "edited",
        "typing",
        "deleted",
    ]
    assert {event["chat_id"] for event in events} == {ayse.id}
    assert events[0]["message"]["out"]
    assert events[1]["message"]["html"] == "<b>a</b>"
    assert events[2]["text"] == "t"


async def test_a_reader_that_missed_too_much_is_told(raw: Any, sim: Simulator) -> None:
    ayse = await sim.resident("Ayşe")
    for n in range(5001):
        sim.world.events.tell("typing", ayse.id, n=n)
    async with raw.session.get(f"{sim.base_url}/control/events?since=1") as stream:
        gap, oldest = await read_events(stream, 2)
    assert gap["type"] == "gap"
    assert oldest["n"] == 1
    async with raw.session.get(f"{sim.base_url}/control/events?since=99999999") as stream:
        assert (await read_events(stream, 1))[0]["type"] == "gap"


async def test_in_a_group_the_bot_reads_commands_and_what_is_meant_for_it(raw: Any, sim: Simulator) -> None:
    ayse, ben = await sim.resident("Ayşe"), await sim.resident("Ben")
    _, group = await raw.control("POST", "groups", {"title": "Quartier", "members": [ayse.id]})
    joined, service = await raw.updates()
    assert joined["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert service["message"]["new_chat_members"][0]["username"] == "quartier_bot"
    for text in ("hello", "/start", "/start@quartier_bot", "/start@other_bot", "hi @quartier_bot"):
        body = {"from": ayse.id, "text": text}
        assert (await raw.control("POST", f"groups/{group['id']}/send", body))[0] == 200
    read = [u["message"]["text"] for u in await raw.updates()]
    assert read == ["/start", "/start@quartier_bot", "hi @quartier_bot"]
    outsider = {"from": ben.id, "text": "/start"}
    assert (await raw.control("POST", f"groups/{group['id']}/send", outsider))[0] == 400
    await raw.result("sendMessage", chat_id=group["id"], text="link")
    _, chat = await raw.control("GET", f"groups/{group['id']}/chat")
    assert chat["messages"][-1]["text"] == "link"


async def test_a_group_that_became_a_supergroup_names_its_new_id(raw: Any, sim: Simulator) -> None:
    ayse = await sim.resident("Ayşe")
    group = await sim.group("Quartier", [ayse.id])
    _, moved = await raw.control("POST", f"groups/{group['id']}/migrate")
    refused = await raw.call("sendMessage", chat_id=group["id"], text="x")
    assert refused["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert refused["parameters"] == {"migrate_to_chat_id": moved["id"]}
    await raw.result("sendMessage", chat_id=moved["id"], text="x")
    await raw.result("leaveChat", chat_id=moved["id"])
    left = await raw.refusal("sendMessage", chat_id=moved["id"], text="x")
    assert left == "Forbidden: bot is not a member of the supergroup chat"


async def test_the_page_is_served_with_its_files_and_nothing_else(raw: Any, sim: Simulator) -> None:
    for path, status in (
        ("/", 200),
        ("/quartier_bot?start=plakat", 200),
        ("/page/dom.js", 200),
        ("/other_bot", 404),
        ("/page/nothing.js", 404),
        ("/page/..%2f__init__.py", 404),
    ):
        async with raw.session.get(sim.base_url + path) as reply:
            assert reply.status == status, path
