"""Telegram may deliver an update more than once; whatever comes again changes nothing and is not answered."""

import re
from collections import Counter

import pytest

from domain.survey import Survey
from simulator.server import Simulator
from tests.journeys import tables
from tests.journeys.conftest import MakeBot, NewTown
from tests.journeys.courier import Manner, courier_on_the_way
from tests.journeys.script import play

RECEIPT = re.compile(r"([0-9A-Z]{4}-){4}[0-9A-Z]{4}")  # random: another one each time
Outcome = tuple[dict[str, Counter[str]], list[list[tuple[str, list[str]]]], int]


@pytest.mark.parametrize(
    ("new_town", "manner"),
    [("sqlite", Manner.MIXED), ("postgresql", Manner.AT_ONCE)],
    indirect=["new_town"],
    ids=["sqlite, mixed", "postgresql, at once"],
)
async def test_a_journey_whose_updates_come_three_times_ends_as_if_they_had_come_once(
    make_bot: MakeBot, new_town: NewTown, town_survey: Survey, manner: Manner
) -> None:
    state, seen, said = await _journey(make_bot, new_town(), town_survey, Manner.ONCE)
    repeated_state, repeated_seen, repeated_said = await _journey(make_bot, new_town(), town_survey, manner)
    assert repeated_state == state
    assert repeated_seen == seen
    assert repeated_said == said


async def _journey(make_bot: MakeBot, url: str, survey: Survey, manner: Manner) -> Outcome:
    """Play the journey; return the tables, what everybody sees, and how often the bot spoke."""
    async with Simulator() as simulator, courier_on_the_way(manner, seed=1) as courier:
        bot = make_bot(DATABASE_URL=url, BOT_API_URL=simulator.base_url, **courier.settings)
        bot.start()
        tables.look_into(url, simulator)
        people = await play(simulator, bot, survey)
        await courier.deliver_the_rest()
        for person in people:
            await person.settles()
        updates = simulator.world.updates.next_id - 700_000_001
        assert courier.delivered == updates * (1 if manner is Manner.ONCE else 3)
        statistics = await simulator.statistics()
        bot.kill()
    seen = [
        [
            (RECEIPT.sub("code", message.text), message.labels)
            for message in person.sees()
            if not message.get("out")
        ]
        for person in people
    ]
    return tables.state(url), seen, statistics["send"] + statistics["edit"]
