"""The handbook's example is played: what its pictures show is what the program does."""

import pytest

from simulator.client import SimulatorClient
from simulator.server import Simulator
from tests.journeys.conftest import MakeBot, on_sqlite
from tests.journeys.playground import Playground


@pytest.mark.soak
@pytest.mark.timeout(400)  # the form is read twice and gone through, in processes of their own
@on_sqlite
async def test_the_handbooks_example_goes_from_excel_to_pictures_that_a_moderator_sees(
    make_bot: MakeBot, simulator: Simulator
) -> None:
    bot = make_bot()
    bot.start()
    async with SimulatorClient(simulator.base_url) as client:
        await Playground(client, bot.command).play()
