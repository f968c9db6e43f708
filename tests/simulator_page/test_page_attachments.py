"""What a person attaches in the chat page, and the keyboard that asks for a place."""

import struct
from pathlib import Path

import pytest
from selenium.webdriver.remote.webelement import WebElement

from tests.simulator_page.chat_page import ChatPage
from tests.simulator_page.scripted_bot import ScriptedBot

WAV = b"RIFF" + struct.pack("<I", 52) + b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 8000, 1, 8)
WAV += b"data" + struct.pack("<I", 16) + bytes([128] * 16)


@pytest.fixture
def ada(page: ChatPage) -> int:
    ada = page.person("Ada")
    page.open(ada)
    page.press(ada, "Start")
    page.sees(ada, "Welcome")
    # A headless browser has no window to choose a file in.
    page.script("HTMLInputElement.prototype.click = () => {}")
    return ada


def menu_items(page: ChatPage) -> list[WebElement]:
    return [one for one in page.all("[role=menuitem]") if one.is_displayed()]


def attach(page: ChatPage, person: int, kind: str, file: Path) -> None:
    page.press(person, "Attach")
    page.until(lambda: next((one for one in menu_items(page) if one.text == kind), None)).click()
    page.until(lambda: page.all("input[type=file]"))[0].send_keys(str(file))


def test_the_attachments_of_a_messenger_are_there(page: ChatPage, ada: int) -> None:
    page.press(ada, "Attach")
    found = page.until(lambda: [one.text for one in menu_items(page)])
    kinds = ["Photo", "Video", "Round video", "Voice message", "Music", "Document", "Location"]
    assert found == kinds
    assert len(page.all("[role=menuitem] .icon")) >= len(kinds)


@pytest.mark.parametrize(
    ("label", "kind", "shown"),
    [
        ("Voice message", "voice", "audio"),
        ("Music", "audio", ".song audio"),
        ("Video", "video", "video.film:not(.round)"),
    ],
)
def test_a_recording_is_sent_with_its_caption_and_can_be_played(
    page: ChatPage, bot: ScriptedBot, ada: int, tmp_path: Path, label: str, kind: str, shown: str
) -> None:
    file = tmp_path / "sound.wav"
    file.write_bytes(WAV)
    attach(page, ada, label, file)
    page.one("dialog input").send_keys("Listen")
    page.one("dialog button[type=submit]").click()
    page.sees(ada, "Listen")
    assert page.one(f".message.out {shown}").get_attribute("aria-label")
    sent = page.until(lambda: next((u for u in bot.updates if kind in u.get("message", {})), None))
    assert sent["message"]["caption"] == "Listen"


def test_a_round_video_is_sent_without_words(
    page: ChatPage, bot: ScriptedBot, ada: int, tmp_path: Path
) -> None:
    file = tmp_path / "round.mp4"
    file.write_bytes(b"\0\0\0\x18ftypisom")
    attach(page, ada, "Round video", file)
    page.one("dialog .file-name")
    assert not page.all("dialog input[type=text]")
    page.one("dialog button[type=submit]").click()
    page.one(".message.out video.round")
    page.until(lambda: any("video_note" in update.get("message", {}) for update in bot.updates))


def test_a_keyboard_that_asks_for_a_place_stays_below_the_field_until_it_is_taken_away(
    page: ChatPage, bot: ScriptedBot, ada: int
) -> None:
    page.say(ada, "/place?")
    page.sees(ada, "Where is it?")
    keys, field = page.one(".reply-keyboard"), page.one("textarea")
    assert keys.rect["y"] >= field.rect["y"] + field.rect["height"]
    assert field.get_attribute("placeholder") == "A place"
    page.press(ada, "📍 Here")
    page.one("dialog input").clear()
    page.one("dialog input").send_keys("48.9")
    page.one("dialog button[type=submit]").click()
    assert page.one(".message.out .place-degrees").text == "48.90000, 9.18520"
    assert page.one(".reply-keyboard").is_displayed()
    page.until(lambda: any("location" in update.get("message", {}) for update in bot.updates))
    page.say(ada, "/nokeys")
    page.sees(ada, "Thank you")
    page.until(lambda: not any(one.is_displayed() for one in page.all(".reply-keyboard, .keys-toggle")))
    assert page.one("textarea").get_attribute("placeholder") == "Message"


def test_the_keyboard_of_an_arabic_phone_keeps_its_order_and_its_menu_opens_inside_the_phone(
    page: ChatPage,
) -> None:
    layla = page.person("ليلى", "ar")
    page.size(390, 844, touch=True)
    page.open(layla)
    page.press(layla, "ابدأ")
    page.sees(layla, "Welcome")
    page.say(layla, "/keys")
    keys = [f'.reply-keyboard .key[title="{label}"]' for label in ("Yes", "No")]
    yes, no = page.until(lambda: [page.one(key).rect["x"] for key in keys])
    assert yes < no
    page.press(layla, "إرفاق")
    items = page.until(lambda: menu_items(page))
    assert [one.text for one in items][:3] == ["صورة", "فيديو", "فيديو دائري"]
    for one in items:
        assert one.rect["x"] >= 0
        assert one.rect["x"] + one.rect["width"] <= 390
        assert one.rect["height"] >= 44
