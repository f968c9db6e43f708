"""Through the whole program: two parties come to a workshop, and days later only numbers are left of them."""

import asyncio
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import vobject
import zxingcpp
from PIL import Image
from sqlalchemy import select

from bot.dialogs.events_residents import event_labels
from bot.speech import OWN_NAMES, speech
from db.tables import (
    dialogue,
    event,
    event_count,
    event_need,
    registration,
    response,
    retention_run,
    survey,
)
from simulator.residents import Resident
from simulator.server import Simulator
from tests.journeys import tables
from tests.journeys.conftest import MakeBot

NAME = "Familie-die-sonst-niemand-so-nennt"
FILE = """
key: werkstatt
title: {{de: Werkstatt, en: Workshop, tr: Atölye}}
place: {{de: {place}}}
starts: {day} 18:00
minutes: 120
capacity: 20
largest_party: 6
offers: {{step_free: yes}}
reminders: [1 day]
"""
TICK = 30.0  # seconds: what is due is looked for every few seconds, and the machine may be busy


class Someone:
    """Somebody who reads one language and does what the buttons say."""

    def __init__(self, resident: Resident, language: str) -> None:
        self.resident = resident
        self.said = speech(language)
        self.labels = event_labels(self.said)

    async def arrive(self, payload: str = "") -> None:
        await self.resident.start()
        await self.resident.waits_for(OWN_NAMES[self.said.language])
        await self.resident.press(OWN_NAMES[self.said.language])
        await self.resident.settles()
        if payload:
            await self.resident.start(payload)
            await self.resident.settles()

    async def press(self, label: str) -> None:
        await self.resident.waits_for(label, TICK)
        await self.resident.press(label)
        await self.resident.settles()

    async def say(self, text: str) -> None:
        await self.resident.say(text)
        await self.resident.settles()

    async def sees(self, text: str) -> Any:
        """Wait for a message that says a text of the program, or its beginning up to a value."""
        return await self.resident.waits_for(self.said.gettext(text).partition("{")[0].strip(), TICK)

    async def registers(self, people: int) -> None:
        await self.say("/events")
        await self.say("1")
        await self.press(self.labels["ev:yes"])
        await self.say(str(people))


def move_clock(simulator: Simulator, to: datetime) -> None:
    simulator.world.clock.set_offset((to - datetime.now(UTC)).total_seconds())


def scanned(simulator: Simulator, one: Resident) -> str:
    """Return what a phone's camera reads from the ticket that somebody shows."""
    photo = next(message for message in reversed(list(one.sees())) if message.get("photo"))["photo"][-1]
    stored = simulator.world.files.by_id(photo["file_id"])
    assert stored is not None
    picture = Image.open(io.BytesIO(stored.body)).convert("L")
    (code,) = zxingcpp.read_barcodes(np.array(picture))
    return str(code.text)


def standings(url: str) -> list[tuple[object, ...]]:
    columns = (registration.c.status, registration.c.party, registration.c.arrived)
    return tables.read(url, select(*columns).order_by(registration.c.id))


def answers(url: str) -> list[tuple[object, ...]]:
    return [*tables.read(url, select(response.c.rid)), *tables.read(url, select(dialogue.c.id))]


def has_ended(url: str) -> bool:
    """Tell whether the questions about the event can no longer be answered, and its last wave has closed."""
    query = select(survey.c.key).where(survey.c.key == "feedback-1", survey.c.ended_on.is_not(None))
    return bool(tables.read(url, query))


async def until(holds: Callable[[], bool]) -> None:
    """Wait until something has happened on its own."""
    async with asyncio.timeout(60):
        while not holds():  # noqa: ASYNC110 - another process brings it about
            await asyncio.sleep(0.5)


async def test_a_workshop_from_registering_to_the_numbers_that_stay(
    make_bot: MakeBot, simulator: Simulator, town_database: str, tmp_path: Path
) -> None:
    bot = make_bot(debug=True, CHAT_PER_SECOND="0")
    bot.start()
    anna = Someone(await simulator.resident("Anna", "de"), "de")
    cem = Someone(await simulator.resident("Cem", "tr"), "tr")
    mia = Someone(await simulator.resident("Mia", "en"), "en")
    await asyncio.gather(anna.arrive(), cem.arrive())
    code, link = bot.command("staff", "invite", "--role", "moderator")
    assert code == 0
    await mia.arrive(link.strip().partition("start=")[2])

    day = datetime.now(UTC).date() + timedelta(days=12)
    file = tmp_path / "werkstatt.yaml"
    file.write_text(FILE.format(place="Rathaus", day=day), "utf-8")
    code, wrote = bot.command("event", "add", str(file), "--publish")
    assert code == 0, wrote
    await anna.registers(3)
    await anna.press(anna.said.gettext("Name for the door"))
    await anna.press(anna.said.gettext("Yes, I agree"))
    await anna.say(NAME)
    await cem.registers(2)
    assert standings(town_database) == [("registered", 3, 0), ("registered", 2, 0)]

    move_clock(simulator, datetime.combine(day - timedelta(days=2), time(11), UTC))
    file.write_text(FILE.format(place="Bücherei", day=day), "utf-8")
    code, wrote = bot.command("event", "add", str(file), "--publish")
    assert code == 0, wrote
    changed = await anna.sees("Something has changed: {title}")
    assert "Rathaus" in changed.text
    assert "Bücherei" in changed.text
    stored = simulator.world.files.by_id(changed["document"]["file_id"])
    assert stored is not None
    assert vobject.readOne(stored.body.decode()).vevent.sequence.value == "1"

    move_clock(simulator, datetime.combine(day - timedelta(days=1), time(17, 30), UTC))
    for one in (anna, cem):
        await one.sees("It is tomorrow.")

    move_clock(simulator, datetime.combine(day, time(16), UTC))
    await cem.press(cem.labels["ev:ticket"])  # below the reminder
    await cem.sees("Code: {code}")
    link = scanned(simulator, cem.resident)
    await anna.resident.start(link.partition("start=")[2])
    await anna.sees("This is a ticket for an event. It is scanned by those who stand at the door.")
    await mia.resident.start(link.partition("start=")[2])
    await mia.sees("Checked in. Welcome!")
    await mia.resident.start(link.partition("start=")[2])
    await mia.sees("This party was checked in before. Nothing has changed.")
    await mia.press(mia.said.gettext("To the list"))
    await mia.say("Schulze")
    await mia.sees("There is no party of that name.")
    await mia.say(NAME[:12])
    await mia.say("2")
    assert standings(town_database) == [("attended", 3, 2), ("attended", 2, 2)]

    move_clock(simulator, datetime.combine(day + timedelta(days=1), time(11), UTC))
    await cem.press(cem.said.gettext("Answer two questions"))
    await cem.press(cem.said.gettext("Yes, I agree"))
    await cem.say("5")
    await cem.say("Daha uzun olsun")
    await cem.press(cem.said.gettext("Submit"))
    await anna.sees("Answer two questions")

    move_clock(simulator, datetime.combine(day + timedelta(days=9), time(11), UTC))
    await until(lambda: not standings(town_database) and has_ended(town_database))
    bot.command("retention", "run")  # or the bot has done it by itself, as its clock went on
    assert answers(town_database) == [], "nobody may read what only one has said"
    runs = [json.loads(counts) for (counts,) in tables.read(town_database, select(retention_run.c.counts))]
    assert sum(counts.get("feedback", 0) for counts in runs) == 1
    assert tables.read(town_database, select(event_need.c.kind)) == []
    assert dict(tables.read(town_database, select(event_count.c.kind, event_count.c.n))) == {
        "parties": 2,
        "registered": 5,
        "attended": 4,
        "no_show": 1,
    }
    assert tables.read(town_database, select(event.c.status)) == [("over",)]
    bot.kill()
    for secret in (NAME, link.partition("start=")[2], "Daha uzun olsun"):
        assert secret not in bot.wrote
