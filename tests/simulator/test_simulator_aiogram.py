"""aiogram runs against the simulator: every method, every kind of update."""

from io import BytesIO
from typing import Any

import aiogram
import pytest
from aiogram import types
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import Close, LogOut
from PIL import Image

from simulator.residents import Resident
from simulator.server import Simulator


@pytest.fixture
async def ayse(sim: Simulator) -> Resident:
    resident = await sim.resident("Ayşe Yılmaz", "tr", "ayse_y")
    await resident.start("plakat")
    return resident


@pytest.fixture
def picture() -> types.BufferedInputFile:
    target = BytesIO()
    Image.new("RGB", (30, 20)).save(target, "PNG")
    return types.BufferedInputFile(target.getvalue(), "p.png")


def keyboard(label: str) -> types.InlineKeyboardMarkup:
    button = types.InlineKeyboardButton(text=label, callback_data=f"d:{label}", style="success")
    link = types.InlineKeyboardButton(text="Web", url="https://www.kornwestheim.de/")
    copy = types.InlineKeyboardButton(text="Code", copy_text=types.CopyTextButton(text="ABC"))
    return types.InlineKeyboardMarkup(inline_keyboard=[[button], [link, copy]])


async def test_texts_taps_and_edits(aio: aiogram.Bot, ayse: Resident) -> None:
    me = await aio.get_me()
    assert me.username == "quartier_bot"
    (update,) = await aio.get_updates(timeout=1)
    assert update.message is not None
    assert update.message.from_user is not None
    assert (update.message.from_user.language_code, update.message.from_user.username) == ("tr", "ayse_y")
    sent = await aio.send_message(ayse.id, "<b>Dil?</b>", parse_mode="HTML", reply_markup=keyboard("Türkçe"))
    assert sent.html_text == "<b>Dil?</b>"
    await ayse.press("Türkçe")
    (update,) = await aio.get_updates(offset=update.update_id + 1)
    tap = update.callback_query
    assert tap is not None
    assert tap.data == "d:Türkçe"
    assert isinstance(tap.message, types.Message)
    assert tap.message.message_id == sent.message_id
    assert await aio.answer_callback_query(tap.id, text="tamam")
    edit: dict[str, Any] = {"chat_id": ayse.id, "message_id": sent.message_id}
    edited = await aio.edit_message_text("1/9", **edit, reply_markup=keyboard("a"))
    assert isinstance(edited, types.Message)
    assert edited.text == "1/9"
    await aio.edit_message_reply_markup(**edit, reply_markup=keyboard("b"))
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await aio.edit_message_reply_markup(**edit, reply_markup=keyboard("b"))
    forwarded = await aio.forward_message(ayse.id, ayse.id, sent.message_id)
    assert isinstance(forwarded.forward_origin, types.MessageOriginUser)
    copied = await aio.copy_message(ayse.id, ayse.id, sent.message_id)
    assert await aio.delete_message(ayse.id, copied.message_id)
    assert await aio.delete_messages(ayse.id, [forwarded.message_id])
    assert await aio.send_chat_action(ayse.id, "typing")


async def test_media_places_and_polls(
    aio: aiogram.Bot, ayse: Resident, picture: types.BufferedInputFile
) -> None:
    photo = await aio.send_photo(ayse.id, picture, caption="*Karte*", parse_mode="MarkdownV2")
    assert photo.photo is not None
    assert (photo.photo[-1].width, photo.photo[-1].height) == (30, 20)
    document = await aio.send_document(ayse.id, types.BufferedInputFile(b"{}", "daten.json"))
    assert document.document is not None
    file = await aio.get_file(document.document.file_id)
    assert file.file_path is not None
    content = await aio.download_file(file.file_path)
    assert content is not None
    assert content.read() == b"{}"
    album = await aio.send_media_group(
        ayse.id,
        [
            types.InputMediaPhoto(media=picture, caption="eins"),
            types.InputMediaPhoto(media=photo.photo[-1].file_id),
        ],
    )
    assert len(album) == 2
    place: dict[str, Any] = {"chat_id": ayse.id, "message_id": photo.message_id}
    await aio.edit_message_caption(**place, caption="neu")
    edited = await aio.edit_message_media(types.InputMediaDocument(media=document.document.file_id), **place)
    assert isinstance(edited, types.Message)
    assert edited.document is not None
    moving = (await aio.send_location(ayse.id, 48.86, 9.18, live_period=60, heading=90)).location
    assert moving is not None
    assert (moving.latitude, moving.live_period, moving.heading) == (48.86, 60, 90)
    venue = (await aio.send_venue(ayse.id, 48.86, 9.18, "Rathaus", "Platz 1")).venue
    assert venue is not None
    assert (venue.title, venue.address, venue.location.longitude) == ("Rathaus", "Platz 1", 9.18)
    with pytest.raises(TelegramBadRequest, match="wrong venue location specified"):
        await aio.send_venue(ayse.id, 91, 9.18, "Rathaus", "Platz 1")
    poll = await aio.send_poll(ayse.id, "Bank?", ["Ja", "Nein"], is_anonymous=False)
    assert poll.poll is not None
    assert (await aio.stop_poll(ayse.id, poll.message_id)).is_closed


async def test_what_the_bot_says_about_itself(aio: aiogram.Bot, ayse: Resident) -> None:
    command = types.BotCommand(command="start", description="Başla")
    private = types.BotCommandScopeAllPrivateChats()
    assert await aio.set_my_commands([command], scope=private, language_code="tr")
    (kept,) = await aio.get_my_commands(scope=private, language_code="tr")
    assert (kept.command, kept.description) == ("start", "Başla")
    assert await aio.get_my_commands() == []
    assert await aio.delete_my_commands(scope=private, language_code="tr")
    assert await aio.set_my_name("Mahallemiz", language_code="tr")
    assert (await aio.get_my_name(language_code="tr")).name == "Mahallemiz"
    assert (await aio.get_my_name(language_code="ar")).name == "Wir im Quartier"
    await aio.set_my_description("lang")
    await aio.set_my_short_description("kurz")
    assert (await aio.get_my_description()).description == "lang"
    assert (await aio.get_my_short_description()).short_description == "kurz"
    await aio.set_chat_menu_button(menu_button=types.MenuButtonCommands())
    assert isinstance(await aio.get_chat_menu_button(), types.MenuButtonCommands)
    chat = await aio.get_chat(ayse.id)
    assert chat.full_name == "Ayşe Yılmaz"
    assert (await aio.get_chat_member(ayse.id, ayse.id)).status == "member"
    assert (await aio.get_user_profile_photos(ayse.id)).total_count == 0
    assert await aio(LogOut())
    assert await aio(Close())


async def test_webhooks_and_membership(aio: aiogram.Bot, ayse: Resident, sim: Simulator) -> None:
    hook = "https://bot.invalid/hook"
    assert await aio.set_webhook(hook, secret_token="geheim", allowed_updates=["message"])
    assert (await aio.get_webhook_info()).url == hook
    with pytest.raises(TelegramConflictError):
        await aio.get_updates()
    assert await aio.delete_webhook(drop_pending_updates=True)
    await aio.get_updates(allowed_updates=["my_chat_member", "message", "edited_message", "poll_answer"])
    await ayse.edit(await ayse.say("x"), "y")
    await ayse.send_location(48.8, 9.1)
    await ayse.block()
    with pytest.raises(TelegramForbiddenError):
        await aio.send_message(ayse.id, "x")
    await ayse.unblock()
    group = await sim.group("Quartier", [ayse.id])
    updates = await aio.get_updates()
    assert [update.event_type for update in updates] == [
        "message",
        "edited_message",
        "message",
        "my_chat_member",
        "my_chat_member",
        "my_chat_member",
        "message",
    ]
    blocked = updates[3].my_chat_member
    assert blocked is not None
    assert isinstance(blocked.new_chat_member, types.ChatMemberBanned)
    assert (await aio.get_chat(group["id"])).title == "Quartier"
    assert await aio.leave_chat(group["id"])


async def test_troubles_are_the_exceptions_of_the_library(
    aio: aiogram.Bot, ayse: Resident, sim: Simulator
) -> None:
    await sim.set_faults(retry_after={"share": 1, "seconds": 7})
    with pytest.raises(TelegramRetryAfter) as pause:
        await aio.send_message(ayse.id, "x")
    assert pause.value.retry_after == 7
    await sim.set_faults(errors_500=1)
    with pytest.raises(TelegramServerError):
        await aio.get_me()
    stranger = aiogram.Bot("1:wrong", session=aio.session)
    with pytest.raises(TelegramUnauthorizedError):
        await stranger.get_me()
