"""A workshop planned over Telegram by a member of staff, down to the invitation in a resident's language."""

import asyncio
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import select

from bot.dialogs.wish import wish_labels
from bot.speech import OWN_NAMES, speech
from db.tables import event, scheduled
from simulator.residents import Resident
from simulator.server import Simulator
from tests.journeys import tables
from tests.journeys.conftest import MakeBot


def noon_in_two_days() -> datetime:
    """Return a decent hour, whenever this test runs."""
    return datetime.combine(datetime.now(UTC).date() + timedelta(days=2), time(11), UTC)


async def press(one: Resident, label: str) -> None:
    await one.waits_for(label)
    await one.press(label)
    await one.settles()


async def say(one: Resident, text: str) -> str:
    await one.say(text)
    await one.settles()
    return one.last().text


async def wants_invitations(simulator: Simulator, name: str, language: str) -> Resident:
    resident = await simulator.resident(name, language)
    said = speech(language)
    await resident.start()
    await press(resident, OWN_NAMES[language])
    await resident.say("/notify")
    await press(resident, wish_labels(said)["notify:ask:invitations"])
    await press(resident, wish_labels(said)["notify:yes"])
    return resident


async def test_staff_plan_a_workshop_publish_change_and_cancel_it(
    make_bot: MakeBot, simulator: Simulator, town_database: str
) -> None:
    bot = make_bot(debug=True, CHAT_PER_SECOND="0")
    bot.start()
    cem, anna = await asyncio.gather(
        wants_invitations(simulator, "Cem", "tr"), wants_invitations(simulator, "Anna", "de")
    )
    code, link = bot.command("staff", "invite", "--role", "editor")
    assert code == 0
    clerk = await simulator.resident("Mia", "en")
    await clerk.start(link.strip().partition("start=")[2])
    await clerk.settles()
    now = noon_in_two_days()
    simulator.world.clock.set_offset((now - datetime.now(UTC)).total_seconds())
    assert "Plan a new event" not in await say(anna, "/events")

    await say(clerk, "/events")
    await press(clerk, "Plan a new event")
    await say(clerk, "Werkstatt am Platz")
    day = now + timedelta(days=9)
    understood = await say(clerk, f"{day.day} {day:%B} {day.year} 6 pm")
    assert f"{day:%A, %B} {day.day}, {day.year}" in understood
    await say(clerk, "1:30")
    bot.kill()  # in the middle: what was said stays
    bot.start()
    await say(clerk, "Rathaus, Raum 2")
    await clerk.send_location(48.86, 9.18)
    await press(clerk, "Only on the spot")
    assert "30" in await say(clerk, "30")
    await press(clerk, "4")
    await press(clerk, "Until it begins")
    await press(clerk, "Yes")
    await press(clerk, "Childcare")
    await press(clerk, "Done")
    await press(clerk, "Done")
    card = await say(clerk, "Wir bauen Modelle.")
    assert "Draft: only staff see it" in card
    assert "Title: missing in" in card
    await press(clerk, "Title")
    await press(clerk, "Türkçe")
    await say(clerk, "Meydan atölyesi")
    await press(clerk, "Back")
    await press(clerk, "Preview and publish")
    await press(clerk, "Türkçe")
    await clerk.waits_for("Meydan atölyesi")
    await press(clerk, "Publish and invite")
    await press(clerk, "Yes, do it now")
    await clerk.waits_for("Published.")
    await cem.waits_for("Meydan atölyesi", timeout=30)
    await anna.waits_for("Werkstatt am Platz", timeout=30)

    await press(clerk, "Seats")
    assert "Changed, and residents have not been told yet" in await say(clerk, "20")
    await press(clerk, "Tell everybody who has answered")
    await press(clerk, "Yes, do it now")
    await clerk.waits_for("Whoever has answered is told of the change.")
    await press(clerk, "Cancel the event")
    await press(clerk, "Cancel this event")
    await say(clerk, "Die Halle ist überschwemmt.")
    await press(clerk, "Back")
    await press(clerk, "Cancel this event")
    await press(clerk, "Yes, do it now")
    await clerk.waits_for("The event is cancelled.")
    assert tables.read(town_database, select(event.c.status, event.c.sequence)) == [("cancelled", 2)]
    query = select(scheduled.c.kind).where(scheduled.c.subject == "event:1", scheduled.c.status == "waiting")
    left = {kind for (kind,) in tables.read(town_database, query)}
    assert left <= {"close_event", "call"}
    assert "Halle" not in bot.wrote


async def test_a_resident_has_no_way_into_planning_even_with_forged_buttons(
    make_bot: MakeBot, simulator: Simulator, town_database: str
) -> None:
    bot = make_bot(debug=True, CHAT_PER_SECOND="0")
    bot.start()
    curious = await simulator.resident("Carla", "en")
    await curious.start()
    await curious.settles()
    for forged in ("m:event", "m:event:new", "m:event:1:0:publish", "m:event:1:0:title"):
        await curious.press_data(curious.last().id, forged)
        await curious.settles()
    await say(curious, "Werkstatt")
    await curious.send_location(48.86, 9.18)
    await curious.settles()
    assert tables.read(town_database, select(event.c.id)) == []
