"""A town with an event: published, answered, and what is said about it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.dialogs import say_in_words
from bot.dialogs.message import Message
from db import events, registrations
from db.unit import Unit
from domain.events import Event, EventStatus, Offers, Pin
from domain.outgoing import Outgoing
from domain.registrations import RegistrationStatus
from domain.times import instant_of
from tests.usecases.town import Resident, Town
from usecases.registration_views import EventView
from usecases.seats import lines_to_settle, settle_line

WORKSHOP = Event(
    0,
    "uid",
    "Europe/Berlin",
    status=EventStatus.PUBLISHED,
    title={
        "de": "Werkstatt",
        "de_simple": "Wir planen",
        "en": "Workshop",
        "tr": "Çalıştay",
        "ar": "ورشة عمل",
    },
    description={"de": "Wir planen den Platz.", "tr": "Meydanı planlıyoruz."},
    place={"de": "Rathaus", "ar": "دار البلدية"},
    pin=Pin(48.86, 9.18),
    local_start="2026-10-13T18:00",
    starts_at=instant_of("2026-10-13T18:00", "Europe/Berlin"),
    capacity=4,
    largest_party=4,
    offers=Offers(("tr", "ar", "gsg"), childcare=True, step_free=True),
)


def arrived(town: Town, chat: int, language: str = "de") -> Resident:
    """Return somebody who has come and chosen a language."""
    one = Resident(town, chat, language)
    one.start()
    one.choose(f"language:{language}")
    return one


def wants_invitations(town: Town, chat: int, language: str = "de") -> Resident:
    """Return somebody who has asked for invitations."""
    one = arrived(town, chat, language)
    one.choose("notify:invitations")
    one.choose(one.options[0])
    return one


def publish(town: Town, **changes: Any) -> int:
    """Publish an event that differs so from the workshop; return its number."""
    event = replace(WORKSHOP, uid=f"uid{next(town.updates)}", **changes)
    event_id: int = town.run(lambda unit: events.add(unit, replace(event, told=event.facts)).id)
    return event_id


def change_event(town: Town, event_id: int, **changes: Any) -> None:
    """Let staff change an event."""

    def change(unit: Unit) -> None:
        shown = events.by_id(unit, event_id)
        assert shown is not None
        assert events.save(unit, shown, replace(shown, **changes)) is not None

    town.run(change)


def come(one: Resident, event_id: int, party: int = 1) -> None:
    """Say yes with so many people."""
    one.choose(f"ev:yes:{event_id}")
    one.choose(f"ev:party:{event_id}:{party}")


def standing(one: Resident, event_id: int) -> str:
    """Return how somebody stands to an event: `registered 2`."""
    kept = one.town.run(registrations.of_member, event_id, one.member["id"])
    return "" if kept is None else f"{kept.answer.status} {kept.answer.party}"


def registration(one: Resident) -> dict[str, Any]:
    """Return the one row of this resident's registration."""
    (row,) = [row for row in one.town.rows("registration") if row["member_id"] == one.member["id"]]
    return row


def seen(one: Resident) -> EventView:
    """Return the event that the newest message shows."""
    assert isinstance(one.sees.view, EventView)
    return one.sees.view


def in_words(town: Town, outgoing: Outgoing, language: str | None = None) -> Message:
    """Return a message as it is read."""
    return say_in_words(town.house.town, replace(outgoing, language=language or outgoing.language))


def settle(town: Town) -> int:
    """Let the tick come that offers free seats; return in how many events something changed."""
    return sum(
        town.run(settle_line, town.house, one, town.now) for one in town.run(lines_to_settle, town.now)
    )


def pass_hours(town: Town, hours: float) -> None:
    """Let time pass."""
    town.now += timedelta(hours=hours)


HOLDS = {
    RegistrationStatus.REGISTERED,
    RegistrationStatus.CONFIRMED,
    RegistrationStatus.OFFERED,
    RegistrationStatus.ATTENDED,
}


def people(town: Town, event_id: int) -> int:
    """Return how many people have seats or an offer, counted row by row."""
    rows = [row for row in town.rows("registration") if row["event_id"] == event_id]
    return sum(row["party"] for row in rows if row["status"] in HOLDS)
