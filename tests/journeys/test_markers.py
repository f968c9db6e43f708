"""What residents write stays where answers are kept: never in a log, on stderr, or in the outbox."""

import asyncio

from domain.survey import Survey
from simulator.server import Simulator
from tests.journeys import tables
from tests.journeys.conftest import MakeBot, on_both
from tests.journeys.crowd import all_take_part, walkers
from tests.journeys.script import play
from tests.journeys.updates import malformed

MARKER = "marker-"


@on_both
async def test_no_answer_and_no_token_is_ever_logged_or_queued_whatever_goes_wrong(
    make_bot: MakeBot, simulator: Simulator, town_survey: Survey, town_database: str
) -> None:
    await simulator.set_faults(errors_500=0.05, drop_before=0.02, drop_after=0.02, seed=7)
    bot = make_bot(debug=True)
    bot.start()
    crowd = await walkers(simulator, town_survey, 6, seed=7)
    taking_part = asyncio.create_task(all_take_part(crowd))
    for _ in range(4):
        await asyncio.sleep(0.5)
        bot.kill()
        assert MARKER not in str(tables.read(town_database, tables.OUTBOX))
        bot.start()
        for update in malformed(simulator.world.updates.next_id):
            await simulator.add_update(update)
    await taking_part
    await simulator.set_faults(errors_500=0, drop_before=0, drop_after=0)
    await play(simulator, bot, town_survey, marker=f"{MARKER}of-the-journey")
    bot.kill()
    assert "update set aside" in bot.wrote
    assert MARKER not in bot.wrote
    assert "what-Frau-Sommer-wrote" not in bot.wrote
    assert simulator.token not in bot.wrote
    assert simulator.token.partition(":")[2] not in bot.wrote
    assert str(simulator.world.people[crowd[0].resident.id].id) not in bot.wrote, "nor who wrote it"
