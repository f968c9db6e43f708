"""A message to many in the running program: written, released by two, held by the night, ended by one tap."""

import asyncio
import json
import struct
import zlib
from datetime import UTC, datetime, time, timedelta

from bot.dialogs.why import off_labels
from bot.dialogs.wish import wish_labels
from bot.speech import OWN_NAMES, speech
from simulator.residents import Resident
from simulator.server import Simulator
from tests.journeys.conftest import MakeBot

PEOPLE = {"de": "Anna", "tr": "Cem", "ar": "Dalia"}
TEXTS = {"Deutsch": "Am Samstag ist Straßenfest.", "Türkçe": "Cumartesi günü sokak şenliği var."}
NOTE = "This is not there in your language yet. You read it in German."
ON_THE_WAY = 60  # seconds that a message may take with a tick before it, on a busy machine


def picture() -> bytes:
    """Return a small PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head, rows = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0), zlib.compress((b"\0" + bytes(8)) * 8)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def move_clock(simulator: Simulator, to: datetime) -> None:
    simulator.world.clock.set_offset((to - datetime.now(UTC)).total_seconds())


async def press(one: Resident, label: str) -> None:
    await one.waits_for(label)
    await one.press(label)
    await one.settles()


async def say(one: Resident, text: str) -> str:
    await one.say(text)
    await one.settles()
    return one.last().text


async def reader(simulator: Simulator, language: str) -> Resident:
    """Let somebody come who wants the project's news in a language."""
    one, said = await simulator.resident(PEOPLE[language], language), speech(language)
    await one.start()
    await press(one, OWN_NAMES[language])
    await one.say("/notify")
    await press(one, wish_labels(said)["notify:ask:news"])
    await press(one, wish_labels(said)["notify:yes"])
    return one


def got(one: Resident, text: str) -> int:
    """Return how many messages with these words stand in a chat."""
    return sum(text in message.text for message in one.sees())


async def test_three_languages_two_of_the_staff_a_night_and_one_message_a_day(
    make_bot: MakeBot, simulator: Simulator
) -> None:
    bot = make_bot(debug=True, SECOND_PERSON="true")
    bot.start()
    anna, cem, dalia = await asyncio.gather(*(reader(simulator, code) for code in PEOPLE))
    mia, jo = await asyncio.gather(simulator.resident("Mia", "en"), simulator.resident("Jo", "en"))
    for one, role in ((mia, "editor"), (jo, "manager")):
        code, link = bot.command("staff", "invite", "--role", role)
        assert code == 0
        await one.start(link.strip().partition("start=")[2])
        await one.settles()

    noon = datetime.combine(datetime.now(UTC).date() + timedelta(days=2), time(11), UTC)
    move_clock(simulator, noon)  # from here on: the command line, which invites, keeps to the real time

    # Mia writes it, and looks at it.
    await say(mia, "/broadcast")
    await press(mia, "Write a new one")
    for language, text in TEXTS.items():
        await press(mia, language)
        assert "Still missing" in await say(mia, text)
    await press(mia, "Back")
    await press(mia, "Picture or document")
    await mia.upload("photo", picture())
    await mia.settles()
    await press(mia, "Buttons")
    await press(mia, "A button to a survey")
    await press(mia, "Survey for the whole town")
    await press(mia, "Back")
    await press(mia, "Show in all languages")
    for language in ("de_simple", "en", "ar"):  # each in its own words; the others have a text
        assert got(mia, speech(language).gettext(NOTE)) == 1
    await press(mia, "Send it to me as a test")
    assert got(mia, NOTE) == 2
    bot.kill()  # in the middle: what was written stays
    bot.start()
    await press(mia, "Release it")
    await press(mia, "Yes, do it now")
    await mia.waits_for("A second person of the staff has to release it as well")

    # Jo releases it when it is night.
    night = noon + timedelta(hours=11, minutes=30)
    move_clock(simulator, night)
    await say(jo, "/broadcast")
    await press(jo, "Draft, tested")
    await press(jo, "Release it")
    await jo.waits_for("Because of quiet hours it goes out on")
    await press(jo, "Yes, do it now")
    await jo.waits_for("Released. Thank you!")
    await bot.looks_for_what_is_due()
    await anna.settles()
    assert got(anna, TEXTS["Deutsch"]) == 0
    morning = noon + timedelta(hours=21)
    move_clock(simulator, morning)
    for one, text in ((anna, TEXTS["Deutsch"]), (cem, TEXTS["Türkçe"]), (dalia, TEXTS["Deutsch"])):
        message = await one.waits_for(text, timeout=ON_THE_WAY)
        assert message.get("photo")
    assert got(dalia, speech("ar").gettext(NOTE)) == 1
    assert got(anna, speech("de").gettext(NOTE)) == got(cem, speech("tr").gettext(NOTE)) == 0

    # One button leads on and leaves the message; another ends this kind.
    await cem.press("Tüm şehir için anket")
    await cem.settles()
    assert got(cem, TEXTS["Türkçe"]) == 1
    assert TEXTS["Türkçe"] not in cem.last().text
    await dalia.press(off_labels(speech("ar"))["news"])
    await dalia.settles()

    # A second message on the same day waits for the next one.
    await press(mia, "Back")
    await press(mia, "Copy it")
    await press(mia, "Texts")
    await press(mia, "Deutsch")
    await say(mia, "Das Fest fällt aus.")
    await press(mia, "Back")
    await press(mia, "Send it to me as a test")
    await press(mia, "Release it")
    await press(mia, "Yes, do it now")
    await mia.waits_for("A second person of the staff has to release it as well")
    await say(jo, "/broadcast")
    await press(jo, "Draft, tested: Das Fest")
    await press(jo, "Release it")
    await press(jo, "Yes, do it now")
    await jo.waits_for("Released. Thank you!")
    await bot.looks_for_what_is_due()
    await anna.settles()
    assert got(anna, "Das Fest fällt aus.") == 0
    move_clock(simulator, morning + timedelta(days=1))
    await anna.waits_for("Das Fest fällt aus.", timeout=ON_THE_WAY)
    await bot.looks_for_what_is_due()
    await dalia.settles()
    assert got(cem, TEXTS["Türkçe"]) == 2
    assert got(dalia, "Das Fest fällt aus.") == 0

    # What became of it, in the chat and on the command line.
    for number, people in (("1", 3), ("2", 2)):
        code, said = bot.command("broadcast", "report", number, "--json")
        report = json.loads(said)
        assert (code, report["status"], report["planned"], report["sent"]) == (0, "finished", people, people)
        assert report["languages"]["tr"]["sent"] == 1
        assert report["languages"]["ar"]["sent"] == people - 2
    await say(jo, "/broadcast")
    await press(jo, "Sending has ended: Das Fest")
    await jo.waits_for("planned: \u20682\u2069")
    bot.stop()
    for words in (*TEXTS.values(), "Das Fest"):
        assert words not in bot.wrote
