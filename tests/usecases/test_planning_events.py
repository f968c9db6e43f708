"""Staff plan an event in the chat: one question after the other, the card, and what cannot be taken."""

from datetime import UTC, datetime

import pytest

from domain.dialogue import Located
from domain.dialogue import Problem as TapProblem
from domain.events import EventStatus, Gap, Need, Pin
from domain.invitation import Role
from tests.usecases.office import staff
from tests.usecases.planning import (
    NOW,
    READY,
    buttons,
    kept,
    notice,
    now_as,
    open_event,
    press,
    read_in_all_languages,
    shown,
)
from tests.usecases.town import Resident, Town
from usecases.answer_survey import words
from usecases.residents_events import events_command


@pytest.fixture
def editor(town: Town) -> Resident:
    town.now = NOW
    return staff(town, 700, Role.EDITOR, "en")


@pytest.fixture
def colleague(town: Town, editor: Resident) -> Resident:
    return staff(town, 701, Role.MANAGER, "de")


def asked(one: Resident) -> str:
    return str(one.sees.args["field"])


def problem(one: Resident) -> str:
    return str(one.sees.args["problem"])


def send_place(one: Resident, latitude: float, longitude: float) -> None:
    one.town.update(words, one.person, Located(latitude, longitude, 30))


def test_a_workshop_stands_after_a_dozen_short_answers(editor: Resident) -> None:
    editor.command(events_command)
    press(editor, ":new")
    editor.say("Werkstatt: unser  Platz")
    for field, answer in [
        ("start", "10 March 2027 6 pm"),
        ("minutes", "1:30"),
        ("place", "Rathaus, Raum 2"),
        ("pin", "48.8598, 9.1852"),
        ("link", "none"),
        ("capacity", "30"),
        ("party", "4"),
        ("deadline", "9.3."),
        ("waitlist", "yes"),
    ]:
        assert asked(editor) == field
        read_in_all_languages(editor)
        if answer in ("none", "yes"):
            press(editor, f":set:{answer}")
        else:
            editor.say(answer)
    assert asked(editor) == "offers"
    press(editor, ":on:childcare")
    press(editor, ":on:in-tr")
    press(editor, ":done")
    assert editor.sees.template == "audience"
    read_in_all_languages(editor)
    press(editor, ":language")
    press(editor, ":on:tr")
    read_in_all_languages(editor)
    (back,) = [option for option in buttons(editor) if option.endswith(":audience")]
    editor.choose(back)
    press(editor, ":go:audience")
    assert asked(editor) == "description"
    editor.say("Wir bauen Modelle.\n\nKaffee gibt es auch.")
    event = shown(editor).event
    assert editor.sees.template == "event_plan_card"
    assert event.title == {"de": "Werkstatt: unser Platz"}
    assert event.local_start == "2027-03-10T18:00"
    assert event.starts_at == datetime(2027, 3, 10, 17, tzinfo=UTC)
    assert event.register_until == "2027-03-09T23:59"
    assert (event.minutes, event.capacity, event.largest_party) == (90, 30, 4)
    assert event.pin == Pin(48.8598, 9.1852)
    assert event.audience.languages == ("tr",)
    assert event.offers.needs == (Need.INTERPRETER, Need.CHILDCARE)
    assert event.description == {"de": "Wir bauen Modelle.\n\nKaffee gibt es auch."}
    assert shown(editor).gaps == ()
    assert shown(editor).missing["title"] == ("de_simple", "en", "tr", "it", "ro", "uk", "hr", "ar")
    read_in_all_languages(editor)


def test_a_resident_gets_no_way_into_planning(ayse: Resident, town: Town) -> None:
    event = kept(town)
    ayse.agree()
    ayse.choose("event:new")
    assert ayse.sees.template == "refused"
    ayse.choose(f"event:{event.id}:0:publish")
    assert ayse.sees.template == "refused"
    ayse.command(events_command)
    assert ayse.sees.template == "event_list"


def test_a_role_that_is_gone_ends_planning_in_the_middle_of_a_question(editor: Resident, town: Town) -> None:
    editor.choose("event:new", 1)
    town.connection.exec_driver_sql("UPDATE staff SET role = 'steering'")
    town.connection.commit()
    editor.say("Werkstatt")
    assert editor.sees.template == "refused"
    assert town.rows("event") == []


def test_a_place_is_sent_as_a_location(editor: Resident, town: Town) -> None:
    event = kept(town)
    open_event(editor, event)
    press(editor, ":pin")
    send_place(editor, 48.86, 9.18)
    assert shown(editor).event.pin == Pin(48.86, 9.18)
    press(editor, ":pin")
    press(editor, ":set:none")
    assert shown(editor).event.pin is None


def test_a_location_that_nobody_asked_for_goes_nowhere(editor: Resident, town: Town) -> None:
    event = kept(town)
    open_event(editor, event)
    send_place(editor, 48.86, 9.18)
    press_start = f"event:{event.id}:0:start"
    editor.choose(press_start, 1)
    send_place(editor, 48.86, 9.18)
    assert now_as(town, event) == event


@pytest.mark.parametrize(
    ("field", "text", "why"),
    [
        ("start", "irgendwann", "unreadable"),
        ("start", "1.3.2027 13:00", "past"),
        ("start", "28.3.2027 2:30", "skipped"),
        ("start", "10.3.", "no_time"),
        ("minutes", "lang", "length"),
        ("capacity", "viele", "number"),
        ("party", "0", "number"),
        ("pin", "48,86", "place"),
        ("link", "http://example.org", "address"),
        ("link", "https://example", "address"),
        ("deadline", "11.3.", "after_start"),
        ("invitation", "9.3. 23:00", "quiet"),
        ("offers", "Kaffee", "choose"),
    ],
)
def test_what_cannot_be_taken_is_said_and_asked_again(
    editor: Resident, town: Town, field: str, text: str, why: str
) -> None:
    event = kept(town)
    open_event(editor, event)
    press(editor, f":{field}")
    editor.say(text)
    assert (asked(editor), problem(editor)) == (field, why)
    read_in_all_languages(editor)
    assert now_as(town, event) == event


def test_a_date_that_can_be_read_in_two_ways_is_chosen_from(editor: Resident, town: Town) -> None:
    open_event(editor, kept(town))
    press(editor, ":start")
    editor.say("10/4/2027 18:00")
    assert problem(editor) == "several"
    read_in_all_languages(editor)
    press(editor, ":set:202710041800")
    assert shown(editor).event.local_start == "2027-10-04T18:00"


def test_a_day_and_a_time_can_be_chosen_or_typed_on_the_way(editor: Resident, town: Town) -> None:
    open_event(editor, kept(town))
    press(editor, ":start")
    press(editor, ":month:202703")
    read_in_all_languages(editor)
    press(editor, ":month:202704")
    editor.say("8")
    assert editor.sees.args["day"] == "20270408"
    read_in_all_languages(editor)
    editor.say("halb sieben")
    assert problem(editor) == "clock"
    editor.say("17")
    assert shown(editor).event.local_start == "2027-04-08T17:00"
    press(editor, ":start")
    press(editor, ":month:202704")
    press(editor, ":day:20270409")
    press(editor, ":set:202704091830")
    assert shown(editor).event.local_start == "2027-04-09T18:30"


def test_a_day_that_is_over_can_be_pressed_and_is_refused(editor: Resident, town: Town) -> None:
    event = kept(town)
    open_event(editor, event)
    press(editor, ":start")
    press(editor, ":month:202703")
    press(editor, ":day:20270301")
    press(editor, ":set:202703010800")
    assert problem(editor) == "past"


def test_when_an_event_is_moved_the_end_of_registration_moves_along(editor: Resident, town: Town) -> None:
    open_event(editor, kept(town, register_until="2027-03-08T12:00"))
    press(editor, ":start")
    editor.say("17.3.2027 19:00")
    assert shown(editor).event.register_until == "2027-03-15T13:00"


def test_texts_in_other_languages_are_written_one_by_one(editor: Resident, town: Town) -> None:
    open_event(editor, kept(town))
    press(editor, ":title")
    press(editor, ":title:tr")
    editor.say("Atölye")
    press(editor, ":title:tr")
    press(editor, ":title:tr:remove")
    press(editor, ":title:en")
    editor.say("Workshop")
    (back,) = [option for option in buttons(editor) if option.count(":") == 1]
    editor.choose(back)
    assert shown(editor).event.title == {"de": "Werkstatt", "en": "Workshop"}
    assert shown(editor).missing["title"] == ("de_simple", "tr", "it", "ro", "uk", "hr", "ar")


def test_reminders_can_be_more_and_fewer(editor: Resident, town: Town) -> None:
    open_event(editor, kept(town))
    press(editor, ":reminders")
    read_in_all_languages(editor)
    press(editor, ":off:10080")
    press(editor, ":on:60")
    press(editor, ":done")
    assert shown(editor).event.reminders == (1440, 120, 60)


def test_of_two_who_edit_at_once_the_second_is_shown_how_it_is_now(
    editor: Resident, colleague: Resident, town: Town
) -> None:
    event = kept(town)
    open_event(editor, event)
    press(editor, ":capacity")
    open_event(colleague, event)
    press(colleague, ":minutes")
    colleague.say("60")
    editor.say("10")
    assert (editor.sees.template, notice(editor)) == ("event_plan_card", "changed")
    assert (shown(editor).event.minutes, shown(editor).event.capacity) == (60, 30)
    press(editor, ":capacity")
    editor.say("10")
    assert (now_as(town, event).minutes, now_as(town, event).capacity) == (60, 10)


def test_an_update_that_comes_twice_makes_one_event(editor: Resident, town: Town) -> None:
    town.times = 2
    editor.choose("event:new", 1)
    editor.say("Werkstatt")
    assert len(town.rows("event")) == 1


def test_a_copy_says_the_same_and_has_a_time_of_its_own(editor: Resident, town: Town) -> None:
    event = kept(town, register_until="2027-03-09T12:00", minutes=45, status=EventStatus.CANCELLED)
    open_event(editor, event)
    press(editor, ":copy")
    assert asked(editor) == "start"
    editor.say("7.4.2027 18:00")
    copy = shown(editor).event
    assert (copy.title, copy.minutes, copy.status) == (event.title, 45, EventStatus.DRAFT)
    assert (copy.local_start, copy.register_until) == ("2027-04-07T18:00", None)
    assert copy.uid != event.uid
    assert now_as(town, event) == event


def test_what_is_missing_stands_on_the_card_in_every_language(editor: Resident, town: Town) -> None:
    event = kept(town, title={"tr": "Atölye"}, place={}, local_start=None, starts_at=None)
    open_event(editor, event)
    assert shown(editor).gaps == (Gap.TITLE, Gap.START, Gap.PLACE)
    read_in_all_languages(editor)
    assert notice(editor) == ""


def test_lists_have_pages_and_lead_to_what_is_over(editor: Resident, town: Town) -> None:
    for day in range(10, 20):
        kept(town, READY.at(f"2027-03-{day}T18:00"))
    kept(town, status=EventStatus.CANCELLED)
    editor.command(events_command)
    assert len([option for option in buttons(editor) if option.count(":") == 1 and option[-1].isdigit()]) == 8
    read_in_all_languages(editor)
    press(editor, ":list:1")
    read_in_all_languages(editor)
    press(editor, ":past:0")
    read_in_all_languages(editor)
    assert editor.sees.args["past"]
    press(editor, ":list:0")
    press(editor, "ev")
    assert editor.sees.template == "event_list"


@pytest.mark.parametrize(
    "option",
    [
        "event:x",
        "event:1:2:3:4:5",
        "event:list:99999",
        "event:{id}:0:start:set:209902301200",
        "event:{id}:0:start:month:202713",
        "event:{id}:0:offers:on:in-xx",
        "event:{id}:0:title:xx",
        "event:{id}:0:waitlist:set:perhaps",
        "event:{id}:0:reminders:on:0",
        "event:{id}:0:preview:xx",
        "event:{id}:0:repeat:hourly",
    ],
)
def test_a_forged_button_does_nothing(editor: Resident, town: Town, option: str) -> None:
    event = kept(town)
    refusal = editor.choose(option.format(id=event.id), 1)
    assert refusal is None or refusal.problem is TapProblem.FORGED_BUTTON
    assert now_as(town, event) == event


def test_an_event_that_is_gone_leads_to_the_list(editor: Resident) -> None:
    editor.choose("event:99", 1)
    assert (editor.sees.template, notice(editor)) == ("event_plan_list", "gone")
    editor.choose("event:99:0:start", 1)
    assert notice(editor) == "gone"
