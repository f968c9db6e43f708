"""From an invitation in three languages to the bench that was asked for: one play through the program."""

from simulator.server import Simulator
from tests.journeys.conftest import MakeBot
from tests.journeys.workshop import NAME_AT_THE_DOOR, Play


async def test_a_workshop_from_its_planning_to_the_bench_that_was_asked_for(
    make_bot: MakeBot, simulator: Simulator
) -> None:
    bot = make_bot(CHAT_PER_SECOND="0")
    bot.start()
    await Play(simulator, bot.command).play()
    assert bot.stop() == 0
    assert NAME_AT_THE_DOOR not in bot.wrote
