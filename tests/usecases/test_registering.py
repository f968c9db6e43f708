"""Residents answer an event in the chat: by buttons, by typing, with one person or many, and change it."""

import pytest

from domain.admission import Phase
from domain.events import EventStatus
from domain.invitation import Role
from domain.times import instant_of
from tests.usecases.eventful import (
    arrived,
    change_event,
    come,
    in_words,
    pass_hours,
    publish,
    registration,
    seen,
    settle,
    standing,
)
from tests.usecases.office import deliver, staff
from tests.usecases.town import Resident, Town
from usecases.commands import stop
from usecases.residents_events import events_command


@pytest.fixture
def workshop(town: Town) -> int:
    return publish(town)


@pytest.fixture
def ayse(town: Town) -> Resident:
    return arrived(town, 501)


@pytest.fixture
def bernd(town: Town) -> Resident:
    return arrived(town, 502)


def templates(one: Resident, n: int) -> list[str]:
    """Return the templates of what somebody was told last."""
    return [said.template for said in one.town.said if said.address == one.chat][-n:]


def test_events_shows_what_is_coming_and_a_number_opens_it(ayse: Resident, workshop: int) -> None:
    ayse.command(events_command)
    assert (ayse.sees.template, ayse.options) == ("event_list", [f"ev:show:{workshop}"])
    ayse.say("1")
    assert ayse.sees.template == "event_card"
    assert ayse.options == [f"ev:{what}:{workshop}" for what in ("yes", "maybe", "no", "map", "ics")] + ["ev"]


def test_my_events_stand_before_all_others_and_all_of_them_do(town: Town, ayse: Resident) -> None:
    there = [
        publish(town, starts_at=instant_of(f"2026-11-{day}T18:00", "Europe/Berlin")) for day in range(10, 26)
    ]
    for one in (there[1], there[-1]):
        come(ayse, one)
    ayse.choose(f"ev:maybe:{there[0]}")
    ayse.command(events_command)
    shown = [int(option.split(":")[2]) for option in ayse.options]
    assert shown == [there[1], there[-1], there[0], *there[2:13]]
    text = in_words(town, ayse.sees, "en").text
    assert text.index("Your events") < text.index("What is coming")


def test_who_plans_events_sees_the_planning_and_gets_to_this_and_back(town: Town, workshop: int) -> None:
    editor = staff(town, 600)
    editor.command(events_command)
    assert (editor.sees.template, editor.options[-1]) == ("event_plan_list", "ev")
    editor.choose("ev")
    assert (editor.sees.template, editor.options) == ("event_list", [f"ev:show:{workshop}", "event"])
    assert "Plan" in in_words(town, editor.sees, "en").rows[-1][0].label
    editor.choose("event")
    assert editor.sees.template == "event_plan_list"
    door = staff(town, 601, Role.MODERATOR)
    door.command(events_command)
    assert (door.sees.template, door.options) == ("event_list", [f"ev:show:{workshop}"])


def test_drafts_are_not_shown_and_what_is_over_or_cancelled_is_not_coming(town: Town, ayse: Resident) -> None:
    draft = publish(town, status=EventStatus.DRAFT)
    publish(town, status=EventStatus.CANCELLED)
    over = publish(town)
    town.pass_days(11)
    ayse.command(events_command)
    assert ayse.options == []
    ayse.choose(f"ev:show:{draft}")
    assert (ayse.sees.template, ayse.options) == ("event_list", [])
    ayse.choose(f"ev:show:{over}")
    assert (seen(ayse).phase, ayse.options) == (Phase.BEGUN, ["ev"])


def test_a_yes_asks_how_many_and_then_confirms_with_a_calendar_file_and_asks_for_needs(
    ayse: Resident, workshop: int
) -> None:
    ayse.choose(f"ev:yes:{workshop}", 1000)
    assert (ayse.sees.template, ayse.sees.placement.edit) == ("event_party", 1000)
    assert ayse.options == [f"ev:party:{workshop}:{size}" for size in (1, 2, 3, 4)]
    ayse.say("3")
    assert templates(ayse, 3) == ["event_card", "event_calendar", "event_needs"]
    assert standing(ayse, workshop) == "registered 3"
    assert len(registration(ayse)["ticket"]) == 12


@pytest.mark.parametrize("typed", ["0", "5", "99999999999", "drei", "-1", "2 3", "x" * 4000, "1" * 400])
def test_a_number_that_cannot_be_is_asked_for_again(ayse: Resident, workshop: int, typed: str) -> None:
    ayse.choose(f"ev:yes:{workshop}")
    ayse.say(typed)
    assert (ayse.sees.template, bool(ayse.sees.args["problem"])) == ("event_party", True)
    assert standing(ayse, workshop) == ""
    ayse.say("٢")
    assert standing(ayse, workshop) == "registered 2"


def test_a_large_party_is_typed_where_there_is_no_button_for_it(town: Town, ayse: Resident) -> None:
    event = publish(town, capacity=None, largest_party=12)
    ayse.choose(f"ev:yes:{event}")
    assert len(ayse.options) == 8
    ayse.say("12")
    assert standing(ayse, event) == "registered 12"


def test_where_each_comes_alone_nobody_is_asked_how_many(town: Town, ayse: Resident) -> None:
    event = publish(town, largest_party=1)
    ayse.choose(f"ev:yes:{event}")
    assert standing(ayse, event) == "registered 1"


def test_a_second_delivery_of_a_tap_registers_nobody_twice(town: Town, ayse: Resident, workshop: int) -> None:
    town.times = 3
    come(ayse, workshop, 2)
    assert [row["party"] for row in town.rows("registration")] == [2]
    assert templates(ayse, 3) == ["event_card", "event_calendar", "event_needs"]


@pytest.mark.parametrize(("answer", "status"), [("maybe", "maybe 1"), ("no", "declined 1")])
def test_maybe_and_no_are_kept_and_a_yes_is_still_possible(
    ayse: Resident, workshop: int, answer: str, status: str
) -> None:
    ayse.choose(f"ev:{answer}:{workshop}")
    assert standing(ayse, workshop) == status
    assert f"ev:{answer}:{workshop}" not in ayse.options
    assert ayse.options[0] == f"ev:yes:{workshop}"
    come(ayse, workshop, 2)
    assert standing(ayse, workshop) == "registered 2"


def test_who_has_seats_is_asked_before_a_no_takes_them(ayse: Resident, workshop: int) -> None:
    come(ayse, workshop, 2)
    for answer in ("no", "maybe", "cancel"):
        ayse.choose(f"ev:{answer}:{workshop}")
        assert ayse.options == [f"ev:gone:{workshop}", f"ev:show:{workshop}"]
        assert standing(ayse, workshop) == "registered 2"
    ayse.say("2")
    assert standing(ayse, workshop) == "registered 2"
    ayse.choose(f"ev:cancel:{workshop}")
    ayse.say("1")
    assert (standing(ayse, workshop), ayse.sees.args["note"]) == ("cancelled 2", "given_up")
    assert registration(ayse)["ticket"] is None


def test_a_party_is_changed_up_to_what_is_free_and_down(
    ayse: Resident, bernd: Resident, workshop: int
) -> None:
    come(ayse, workshop, 2)
    come(bernd, workshop, 1)
    ayse.choose(f"ev:size:{workshop}")
    ayse.say("3")
    assert (standing(ayse, workshop), ayse.sees.args["note"]) == ("registered 3", "changed")
    ayse.choose(f"ev:size:{workshop}")
    ayse.say("4")
    assert (standing(ayse, workshop), ayse.sees.args["note"]) == ("registered 3", "no_seats")
    ayse.choose(f"ev:party:{workshop}:1")
    assert standing(ayse, workshop) == "registered 1"


def test_a_yes_of_somebody_who_comes_shows_that_and_changes_nothing(ayse: Resident, workshop: int) -> None:
    come(ayse, workshop, 2)
    ayse.choose(f"ev:yes:{workshop}")
    assert (ayse.sees.template, standing(ayse, workshop)) == ("event_card", "registered 2")


# --- the line --------------------------------------------------------------------------------------


def test_who_does_not_fit_waits_is_offered_a_free_seat_and_takes_it(
    town: Town, ayse: Resident, bernd: Resident, workshop: int
) -> None:
    come(ayse, workshop, 4)
    come(bernd, workshop, 2)
    assert (standing(bernd, workshop), bernd.sees.args["note"]) == ("waitlisted 2", "waitlisted")
    assert registration(bernd)["ticket"] is None
    ayse.choose(f"ev:gone:{workshop}")
    assert standing(bernd, workshop) == "offered 2"
    (offer,) = deliver(town)
    assert (offer.template, offer.address) == ("event_offer", bernd.chat)
    assert registration(bernd)["offered_until"] == town.now.replace(day=4)
    bernd.choose(f"ev:accept:{workshop}", 1)
    assert standing(bernd, workshop) == "confirmed 2"
    assert templates(bernd, 3) == ["event_card", "event_calendar", "event_needs"]
    assert len(registration(bernd)["ticket"]) == 12


def test_an_offer_can_be_accepted_by_typing_too(ayse: Resident, bernd: Resident, workshop: int) -> None:
    come(ayse, workshop, 4)
    come(bernd, workshop, 2)
    ayse.choose(f"ev:gone:{workshop}")
    bernd.command(events_command)
    bernd.say("1")
    assert bernd.options[:3] == [f"ev:{what}:{workshop}" for what in ("accept", "size", "pass")]
    bernd.say("1")
    assert standing(bernd, workshop) == "confirmed 2"


def test_an_offer_that_is_passed_on_or_runs_out_goes_to_the_next_who_is_told(
    town: Town, ayse: Resident, bernd: Resident, workshop: int
) -> None:
    cem, dila = arrived(town, 503), arrived(town, 504)
    for one, party in ((ayse, 4), (bernd, 3), (cem, 4), (dila, 3)):
        come(one, workshop, party)
    ayse.choose(f"ev:gone:{workshop}")
    assert [one.address for one in deliver(town)] == [bernd.chat]
    bernd.choose(f"ev:pass:{workshop}")
    assert [standing(one, workshop) for one in (bernd, cem, dila)] == [
        "cancelled 3",
        "offered 4",
        "waitlisted 3",
    ]
    assert [(one.template, one.address) for one in deliver(town)] == [("event_offer", cem.chat)]
    assert settle(town) == 0, "its time is not over"
    pass_hours(town, 24)
    assert settle(town) == 1
    assert [standing(one, workshop) for one in (cem, dila)] == ["expired 4", "offered 3"]
    assert {(one.template, one.address) for one in deliver(town)} == {
        ("event_offer_over", cem.chat),
        ("event_offer", dila.chat),
    }
    assert settle(town) == 0


def test_who_comes_too_late_for_an_offer_waits_anew_or_gets_what_is_free(
    town: Town, ayse: Resident, bernd: Resident, workshop: int
) -> None:
    come(ayse, workshop, 4)
    come(bernd, workshop, 2)
    ayse.choose(f"ev:gone:{workshop}")
    pass_hours(town, 25)
    bernd.choose(f"ev:accept:{workshop}", 1)
    assert standing(bernd, workshop) == "registered 2"


def test_more_capacity_is_offered_by_the_next_tick(
    town: Town, ayse: Resident, bernd: Resident, workshop: int
) -> None:
    come(ayse, workshop, 4)
    come(bernd, workshop, 2)
    assert settle(town) == 0
    change_event(town, workshop, capacity=6)
    assert settle(town) == 1
    assert standing(bernd, workshop) == "offered 2"
    change_event(town, workshop, capacity=4)
    settle(town)
    assert standing(bernd, workshop) == "offered 2", "a promise holds"


def test_what_becomes_free_at_night_is_told_in_the_morning_and_kept_from_then_on(
    town: Town, ayse: Resident, bernd: Resident, workshop: int
) -> None:
    come(ayse, workshop, 4)
    come(bernd, workshop, 2)
    town.now = town.now.replace(hour=21)  # 23 o'clock in Berlin
    ayse.choose(f"ev:gone:{workshop}")
    assert deliver(town) == []
    assert registration(bernd)["offered_until"] == town.now.replace(day=5, hour=6)
    town.now = town.now.replace(day=4, hour=6)
    assert [one.template for one in deliver(town)] == ["event_offer"]


def test_an_offer_that_was_settled_before_it_went_out_is_not_told(
    town: Town, ayse: Resident, bernd: Resident, workshop: int
) -> None:
    come(ayse, workshop, 4)
    come(bernd, workshop, 2)
    ayse.choose(f"ev:gone:{workshop}")
    bernd.choose(f"ev:accept:{workshop}")
    assert deliver(town) == []


def test_without_a_waitlist_full_is_full(town: Town, ayse: Resident, bernd: Resident) -> None:
    event = publish(town, waitlist=False)
    come(ayse, event, 4)
    come(bernd, event, 1)
    assert (standing(bernd, event), bernd.sees.args["note"]) == ("", "no_seats")
    assert f"ev:yes:{event}" not in bernd.options


def test_who_stopped_messages_and_registers_hears_of_this_event_again(ayse: Resident, workshop: int) -> None:
    ayse.command(stop)
    come(ayse, workshop)
    (chat,) = ayse.town.rows("chat")
    assert chat["stopped_at"] is None


# --- too late --------------------------------------------------------------------------------------


def test_after_the_deadline_nobody_registers_but_who_is_registered_can_bring_fewer_or_cancel(
    town: Town, ayse: Resident, bernd: Resident
) -> None:
    event = publish(town, register_until="2026-10-10T12:00")
    come(ayse, event, 2)
    town.pass_days(8)
    come(bernd, event)
    assert (standing(bernd, event), bernd.sees.args["note"]) == ("", "closed")
    ayse.choose(f"ev:party:{event}:3")
    assert (standing(ayse, event), ayse.sees.args["note"]) == ("registered 2", "closed")
    ayse.choose(f"ev:party:{event}:1")
    assert standing(ayse, event) == "registered 1"
    ayse.choose(f"ev:gone:{event}")
    assert standing(ayse, event) == "cancelled 1"


@pytest.mark.parametrize("option", ["yes", "party:{}:2", "maybe", "no", "gone", "accept", "size", "cancel"])
@pytest.mark.parametrize("change", ["begun", "cancelled"])
def test_old_buttons_change_nothing_once_it_has_begun_or_is_off(
    town: Town, ayse: Resident, workshop: int, option: str, change: str
) -> None:
    come(ayse, workshop, 1)
    before = registration(ayse)
    if change == "begun":
        town.pass_days(11)
    else:
        change_event(town, workshop, status=EventStatus.CANCELLED)
    what, _, details = option.partition(":")
    ayse.choose(f"ev:{what}:{workshop}{details[2:]}")
    assert ayse.sees.template == "event_card"
    assert set(ayse.options) <= {"ev", f"ev:ticket:{workshop}"}
    assert registration(ayse) == before


def test_seats_freed_in_the_last_hour_are_for_those_at_the_door(
    town: Town, ayse: Resident, bernd: Resident, workshop: int
) -> None:
    come(ayse, workshop, 4)
    come(bernd, workshop, 2)
    town.now = town.now.replace(day=13, hour=15, minute=30)
    ayse.choose(f"ev:gone:{workshop}")
    assert standing(bernd, workshop) == "waitlisted 2"


@pytest.mark.parametrize(
    "option",
    [
        "ev:yes",
        "ev:yes:x",
        "ev:yes:1:1",
        "ev:fly:1",
        "ev:map:1:1",
        "ev:ics:1:1",
        "ev:show:1:2",
        "ev:party:1:2:3",
        "ev:need:1:helicopter",
        "ev:need:1:childcare:1:2",
        "ev:agree:1",
        "ev:agree:1:00000000:helicopter",
        "ev:name:1:x",
        "ev:cancel:1:1",
        f"ev:show:{'9' * 19}",
    ],
)
def test_a_forged_button_is_refused_or_changes_nothing(
    town: Town, ayse: Resident, workshop: int, option: str
) -> None:
    assert workshop == 1
    assert ayse.choose(option) is not None or ayse.sees.template.startswith("event")
    assert town.rows("registration") == []


def test_the_map_and_the_calendar_file_stand_below_and_leave_the_menu_open(
    ayse: Resident, workshop: int
) -> None:
    ayse.choose(f"ev:show:{workshop}")
    ayse.choose(f"ev:map:{workshop}")
    venue = in_words(ayse.town, ayse.sees).venue
    assert venue is not None
    assert (venue.latitude, venue.title, venue.address) == (48.86, "Werkstatt", "Rathaus")
    ayse.choose(f"ev:ics:{workshop}")
    document = in_words(ayse.town, ayse.sees).document
    assert document is not None
    assert (document.name, document.media_type) == ("2026-10-13.ics", "text/calendar")
    ayse.say("2")
    assert standing(ayse, workshop) == "maybe 1"
