"""In the running program: a paper and a call are entered with a letter's code; who stops is reminded."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select

from bot.speech import OWN_NAMES, speech
from db import surveys
from db.store import run_once
from db.tables import dialogue
from db.unit import Unit
from domain.modes import Mode
from domain.survey import ACCESS
from simulator.residents import Resident
from simulator.server import Simulator
from tests.journeys import tables
from tests.journeys.bot_process import BotProcess
from tests.journeys.conftest import MakeBot, on_sqlite
from tests.usecases.authoring import FORM, KEY
from usecases.xlsform import read_survey

GERMAN, TURKISH = speech("de"), speech("tr")
REMINDER = "You have begun and can go on where you stopped."
WITH_A_TICK = 60  # seconds that a message may take with a tick before it, on a busy machine


def offer(url: str, *, sample: bool) -> None:
    """Offer a survey of three questions, as if staff had opened it."""
    survey = read_survey(FORM, ".md", KEY)
    if sample:
        survey = replace(survey, dimensions=(ACCESS, *survey.dimensions))

    def schedule(unit: Unit) -> None:
        surveys.schedule(unit, KEY, 1000, date(2026, 1, 1), date(2099, 12, 31))
        surveys.add_version(unit, KEY, "draft:1", survey, datetime.now(UTC))

    run_once(url, schedule)


async def begins_at(bot: BotProcess, simulator: Simulator, when: datetime) -> None:
    """Begin a new life at another time; what is due is looked for soon after its start."""
    assert bot.stop() == 0
    simulator.world.clock.set_offset((when - datetime.now(UTC)).total_seconds())
    bot.start()


async def press(one: Resident, label: str) -> None:
    await one.waits_for(label)
    await one.press(label)
    await one.settles()


async def clerk_of(bot: BotProcess, simulator: Simulator) -> Resident:
    clerk = await simulator.resident("Mona", "de")
    await clerk.start()
    await press(clerk, OWN_NAMES["de"])  # the bot is there
    code, link = bot.command("staff", "invite", "--role", "moderator")
    assert code == 0, link
    await clerk.start(link.strip().partition("start=")[2])
    await clerk.settles()
    return clerk


async def enter(clerk: Resident, mode: Mode, code: str) -> None:
    """Begin to enter somebody's answers, up to the question for the letter's code, and type it."""
    await clerk.say("/enter")
    await clerk.waits_for("Spielplatz")
    await press_option(clerk, f"enter:{KEY}")
    await press_option(clerk, f"enter:{KEY}:{mode}")
    await press_option(clerk, f"enter:{KEY}:{mode}:tr")
    await clerk.waits_for(GERMAN.gettext("There is no code"))
    await clerk.say(code)
    await clerk.settles()


async def press_option(one: Resident, option: str) -> None:
    await one.press_data(one.last().id, f"m:{option}")
    await one.settles()


async def answer(one: Resident) -> None:
    for label in ("Ja", "Kind", GERMAN.gettext("Skip"), GERMAN.gettext("Submit")):
        await press(one, label)


@on_sqlite
async def test_a_paper_and_a_call_are_entered_with_the_code_of_a_letter_for_two(
    make_bot: MakeBot, simulator: Simulator, town_database: str
) -> None:
    offer(town_database, sample=True)
    bot = make_bot(debug=True)
    bot.start()
    clerk = await clerk_of(bot, simulator)
    code, printed = bot.command("invite", "codes", KEY, "--count", "1", "--persons", "2", "--json")
    assert code == 0, printed
    letter = json.loads(printed)["codes"][0]["code"]

    await enter(clerk, Mode.PAPER, "AAAA-BBBB")
    await clerk.waits_for(GERMAN.gettext("This code is not known for this survey. Please look once more."))
    await clerk.say(letter)
    await clerk.waits_for("Spielen Sie?")
    assert "📄" in clerk.last().text
    await answer(clerk)
    await clerk.waits_for(GERMAN.gettext("The answers have arrived."))

    bot.kill()
    bot.start()
    await enter(clerk, Mode.PHONE, letter.lower())
    await clerk.waits_for("Spielen Sie?")
    assert "📞" in clerk.last().text
    await answer(clerk)
    await clerk.waits_for(GERMAN.gettext("The answers have arrived."))

    await enter(clerk, Mode.PAPER, letter)
    await clerk.waits_for(GERMAN.gettext("All persons of this household have used this code already."))
    sealed = tables.read(town_database, select(dialogue.c.mode).where(dialogue.c.seal.is_not(None)))
    assert sorted(sealed) == [("paper",), ("phone",)]
    assert bot.stop() == 0
    assert letter[:9].lower() not in bot.wrote.lower()


@on_sqlite
async def test_who_stops_is_reminded_twice_and_goes_on_where_they_stopped(
    make_bot: MakeBot, simulator: Simulator, town_database: str
) -> None:
    offer(town_database, sample=False)
    bot = make_bot(debug=True)
    bot.start()
    anna, berk = await simulator.resident("Anna", "de"), await simulator.resident("Berk", "tr")
    for one, said, yes in ((anna, GERMAN, "Ja"), (berk, TURKISH, "Evet")):
        await one.start()
        await press(one, OWN_NAMES[said.language])
        await press(one, said.gettext("Yes, I agree"))
        await one.waits_for("Spielplatz")
        await press_option(one, f"survey:{KEY}")
        await press(one, yes)

    evening = datetime.combine(datetime.now(UTC).date() + timedelta(days=2), time(17, 30), UTC)
    await begins_at(bot, simulator, evening)
    for one, said in ((anna, GERMAN), (berk, TURKISH)):
        await one.waits_for(said.gettext(REMINDER), WITH_A_TICK)
        left = said.ngettext("{n} question is left.", "{n} questions are left.", 2).partition("{n}")[2]
        assert left.strip() in one.last().text
    await press(anna, GERMAN.gettext("Go on"))
    await anna.waits_for("Wer sind Sie?")
    for label in ("Kind", GERMAN.gettext("Skip"), GERMAN.gettext("Submit")):
        await press(anna, label)
    await anna.waits_for(GERMAN.gettext("Your receipt code:"))

    seen = berk.last().id
    await begins_at(bot, simulator, evening + timedelta(days=3))
    async with asyncio.timeout(WITH_A_TICK):
        while berk.last().id == seen:
            await berk.person.chat.next_change()
    assert TURKISH.gettext(REMINDER) in berk.last().text
    assert GERMAN.gettext(REMINDER) not in anna.last().text
    reminded = select(dialogue.c.reminded).where(dialogue.c.seal.is_(None))
    assert tables.read(town_database, reminded) == [(2,)]
    assert bot.stop() == 0
