"""Staff take a release along as files, from the running program; a kill in between costs nothing."""

import asyncio
from typing import Any

import pytest

from db import releases
from db.unit import Unit
from domain.survey import Survey
from simulator.residents import Resident
from simulator.server import Simulator
from tests.domain.reporting import counted
from tests.journeys.conftest import MakeBot, on_sqlite
from usecases.work import run_once

STARTS = {"pdf": b"%PDF", "xlsx": b"PK", "csv": b"\xef\xbb\xbf"}


async def document(resident: Resident, name: str) -> Any:
    """Wait for a file with this name; return its message."""
    while True:
        for message in resident.person.chat.messages.values():
            if message.get("document", {}).get("file_name") == name:
                return message
        await asyncio.sleep(0.05)


@on_sqlite
@pytest.mark.parametrize("killed", [False, pytest.param(True, marks=pytest.mark.soak)])
async def test_staff_get_every_kind_of_file_and_get_it_also_after_a_kill(
    make_bot: MakeBot, simulator: Simulator, town_survey: Survey, town_database: str, killed: bool
) -> None:
    bot = make_bot()
    bot.start()
    clerk = await simulator.resident("Carla", "de")
    await clerk.start()
    await clerk.answer()

    def release(unit: Unit) -> None:
        releases.add(unit, counted(town_survey, number=1))

    run_once(town_database, release)
    code, link = bot.command("staff", "invite", "--role", "steering")
    assert code == 0
    await clerk.start(link.strip().partition("start=")[2])
    await clerk.settles()
    for place, (kind, start) in enumerate(STARTS.items()):
        await clerk.say("/results")
        await clerk.settles()
        await clerk.press_data(clerk.last()["message_id"], "m:export:stadtweit:1")
        await clerk.settles()
        await clerk.press(place)
        if killed and kind == "pdf":  # it takes a moment to be made
            await asyncio.sleep(0.3)
            bot.kill()
            bot.start()
        sent = await document(clerk, f"stadtweit-1-de.{kind}")
        stored = simulator.world.files.by_id(sent["document"]["file_id"])
        assert stored is not None
        assert stored.body.startswith(start)
        assert "22. November 2026" in sent["caption"]
    bot.stop()
