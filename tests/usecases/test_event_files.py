"""An event from a file: kept, published, changed by a second run, refused with every line that is wrong."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.audience import Audience
from domain.events import EventStatus, Fact, Offers, Pin
from domain.schedule import Kind
from tests.usecases.planning import NOW, now_as, rows, times
from tests.usecases.town import Town
from usecases.change_event import EventRefused
from usecases.event_files import EventFile, ReasonFile, check_reason
from usecases.operate_events import Added, add_event, cancel_event, list_events, show_event
from usecases.yaml_files import FileProblems, read_file_located, read_located

EXAMPLE = Path(__file__).resolve().parents[2] / "content" / "examples" / "event.yaml"

FILE = """\
key: workshop
title: {de: Werkstatt, tr: Atölye}
place: {de: Rathaus}
starts: 2027-03-10 18:00
minutes: 90
capacity: 30
largest_party: 4
register_until: 2027-03-09 12:00
offers:
  interpreters: [tr]
  childcare: yes
reminders: [1 day, 2 hours]
"""


@pytest.fixture(autouse=True)
def _in_march(town: Town) -> None:
    town.now = NOW


def hand_in(town: Town, text: str = FILE, *, publish: bool = False, quietly: bool = False) -> Added:
    located = read_located(text, EventFile, town.house.languages, "event.yaml")
    added: Added = town.run(add_event, town.house, located, town.now, publish, quietly)
    return added


def problems(town: Town, text: str) -> tuple[str, ...]:
    before = town.everything()
    with pytest.raises(FileProblems) as caught:
        hand_in(town, text)
    assert town.everything() == before
    return caught.value.lines


def test_a_file_becomes_a_draft_with_all_that_it_says(town: Town) -> None:
    added = hand_in(town)
    event = added.event
    assert (added.is_new, added.published, event.status) == (True, 0, EventStatus.DRAFT)
    assert event.title == {"de": "Werkstatt", "tr": "Atölye"}
    assert event.starts_at == datetime(2027, 3, 10, 17, tzinfo=UTC)
    assert (event.minutes, event.capacity, event.largest_party) == (90, 30, 4)
    assert event.register_until == "2027-03-09T12:00"
    assert event.offers == Offers(interpreters=("tr",), childcare=True)
    assert event.reminders == (1440, 120)
    assert added.missing == ("de_simple", "en", "it", "ro", "uk", "hr", "ar")
    assert rows(town, event) == {}


def test_a_second_run_adds_nothing_and_changes_what_is_different(town: Town) -> None:
    first = hand_in(town)
    assert hand_in(town).changed == ()
    changed = hand_in(town, FILE.replace("minutes: 90", "minutes: 60"))
    assert (changed.is_new, changed.changed, changed.event.id) == (False, ("minutes",), first.event.id)
    assert len(town.rows("event")) == 1


def test_publishing_invites_and_plans_what_follows(town: Town) -> None:
    added = hand_in(town, FILE + "invite_at: 2027-03-02 09:00\n", publish=True)
    assert (added.published, added.event.status) == (1, EventStatus.PUBLISHED)
    planned = times(town, added.event)
    assert planned[Kind.INVITE, ""] == "2027-03-02T09:00"
    assert planned[Kind.REMIND, "1440"] == "2027-03-09T18:00"
    assert hand_in(town, FILE, publish=True).published == 0


def test_whoever_has_answered_is_told_what_a_second_run_changes(town: Town) -> None:
    event = hand_in(town, publish=True).event
    hand_in(town, FILE.replace("18:00", "19:00").replace("capacity: 30", "capacity: 20"))
    after = now_as(town, event)
    assert after.changes == {1: {Fact.START: "2027-03-10T18:00", Fact.CAPACITY: 30}}
    assert (Kind.CALL, "1") in rows(town, event)


def test_a_correction_can_be_made_quietly(town: Town) -> None:
    event = hand_in(town, publish=True).event
    hand_in(town, FILE.replace("Werkstatt", "Werkstätte"), quietly=True)
    after = now_as(town, event)
    assert after.title["de"] == "Werkstätte"
    assert not any(kind is Kind.CALL for kind, _ in rows(town, event))


def test_a_public_event_can_be_changed_after_its_registration_has_ended(town: Town) -> None:
    hand_in(town, FILE + "invite_at: 2027-03-02 09:00\n", publish=True)
    town.now = datetime(2027, 3, 10, 8, tzinfo=UTC)
    text = FILE.replace("Rathaus", "Bücherei") + "invite_at: 2027-03-02 09:00\n"
    assert hand_in(town, text).changed == ("place",)


def test_every_problem_is_named_with_its_line(town: Town) -> None:
    wrong = """\
key: work shop
titel: {de: Werkstatt}
starts: 2027-03-28 02:30
minutes: lang
capacity: 3
register_until: 2027-02-01 12:00
offers: {interpreters: [Türkisch]}
reminders: [bald]
timezone: Europe/Kornwestheim
"""
    assert problems(town, wrong) == (
        "event.yaml, line 1: key: needs 1 to 40 of a-z, 0-9, _ and -",
        "event.yaml, line 1: title: is missing",
        f"event.yaml, line 2: titel: is no field here; known are {', '.join(EventFile.model_fields)}",
        "event.yaml, line 4: minutes: should be a whole number such as 12",
        "event.yaml, line 7: offers.interpreters: should be a language's code such as tr, uk or gsg (German"
        " Sign Language)",
        "event.yaml, line 8: reminders: should be a length of time such as 7 days, 2 hours or 30 minutes",
        "event.yaml, line 9: timezone: should be a time zone such as Europe/Berlin",
    )


def test_what_fits_no_calendar_or_nobody_is_named_as_well(town: Town) -> None:
    wrong = """\
key: workshop
title: {de: Werkstatt}
starts: 2027-03-28 02:30
capacity: 3
register_until: 2027-02-01 12:00
invite_at: 2027-03-02 23:00
audience: {areas: [moon], languages: [xx]}
until: 2027-12-31
"""
    assert problems(town, wrong) == (
        "event.yaml, line 1: place: is missing, or a link for those who join online",
        "event.yaml, line 1: largest_party: is larger than the capacity",
        "event.yaml, line 3: starts: does not exist: clocks are put forward over it",
        "event.yaml, line 5: register_until: is over already",
        "event.yaml, line 6: invite_at: lies in quiet hours, when nothing is sent",
        "event.yaml, line 6: invite_at: is after the end of registration",
        "event.yaml, line 7: audience.areas: “moon” is not there; known are"
        f" {', '.join(town.house.town.areas)}",
        "event.yaml, line 7: audience.languages: “xx” is not there; known are"
        f" {', '.join(town.house.languages)}",
        "event.yaml, line 8: until: needs a rule by which the event comes again",
    )


@pytest.mark.parametrize("rule", ["WEEKLY", "FREQ=HOURLY", "FREQ=MONTHLY;BYDAY=9TU"])
def test_a_rule_that_cannot_be_used_is_named_with_its_line(town: Town, rule: str) -> None:
    (problem,) = problems(town, f"{FILE}rule: {rule}\n")
    assert problem.startswith("event.yaml, line 13: rule: ")


def test_the_example_is_a_series_in_all_languages(town: Town) -> None:
    located = read_file_located(EXAMPLE, EventFile, town.house.languages)
    town.now = datetime(2028, 2, 20, 12, tzinfo=UTC)
    added: Added = town.run(add_event, town.house, located, town.now, True, False)
    event = added.event
    assert added.missing == ()
    assert (added.published, added.followers) == (6, 5)
    assert event.pin == Pin(48.8598, 9.1852)
    assert event.audience == Audience(areas=("south_of_salamander_park",))
    assert times(town, event)[Kind.INVITE, ""] == "2028-02-22T10:00"
    second = town.run(list_events)[1]
    assert (second.local_start, second.register_until) == ("2028-04-04T18:00", "2028-04-03T12:00")
    assert times(town, second)[Kind.INVITE, ""] == "2028-03-21T10:00"
    again: Added = town.run(add_event, town.house, located, town.now, True, False)
    assert (again.changed, again.published, len(town.rows("event"))) == ((), 0, 6)


def test_a_series_cannot_get_another_rule_by_a_second_run(town: Town) -> None:
    hand_in(town, f"{FILE}rule: FREQ=WEEKLY;BYDAY=WE\n")
    (problem,) = problems(town, f"{FILE}rule: FREQ=WEEKLY;INTERVAL=2;BYDAY=WE\n")
    assert "is another one than before" in problem


def test_a_second_run_changes_all_of_a_series(town: Town) -> None:
    rule = "rule: FREQ=WEEKLY;BYDAY=WE\nuntil: 2027-03-24\n"
    hand_in(town, FILE + rule, publish=True)
    hand_in(town, FILE.replace("Rathaus", "Bücherei") + rule)
    found = town.run(list_events)
    assert [one.place["de"] for one in found] == ["Bücherei"] * 3
    assert all((Kind.CALL, "1") in rows(town, one) for one in found)


def test_an_event_is_found_by_number_or_key_and_cancelled_with_a_reason(town: Town) -> None:
    event = hand_in(town, publish=True).event
    shown = town.run(show_event, "workshop")
    assert shown == town.run(show_event, str(event.id))
    assert {row.kind for row in shown.rows} >= {Kind.INVITE, Kind.REMIND}
    located = read_located("reason: {de: Sturm, tr: Fırtına}\n", ReasonFile, town.house.languages, "r.yaml")
    assert town.run(cancel_event, town.house, "workshop", check_reason(located), town.now, False) == 1
    after = now_as(town, event)
    assert (after.status, after.reason) == (EventStatus.CANCELLED, {"de": "Sturm", "tr": "Fırtına"})
    with pytest.raises(EventRefused):
        town.run(cancel_event, town.house, "workshop", {}, town.now, False)
    with pytest.raises(EventRefused):
        hand_in(town)
    with pytest.raises(EventRefused):
        town.run(show_event, "nothing")


def test_a_draft_is_deleted_and_a_series_ends_with_what_follows(town: Town) -> None:
    hand_in(town)
    assert town.run(cancel_event, town.house, "workshop", {"de": "x"}, town.now, False) == 1
    assert town.rows("event") == []
    hand_in(town, f"{FILE}rule: FREQ=WEEKLY;BYDAY=WE\nuntil: 2027-03-24\n", publish=True)
    assert town.run(cancel_event, town.house, "workshop", {"de": "x"}, town.now, True) == 3
    assert {one.status for one in town.run(list_events)} == {EventStatus.CANCELLED}


def test_a_reason_that_is_too_long_is_named_with_its_line(town: Town) -> None:
    text = f"reason:\n  de: Sturm\n  tr: {'x' * 501}\n"
    located = read_located(text, ReasonFile, town.house.languages, "reason.yaml")
    with pytest.raises(FileProblems) as caught:
        check_reason(located)
    assert caught.value.lines == ("reason.yaml, line 3: reason.tr: is longer than 500 characters",)
