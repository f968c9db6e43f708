"""The bot is killed at random moments while residents answer; they notice nothing but a pause."""

import asyncio
from collections import Counter
from random import Random

import pytest

from domain.survey import Survey
from simulator.server import Simulator
from tests.journeys.bot_process import BotProcess
from tests.journeys.conftest import MakeBot, on_both
from tests.journeys.crowd import all_take_part, check_answers, walkers

MOST_REPEATED = 8  # messages a kill
STEPS = 26  # about as many as somebody needs from /start to the thanks
SHORTEST_LIFE, LONGEST_LIFE = 0.1, 0.9  # seconds; a start takes 0.1


class Repeats:
    """Counts messages that somebody gets again: sent twice, or edited into what they are already."""

    def __init__(self, simulator: Simulator) -> None:
        self._world = simulator.world
        self._seen: Counter[tuple[object, ...]] = Counter()
        self._next = simulator.world.events.next_number

    async def listen(self) -> None:
        """Take in all that is sent, for as long as the test runs."""
        while True:
            events = await self._world.events.wait(self._next)
            assert events[0].number == self._next, "the simulator has forgotten an event"
            self._next = events[-1].number + 1
            for event in events:
                message = event.details.get("message", {})
                if event.type == "message" and message["from"]["id"] == self._world.bot["id"]:
                    # A card's buttons name its dialogue and turn, so each step of it looks different.
                    look = (event.chat_id, message.get("text"), repr(message.get("reply_markup")))
                    self._seen[look] += 1

    @property
    def sent_again(self) -> int:
        """How often a chat got a message that it had got before."""
        return sum(times - 1 for times in self._seen.values())

    @property
    def edited_again(self) -> int:
        """How often a message was changed into what it was already: the server answers 400."""
        errors = self._world.statistics.errors.get("editMessageText")
        return errors[400] if errors else 0

    @property
    def count(self) -> int:
        """All of them."""
        return self.sent_again + self.edited_again


class Killer:
    """Kills the bot at random moments, while the residents' steps are spread over all its lives."""

    def __init__(self, bot: BotProcess, repeats: Repeats, kills: int, seed: int) -> None:
        self._bot, self._repeats, self._wanted = bot, repeats, kills
        self._random = Random(seed)
        self._life: dict[int, asyncio.Event] = {number: asyncio.Event() for number in range(kills + 1)}
        self.kills = 0
        self.most_at_once = 0

    async def pace(self, steps: int) -> None:
        """Let a resident's step wait for the life of the bot that it falls into."""
        life = int(self._wanted * (steps + self._random.random()) / STEPS)
        await self._life[min(life, self._wanted)].wait()
        if self.kills < self._wanted:  # else nobody has to be caught in the middle any more
            await asyncio.sleep(self._random.uniform(0, LONGEST_LIFE * min(1, self._wanted / STEPS)))

    async def run(self) -> None:
        """Kill and start again, as often as wanted; the last life goes on."""
        for kill in range(self._wanted):
            self._life[kill].set()
            self._bot.start()
            await asyncio.sleep(self._random.uniform(SHORTEST_LIFE, LONGEST_LIFE))
            self._bot.kill()
            self.kills += 1
            before = self._repeats.count
            assert before <= MOST_REPEATED * (self.kills - 1)
        self._life[self._wanted].set()
        self._bot.start()


@on_both
@pytest.mark.parametrize(
    ("residents", "kills"),
    [
        pytest.param(30, 8, id="8 kills"),
        pytest.param(200, 100, id="100 kills", marks=[pytest.mark.soak, pytest.mark.timeout(900)]),
    ],
)
async def test_no_accepted_answer_is_lost_and_none_counts_twice_however_often_the_bot_is_killed(
    make_bot: MakeBot,
    simulator: Simulator,
    town_survey: Survey,
    town_database: str,
    residents: int,
    kills: int,
) -> None:
    repeats = Repeats(simulator)
    listening = asyncio.create_task(repeats.listen())
    killer = Killer(make_bot(), repeats, kills, seed=kills)
    crowd = await walkers(simulator, town_survey, residents, seed=kills, pace=killer.pace)
    killing = asyncio.create_task(killer.run())
    await all_take_part(crowd)
    await killing
    listening.cancel()
    check_answers(town_database, crowd)
    assert killer.kills == kills
    assert repeats.count <= MOST_REPEATED * kills
    steps = sum(walker.steps for walker in crowd)
    again = f"{repeats.sent_again} messages sent and {repeats.edited_again} edited again"
    print(f"{kills} kills, {residents} residents, {steps} steps: {again}")  # noqa: T201 - a soak's figures
