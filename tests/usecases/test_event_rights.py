"""Registrations are shown, erased, forgotten on time, and an erased one does not come back with a backup."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from bot.dialogs import say_in_words
from db.tables import registration as registrations_table
from domain.registrations import RegistrationStatus
from tests.usecases.eventful import arrived, come, publish, registration, settle, standing
from tests.usecases.office import deliver
from tests.usecases.test_event_needs import say_all
from tests.usecases.test_restoring import back_up, restore, start
from tests.usecases.town import Resident, Town
from usecases.erase import delete_command
from usecases.my_data import my_data_command
from usecases.retention import Periods, forget, try_to_forget
from usecases.scrub import scrub_asked_for


@pytest.fixture
def workshop(town: Town) -> int:
    return publish(town)


@pytest.fixture
def ayse(town: Town, workshop: int) -> Resident:
    """Somebody who comes with three people, one of whom needs a way without steps."""
    one = arrived(town, 501)
    come(one, workshop, 3)
    say_all(one, workshop)
    return one


def erase(one: Resident) -> None:
    one.command(delete_command)
    one.choose("erase")


def test_my_data_shows_all_that_is_kept_of_a_registration(town: Town, ayse: Resident) -> None:
    ayse.command(my_data_command)
    message = say_in_words(town.house.town, ayse.sees)
    for shown in ("Werkstatt", "Familie Yıldız"):
        assert shown in message.text
    assert message.document is not None
    (data,) = json.loads(message.document.content)["people"][0]["registrations_for_events"]
    row = registration(ayse)
    assert data["ticket"] == bytes(row["ticket"]).hex()
    assert data == {
        "event": "Werkstatt",
        "calendar_name": data["calendar_name"],
        "starts_at": "2026-10-13T16:00:00+00:00",
        "answer": "registered",
        "people": 3,
        "place_in_line": 0,
        "seats_kept_until": None,
        "ticket": data["ticket"],
        "name_for_the_door": "Familie Yıldız",
        "people_who_came": 0,
        "checked_in_at": None,
        "told_of_change_number": 0,
        "needs": [{"kind": "step_free", "detail": ""}],
    }


def test_every_column_of_a_registration_is_in_my_data() -> None:
    in_my_data = {"status", "party", "queue", "offered_until", "ticket", "name", "told_sequence"}
    in_my_data |= {"arrived", "arrived_at"}
    assert set(registrations_table.columns.keys()) == in_my_data | {"id", "event_id", "member_id"}


def test_delete_takes_all_of_it_and_the_seats_are_offered_on(
    town: Town, ayse: Resident, workshop: int
) -> None:
    bernd = arrived(town, 502)
    come(bernd, workshop, 4)
    assert standing(bernd, workshop) == "waitlisted 4"
    erase(ayse)
    assert [row["member_id"] for row in town.rows("registration")] == [bernd.member["id"]]
    assert town.rows("event_need") == []
    assert "Yıldız" not in repr(town.everything())
    assert standing(bernd, workshop) == "offered 4"
    assert [(one.template, one.address) for one in deliver(town)] == [("event_offer", bernd.chat)]
    assert town.run(scrub_asked_for)


def test_an_offer_to_somebody_who_is_erased_goes_to_the_next(
    town: Town, ayse: Resident, workshop: int
) -> None:
    bernd, cem = arrived(town, 502), arrived(town, 503)
    come(bernd, workshop, 4)
    come(cem, workshop, 4)
    ayse.choose(f"ev:gone:{workshop}")
    assert standing(bernd, workshop) == "offered 4"
    erase(bernd)
    assert standing(cem, workshop) == "offered 4"
    assert [one.address for one in deliver(town)] == [cem.chat]


def test_an_erased_registration_does_not_come_back_with_a_backup(
    town: Town, ayse: Resident, workshop: int, tmp_path: Path
) -> None:
    bernd, listed = arrived(town, 502), tmp_path / "erasures"
    come(bernd, workshop, 4)
    backup = back_up(town)
    erase(ayse)
    start(town, listed)
    restore(town, backup)
    assert len(town.rows("registration")) == 2
    assert start(town, listed).chats == 1
    assert [row["member_id"] for row in town.rows("registration")] == [bernd.member["id"]]
    assert town.rows("event_need") == []
    assert settle(town) == 1
    assert standing(bernd, workshop) == "offered 4"


def test_registrations_go_days_after_the_event_and_leave_numbers_without_names(
    town: Town, ayse: Resident, workshop: int
) -> None:
    people: list[tuple[int, str, dict[str, Any]]] = [
        (1, "maybe", {}),
        (1, "no", {}),
        (2, "gone", {}),
        (1, "yes", {"status": RegistrationStatus.ATTENDED, "arrived": 1}),
    ]
    for chat, (party, what, changes) in enumerate(people, 510):
        one = arrived(town, chat)
        if what in ("gone", "yes"):
            come(one, workshop, party if what == "yes" else 1)
        if what != "yes":
            one.choose(f"ev:{what}:{workshop}")
        if changes:
            row = registration(one)["id"]

            def change(unit: Any, row: int = row, values: dict[str, Any] = changes) -> None:
                table = registrations_table
                unit.connection.execute(update(table).where(table.c.id == row).values(**values))

            town.run(change)
    late = arrived(town, 520)
    come(late, workshop, 4)
    assert standing(late, workshop) == "waitlisted 4"
    town.now = town.now.replace(day=20, hour=17, minute=59)
    assert town.run(try_to_forget, Periods(), "Europe/Berlin", town.now)["registrations"] == 0
    town.now += timedelta(hours=1)
    assert town.run(forget, Periods(), "Europe/Berlin", town.now)["registrations"] == 6
    assert (town.rows("registration"), town.rows("event_need")) == ([], [])
    counts = {row["kind"]: row["n"] for row in town.rows("event_count")}
    assert counts == {
        "parties": 2,
        "registered": 4,
        "need_step_free": 1,
        "attended": 1,
        "no_show": 3,
        "cancelled": 1,
        "without_seats": 4,
        "maybe": 1,
        "declined": 1,
    }
    assert town.run(forget, Periods(), "Europe/Berlin", town.now)["registrations"] == 0
