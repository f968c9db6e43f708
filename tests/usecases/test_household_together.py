"""A household at events, in messages to many, in backups, and with two taps at the same moment."""

import asyncio
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import func, select

from db import households, residents, retention, staff
from db.store import Store
from db.tables import chat, member
from db.unit import Unit
from domain.dialogue import Choose, Move, Typed
from domain.household import Called
from domain.invitation import Role
from domain.person import Person
from tests.usecases.conftest import PEPPER
from tests.usecases.eventful import publish, standing
from tests.usecases.housemates import Phone
from tests.usecases.test_inviting import invited, send_all
from tests.usecases.test_restoring import back_up, restore, start
from tests.usecases.town import NOON, Town
from usecases.answer_survey import words
from usecases.choose import choose
from usecases.erase import delete_command
from usecases.household import household_command
from usecases.restore import Repeated, reapply
from usecases.scrub import scrub_asked_for

NOW = datetime(2026, 10, 3, 12, 0, tzinfo=UTC)


@pytest.fixture
def phone(town: Town) -> Phone:
    """A phone of two: Person 1 speaks German, Ayşe Turkish; she answers just now."""
    phone = Phone(town, 501)
    phone.agree()
    phone.command(household_command)
    phone.let_join("Ayşe", "tr")
    return phone


def hand_to(phone: Phone, ordinal: int) -> None:
    phone.command(household_command)
    phone.press(f"hh:to:{ordinal}")


# --- events ----------------------------------------------------------------------------------------


def test_each_of_a_household_registers_with_a_party_a_ticket_and_a_name_of_their_own(
    phone: Phone, town: Town
) -> None:
    workshop = publish(town, capacity=6)
    for ordinal, party in ((1, 2), (2, 3)):
        hand_to(phone, ordinal)
        phone.choose(f"ev:yes:{workshop}")
        phone.press(f"ev:party:{workshop}:{party}")
        assert phone.sees.who == Called(ordinal, "Ayşe" if ordinal == 2 else "")
        assert standing(phone, workshop) == f"registered {party}"
    rows = town.rows("registration")
    assert len({row["ticket"] for row in rows}) == 2
    assert sum(row["party"] for row in rows) == 5
    phone.press_forged(f"ev:no:{workshop}", 1, 1)  # a button of a message to Person 1
    assert phone.sees.template == "event_cancel"
    phone.press(phone.options[0])
    assert not standing(phone, workshop).startswith("registered")
    hand_to(phone, 2)
    assert standing(phone, workshop) == "registered 3"


def test_who_is_removed_gives_their_seats_to_others_and_the_household_keeps_its_own(
    phone: Phone, town: Town
) -> None:
    workshop = publish(town, capacity=4)
    for ordinal in (1, 2):
        hand_to(phone, ordinal)
        phone.choose(f"ev:yes:{workshop}")
        phone.press(f"ev:party:{workshop}:2")
    waiting = Phone(town, 777)
    waiting.agree()
    waiting.choose(f"ev:yes:{workshop}")
    waiting.choose(f"ev:party:{workshop}:1")
    assert standing(waiting, workshop).startswith("waitlisted")
    hand_to(phone, 2)
    phone.command(delete_command)
    phone.press("erase_me")
    assert standing(waiting, workshop).startswith("offered")
    assert standing(phone, workshop) == "registered 2"


def test_a_household_of_one_language_gets_one_invitation(phone: Phone, town: Town) -> None:
    workshop = publish(town)
    phone.press_forged("language:de", 2, 1)
    for ordinal in (1, 2):
        hand_to(phone, ordinal)
        phone.choose("notify:invitations")
        phone.press(phone.options[0])
    send_all(town, workshop)
    assert invited(town) == [(501, "de")]


# --- messages that need no consent -----------------------------------------------------------------


def test_what_is_for_the_chat_comes_in_the_language_of_who_answers_just_now(phone: Phone, town: Town) -> None:
    town.run(staff.appoint, 501, Role.ADMIN, town.now)
    for ordinal, language in ((1, "de"), (2, "tr")):
        hand_to(phone, ordinal)
        assert town.run(staff.chats_of, [Role.ADMIN]) == [(501, language)]
        (told,) = town.run(retention.to_be_told, date(2030, 1, 1))
        assert told.language == language


def test_the_first_person_can_leave_and_the_chat_goes_on(phone: Phone, town: Town) -> None:
    phone.press_forged("hh:gone:1", None, 1)
    assert [row["ordinal"] for row in town.rows("member")] == [2]
    town.run(staff.appoint, 501, Role.ADMIN, town.now)
    assert town.run(staff.chats_of, [Role.ADMIN]) == [(501, "tr")]
    phone.start()
    assert (phone.sees.template, phone.sees.language) == ("home", "tr")
    assert phone.sees.who == Called(2, "Ayşe", alone=True)


# --- backups ---------------------------------------------------------------------------------------


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The list of erasures."""
    return tmp_path / "erasures"


def test_a_removed_person_is_removed_again_from_a_restored_backup_and_nobody_else(
    phone: Phone, town: Town, path: Path
) -> None:
    backup = back_up(town)
    phone.press_forged("erase_me", None, 1)
    start(town, path)
    restore(town, backup)
    assert start(town, path) == Repeated(chats=1)
    assert [row["ordinal"] for row in town.rows("member")] == [1]
    assert [row["speaking"] for row in town.rows("chat")] == [1]
    assert town.run(scrub_asked_for)
    assert not start(town, path)
    phone.start()
    assert phone.sees.template == "home"


def test_a_backup_from_before_the_others_joined_is_emptied_of_the_one_who_left_since(
    town: Town, path: Path
) -> None:
    phone = Phone(town, 501)
    phone.agree()
    backup = back_up(town)
    phone.command(household_command)
    phone.let_join("Ayşe", "tr")
    phone.press_forged("hh:gone:1", None, 1)
    start(town, path)
    restore(town, backup)
    assert start(town, path) == Repeated(chats=1)
    assert town.rows("chat") == []


def test_a_number_of_a_chats_second_life_is_not_erased_for_what_happened_in_its_first(
    phone: Phone, town: Town, path: Path
) -> None:
    phone.press_forged("erase_me", None, 1)
    phone.press_forged("erase", None, 1)
    start(town, path)
    phone.agree()
    phone.command(household_command)
    phone.let_join("Ayşe", "tr")
    assert not town.run(reapply, PEPPER, frozenset(), town.now)
    backup = back_up(town)
    restore(town, backup)
    assert not start(town, path)
    phone.press_forged("erase_me", None, 1)
    start(town, path)
    restore(town, backup)
    assert start(town, path) == Repeated(chats=1)


# --- two at once -----------------------------------------------------------------------------------


async def _people(store: Store) -> tuple[int, int, int]:
    def found(unit: Unit) -> tuple[int, int, int]:
        row = unit.connection.execute(select(chat.c.joined, chat.c.speaking)).one()
        return unit.connection.execute(select(func.count()).select_from(member)).scalar_one(), row[0], row[1]

    return await store.run(found)


async def test_two_updates_at_once_never_answer_for_the_wrong_person_nor_found_a_second_chat(
    database_url: str, town: Town
) -> None:
    """One worker hands the phone on while the other takes what was typed: it is the one's or the other's."""
    phone = Phone(town, 501)
    phone.begin()
    phone.tap(Move.KEEP)
    phone.tap(Choose(0))
    phone.command(household_command)
    phone.let_join("Ayşe", "tr")
    town.connection.close()
    person, updates, house = Person(501, 501, "de"), count(5000), town.house
    stores = (
        [Store(database_url)] if database_url.startswith("sqlite") else [Store(database_url) for _ in "12"]
    )
    for store in stores:
        await store.open()
    for round_ in range(20):
        to = 1 + round_ % 2
        await asyncio.gather(
            stores[0].run(choose, house, next(updates), person, f"hh:to:{to}", 1, NOON),
            stores[-1].run(words, house, next(updates), person, Typed("no number"), NOON),
        )
        assert await _people(stores[0]) == (2, 2, to)
    for store in stores:
        await store.close()


async def test_two_taps_at_once_let_one_person_join(database_url: str, town: Town) -> None:
    phone = Phone(town, 501)
    phone.agree()
    town.connection.close()
    person, updates, house = Person(501, 501, "de"), count(5000), town.house
    stores = (
        [Store(database_url)] if database_url.startswith("sqlite") else [Store(database_url) for _ in "12"]
    )
    for store in stores:
        await store.open()
    await asyncio.gather(
        *(
            stores[n % len(stores)].run(choose, house, next(updates), person, "hh:unnamed:2", 1, NOON)
            for n in range(6)
        )
    )
    assert await _people(stores[0]) == (2, 2, 2)
    for store in stores:
        await store.close()


def test_who_waits_for_the_chat_meets_the_person_who_answers_then(database_url: str, town: Town) -> None:
    """The row that PostgreSQL compares anew after waiting names nobody; the second look finds them."""
    phone = Phone(town, 501)
    phone.agree()
    phone.command(household_command)
    phone.let_join("Ayşe", "tr")

    def look(unit: Unit) -> tuple[int, int]:
        first = residents.by_address(unit, 501)
        assert first is not None
        other = households.let_speak(unit, first, 1)
        assert other is not None
        return first.ordinal, other.ordinal

    assert town.run(look) == (2, 1)
