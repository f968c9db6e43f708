"""Through the whole program: letters are made beside the running bot, and households come with them."""

import json
import shutil
from pathlib import Path

from simulator.residents import Resident
from simulator.server import Simulator
from tests.journeys import tables
from tests.journeys.conftest import MakeBot

SURVEY = 'file = "surveys/stadtweit.md"'


async def says(resident: Resident, text: str, answered: str) -> None:
    await resident.say(text)
    await resident.waits_for(answered)


async def test_a_household_comes_with_a_letter_and_a_stranger_with_the_same_one_may_take_part_too(
    make_bot: MakeBot, simulator: Simulator, content: Path, tmp_path: Path, town_database: str
) -> None:
    folder = tmp_path / "content"
    shutil.copytree(content, folder)
    process = folder / "process.toml"
    process.write_text(process.read_text().replace(SURVEY, f"{SURVEY}\nsample = true"))
    bot = make_bot(debug=True, CONTENT=str(folder))
    bot.start()
    anna, berta, carl = [await simulator.resident(name, "en") for name in ("Anna", "Berta", "Carl")]
    await carl.start()
    await carl.waits_for("Welcome", 60)  # the survey is read anew, as it tells its sample now
    code, printed = bot.command("invite", "codes", "stadtweit", "--count", "1", "--persons", "2", "--json")
    assert code == 0
    (letter,) = json.loads(printed)["codes"]
    await anna.start(letter["link"].partition("start=")[2])
    await anna.waits_for("Thank you for coming with the code of your letter")
    bot.kill()
    bot.start()
    await says(berta, f"/start i-{letter['code'].lower()}", "Thank you for coming with the code")
    await says(berta, f"/start i-{letter['code']}", "We know already that you were invited")
    await says(carl, f"/start i-{letter['code']}", "As many people as your letter was meant for")
    await says(carl, "/start i-AAAA-BBBB", "We cannot find this code")
    await says(anna, "/mydata", "You came with the code of a letter to")
    await anna.settles()
    assert bot.stop() == 0
    half = letter["code"][:9].lower()
    assert half not in bot.wrote.lower()
    assert half not in str(tables.state(town_database)).lower()
