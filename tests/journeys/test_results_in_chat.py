"""Staff walk through results in the running program: menus change in place, pictures come below."""

import asyncio
from typing import Any

from db import releases
from db.unit import Unit
from domain.survey import Survey
from simulator.residents import Resident
from simulator.server import Simulator
from tests.domain.reporting import counted
from tests.journeys.conftest import MakeBot
from usecases.work import run_once

SCALE = "q4"  # how satisfied people are with shops


def pictures(staff: Resident) -> list[dict[str, Any]]:
    return [message for message in staff.person.chat.messages.values() if "photo" in message]


async def sees_pictures(staff: Resident, number: int) -> None:
    """Wait for so many pictures in all; the first takes the drawing process's start."""
    async with asyncio.timeout(60):
        while len(pictures(staff)) < number:  # noqa: ASYNC110 - the chat has no event
            await asyncio.sleep(0.05)
    await staff.settles()


async def test_staff_look_at_a_question_compare_it_and_come_back(
    make_bot: MakeBot, simulator: Simulator, town_survey: Survey, town_database: str
) -> None:
    bot = make_bot()
    bot.start()
    staff = await simulator.resident("Deniz", "tr")
    await staff.start()
    await staff.answer()

    def keep(unit: Unit) -> None:
        for number, people in ((1, 60), (2, 120)):
            releases.add(unit, counted(town_survey, people, number=number))

    run_once(town_database, keep)
    code, link = bot.command("staff", "invite", "--role", "steering")
    assert code == 0
    await staff.start(link.strip().partition("start=")[2])
    await staff.settles()

    async def press(option: str) -> None:
        await staff.press_data(staff.last()["message_id"], f"m:{option}")
        await staff.settles()

    await staff.say("/results")
    await staff.settles()
    await press("results:stadtweit")
    menu = staff.last()["message_id"]
    await press("results:stadtweit:r2p")
    assert staff.last()["message_id"] == menu  # the list took the menu's place
    await press("results:stadtweit:r2")
    await press(f"results:stadtweit:r2{SCALE}")
    await sees_pictures(staff, 1)
    await press(f"results:stadtweit:r2{SCALE}o1")
    await sees_pictures(staff, 2)
    await press("results:stadtweit:r2")  # below a picture: the menu comes anew
    assert "photo" not in staff.last()
    assert staff.last()["message_id"] > pictures(staff)[-1]["message_id"]
    assert len(pictures(staff)) == 2
    bot.stop()
