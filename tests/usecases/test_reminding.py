"""Those who come are reminded: in their language, at decent hours, once, and only while it helps."""

import pytest
from sqlalchemy import insert

from db import event_needs, schedule
from db.tables import member, registration
from db.unit import Unit
from domain.events import Need
from domain.registrations import RegistrationStatus
from domain.schedule import Late, Status
from domain.times import instant_of
from tests.usecases.attending import at, call_off, change, guest, planned, status_of
from tests.usecases.eventful import arrived, in_words, standing
from tests.usecases.office import deliver
from tests.usecases.scheduling import BERLIN, tick
from tests.usecases.town import Resident, Town
from usecases import remind_of_event
from usecases.commands import stop
from usecases.event_news import EventNews
from usecases.on_time import STEPS

_STATUS = RegistrationStatus


@pytest.fixture
def workshop(town: Town) -> int:
    return planned(town, capacity=6)  # on the 13th at 18:00


def reminded(town: Town, local: str) -> list[tuple[int, str]]:
    sent = at(town, local)
    assert {one.template for one in sent} <= {"event_reminder", "schedule_missed"}
    return sorted((one.address, one.language) for one in sent)


def test_only_those_who_come_are_reminded_each_in_their_language(town: Town, workshop: int) -> None:
    guest(town, 501, workshop, 3)
    guest(town, 502, workshop, 2, "tr")
    arrived(town, 503).choose(f"ev:maybe:{workshop}")
    arrived(town, 504).choose(f"ev:no:{workshop}")
    guest(town, 505, workshop, 2)  # does not fit
    assert reminded(town, "2026-10-06T18:00") == [(501, "de"), (502, "tr")]
    assert reminded(town, "2026-10-12T17:59") == []
    assert reminded(town, "2026-10-12T18:00") == [(501, "de"), (502, "tr")]
    assert reminded(town, "2026-10-13T16:00") == [(501, "de"), (502, "tr")]
    assert reminded(town, "2026-10-13T19:00") == []


def test_seats_that_are_only_offered_are_not_reminded_of(town: Town, workshop: int) -> None:
    cem, dana = guest(town, 501, workshop, 4), guest(town, 502, workshop, 4)
    town.now = instant_of("2026-10-12T17:00", BERLIN)
    cem.choose(f"ev:gone:{workshop}")
    assert standing(dana, workshop) == "offered 4"
    assert [one.template for one in deliver(town)] == ["event_offer"]
    assert reminded(town, "2026-10-12T18:00") == []


def test_nobody_is_reminded_in_the_night_or_twice_in_an_hour(town: Town) -> None:
    early = planned(town, local_start="2026-10-14T08:30", starts_at=instant_of("2026-10-14T08:30", BERLIN))
    change(town, early, told=False, reminders=(120, 60))
    guest(town, 501, early)
    assert reminded(town, "2026-10-13T20:58") == []
    assert reminded(town, "2026-10-13T20:59") == [(501, "de")]
    for night in ("2026-10-14T06:30", "2026-10-14T07:30", "2026-10-14T08:00"):
        assert reminded(town, night) == []


def test_reminders_that_staff_have_moved_together_become_one(town: Town, workshop: int) -> None:
    guest(town, 501, workshop)
    at(town, "2026-10-06T18:00")
    for part in ("1440", "120"):
        (row,) = [one for one in town.rows("scheduled") if one["part"] == part]
        assert row["status"] == Status.WAITING
    town.run(_move_all, "2026-10-12T10:00")
    assert reminded(town, "2026-10-12T10:00") == [(501, "de")]
    assert status_of(town, "remind", "1440") == status_of(town, "remind", "120") == (Status.DONE, "")


def _move_all(unit: Unit, local: str) -> None:
    for row in schedule.coming(unit, instant_of("2026-11-01T00:00", BERLIN)):
        if row.kind == "remind":
            assert schedule.move(unit, row.id, row.revision, local, instant_of(local, BERLIN))


def test_reminders_move_with_the_event_and_come_again_if_it_is_postponed(town: Town, workshop: int) -> None:
    guest(town, 501, workshop)
    assert reminded(town, "2026-10-06T18:00") == [(501, "de")]
    change(town, workshop, told=False, local_start="2026-10-20T18:00")
    assert reminded(town, "2026-10-12T18:00") == []
    assert reminded(town, "2026-10-13T18:00") == [(501, "de")]  # a week before again
    assert reminded(town, "2026-10-19T18:00") == [(501, "de")]


def test_a_change_that_leaves_the_time_alone_repeats_no_reminder(town: Town, workshop: int) -> None:
    guest(town, 501, workshop)
    at(town, "2026-10-06T18:00")
    change(town, workshop, told=False, minutes=180)
    assert reminded(town, "2026-10-06T18:05") == []


@pytest.mark.parametrize(
    ("wakes", "parts"),
    [
        ("2026-10-09T18:00", {"10080": (Status.DONE, "")}),  # three of seven days late
        ("2026-10-10T09:00", {"10080": (Status.MISSED, Late.STALE)}),
        ("2026-10-13T17:00", {"10080": (Status.MISSED, Late.STALE), "120": (Status.DONE, "")}),
        ("2026-10-13T17:30", {"1440": (Status.MISSED, Late.STALE), "120": (Status.MISSED, Late.STALE)}),
        ("2026-10-13T18:00", {"120": (Status.MISSED, Late.BEGUN)}),
    ],
)
def test_after_being_down_reminders_go_out_while_half_of_their_time_is_left(
    town: Town, workshop: int, wakes: str, parts: dict[str, tuple[str, str]]
) -> None:
    guest(town, 501, workshop)
    sent = reminded(town, wakes)
    assert len(sent) == [status for status, _ in parts.values()].count(Status.DONE)
    for part, state in parts.items():
        assert status_of(town, "remind", part) == state


def test_what_waits_for_the_morning_is_judged_by_when_it_is_read(town: Town) -> None:
    early = planned(town, local_start="2026-10-14T08:30", starts_at=instant_of("2026-10-14T08:30", BERLIN))
    guest(town, 501, early)
    assert reminded(town, "2026-10-13T23:00") == []
    assert status_of(town, "remind", "120") == (Status.MISSED, Late.STALE)


def test_of_a_cancelled_event_nobody_is_reminded_not_even_by_what_waits(town: Town, workshop: int) -> None:
    guest(town, 501, workshop)
    town.now = instant_of("2026-10-12T18:00", BERLIN)
    tick(town, STEPS)
    call_off(town, workshop)
    assert [one for one in deliver(town) if one.template == "event_reminder"] == []
    assert [one for one in at(town, "2026-10-13T16:00") if one.template == "event_reminder"] == []


def test_who_gives_up_their_seats_or_stops_everything_is_not_reminded(town: Town, workshop: int) -> None:
    ayse, bernd = guest(town, 501, workshop), guest(town, 502, workshop)
    town.now = instant_of("2026-10-12T18:00", BERLIN)
    tick(town, STEPS)
    ayse.choose(f"ev:gone:{workshop}")
    bernd.command(stop)
    assert deliver(town) == []


def test_chunks_follow_each_other_and_nobody_is_reminded_twice(
    town: Town, workshop: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remind_of_event, "CHUNK", 2)
    for chat in range(501, 506):
        guest(town, chat, workshop)
    assert reminded(town, "2026-10-12T18:00") == [(chat, "de") for chat in range(501, 506)]


def test_a_household_gets_one_reminder_with_both_parties_and_no_name(town: Town, workshop: int) -> None:
    ayse = guest(town, 501, workshop, 2)
    _join_household(town, ayse, workshop, "Familie Kaya")
    (outgoing,) = at(town, "2026-10-12T18:00")
    assert isinstance(outgoing.view, EventNews)
    assert [one.party for one in outgoing.view.parties] == [2, 3]
    text = in_words(town, outgoing, "en").text
    assert "Kaya" not in text
    assert (text.count("You are registered"), text.count("Childcare for")) == (2, 1)


def _join_household(town: Town, one: Resident, number: int, name: str) -> None:
    chat = one.member["chat_id"]

    def add(unit: Unit) -> None:
        other = unit.connection.execute(
            insert(member)
            .values(chat_id=chat, ordinal=2, language="de", language_chosen=True)
            .returning(member.c.id)
        ).scalar_one()
        key = unit.connection.execute(
            insert(registration)
            .values(event_id=number, member_id=other, status="confirmed", party=3, name=name)
            .returning(registration.c.id)
        ).scalar_one()
        event_needs.set_need(unit, key, Need.CHILDCARE, "2")

    town.run(add)


@pytest.mark.parametrize(
    ("local", "says"),
    [
        ("2026-10-06T18:00", "It is in 7 days."),
        ("2026-10-12T18:00", "It is tomorrow."),
        ("2026-10-13T16:00", "It begins in 2 hours."),
        ("2026-10-13T16:31", "It begins in 89 minutes."),
    ],
)
def test_it_says_how_soon_and_the_date_and_where(town: Town, workshop: int, local: str, says: str) -> None:
    guest(town, 501, workshop)
    (outgoing,) = at(town, local)
    text = in_words(town, outgoing, "en").text.replace("\u2068", "").replace("\u2069", "")
    assert says in text
    assert "Tuesday, October 13, 2026" in text
    assert "Rathaus" in text


def test_its_button_asks_before_the_seats_are_given_up_and_the_reminder_stays(
    town: Town, workshop: int
) -> None:
    ayse = guest(town, 501, workshop)
    (outgoing,) = at(town, "2026-10-12T18:00")
    (cancel,) = [
        button.data.removeprefix("m:")
        for row in in_words(town, outgoing).rows
        for button in row
        if "cancel" in button.data
    ]
    ayse.choose(cancel, 77)
    assert (ayse.sees.template, ayse.sees.placement.edit) == ("event_cancel", None)
    ayse.choose(f"ev:gone:{workshop}")
    assert standing(ayse, workshop) == "cancelled 1"
