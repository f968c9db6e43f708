"""Days after an event it is closed: numbers stay, and no name, need or ticket."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.events import EventStatus
from domain.invitation import Role
from domain.periods import Periods
from domain.schedule import Status
from domain.tickets import START_PREFIX, ticket_code
from domain.times import instant_of
from tests.usecases.attending import at, call_off, change, found, guest, planned, status_of
from tests.usecases.eventful import arrived, in_words, registration
from tests.usecases.office import staff
from tests.usecases.planning import open_event
from tests.usecases.scheduling import BERLIN
from tests.usecases.town import Resident, Town
from usecases.residents_events import events_command
from usecases.retention import forget, retention_log


@pytest.fixture
def workshop(town: Town) -> int:
    return planned(town, capacity=30)  # on the 13th from 18 to 20 o'clock


@pytest.fixture
def manager(town: Town) -> Resident:
    return staff(town, 700, Role.MANAGER, "en")


def counts(town: Town) -> dict[str, int]:
    return {row["kind"]: row["n"] for row in town.rows("event_count")}


def comes(town: Town, helper: Resident, guest: Resident, people: int, number: int) -> None:
    town.now = instant_of("2026-10-13T18:00", BERLIN)
    helper.choose(f"door:{number}:in:{registration(guest)['id']}:{people}", 1)


def test_numbers_stay_and_no_name_need_or_ticket(town: Town, workshop: int, manager: Resident) -> None:
    ayse, bernd = guest(town, 501, workshop, 3), guest(town, 502, workshop, 2)
    guest(town, 503, workshop, 4)
    ayse.choose(f"ev:need:{workshop}:interpreter")
    ayse.choose(ayse.options[0])
    ayse.choose(f"ev:need:{workshop}:interpreter:tr")
    arrived(town, 504).choose(f"ev:maybe:{workshop}")
    comes(town, manager, ayse, 2, workshop)
    comes(town, manager, bernd, 2, workshop)
    manager.choose(f"door:{workshop}:walk:1", 1)
    ticket = START_PREFIX + ticket_code(bytes(registration(ayse)["ticket"]))
    at(town, "2026-10-20T19:59")
    assert len(town.rows("registration")) == 4
    at(town, "2026-10-20T20:00")
    assert (town.rows("registration"), town.rows("event_need")) == ([], [])
    assert counts(town) == {
        "parties": 3,
        "registered": 9,
        "attended": 4,
        "no_show": 5,
        "walk_in": 1,
        "maybe": 1,
        "need_interpreter": 1,
    }
    assert found(town, workshop).status is EventStatus.OVER
    assert status_of(town, "close_event") == (Status.DONE, "")
    manager.start(ticket)
    assert manager.sees.template == "event_door_unknown"
    (run,) = town.run(retention_log)
    assert run[1] == {"registrations": 4}
    assert town.run(forget, Periods(), BERLIN, town.now)["registrations"] == 0


def test_staff_see_the_numbers_among_past_events(town: Town, workshop: int, manager: Resident) -> None:
    ayse = guest(town, 501, workshop, 3)
    comes(town, manager, ayse, 2, workshop)
    open_event(manager, found(town, workshop))
    assert "Here: 2" in _text(town, manager)
    at(town, "2026-10-20T20:00")
    manager.command(events_command)
    manager.choose("event:past:0")
    manager.choose(f"event:{workshop}")
    shown = _text(town, manager)
    for words in ("People who had seats: 3", "Came: 2", "Had seats and did not come: 1"):
        assert words in shown


def _text(town: Town, one: Resident) -> str:
    return in_words(town, one.sees, "en").text.replace("\u2068", "").replace("\u2069", "")


def test_where_nobody_was_checked_in_nobody_is_called_a_no_show(town: Town, workshop: int) -> None:
    guest(town, 501, workshop, 3)
    at(town, "2026-10-20T20:00")
    assert counts(town) == {"parties": 1, "registered": 3}


def test_a_cancelled_event_keeps_no_registrations_either_and_has_no_no_shows(
    town: Town, workshop: int
) -> None:
    guest(town, 501, workshop, 3)
    call_off(town, workshop)
    at(town, "2026-10-20T20:00")
    assert town.rows("registration") == []
    assert counts(town) == {"parties": 1, "registered": 3}
    assert found(town, workshop).status is EventStatus.CANCELLED


def test_an_event_that_is_postponed_is_closed_later(town: Town, workshop: int) -> None:
    guest(town, 501, workshop)
    change(town, workshop, local_start="2026-10-27T18:00")
    at(town, "2026-10-20T20:00")
    assert len(town.rows("registration")) == 1
    at(town, "2026-11-03T20:00")
    assert town.rows("registration") == []


def test_three_days_down_close_it_late_but_close_it(town: Town, workshop: int) -> None:
    guest(town, 501, workshop)
    at(town, "2026-10-23T03:00")
    assert town.rows("registration") == []
    assert status_of(town, "close_event") == (Status.DONE, "")


def test_the_daily_run_closes_it_as_well_and_only_once(town: Town, workshop: int) -> None:
    guest(town, 501, workshop, 2)
    town.now = instant_of("2026-10-20T20:00", BERLIN) + timedelta(minutes=1)
    assert town.run(forget, Periods(), BERLIN, town.now)["registrations"] == 1
    assert found(town, workshop).status is EventStatus.OVER
    at(town, "2026-10-20T20:05")
    assert counts(town) == {"parties": 1, "registered": 2}


def test_how_long_they_are_kept_is_the_operators_to_say(town: Town) -> None:
    town.house = replace(town.house, periods=Periods(registrations=2))
    number = planned(town)
    guest(town, 501, number)
    at(town, "2026-10-15T20:00")
    assert town.rows("registration") == []
