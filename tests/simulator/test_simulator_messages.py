"""Sending, editing and deleting, with the real server's refusals."""

from typing import Any

import pytest

from simulator.residents import Resident
from simulator.server import Simulator


@pytest.fixture
async def ayse(sim: Simulator) -> Resident:
    resident = await sim.resident("Ayşe", "tr")
    await resident.start()
    return resident


def keyboard(*rows: list[str]) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": t, "callback_data": f"d:{t}"} for t in row] for row in rows]}


async def test_a_sent_message_is_complete(raw: Any, ayse: Resident) -> None:
    message = await raw.result(
        "sendMessage", chat_id=ayse.id, text="<b>Hi</b>", parse_mode="HTML", reply_markup=keyboard(["a"])
    )
    assert message["from"] == raw.sim.world.bot
    assert message["chat"] == {"id": ayse.id, "type": "private", "first_name": "Ayşe"}
    assert message["text"] == "Hi"
    assert message["entities"] == [{"type": "bold", "offset": 0, "length": 2}]
    assert message["reply_markup"] == keyboard(["a"])
    assert ayse.last()["html"] == "<b>Hi</b>"


async def test_parameters_may_come_as_query_form_or_json(raw: Any, ayse: Resident) -> None:
    address = f"{raw.sim.base_url}/bot{raw.sim.token}/SENDmessage"
    async with raw.session.get(address, params={"chat_id": ayse.id, "text": "query"}) as reply:
        assert (await reply.json())["result"]["text"] == "query"
    form = {"chat_id": str(ayse.id), "text": "form", "reply_markup": '{"inline_keyboard":[]}'}
    async with raw.session.post(address, data=form) as reply:
        assert (await reply.json())["result"]["text"] == "form"
    async with raw.session.post(address, data=b"{", headers={"Content-Type": "application/json"}) as reply:
        assert reply.status == 400


async def test_an_unknown_method_and_a_wrong_token_are_refused(raw: Any) -> None:
    assert await raw.call("sendNothing") == {"ok": False, "error_code": 404, "description": "Not Found"}
    async with raw.session.get(f"{raw.sim.base_url}/bot1:wrong/getMe") as reply:
        assert await reply.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({}, "message text is empty"),
        ({"text": ""}, "message text is empty"),
        ({"text": " \n"}, "message text is empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "message text is empty"),
        ({"text": "x" * 4097}, "message is too long"),
        (
            {"text": "<x>", "parse_mode": "HTML"},
            'can\'t parse entities: Unsupported start tag "x" at byte offset 0',
        ),
        ({"text": "x", "chat_id": ""}, "chat_id is empty"),
        ({"text": "x", "chat_id": 99}, "chat not found"),
        ({"text": "x", "chat_id": "@nobody"}, "chat not found"),
        ({"text": "x", "reply_parameters": {"message_id": 77}}, "message to be replied not found"),
        ({"text": "x", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
        ({"text": "x", "reply_markup": []}, "object expected as reply markup"),
    ],
)
async def test_what_cannot_be_sent_is_refused(
    raw: Any, ayse: Resident, parameters: dict[str, Any], sentence: str
) -> None:
    given = {"chat_id": ayse.id, **parameters}
    assert await raw.refusal("sendMessage", **given) == f"Bad Request: {sentence}"


async def test_length_counts_after_parsing(raw: Any, ayse: Resident) -> None:
    text = "<b>" + "ä" * 4096 + "</b>"
    message = await raw.result("sendMessage", chat_id=ayse.id, text=text, parse_mode="HTML")
    assert len(message["text"]) == 4096


async def test_a_reply_carries_the_message_and_may_go_without_it(raw: Any, ayse: Resident) -> None:
    own = ayse.sees()[0].id
    reply = await raw.result("sendMessage", chat_id=ayse.id, text="x", reply_parameters={"message_id": own})
    assert reply["reply_to_message"]["text"] == "/start"
    lost = {"message_id": 999, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await raw.result(
        "sendMessage", chat_id=ayse.id, text="x", reply_parameters=lost
    )


async def test_nobody_is_written_to_before_they_wrote_or_after_they_left(raw: Any, sim: Simulator) -> None:
    quiet = await sim.resident("Quiet")
    write = {"chat_id": quiet.id, "text": "x"}
    assert (
        await raw.refusal("sendMessage", **write) == "Forbidden: bot can't initiate conversation with a user"
    )
    await quiet.start()
    await raw.result("sendMessage", **write)
    await quiet.block()
    assert await raw.refusal("sendMessage", **write) == "Forbidden: bot was blocked by the user"
    await quiet.unblock()
    await raw.result("sendMessage", **write)
    assert (await raw.control("DELETE", f"people/{quiet.id}"))[0] == 200
    assert await raw.refusal("sendMessage", **write) == "Forbidden: user is deactivated"


async def test_an_edit_changes_text_and_buttons_in_place(raw: Any, ayse: Resident) -> None:
    sent = await raw.result("sendMessage", chat_id=ayse.id, text="a", reply_markup=keyboard(["x"]))
    edit = {"chat_id": ayse.id, "message_id": sent["message_id"]}
    edited = await raw.result("editMessageText", **edit, text="b", reply_markup=keyboard(["y"]))
    assert edited["text"] == "b"
    assert edited["edit_date"] >= sent["date"]
    assert ayse.last().labels == ["y"]
    same = await raw.call("editMessageText", **edit, text="b", reply_markup=keyboard(["y"]))
    assert same["description"] == (
        "Bad Request: message is not modified: specified new message content and reply markup are exactly "
        "the same as a current content and reply markup of the message"
    )
    await raw.result("editMessageText", **edit, text="b")
    assert ayse.last().labels == []
    await raw.result("editMessageReplyMarkup", **edit, reply_markup=keyboard(["z"]))
    assert ayse.last().labels == ["z"]


async def test_what_cannot_be_edited_is_refused(raw: Any, ayse: Resident) -> None:
    place = await raw.result("sendLocation", chat_id=ayse.id, latitude=48.8, longitude=9.1)

    async def refusal(message_id: int | None, **more: Any) -> str:
        given = {"chat_id": ayse.id, "text": "x", "message_id": message_id} | more
        return str(await raw.refusal("editMessageText", **given))

    assert await refusal(4711) == "Bad Request: message to edit not found"
    assert await refusal(ayse.sees()[0].id) == "Bad Request: message can't be edited"
    assert await refusal(place["message_id"]) == "Bad Request: there is no text in the message to edit"
    assert await refusal(None) == "Bad Request: message identifier is not specified"
    reply_keyboard = {"keyboard": [["x"]]}
    assert "inline keyboard expected" in await refusal(place["message_id"], reply_markup=reply_keyboard)


async def test_messages_can_be_deleted_for_two_days(raw: Any, ayse: Resident, sim: Simulator) -> None:
    sent = [await raw.result("sendMessage", chat_id=ayse.id, text=str(n)) for n in range(4)]
    ids = [message["message_id"] for message in sent]
    assert await raw.result("deleteMessage", chat_id=ayse.id, message_id=ids[0]) is True
    again = await raw.refusal("deleteMessage", chat_id=ayse.id, message_id=ids[0])
    assert again == "Bad Request: message to delete not found"
    assert await raw.result("deleteMessages", chat_id=ayse.id, message_ids=[ids[0], ids[1]]) is True
    await sim.advance(48 * 3600 + 2)
    late = await raw.refusal("deleteMessage", chat_id=ayse.id, message_id=ids[2])
    assert late == "Bad Request: message can't be deleted for everyone"
    assert [m.text for m in ayse.sees()] == ["/start", "2", "3"]
    young = (await raw.result("sendMessage", chat_id=ayse.id, text="4"))["message_id"]
    kept = await raw.refusal("deleteMessages", chat_id=ayse.id, message_ids=[ids[2], young])
    assert kept == "Bad Request: message can't be deleted for everyone"
    assert [m.text for m in ayse.sees()] == ["/start", "2", "3", "4"], "one that is too old keeps all others"
    assert await raw.result("deleteMessages", chat_id=ayse.id, message_ids=[young, young, 10**6]) is True


async def test_the_bot_can_delete_what_a_resident_wrote_to_it_and_asks_for_it_properly(
    raw: Any, ayse: Resident
) -> None:
    own = await ayse.say("my answer")
    for ids, why in (
        ([0], "invalid message identifier specified"),
        (["x"], "Message identifier must be a Number"),
        ([True], "Message identifier must be a Number"),
        (list(range(1, 102)), "Too many message identifiers specified"),
        ({"a": 1}, "Expected an Array of message identifiers"),
    ):
        refused = await raw.refusal("deleteMessages", chat_id=ayse.id, message_ids=ids)
        assert refused.lower() == f"bad request: {why}".lower()
    assert await raw.result("deleteMessages", chat_id=ayse.id, message_ids=[own]) is True
    assert "my answer" not in [m.text for m in ayse.sees()]


async def test_forwarding_names_the_origin_and_copying_does_not(raw: Any, ayse: Resident) -> None:
    own = ayse.sees()[0].id
    source = {"chat_id": ayse.id, "from_chat_id": ayse.id, "message_id": own}
    forwarded = await raw.result("forwardMessage", **source)
    assert forwarded["forward_origin"]["sender_user"]["id"] == ayse.id
    copied = await raw.result("copyMessage", **source, reply_markup=keyboard(["k"]))
    assert "forward_origin" not in ayse.last()
    assert ayse.last().labels == ["k"]
    assert copied == {"message_id": ayse.last().id}
    missing = source | {"message_id": 999}
    assert await raw.refusal("copyMessage", **missing) == "Bad Request: message to copy not found"
    assert await raw.refusal("forwardMessage", **missing) == "Bad Request: message to forward not found"


async def test_a_tap_is_answered_once_and_in_time(raw: Any, ayse: Resident, sim: Simulator) -> None:
    await raw.result("sendMessage", chat_id=ayse.id, text="a", reply_markup=keyboard(["x"]))
    too_old = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    callback_id = await ayse.press("x")
    assert await raw.refusal("answerCallbackQuery", callback_query_id=callback_id, text="y" * 201)
    await raw.result("answerCallbackQuery", callback_query_id=callback_id, text="kaydedildi", show_alert=True)
    assert ayse.toasts()[0]["text"] == "kaydedildi"
    assert await raw.refusal("answerCallbackQuery", callback_query_id=callback_id) == too_old
    late = await ayse.press("x")
    await sim.advance(151)
    assert await raw.refusal("answerCallbackQuery", callback_query_id=late) == too_old


async def test_reply_keyboards_stay_until_removed(raw: Any, ayse: Resident) -> None:
    markup = {"keyboard": [["Ja"], [{"text": "Ort", "request_location": True}]], "resize_keyboard": True}
    sent = await raw.result("sendMessage", chat_id=ayse.id, text="?", reply_markup=markup)
    assert "reply_markup" not in sent
    await ayse.press("Ja")
    assert ayse.sees()[-1].text == "Ja"
    await ayse.press("Ort")
    assert ayse.sees()[-1]["location"]["latitude"] == pytest.approx(48.8598)
    await raw.result("sendMessage", chat_id=ayse.id, text="!", reply_markup={"remove_keyboard": True})
    assert (await raw.control("GET", f"people/{ayse.id}/chat"))[1]["reply_keyboard"] is None


async def test_chat_actions(raw: Any, ayse: Resident) -> None:
    assert await raw.result("sendChatAction", chat_id=ayse.id, action="typing") is True
    wrong = await raw.refusal("sendChatAction", chat_id=ayse.id, action="dancing")
    assert wrong == "Bad Request: wrong parameter action in request"


async def test_a_poll_is_voted_on_and_closed(raw: Any, ayse: Resident) -> None:
    options = [{"text": "Ja"}, {"text": "Nein"}]
    sent = await raw.result(
        "sendPoll", chat_id=ayse.id, question="Bank?", options=options, is_anonymous=False
    )
    await raw.updates()
    vote = {"message_id": sent["message_id"], "options": [1]}
    assert (await raw.control("POST", f"people/{ayse.id}/vote", vote))[0] == 200
    poll, answer = await raw.updates()
    assert poll["poll"]["total_voter_count"] == 1
    assert answer["poll_answer"]["option_ids"] == [1]
    stopped = await raw.result("stopPoll", chat_id=ayse.id, message_id=sent["message_id"])
    assert stopped["is_closed"]
    assert (await raw.control("POST", f"people/{ayse.id}/vote", vote))[0] == 400
    again = await raw.refusal("stopPoll", chat_id=ayse.id, message_id=sent["message_id"])
    assert again == "Bad Request: poll has already been closed"
