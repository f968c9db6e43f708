"""The schedule in the running program: staff move and cancel in the chat, and days down lose nothing."""

import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.dialogs.why import off_labels
from bot.dialogs.wish import wish_labels
from bot.speech import OWN_NAMES, speech
from simulator.residents import Resident
from simulator.server import Simulator
from tests.journeys.bot_process import BotProcess
from tests.journeys.conftest import MakeBot

BERLIN = ZoneInfo("Europe/Berlin")
SAID = speech("en")


def at(day: date, hour: int) -> datetime:
    """Return an hour of a day on the town's clocks."""
    return datetime.combine(day, time(hour), BERLIN)


async def press(one: Resident, label: str) -> None:
    await one.waits_for(label)
    await one.press(label)
    await one.settles()


async def say(one: Resident, text: str) -> str:
    await one.say(text)
    await one.settles()
    return one.last().text


async def wants_news(simulator: Simulator) -> Resident:
    resident = await simulator.resident("Anna", "en")
    await resident.start()
    await press(resident, OWN_NAMES["en"])
    await resident.say("/notify")
    await press(resident, wish_labels(SAID)["notify:ask:news"])
    await press(resident, wish_labels(SAID)["notify:yes"])
    return resident


async def manager_of(bot: BotProcess, simulator: Simulator) -> Resident:
    code, link = bot.command("staff", "invite", "--role", "manager")
    assert code == 0
    manager = await simulator.resident("Mia", "en")
    await manager.start(link.strip().partition("start=")[2])
    await manager.settles()
    return manager


def plan(bot: BotProcess, folder: Path, key: str, when: datetime) -> None:
    """Let the operator plan a message for a time."""
    file = folder / f"{key}.yaml"
    file.write_text(f"key: {key}\ntext: {{de: Nachricht {key}}}\nat: {when:%Y-%m-%d %H:%M}\n", "utf-8")
    code, printed = bot.command("broadcast", "plan", str(file))
    assert code == 0, printed


def listed(bot: BotProcess) -> dict[str, dict[str, Any]]:
    """Return the planned messages as the operator reads them, by their text."""
    code, printed = bot.command("schedule", "--json", "--days", "30")
    assert code == 0, printed
    lines = json.loads(printed)["coming"]
    return {line["title"]["de"]: line for line in lines if line["what"] == "broadcast"}


def set_clock(simulator: Simulator, when: datetime) -> None:
    simulator.world.clock.set_offset((when - datetime.now(UTC)).total_seconds())


async def test_staff_move_one_message_cancel_another_and_days_down_lose_none_that_still_makes_sense(
    make_bot: MakeBot, simulator: Simulator, town_database: str, tmp_path: Path
) -> None:
    bot = make_bot(debug=True, CHAT_PER_SECOND="0")
    bot.start()
    anna, manager = await wants_news(simulator), await manager_of(bot, simulator)
    today = datetime.now(BERLIN).date()
    for key, days in (("moved", 3), ("cancelled", 3), ("missed", 4), ("late", 5)):
        plan(bot, tmp_path, key, at(today + timedelta(days=days), 12))
    numbers = {title: line["id"] for title, line in listed(bot).items()}
    assert len(numbers) == 4

    text = await say(manager, "/schedule")
    assert all(title in text for title in numbers)
    await press(manager, "1.")
    await press(manager, "Another time")
    day = today + timedelta(days=4)
    assert "Nothing is sent at that hour" in await say(manager, f"{day.day} {day:%B} {day.year} 11 pm")
    bot.kill()  # in the middle: the question stays
    bot.start()
    asked = await say(manager, f"{day.day} {day:%B} {day.year} 10 am")
    assert "New time" in asked
    await press(manager, "Yes, do it now")
    await manager.waits_for("It has another time now.")
    await manager.press_data(manager.last().id, f"m:schedule:drop:{numbers['Nachricht cancelled']}")
    await press(manager, "Yes, do it now")
    await manager.waits_for("It is cancelled.")
    moved = listed(bot)
    assert "Nachricht cancelled" not in moved
    assert moved["Nachricht moved"]["local_time"] == f"{day}T10:00"

    set_clock(simulator, at(day, 10) + timedelta(minutes=1))
    await anna.waits_for("Nachricht moved", timeout=30)

    bot.stop()
    set_clock(simulator, at(today + timedelta(days=6), 9))  # a day late for one, not for the other
    bot.start()
    await manager.waits_for("Not sent, because it was too late", timeout=30)
    assert "Nachricht missed" in manager.last().text
    await anna.waits_for("Nachricht late", timeout=30)
    got = [message.text for message in anna.sees()]
    assert [
        sum(f"Nachricht {key}" in text for text in got) for key in ("moved", "cancelled", "missed", "late")
    ] == [*(1, 0, 0, 1)]
    await press(anna, off_labels(SAID)["news"])
    assert "News of the project: no" in anna.last().text.replace("\u2068", "").replace("\u2069", "")
    assert "Nachricht" not in bot.wrote
