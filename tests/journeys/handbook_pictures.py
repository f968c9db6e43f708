"""Takes the pictures of the staff's handbook while the play of a workshop is played on the chat page."""

import asyncio
import subprocess
import sys
from pathlib import Path

from selenium.webdriver import Chrome

from simulator.client import SimulatorClient
from tests.journeys.town_in_browser import TownPage, running_town
from tests.journeys.workshop import Play

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "staff-handbook"
PHONE = (390, 980)


def take_handbook(browser: Chrome, folder: Path) -> None:
    """Play the workshop once in a town of its own, and take a picture of every scene."""
    with running_town(browser, folder) as town:
        asyncio.run(_play(town))


async def _play(town: TownPage) -> None:
    def command(*arguments: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-m", "app", *arguments],
            env=town.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    async def shown(name: str, person: int) -> None:
        town.size(*PHONE)
        town.open(person)
        await asyncio.sleep(1.5)  # pictures in the chat are loaded, and it has come to rest
        PICTURES.mkdir(exist_ok=True)
        town.browser.get_screenshot_as_file(str(PICTURES / f"{name}.png"))

    async with SimulatorClient(town.url) as simulator:
        await Play(simulator, command, shown).play()
