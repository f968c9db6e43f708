"""Changes and cancellations of events: all who said yes or maybe hear what is new to them, once."""

from datetime import timedelta

import pytest
import vobject

from domain.audience import Audience
from domain.events import Fact, Pin
from domain.outgoing import Outgoing
from domain.schedule import Late, Status
from domain.times import instant_of
from tests.usecases.attending import at, call_off, change, found, guest, planned, status_of
from tests.usecases.eventful import arrived, in_words, registration, standing, wants_invitations
from tests.usecases.office import deliver
from tests.usecases.scheduling import BERLIN, tick
from tests.usecases.town import Town
from usecases import tell_event
from usecases.event_news import CALLED_OFF, CHANGED, EventNews
from usecases.on_time import STEPS


@pytest.fixture
def workshop(town: Town) -> int:
    return planned(town)  # four seats, on the 13th at 18:00


def told(town: Town) -> list[Outgoing]:
    """Let the ticks come now; return what goes out."""
    tick(town, STEPS)
    return deliver(town)


def chats(sent: list[Outgoing]) -> list[tuple[int, str]]:
    return sorted((one.address, one.template) for one in sent)


def before(outgoing: Outgoing) -> dict[Fact, object]:
    assert isinstance(outgoing.view, EventNews)
    return dict(outgoing.view.before)


def test_all_who_said_yes_or_maybe_or_wait_are_told_and_nobody_else(town: Town, workshop: int) -> None:
    guest(town, 501, workshop, 3)
    guest(town, 502, workshop, 2)  # waits
    arrived(town, 503).choose(f"ev:maybe:{workshop}")
    arrived(town, 504).choose(f"ev:no:{workshop}")
    wants_invitations(town, 505)
    guest(town, 506, workshop).choose(f"ev:gone:{workshop}")
    change(town, workshop, local_start="2026-10-13T19:00")
    sent = told(town)
    assert chats(sent) == [(chat, CHANGED) for chat in (501, 502, 503)]
    assert all(before(one) == {Fact.START: "2026-10-13T18:00"} for one in sent)
    assert told(town) == []


def test_each_hears_the_value_that_they_know(town: Town, workshop: int) -> None:
    ayse = guest(town, 501, workshop)
    change(town, workshop, local_start="2026-10-13T19:00")
    told(town)
    bernd = guest(town, 502, workshop)  # knows of seven o'clock
    change(town, workshop, local_start="2026-10-13T20:00", place={"de": "Bücherei"})
    first, second = sorted(told(town), key=lambda one: one.address)
    expected = {Fact.START: "2026-10-13T19:00", Fact.PLACE: {"de": "Rathaus", "ar": "دار البلدية"}}
    assert before(first) == before(second) == expected
    assert registration(ayse)["told_sequence"] == registration(bernd)["told_sequence"] == 2


def test_who_has_missed_a_change_hears_both_with_what_they_knew(town: Town, workshop: int) -> None:
    ayse = guest(town, 501, workshop)
    town.now = instant_of("2026-10-03T22:00", BERLIN)
    change(town, workshop, local_start="2026-10-13T19:00")
    change(town, workshop, local_start="2026-10-13T20:00")
    assert told(town) == []  # it is night
    (outgoing,) = at(town, "2026-10-04T08:00")
    assert before(outgoing) == {Fact.START: "2026-10-13T18:00"}
    assert registration(ayse)["told_sequence"] == 2


def test_what_is_changed_back_before_it_goes_out_is_not_told(town: Town, workshop: int) -> None:
    ayse = guest(town, 501, workshop)
    town.now = instant_of("2026-10-03T22:00", BERLIN)
    change(town, workshop, local_start="2026-10-13T19:00")
    change(town, workshop, told=False, local_start="2026-10-13T18:00")
    assert at(town, "2026-10-04T08:00") == []
    change(town, workshop, local_start="2026-10-13T18:00")  # staff tell that as well: it is nothing new
    assert told(town) == []
    assert registration(ayse)["told_sequence"] == 0
    change(town, workshop, local_start="2026-10-13T17:00")
    (outgoing,) = told(town)
    assert before(outgoing) == {Fact.START: "2026-10-13T18:00"}


def test_what_is_changed_back_while_messages_wait_is_not_told_either(town: Town, workshop: int) -> None:
    guest(town, 501, workshop)
    change(town, workshop, local_start="2026-10-13T19:00")
    tick(town, STEPS)
    change(town, workshop, told=False, local_start="2026-10-13T18:00")
    assert deliver(town) == []


def test_words_that_have_changed_in_another_language_only_are_no_news(town: Town, workshop: int) -> None:
    guest(town, 501, workshop)
    guest(town, 502, workshop, language="tr")
    change(town, workshop, title={**found(town, workshop).title, "tr": "Atölye"})
    assert chats(told(town)) == [(502, CHANGED)]


def test_the_message_says_what_was_and_what_is_and_brings_the_calendar_up_to_date(
    town: Town, workshop: int
) -> None:
    guest(town, 501, workshop, 2)
    change(
        town,
        workshop,
        local_start="2026-10-14T19:30",
        minutes=90,
        place={"de": "Bücherei <2>"},
        pin=Pin(48.9, 9.2),
        link="https://example.org/raum",
        capacity=2,
    )
    (outgoing,) = told(town)
    message = in_words(town, outgoing, "en")
    text = message.text.replace("\u2068", "").replace("\u2069", "").replace("\u202f", " ")
    for words in (
        "Until now: Tuesday, October 13, 2026, 6:00 PM",
        "Now: Wednesday, October 14, 2026, 7:30 PM",
        "Until now: 2 hours",
        "Now: 90 minutes",
        "Until now: Rathaus",
        "Now: Bücherei &lt;2&gt;",
        "another place on the map",
        "Now: https://example.org/raum",
        "fewer seats",
        "You are registered: 2 people.",
    ):
        assert words in text
    assert message.document is not None
    calendar = vobject.readOne(message.document.content.decode())
    assert (calendar.method.value, calendar.vevent.sequence.value) == ("PUBLISH", "1")
    assert calendar.vevent.uid.value == found(town, workshop).uid
    assert calendar.vevent.dtstart.value == instant_of("2026-10-14T19:30", BERLIN)


def test_a_cancellation_says_why_takes_it_out_of_calendars_and_ends_all_the_rest(
    town: Town, workshop: int
) -> None:
    guest(town, 501, workshop, 4)
    guest(town, 502, workshop, 1)  # waits
    arrived(town, 503).choose(f"ev:maybe:{workshop}")
    arrived(town, 504).choose(f"ev:no:{workshop}")
    call_off(town, workshop, de="Die Halle ist <b>nass</b>.", en="The hall is <b>wet</b>.")
    sent = told(town)
    assert chats(sent) == [(chat, CALLED_OFF) for chat in (501, 502, 503)]
    yes, maybe = (in_words(town, one, "en") for one in (sent[0], sent[2]))
    assert "The hall is &lt;b&gt;wet&lt;/b&gt;." in yes.text
    assert ("has ended" in yes.text, "has ended" in maybe.text) == (True, False)
    assert yes.document is not None
    calendar = vobject.readOne(yes.document.content.decode())
    assert (calendar.method.value, calendar.vevent.status.value) == ("CANCEL", "CANCELLED")
    assert calendar.vevent.sequence.value == "1"
    for day in range(4, 21):
        assert at(town, f"2026-10-{day:02}T19:00") == []


def test_of_a_change_that_waits_when_the_event_is_cancelled_only_the_cancellation_is_told(
    town: Town, workshop: int
) -> None:
    guest(town, 501, workshop)
    change(town, workshop, local_start="2026-10-13T19:00")
    tick(town, STEPS)
    call_off(town, workshop)
    assert chats(told(town)) == [(501, CALLED_OFF)]


def test_an_offer_that_waits_when_the_event_is_cancelled_is_not_made(town: Town, workshop: int) -> None:
    ayse, bernd = guest(town, 501, workshop, 4), guest(town, 502, workshop)
    ayse.choose(f"ev:gone:{workshop}")
    assert standing(bernd, workshop) == "offered 1"
    call_off(town, workshop)
    assert chats(told(town)) == [(502, CALLED_OFF)]


def test_those_who_were_invited_only_are_left_in_peace_and_their_button_says_it(
    town: Town, workshop: int
) -> None:
    ayse = wants_invitations(town, 501)
    call_off(town, workshop)
    assert told(town) == []
    ayse.choose(f"ev:yes:{workshop}")
    assert "cancelled" in in_words(town, ayse.sees, "en").text


def test_what_could_only_be_told_too_late_is_reported_to_staff_instead(town: Town) -> None:
    early = planned(town, local_start="2026-10-14T07:30", starts_at=instant_of("2026-10-14T07:30", BERLIN))
    guest(town, 501, early)
    town.now = instant_of("2026-10-13T22:00", BERLIN)
    call_off(town, early)
    assert at(town, "2026-10-14T08:00") == []
    assert status_of(town, "call", "1") == (Status.MISSED, Late.BEGUN)


def test_after_three_days_down_a_change_is_told_if_the_event_is_still_to_come(town: Town) -> None:
    soon, later = planned(town, capacity=9), planned(town, capacity=9)
    for one in (soon, later):
        guest(town, 500 + one, one)
        change(town, one, local_start=f"2026-10-{4 + 10 * (one == later):02}T19:00")
    assert [one.args["event"] for one in at(town, "2026-10-06T12:00") if one.template == CHANGED] == [later]
    states = {row["subject"]: row["status"] for row in town.rows("scheduled") if row["kind"] == "call"}
    assert states == {f"event:{soon}": Status.MISSED, f"event:{later}": Status.DONE}


def test_a_kill_between_chunks_repeats_nobody_and_leaves_nobody_out(
    town: Town, workshop: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tell_event, "CHUNK", 2)
    change(town, workshop, told=False, capacity=None)
    for chat in range(501, 506):
        guest(town, chat, workshop)
    change(town, workshop, local_start="2026-10-13T19:00")
    got = []
    for _ in range(5):
        tick(town, STEPS, most=1)
        town.now += timedelta(minutes=1)
        got += [one.address for one in deliver(town)]
    assert got == [501, 502, 503, 504, 505]


def test_an_audience_by_this_event_is_not_told_of_its_changes(town: Town, workshop: int) -> None:
    guest(town, 501, workshop)
    other = planned(town, audience=Audience(event=workshop, event_standing="coming"))
    change(town, other, local_start="2026-10-13T19:00")
    assert told(town) == []
