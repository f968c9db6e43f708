"""One journey of residents and staff through everything the bot can do, the same each time it is run."""

from random import Random

from domain.survey import Survey
from simulator.residents import Resident
from simulator.server import Simulator
from tests.journeys.bot_process import BotProcess
from tests.journeys.walkers import Walker, without_delay


async def play(
    simulator: Simulator, bot: BotProcess, survey: Survey, marker: str = "a marker"
) -> list[Resident]:
    """Play it and return everybody; the next one acts when the bot has nothing more to say.

    Args:
        simulator: where they live.
        bot: the running bot.
        survey: what they take part in.
        marker: what they write wherever words are asked for.
    """
    anna = await simulator.resident("Anna", "de")
    await _walker(anna, "de", survey, marker).take_part()
    await _says(anna, "/survey", "/start plakat-bahnhof", "/results", "/help", "/about", "/nonsense")

    berkay = await simulator.resident("Berkay", "tr")
    await _answers_a_few(_walker(berkay, "tr", survey, marker), steps=9)
    await _says(berkay, "/pause", "/language", "4", "/survey", marker, "/privacy", "/contact")
    sent = await berkay.say(marker)
    await berkay.settles()
    await berkay.edit(sent, f"{marker} changed")
    await berkay.settles()
    await berkay.upload("voice", b"no words", caption=marker)
    await berkay.settles()
    await _says(berkay, "/delete", "1", "/start")

    samira = await simulator.resident("Samira", "ar")
    await _answers_a_few(_walker(samira, "ar", survey, marker), steps=12)
    await _says(samira, "/stop")
    await samira.block()
    await samira.settles()
    await samira.unblock()
    await samira.settles()

    code, link = bot.command("staff", "invite", "--role", "admin")
    assert code == 0
    clerk = await simulator.resident("Carla", "en")
    await _says(clerk, f"/start {link.strip().partition('start=')[2]}", "/results", "/stats", "1")
    return [anna, berkay, samira, clerk]


def _walker(resident: Resident, language: str, survey: Survey, marker: str) -> Walker:
    return Walker(resident, language, survey, marker, Random(resident.id), without_delay)


async def _answers_a_few(walker: Walker, steps: int) -> None:
    await walker.resident.start()
    await walker.go_on(most_steps=steps)
    await walker.resident.settles()


async def _says(resident: Resident, *texts: str) -> None:
    for text in texts:
        await resident.say(text)
        await resident.settles()
