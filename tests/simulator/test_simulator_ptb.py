"""python-telegram-bot, an independent client, runs against the simulator: every method, every update."""

import asyncio
import json
from io import BytesIO
from typing import Any

import pytest
import telegram
from PIL import Image
from telegram.error import BadRequest, Conflict, Forbidden, RetryAfter

from simulator.residents import Resident
from simulator.server import Simulator


@pytest.fixture
async def ayse(sim: Simulator) -> Resident:
    resident = await sim.resident("Ayşe Yılmaz", "tr")
    await resident.start("plakat")
    return resident


@pytest.fixture
def picture() -> bytes:
    target = BytesIO()
    Image.new("RGB", (30, 20)).save(target, "JPEG")
    return target.getvalue()


def keyboard(label: str) -> telegram.InlineKeyboardMarkup:
    return telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton(label, callback_data=f"d:{label}")]])


async def test_texts_taps_and_edits(ptb: telegram.Bot, ayse: Resident) -> None:
    assert (await ptb.get_me()).username == "quartier_bot"
    (update,) = await ptb.get_updates(timeout=1)
    assert update.message is not None
    assert update.message.parse_entities() == {update.message.entities[0]: "/start"}
    sent = await ptb.send_message(ayse.id, "<b>Dil?</b>", parse_mode="HTML", reply_markup=keyboard("Türkçe"))
    assert sent.text_html == "<b>Dil?</b>"
    await ayse.press("Türkçe")
    (update,) = await ptb.get_updates(offset=update.update_id + 1)
    tap = update.callback_query
    assert tap is not None
    assert tap.data == "d:Türkçe"
    assert await ptb.answer_callback_query(tap.id, text="tamam")
    edit: dict[str, Any] = {"chat_id": ayse.id, "message_id": sent.message_id}
    edited = await ptb.edit_message_text("1/9", **edit, reply_markup=keyboard("a"))
    assert isinstance(edited, telegram.Message)
    await ptb.edit_message_reply_markup(**edit, reply_markup=keyboard("b"))
    with pytest.raises(BadRequest, match="is not modified"):
        await ptb.edit_message_reply_markup(**edit, reply_markup=keyboard("b"))
    forwarded = await ptb.forward_message(ayse.id, ayse.id, sent.message_id)
    assert isinstance(forwarded.forward_origin, telegram.MessageOriginUser)
    copied = await ptb.copy_message(ayse.id, ayse.id, sent.message_id)
    assert await ptb.delete_message(ayse.id, copied.message_id)
    own = await ayse.say("an answer")
    assert await ptb.delete_messages(ayse.id, [forwarded.message_id, own])
    assert await ptb.send_chat_action(ayse.id, "typing")


async def test_media_places_and_polls(ptb: telegram.Bot, ayse: Resident, picture: bytes) -> None:
    photo = await ptb.send_photo(ayse.id, picture, caption="Karte")
    assert (photo.photo[-1].width, photo.photo[-1].height) == (30, 20)
    document = await ptb.send_document(ayse.id, b"{}", filename="daten.json")
    assert document.document is not None
    file = await ptb.get_file(document.document.file_id)
    assert await file.download_as_bytearray() == b"{}"
    media = [telegram.InputMediaPhoto(picture), telegram.InputMediaPhoto(photo.photo[-1].file_id)]
    assert len(await ptb.send_media_group(ayse.id, media)) == 2
    place: dict[str, Any] = {"chat_id": ayse.id, "message_id": photo.message_id}
    await ptb.edit_message_caption(**place, caption="neu")
    edited = await ptb.edit_message_media(telegram.InputMediaDocument(document.document.file_id), **place)
    assert isinstance(edited, telegram.Message)
    located = await ptb.send_location(ayse.id, 48.86, 9.18, horizontal_accuracy=20)
    assert located.location is not None
    assert not located.api_kwargs
    assert (located.location.latitude, located.location.horizontal_accuracy) == (48.86, 20)
    named = await ptb.send_venue(ayse.id, 48.86, 9.18, "Rathaus", "Platz 1")
    assert named.venue is not None
    assert not named.venue.api_kwargs
    assert (named.venue.title, named.venue.address, named.venue.location.longitude) == (
        "Rathaus",
        "Platz 1",
        9.18,
    )
    with pytest.raises(BadRequest, match="rong location specified"):
        await ptb.send_location(ayse.id, 48.86, 181)
    poll = await ptb.send_poll(ayse.id, "Bank?", ["Ja", "Nein"])
    assert (await ptb.stop_poll(ayse.id, poll.message_id)).is_closed


async def test_what_the_bot_says_about_itself(ptb: telegram.Bot, ayse: Resident) -> None:
    command = telegram.BotCommand("start", "Başla")
    scope = telegram.BotCommandScopeChat(ayse.id)
    assert await ptb.set_my_commands([command], scope=scope, language_code="tr")
    assert await ptb.get_my_commands(scope=scope, language_code="tr") == (command,)
    assert await ptb.delete_my_commands(scope=scope, language_code="tr")
    assert await ptb.set_my_name("Mahallemiz", language_code="tr")
    assert (await ptb.get_my_name(language_code="tr")).name == "Mahallemiz"
    assert await ptb.set_my_description("lang")
    assert await ptb.set_my_short_description("kurz")
    assert (await ptb.get_my_description()).description == "lang"
    assert (await ptb.get_my_short_description()).short_description == "kurz"
    assert await ptb.set_chat_menu_button(ayse.id, telegram.MenuButtonCommands())
    assert isinstance(await ptb.get_chat_menu_button(ayse.id), telegram.MenuButtonCommands)
    assert (await ptb.get_chat(ayse.id)).full_name == "Ayşe Yılmaz"
    assert (await ptb.get_chat_member(ayse.id, ayse.id)).status == "member"
    assert (await ptb.get_chat_member_count(ayse.id)) == 2
    photos = await ptb.get_user_profile_photos(ayse.id)
    assert photos is not None
    assert photos.total_count == 0
    assert await ptb.log_out()
    assert await ptb.close()


async def test_every_kind_of_update_is_read_without_a_rest(
    ptb: telegram.Bot, ayse: Resident, sim: Simulator, picture: bytes
) -> None:
    poll = await ptb.send_poll(ayse.id, "Bank?", ["Ja", "Nein"], is_anonymous=False)
    await ptb.send_message(ayse.id, "?", reply_markup=keyboard("x"))
    await ayse.press("x")
    await ayse.edit(await ayse.say("/help https://a.de"), "y")
    await ayse.send_location(48.8, 9.1)
    await ayse.send_contact("+4971541234")
    await ayse.upload("photo", picture, "p.jpg", "seht")
    await ayse.upload("document", b"x", "d.txt")
    await ayse.upload("voice", b"x", "v.ogg")
    await ayse.vote(poll.message_id, [0])
    await ayse.block()
    await ayse.unblock()
    await sim.group("Quartier", [ayse.id])
    kinds = set()
    for waiting in sim.world.updates.fetch(100):
        update = telegram.Update.de_json(json.loads(waiting), ptb)
        kinds |= set(update.to_dict()) - {"update_id"}
        assert not update.api_kwargs
        for part in (
            update.effective_message,
            update.callback_query,
            update.my_chat_member,
            update.effective_user,
        ):
            assert part is None or not part.api_kwargs
    assert kinds == {"message", "edited_message", "callback_query", "poll", "poll_answer", "my_chat_member"}


async def test_webhooks_conflicts_and_troubles(
    ptb: telegram.Bot, ayse: Resident, sim: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # its coming default; without it the library warns
    assert await ptb.set_webhook("https://bot.invalid/hook", secret_token="geheim")
    assert (await ptb.get_webhook_info()).url == "https://bot.invalid/hook"
    with pytest.raises(Conflict):
        await ptb.get_updates()
    assert await ptb.delete_webhook(drop_pending_updates=True)
    first = asyncio.create_task(ptb.get_updates(timeout=20))
    await asyncio.sleep(0.1)
    second = telegram.Bot(
        sim.token,
        base_url=f"{sim.base_url}/bot",
        get_updates_request=telegram.request.HTTPXRequest(httpx_kwargs={"trust_env": False}),
        request=telegram.request.HTTPXRequest(httpx_kwargs={"trust_env": False}),
    )
    async with second:
        assert await second.get_updates() == ()
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await first
    await sim.set_faults(retry_after={"share": 1, "seconds": 7})
    with pytest.raises(RetryAfter):
        await ptb.send_message(ayse.id, "x")
    await sim.set_faults(retry_after={"share": 0})
    await sim.advance(7)
    await ayse.block()
    with pytest.raises(Forbidden):
        await ptb.send_message(ayse.id, "x")
    group = await sim.group("Quartier", [ayse.id])
    assert (await ptb.get_chat(group["id"])).title == "Quartier"
    assert await ptb.leave_chat(group["id"])
