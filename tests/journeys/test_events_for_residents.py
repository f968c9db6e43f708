"""Through the whole program: an invitation in three languages, a household, the waitlist, the way out."""

import asyncio
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from bot.dialogs.event_words import language_in_words
from bot.dialogs.events_residents import event_labels
from bot.dialogs.wish import wish_labels
from bot.speech import OWN_NAMES, speech
from db import events, schedule
from db.tables import event_need, registration
from db.unit import Unit
from domain.events import Event, EventStatus, Offers, Pin
from domain.schedule import Kind
from domain.times import local_time_of
from simulator.residents import Resident
from simulator.server import Simulator
from tests.journeys import tables
from tests.journeys.conftest import MakeBot
from usecases.work import run_once

ZONE = "Europe/Berlin"
TITLES = {"de": "Werkstatt am Platz", "tr": "Meydan atölyesi", "ar": "ورشة عمل في الساحة"}
NAME = "Familie-die-sonst-niemand-so-nennt"


def noon_in_two_days() -> datetime:
    """Return a decent hour, whenever this test runs."""
    return datetime.combine(datetime.now(UTC).date() + timedelta(days=2), time(11), UTC)


def move_clock(simulator: Simulator, to: datetime) -> None:
    simulator.world.clock.set_offset((to - datetime.now(UTC)).total_seconds())


def plan_workshop(unit: Unit, now: datetime) -> int:
    """Publish a workshop with four seats, whose invitations are due."""
    start = local_time_of(now + timedelta(days=9), ZONE)
    event = Event(
        0,
        "workshop",
        ZONE,
        status=EventStatus.PUBLISHED,
        title=TITLES,
        description={"de": "Wir planen."},
        place={"de": "Rathaus"},
        pin=Pin(48.86, 9.18),
        capacity=4,
        largest_party=4,
        offers=Offers(("tr", "ar"), childcare=True),
    ).at(start)
    kept = events.add(unit, event)
    due = now - timedelta(minutes=1)
    schedule.put(unit, Kind.INVITE, kept.subject, "", local_time_of(due, ZONE), ZONE, due)
    return kept.id


class Guest:
    """Somebody who reads one language and does what its buttons say."""

    def __init__(self, resident: Resident, language: str) -> None:
        self.resident = resident
        self.said = speech(language)
        self.labels = event_labels(self.said)
        self.language = language

    async def arrive(self) -> None:
        """Come, choose the language, and ask for invitations."""
        await self.resident.start()
        await self.resident.waits_for(OWN_NAMES[self.language])
        await self.resident.press(OWN_NAMES[self.language])
        await self.resident.settles()
        await self.resident.say("/notify")
        await self.press(wish_labels(self.said)["notify:ask:invitations"])
        await self.press(wish_labels(self.said)["notify:yes"])

    async def press(self, label: str) -> None:
        await self.resident.waits_for(label)
        await self.resident.press(label)
        await self.resident.settles()

    async def say(self, text: str) -> None:
        await self.resident.say(text)
        await self.resident.settles()

    async def is_invited(self) -> None:
        invitation = await self.resident.waits_for(TITLES[self.language], timeout=60)
        assert self.said.gettext("Yes, I am coming") in invitation.labels

    def files(self) -> list[dict[str, Any]]:
        return [one["document"] for one in self.resident.sees() if one.get("document")]


def standings(url: str) -> list[tuple[object, ...]]:
    query = select(registration.c.status, registration.c.party).order_by(registration.c.id)
    return tables.read(url, query)


async def test_three_languages_one_waitlist_and_all_forgotten_again(
    make_bot: MakeBot, simulator: Simulator, town_database: str
) -> None:
    now = noon_in_two_days()
    move_clock(simulator, now)
    bot = make_bot(debug=True, CHAT_PER_SECOND="0")
    bot.start()
    people = {"de": "Anna", "tr": "Cem", "ar": "Dalia"}
    guests = {code: Guest(await simulator.resident(name, code), code) for code, name in people.items()}
    anna, cem, dalia = guests["de"], guests["tr"], guests["ar"]
    await asyncio.gather(*(guest.arrive() for guest in guests.values()))
    run_once(town_database, plan_workshop, now)
    await asyncio.gather(*(guest.is_invited() for guest in guests.values()))

    await anna.press(anna.labels["ev:yes"])
    await anna.say("3")  # with two others, typed
    assert [file["file_name"] for file in anna.files()] == [f"{(now + timedelta(days=9)).date()}.ics"]
    await anna.press(anna.said.gettext("Name for the door"))
    await anna.press(anna.said.gettext("Yes, I agree"))
    await anna.say(NAME)
    await anna.resident.waits_for(NAME)

    await dalia.press(dalia.labels["ev:yes"])
    await dalia.press("2")
    await dalia.resident.waits_for(dalia.said.gettext("You are the next."))
    await cem.press(cem.labels["ev:yes"])
    await cem.say("1")
    await cem.press(cem.said.gettext("Interpreter"))
    await cem.press(cem.said.gettext("Yes, I agree"))
    await cem.press(language_in_words("tr", cem.said))
    assert standings(town_database) == [("registered", 3), ("waitlisted", 2), ("registered", 1)]
    assert tables.read(town_database, select(event_need.c.kind, event_need.c.detail)) == [
        ("interpreter", "tr")
    ]

    await anna.say("/events")
    await anna.say("1")
    await anna.press(anna.labels["ev:cancel"])
    await anna.press(anna.labels["ev:gone"])
    await dalia.resident.waits_for(dalia.labels["ev:accept"])
    move_clock(simulator, now + timedelta(hours=25))
    await dalia.resident.waits_for(
        dalia.said.gettext("I would still like to come"), timeout=60
    )  # a tick's time
    await dalia.press(dalia.said.gettext("I would still like to come"))
    assert standings(town_database) == [("cancelled", 3), ("registered", 2), ("registered", 1)]
    assert len(dalia.files()) == 1

    await dalia.say("/mydata")
    await dalia.resident.waits_for(TITLES["ar"])
    await cem.say("/delete")
    await cem.press(cem.said.gettext("Yes, delete everything"))
    assert standings(town_database) == [("cancelled", 3), ("registered", 2)]
    assert tables.read(town_database, select(event_need.c.kind)) == []
    bot.kill()
    assert NAME not in bot.wrote
