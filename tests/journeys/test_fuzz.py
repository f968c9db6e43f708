"""Updates that no app would send: the bot takes or refuses each one, and never falls over."""

import asyncio

import pytest

from domain.survey import Survey
from simulator.server import Simulator
from tests.journeys import tables
from tests.journeys.bot_process import BotProcess
from tests.journeys.conftest import on_postgresql, on_sqlite
from tests.journeys.crowd import walkers
from tests.journeys.script import play
from tests.journeys.updates import fuzzed, record

UNREADABLE = {"ValidationError", "UpdateTypeLookupError"}  # why an update may be set aside; else it is a bug,
BEYOND_64_BITS = {"OverflowError", "NumericValueOutOfRange", "DataError"}  # or an id that no column takes
AT_ONCE = 200


@on_sqlite
async def test_fuzzed_updates_do_no_harm(
    bot: BotProcess, simulator: Simulator, town_survey: Survey, town_database: str
) -> None:
    await _fuzz(bot, simulator, town_survey, town_database, 1000, seed=1)


@on_postgresql
async def test_fuzzed_updates_do_no_harm_on_postgresql_either(
    bot: BotProcess, simulator: Simulator, town_survey: Survey, town_database: str
) -> None:
    await _fuzz(bot, simulator, town_survey, town_database, 1000, seed=2)


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
    await play(simulator, bot, survey)
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


async def _taken(simulator: Simulator, most: int) -> None:
    """Wait until the bot has left at most so many updates in the queue."""
    while len(simulator.world.updates) > most:  # noqa: ASYNC110 - the queue tells nobody
        await asyncio.sleep(0.02)
