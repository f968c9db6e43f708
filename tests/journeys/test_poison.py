"""An update that nobody can read is set aside with its id, and everybody else is served."""

from domain.survey import Survey
from simulator.server import Simulator
from tests.journeys import tables
from tests.journeys.bot_process import BotProcess
from tests.journeys.crowd import walkers
from tests.journeys.updates import SECRET_WORDS, WITHOUT_ID, malformed


async def test_malformed_and_unknown_updates_are_set_aside_with_their_ids_and_nothing_stops(
    bot: BotProcess, simulator: Simulator, town_survey: Survey, town_database: str
) -> None:
    before, after = await walkers(simulator, town_survey, 2, seed=3)
    await before.take_part()
    poison = malformed(simulator.world.updates.next_id)
    for update in poison:
        await simulator.add_update(update)
    for update in WITHOUT_ID:
        await simulator.add_update(update)
    await after.take_part()
    aside = tables.set_aside_updates(town_database)
    assert sorted(aside) == [update["update_id"] for update in poison]
    assert len(tables.responses(town_database)) == 2
    assert SECRET_WORDS not in bot.wrote
    for reason in aside.values():
        assert reason.isidentifier(), "a reason is the kind of an error, never its text"
    for number in aside:
        assert f"update_id={number}" in bot.wrote
    assert bot.wrote.count("update without an id dropped") >= len(WITHOUT_ID)


async def test_updates_that_nobody_can_read_do_not_come_again_after_a_restart(
    bot: BotProcess, simulator: Simulator, town_survey: Survey, town_database: str
) -> None:
    for update in malformed(simulator.world.updates.next_id):
        await simulator.add_update(update)
    (walker,) = await walkers(simulator, town_survey, 1, seed=4)
    await walker.take_part()
    bot.kill()
    told = bot.wrote.count("update set aside")
    bot.start()
    (walker,) = await walkers(simulator, town_survey, 1, seed=5)
    await walker.take_part()
    assert bot.wrote.count("update set aside") == told
