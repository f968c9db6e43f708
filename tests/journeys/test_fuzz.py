"""Updates that no app would send: the bot takes or refuses each one, and never falls over."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from db import dialogues, events, residents, surveys
from db.store import run_once
from db.unit import Unit
from domain.survey import Survey
from domain.times import local_time_of
from simulator.residents import Resident
from simulator.server import Simulator
from tests.bot.form_of_all_kinds import FORM
from tests.bot.showing import at
from tests.journeys import tables
from tests.journeys.bot_process import BotProcess
from tests.journeys.conftest import on_postgresql, on_sqlite
from tests.journeys.crowd import walkers
from tests.journeys.script import play
from tests.journeys.updates import CHAT_SURVEY, fuzzed, record
from tests.usecases.eventful import WORKSHOP
from usecases.survey_life import FIRST_POSITION

UNREADABLE = {"ValidationError", "UpdateTypeLookupError"}  # why an update may be set aside; else it is a bug,
BEYOND_64_BITS = {"OverflowError", "NumericValueOutOfRange", "DataError"}  # or an id that no column takes
AT_ONCE = 200
KINDS = {one.kind: one.name for one in FORM.questions if one.group == "" and one.relevant is None}
GUEST = ("show", "map", "ics", "yes", "party:2", "need", "ticket", "maybe", "no", "cancel", "gone")


@on_sqlite
async def test_fuzzed_updates_do_no_harm(
    bot: BotProcess, simulator: Simulator, town_survey: Survey, town_database: str
) -> None:
    await _fuzz(bot, simulator, town_survey, town_database, 800, seed=1)


@on_postgresql
async def test_fuzzed_updates_do_no_harm_on_postgresql_either(
    bot: BotProcess, simulator: Simulator, town_survey: Survey, town_database: str
) -> None:
    await _fuzz(bot, simulator, town_survey, town_database, 800, seed=2)


@pytest.mark.soak
@pytest.mark.timeout(1800)
async def test_twenty_thousand_fuzzed_updates_do_no_harm(
    bot: BotProcess, simulator: Simulator, town_survey: Survey, town_database: str
) -> None:
    await _fuzz(bot, simulator, town_survey, town_database, 20_000, seed=3)


async def _fuzz(
    bot: BotProcess, simulator: Simulator, survey: Survey, url: str, count: int, seed: int
) -> None:
    real = record(simulator)
    *_, clerk = await play(simulator, bot, survey)
    await _meet_what_staff_have_opened(simulator, url, clerk)
    recorded = list(real)
    for number, update in enumerate(fuzzed(recorded, count, seed)):
        await simulator.add_update(update)
        if number % AT_ONCE == 0:
            await _taken(simulator, most=AT_ONCE)
    await _taken(simulator, most=0)
    (walker,) = await walkers(simulator, survey, 1, seed)
    await walker.take_part()
    await _taken(simulator, most=0)
    reasons = tables.set_aside_updates(url)
    assert set(reasons.values()) <= UNREADABLE | BEYOND_64_BITS, bot.wrote[-3000:]
    assert "internal error" not in bot.wrote
    assert "error in the background" not in bot.wrote
    assert "Traceback" not in bot.wrote
    assert walker.marker in [answers.get("improve") for answers in tables.responses(url)]
    print(f"{count} fuzzed updates, {len(reasons)} of them set aside")  # noqa: T201 - a soak's figures


async def _meet_what_staff_have_opened(simulator: Simulator, url: str, clerk: Resident) -> None:
    """Let residents answer a survey from the chat, one at each kind of question, and one come to an event."""
    people = [await simulator.resident(f"At {kind}", "de") for kind in KINDS]
    guest = await simulator.resident("Guest", "en")
    event_id = run_once(url, _open, [one.id for one in people])
    for one in people:
        await one.say("1")
    await asyncio.gather(*(one.settles() for one in people))
    for one in people:
        await one.press(0)
    for command in ("/start", "1", "/events", "1"):
        await guest.say(command)
        await guest.settles()
    message = guest.last().id
    for what in GUEST:
        deed, _, details = what.partition(":")
        await guest.press_data(message, ":".join(filter(None, ("m:ev", deed, str(event_id), details))))
    for command in ("/surveys", "1", "1", "/events", "1", "1"):
        await clerk.say(command)
        await clerk.settles()


def _open(unit: Unit, addresses: Sequence[int]) -> int:
    """Open a survey of all kinds of questions, with somebody at each, and an event; return its number."""
    now = datetime.now(UTC)
    survey = replace(FORM, name=CHAT_SURVEY)
    surveys.schedule(unit, CHAT_SURVEY, FIRST_POSITION, date(2026, 1, 1), date(2099, 12, 31))
    surveys.add_version(unit, CHAT_SURVEY, "draft:1", survey, now)
    offer = surveys.offer(unit, CHAT_SURVEY)
    assert offer is not None
    for address, name in zip(addresses, KINDS.values(), strict=True):
        resident = residents.add(unit, address, "de", now.date())
        residents.choose_language(unit, resident.member_id, "de")
        draft = dialogues.add(unit, resident.member_id, offer, at(name), now.date())
        residents.talk_in(unit, resident.member_id, draft.id)
    start = local_time_of(now + timedelta(days=9), WORKSHOP.timezone)
    event = events.add(unit, WORKSHOP.at(start))
    return event.id


async def _taken(simulator: Simulator, most: int) -> None:
    """Wait until the bot has left at most so many updates in the queue."""
    while len(simulator.world.updates) > most:  # noqa: ASYNC110 - the queue tells nobody
        await asyncio.sleep(0.02)
