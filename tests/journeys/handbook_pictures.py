"""Takes the pictures of the staff's handbook, and some of `docs/pictures.md`, while two plays are played."""

import asyncio
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from selenium.webdriver import Chrome

from simulator.client import SimulatorClient
from tests.journeys.actors import Command, Shown
from tests.journeys.camera import take_phone
from tests.journeys.playground import HANDBOOK, Playground
from tests.journeys.town_in_browser import TownPage, running_town
from tests.journeys.workshop import Play

Staged = Callable[[SimulatorClient, Command, Shown], Awaitable[None]]


def take_workshop(browser: Chrome, folder: Path) -> None:
    """Play the workshop once in a town of its own, and take a picture of every scene."""

    async def staged(simulator: SimulatorClient, command: Command, shown: Shown) -> None:
        await Play(simulator, command, lambda name, person: shown(f"{HANDBOOK}/{name}", person)).play()

    _take(browser, folder, staged)


def take_playground(browser: Chrome, folder: Path) -> None:
    """Play the playground once in a town of its own, and take a picture of every scene."""

    async def staged(simulator: SimulatorClient, command: Command, shown: Shown) -> None:
        await Playground(simulator, command, shown).play()

    _take(browser, folder, staged)


def _take(browser: Chrome, folder: Path, staged: Staged) -> None:
    with running_town(browser, folder) as town:
        asyncio.run(_play(town, staged))


async def _play(town: TownPage, staged: Staged) -> None:
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
        await take_phone(town, name, person)

    async with SimulatorClient(town.url) as simulator:
        await staged(simulator, command, shown)
