"""At the door: by QR code, by name or from the list, each party once, and only by those who may."""

from datetime import datetime
from typing import Any

import pytest

from domain.invitation import Role
from domain.outgoing import Outgoing
from domain.registrations import RegistrationStatus
from domain.tickets import START_PREFIX, ticket_code
from domain.times import instant_of
from tests.usecases.attending import call_off, guest, planned
from tests.usecases.eventful import arrived, come, in_words, registration
from tests.usecases.office import staff
from tests.usecases.scheduling import BERLIN
from tests.usecases.town import Resident, Town
from usecases.door_views import DoorView, PartyView
from usecases.introduce import introduce
from usecases.manage_staff import revoke_staff
from usecases.residents_events import events_command
from usecases.tickets import TicketView
from usecases.views import load_view

EVENING = instant_of("2026-10-13T17:45", BERLIN)


@pytest.fixture
def workshop(town: Town) -> int:
    town.run(introduce, "bot", "https://t.me/bot")
    return planned(town, capacity=30)


@pytest.fixture
def helper(town: Town) -> Resident:
    """A moderator, who may stand at the door and plans no events."""
    return staff(town, 700, Role.MODERATOR, "en")


def named(town: Town, chat: int, number: int, name: str, party: int = 1) -> Resident:
    one = guest(town, chat, number, party)
    one.choose(f"ev:name:{number}")
    one.choose(one.options[0])
    one.say(name)
    return one


def payload(one: Resident) -> str:
    return START_PREFIX + ticket_code(bytes(registration(one)["ticket"])).replace("-", "")


def here(one: Resident) -> tuple[str, int, datetime | None]:
    row = registration(one)
    return row["status"], row["arrived"], row["arrived_at"]


def party(one: Resident) -> PartyView:
    assert isinstance(one.sees.view, PartyView)
    return one.sees.view


def the_list(one: Resident) -> DoorView:
    assert isinstance(one.sees.view, DoorView)
    return one.sees.view


def text(town: Town, outgoing: Outgoing) -> str:
    return in_words(town, outgoing, "en").text.replace("\u2068", "").replace("\u2069", "")


# --- the ticket ------------------------------------------------------------------------------------


def test_who_has_seats_can_show_a_ticket_and_nobody_else(town: Town, workshop: int) -> None:
    ayse = guest(town, 501, workshop, 3)
    assert f"ev:ticket:{workshop}" in _card_of(ayse, workshop)
    ayse.choose(f"ev:ticket:{workshop}")
    view = ayse.sees.view
    assert isinstance(view, TicketView)
    assert view.link == f"https://t.me/bot?start={payload(ayse)}"
    assert view.code in text(town, ayse.sees)
    assert "For 3 people" in text(town, ayse.sees)
    bernd = arrived(town, 502)
    bernd.choose(f"ev:maybe:{workshop}")
    bernd.choose(f"ev:ticket:{workshop}")
    assert bernd.sees.template == "event_card"


def _card_of(one: Resident, number: int) -> list[str]:
    one.choose(f"ev:show:{number}")
    return one.options


def test_a_ticket_dies_with_the_seats_and_with_the_event(town: Town, workshop: int) -> None:
    ayse, bernd = guest(town, 501, workshop), guest(town, 502, workshop)
    ayse.choose(f"ev:gone:{workshop}")
    call_off(town, workshop)
    for one in (ayse, bernd):
        one.choose(f"ev:ticket:{workshop}")
        assert one.sees.template == "event_card"


def test_the_ticket_is_in_no_outbox_row_and_comes_back_after_a_crash(town: Town, workshop: int) -> None:
    ayse = guest(town, 501, workshop)
    ayse.choose(f"ev:ticket:{workshop}")
    assert set(ayse.sees.args) == {"event", "member"}
    shown = Outgoing(501, ayse.sees.template, "de", ayse.sees.args)
    loaded = town.run(load_view, town.house, shown, town.now)
    assert loaded.view == ayse.sees.view
    assert ticket_code(bytes(registration(ayse)["ticket"])) not in repr(loaded.view)


# --- by the code -----------------------------------------------------------------------------------


def test_a_scanned_ticket_checks_the_whole_party_in_once(town: Town, workshop: int, helper: Resident) -> None:
    ayse = guest(town, 501, workshop, 3)
    town.now = EVENING
    helper.start(payload(ayse))
    assert here(ayse) == (RegistrationStatus.ATTENDED, 3, EVENING)
    assert helper.sees.args["notice"] == "in"
    assert "3 people are here, since 5:45" in text(town, helper.sees).replace("\u202f", " ")
    town.now = instant_of("2026-10-13T18:10", BERLIN)
    helper.start(payload(ayse).lower())
    assert here(ayse) == (RegistrationStatus.ATTENDED, 3, EVENING)
    assert helper.sees.args["notice"] == "again"
    assert "since 5:45" in text(town, helper.sees).replace("\u202f", " ")
    assert [row["action"] for row in town.rows("audit") if row["object"] == f"event:{workshop}"] == [
        "checked in"
    ]


def test_opened_by_its_owner_the_link_shows_the_ticket(town: Town, workshop: int) -> None:
    ayse = guest(town, 501, workshop)
    town.now = EVENING
    ayse.start(payload(ayse))
    assert ayse.sees.template == "event_ticket"
    assert here(ayse)[0] == RegistrationStatus.REGISTERED


def test_opened_by_anybody_else_it_says_that_it_is_for_the_door_and_is_kept_nowhere(
    town: Town, workshop: int
) -> None:
    ayse = guest(town, 501, workshop)
    code = payload(ayse)
    town.now = EVENING
    stranger, bernd = Resident(town, 909), arrived(town, 502)
    for one in (stranger, bernd):
        one.start(code)
        assert one.sees.template == "event_ticket_door"
    assert here(ayse)[0] == RegistrationStatus.REGISTERED
    assert code.lower() not in str(town.everything()).lower()
    sources = [row["value"] for row in town.rows("tally") if row["dimension"] == "source"]
    assert set(sources) == {"direct"}


@pytest.mark.parametrize("role", [Role.STEERING, Role.DATA_PROTECTION])
def test_staff_without_that_right_check_nobody_in(town: Town, workshop: int, role: Role) -> None:
    ayse, other = guest(town, 501, workshop), staff(town, 701, role, "en")
    town.now = EVENING
    other.start(payload(ayse))
    assert other.sees.template == "event_ticket_door"
    other.choose(f"door:{workshop}", 1)
    assert other.sees.template == "refused"
    other.choose(f"door:{workshop}:in:{registration(ayse)['id']}:1", 1)
    assert here(ayse)[0] == RegistrationStatus.REGISTERED


def test_an_unknown_misread_or_cancelled_ticket_checks_nobody_in(
    town: Town, workshop: int, helper: Resident
) -> None:
    ayse = guest(town, 501, workshop)
    code = payload(ayse)
    ayse.choose(f"ev:gone:{workshop}")
    town.now = EVENING
    for scanned in (code, code[:-1], "ci-", "ci-" + ticket_code(bytes(12)).replace("-", "")):
        helper.start(scanned)
        assert helper.sees.template == "event_door_unknown"


@pytest.mark.parametrize(("at", "notice"), [("2026-10-13T13:59", "before"), ("2026-10-14T20:00", "after")])
def test_when_the_door_is_closed_nobody_is_checked_in(
    town: Town, workshop: int, helper: Resident, at: str, notice: str
) -> None:
    ayse = guest(town, 501, workshop)
    town.now = instant_of(at, BERLIN)
    helper.start(payload(ayse))
    assert helper.sees.args["notice"] == notice
    assert here(ayse)[0] == RegistrationStatus.REGISTERED
    in_words(town, helper.sees, "en")


# --- from the list ---------------------------------------------------------------------------------


def test_the_list_counts_and_names_parties_and_what_they_need(
    town: Town, workshop: int, helper: Resident
) -> None:
    ayse = named(town, 501, workshop, "Familie Yıldız", 3)
    ayse.choose(f"ev:need:{workshop}:step_free")
    guest(town, 502, workshop, 2)
    arrived(town, 503).choose(f"ev:maybe:{workshop}")
    town.now = EVENING
    helper.command(events_command)
    helper.choose(helper.options[0])
    helper.choose(f"door:{workshop}")
    shown = text(town, helper.sees)
    for words in (
        "Expected: 5 people in 2 parties",
        "Here: 0 people in 0 parties",
        "Familie Yıldız, 3 people",
        "Step-free access",
        "Party of 2 people (no name)",
    ):
        assert words in shown
    assert "Yıldız" not in str(helper.sees.args)
    reloaded = town.run(load_view, town.house, Outgoing(700, "event_door", "en", helper.sees.args), town.now)
    assert reloaded.view == helper.sees.view


def test_a_party_is_found_by_a_typed_name_and_fewer_can_have_come(
    town: Town, workshop: int, helper: Resident
) -> None:
    ayse = named(town, 501, workshop, "Familie Yıldız", 4)
    town.now = EVENING
    helper.choose(f"door:{workshop}", 1)
    helper.say("yildiz")
    assert party(helper).party.name == "Familie Yıldız"
    helper.say("3")
    assert here(ayse) == (RegistrationStatus.ATTENDED, 3, EVENING)
    assert "Yıldız" not in str(town.rows("audit") + [one.args for one in town.said])


def test_several_of_one_name_are_offered_and_none_is_said(
    town: Town, workshop: int, helper: Resident
) -> None:
    for chat, name in ((501, "Kaya Ali"), (502, "Kaya Can"), (503, "Meier")):
        named(town, chat, workshop, name)
    town.now = EVENING
    helper.choose(f"door:{workshop}", 1)
    helper.say("kaya")
    assert [one.name for one in the_list(helper).parties] == ["Kaya Ali", "Kaya Can"]
    helper.say("2")
    assert party(helper).party.name == "Kaya Can"
    helper.choose(f"door:{workshop}")
    helper.say("Schulze")
    assert helper.sees.args["notice"] == "nobody"


def test_the_code_can_be_typed_at_the_door(town: Town, workshop: int, helper: Resident) -> None:
    ayse = guest(town, 501, workshop, 2)
    town.now = EVENING
    helper.choose(f"door:{workshop}", 1)
    helper.say(ticket_code(bytes(registration(ayse)["ticket"])).lower().replace("-", " "))
    assert here(ayse) == (RegistrationStatus.ATTENDED, 2, EVENING)


def test_a_mistake_is_taken_back(town: Town, workshop: int, helper: Resident) -> None:
    ayse = guest(town, 501, workshop, 2)
    town.now = EVENING
    helper.start(payload(ayse))
    helper.choose(helper.options[0])
    assert here(ayse) == (RegistrationStatus.REGISTERED, 0, None)
    assert not party(helper).party.is_here
    actions = [row["action"] for row in town.rows("audit") if row["object"] == f"event:{workshop}"]
    assert actions == ["checked in", "took a check-in back"]


@pytest.mark.parametrize("people", ["0", "3", "99"])
def test_more_than_the_party_cannot_come_with_it(
    town: Town, workshop: int, helper: Resident, people: str
) -> None:
    ayse = guest(town, 501, workshop, 2)
    town.now = EVENING
    helper.choose(f"door:{workshop}:in:{registration(ayse)['id']}:{people}", 1)
    assert helper.sees.args["notice"] == "too_many"
    assert here(ayse)[0] == RegistrationStatus.REGISTERED


def test_two_at_the_door_check_a_party_in_once(town: Town, workshop: int, helper: Resident) -> None:
    ayse, other = guest(town, 501, workshop, 2), staff(town, 701, Role.EDITOR)
    town.now = EVENING
    button = f"door:{workshop}:in:{registration(ayse)['id']}"
    helper.choose(f"{button}:2", 1)
    other.choose(f"{button}:1", 1)
    assert (here(ayse)[1], other.sees.args["notice"]) == (2, "again")


def test_people_without_registration_are_counted_and_taken_back(
    town: Town, workshop: int, helper: Resident
) -> None:
    town.now = EVENING
    helper.choose(f"door:{workshop}", 1)
    for _ in range(3):
        helper.choose(f"door:{workshop}:walk:1")
    helper.choose(f"door:{workshop}:back")
    assert the_list(helper).walk_ins == 2
    for _ in range(4):
        helper.choose(f"door:{workshop}:back")
    assert the_list(helper).walk_ins == 0


def test_a_long_list_has_pages(town: Town, helper: Resident) -> None:
    number = planned(town, capacity=None)
    for chat in range(501, 521):
        guest(town, chat, number)
    town.now = EVENING
    helper.choose(f"door:{number}", 1)
    seen: list[Any] = [one.registration_id for one in the_list(helper).parties]
    for page in (1, 2):
        helper.choose(f"door:{number}:page:{page}")
        seen += [one.registration_id for one in the_list(helper).parties]
    assert len(set(seen)) == len(seen) == 20
    helper.choose(f"door:{number}:page:99")
    assert the_list(helper).page == 2


def test_who_is_no_longer_staff_sees_nothing_not_even_what_was_said_before(
    town: Town, workshop: int, helper: Resident
) -> None:
    named(town, 501, workshop, "Familie Yıldız")
    town.now = EVENING
    helper.choose(f"door:{workshop}", 1)
    waiting = Outgoing(700, "event_door", "en", helper.sees.args)
    (row,) = [one for one in town.rows("staff") if one["user_address"] == 700]
    town.run(revoke_staff, row["id"], town.now)
    assert town.run(load_view, town.house, waiting, town.now) is None
    helper.choose(f"door:{workshop}")
    assert helper.sees.template == "refused"


def test_a_button_of_another_event_or_of_none_changes_nothing(
    town: Town, workshop: int, helper: Resident
) -> None:
    other = planned(town)
    ayse = guest(town, 501, workshop)
    town.now = EVENING
    key = registration(ayse)["id"]
    for option in (
        f"door:{other}:in:{key}:1",
        f"door:{other}:undo:{key}",
        "door:999",
        f"door:{workshop}:p:999",
    ):
        helper.choose(option, 1)
        in_words(town, helper.sees, "en")
    assert here(ayse)[0] == RegistrationStatus.REGISTERED
    assert helper.choose(f"door:{workshop}:nonsense", 1) is not None


def test_who_was_checked_in_can_not_give_the_seats_up_any_more(
    town: Town, workshop: int, helper: Resident
) -> None:
    ayse = guest(town, 501, workshop, 2)
    town.now = EVENING
    helper.start(payload(ayse))
    ayse.choose(f"ev:gone:{workshop}")
    come(ayse, workshop, 1)
    assert here(ayse) == (RegistrationStatus.ATTENDED, 2, EVENING)
