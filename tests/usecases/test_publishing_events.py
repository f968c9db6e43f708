"""Events are published with one confirmation, changes are told at once, a withdrawn event is silent."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.dialogs import say_in_words
from domain.audience import Audience
from domain.events import Event, EventStatus, Fact
from domain.invitation import Role
from domain.schedule import Kind, Status
from tests.usecases.eventful import arrived, come, standing, wants_invitations
from tests.usecases.office import confirm, deliver, staff, token_of
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
    rows,
    shown,
    times,
)
from tests.usecases.scheduling import tick
from tests.usecases.town import Resident, Town
from usecases import invite_to_event
from usecases.change_event import cancel as cancel_event
from usecases.change_event import keep, publish
from usecases.on_time import STEPS
from usecases.registration_views import EventView


@pytest.fixture
def editor(town: Town) -> Resident:
    town.now = NOW
    return staff(town, 700, Role.EDITOR, "en")


@pytest.fixture
def colleague(town: Town, editor: Resident) -> Resident:
    return staff(town, 701, Role.MANAGER, "de")


def published(town: Town, event: Event = READY, /, **changes: object) -> Event:
    """Keep an event and publish it."""
    new = kept(town, event, **changes)
    town.run(publish, town.house, None, new, town.now)
    return now_as(town, new)


def ask_to_publish(editor: Resident, event: Event) -> None:
    open_event(editor, event)
    press(editor, ":preview:en")
    press(editor, ":publish")


def test_the_invitation_is_previewed_in_every_language_before_it_goes_out(
    editor: Resident, town: Town
) -> None:
    event = kept(town, title={"de": "Werkstatt", "tr": "Atölye"})
    open_event(editor, event)
    press(editor, ":preview:en")
    read_in_all_languages(editor)
    assert "Werkstatt" in say_in_words(town.house.town, editor.sees).text
    for language in ("tr", "ar", "de", "de_simple"):
        press(editor, f":preview:{language}")
        text = say_in_words(town.house.town, editor.sees).text
        assert ("Atölye" in text) is (language == "tr")
        read_in_all_languages(editor)
    assert now_as(town, event).status is EventStatus.DRAFT


def test_publishing_needs_a_fresh_yes_and_plans_all_that_follows(editor: Resident, town: Town) -> None:
    event = kept(town)
    ask_to_publish(editor, event)
    assert editor.sees.template == "event_plan_sure_publish"
    read_in_all_languages(editor)
    assert rows(town, event) == {}
    confirm(editor)
    assert (notice(editor), shown(editor).event.status) == ("published", EventStatus.PUBLISHED)
    assert times(town, event) == {
        (Kind.INVITE, ""): "2027-03-01T13:00",
        (Kind.REMIND, "10080"): "2027-03-03T18:00",
        (Kind.REMIND, "1440"): "2027-03-09T18:00",
        (Kind.REMIND, "120"): "2027-03-10T16:00",
        (Kind.FEEDBACK, ""): "2027-03-11T10:00",
        (Kind.CLOSE_EVENT, ""): "2027-03-17T20:00",
    }
    audit = [row["action"] for row in town.rows("audit") if row["object"] == f"event:{event.id}"]
    assert audit == ["published"]


def test_invitations_wait_for_a_decent_hour_or_the_time_that_staff_have_chosen(
    editor: Resident, town: Town
) -> None:
    town.now = NOW.replace(hour=21)  # 22:00 in the town
    assert times(town, published(town))[Kind.INVITE, ""] == "2027-03-02T08:00"
    chosen = published(town, invite_at="2027-03-04T09:30")
    assert times(town, chosen)[Kind.INVITE, ""] == "2027-03-04T09:30"


def test_reminders_in_the_night_come_before_it_and_those_that_are_over_not_at_all(town: Town) -> None:
    town.now = NOW
    early = published(town, READY.at("2027-03-03T09:00"))
    planned = times(town, early)
    assert planned[Kind.REMIND, "120"] == "2027-03-02T20:59"
    assert planned[Kind.REMIND, "1440"] == "2027-03-02T09:00"
    assert (Kind.REMIND, "10080") not in planned


@pytest.mark.parametrize("change", [{"title": {"tr": "Atölye"}}, {"place": {}}, {"capacity": 3}])
def test_what_lacks_something_cannot_be_published(
    editor: Resident, town: Town, change: dict[str, object]
) -> None:
    event = kept(town, **change)
    ask_to_publish(editor, event)
    assert (editor.sees.template, notice(editor)) == ("event_plan_card", "lacking")
    read_in_all_languages(editor)


def test_a_yes_to_what_was_changed_meanwhile_counts_for_nothing(
    editor: Resident, colleague: Resident, town: Town
) -> None:
    event = kept(town)
    ask_to_publish(editor, event)
    open_event(colleague, event)
    press(colleague, ":minutes")
    colleague.say("60")
    confirm(editor)
    assert editor.sees.template == "not_confirmed"
    assert now_as(town, event).status is EventStatus.DRAFT


def test_a_yes_counts_once_and_only_from_whoever_was_asked(
    editor: Resident, colleague: Resident, town: Town
) -> None:
    event = kept(town)
    ask_to_publish(editor, event)
    message = editor.message
    yes = f"confirm:{token_of(editor)}"
    colleague.choose(yes, 1)
    assert colleague.sees.template == "not_confirmed"
    editor.choose(yes, message)
    editor.choose(yes, message)
    assert editor.sees.template == "not_confirmed"
    assert len([row for row in town.rows("scheduled") if row["kind"] == "invite"]) == 1
    assert now_as(town, event).status is EventStatus.PUBLISHED


def test_a_second_person_has_to_publish_as_well_where_the_operator_wants_that(
    editor: Resident, colleague: Resident, town: Town
) -> None:
    town.house = replace(town.house, second_person=True)
    event = kept(town)
    ask_to_publish(editor, event)
    confirm(editor)
    assert editor.sees.template == "event_plan_second"
    read_in_all_languages(editor)
    assert now_as(town, event).status is EventStatus.DRAFT
    open_event(colleague, event)
    press(colleague, ":preview:de")
    press(colleague, ":publish")
    confirm(colleague)
    assert now_as(town, event).status is EventStatus.PUBLISHED


def test_a_small_audience_is_told_to_nobody_as_a_number(editor: Resident, town: Town) -> None:
    ask_to_publish(editor, kept(town, audience=Audience(languages=("tr",))))
    assert editor.sees.args["reach"] is None


# --- changes -----------------------------------------------------------------------------------------


def test_changes_are_told_together_when_staff_are_done(editor: Resident, town: Town) -> None:
    event = published(town)
    open_event(editor, event)
    press(editor, ":start")
    editor.say("11.3.2027 19:00")
    press(editor, ":capacity")
    editor.say("20")
    assert set(shown(editor).untold) == {Fact.START, Fact.CAPACITY}
    read_in_all_languages(editor)
    assert (Kind.CALL, "2") not in rows(town, event)
    press(editor, ":tell")
    read_in_all_languages(editor)
    confirm(editor)
    assert notice(editor) == "told"
    after = now_as(town, event)
    assert after.sequence == 2
    assert after.changes == {2: {Fact.START: "2027-03-10T18:00", Fact.CAPACITY: 30}}
    assert times(town, event)[Kind.CALL, "2"] == "2027-03-01T13:00"


def test_reminders_move_with_the_event_at_once(editor: Resident, town: Town) -> None:
    event = published(town)
    open_event(editor, event)
    press(editor, ":start")
    editor.say("11.3.2027 19:00")
    planned = times(town, event)
    assert planned[Kind.REMIND, "1440"] == "2027-03-10T19:00"
    assert planned[Kind.FEEDBACK, ""] == "2027-03-12T10:00"
    assert planned[Kind.CLOSE_EVENT, ""] == "2027-03-18T21:00"
    assert planned[Kind.INVITE, ""] == "2027-03-01T13:00"
    press(editor, ":reminders")
    press(editor, ":off:1440")
    assert (Kind.REMIND, "1440") not in rows(town, event)
    press(editor, ":on:1440")
    assert times(town, event)[Kind.REMIND, "1440"] == "2027-03-10T19:00"


def test_a_mere_correction_tells_nobody(editor: Resident, town: Town) -> None:
    event = published(town)
    open_event(editor, event)
    press(editor, ":title")
    press(editor, ":title:de")
    editor.say("Werkstätte")
    (back,) = [option for option in buttons(editor) if option.count(":") == 1]
    editor.choose(back)
    press(editor, ":quiet")
    assert shown(editor).untold == {}
    assert not any(kind is Kind.CALL for kind, _ in rows(town, event))


def test_a_newer_change_takes_the_place_of_one_that_has_not_been_told(editor: Resident, town: Town) -> None:
    town.now = NOW.replace(hour=21)
    event = published(town)
    for start in ("11.3.2027 19:00", "12.3.2027 19:00"):
        open_event(editor, event)
        press(editor, ":start")
        editor.say(start)
        press(editor, ":tell")
        confirm(editor)
    calls = [part for kind, part in rows(town, event) if kind is Kind.CALL]
    assert calls == ["2"]
    assert times(town, event)[Kind.CALL, "2"] == "2027-03-02T08:00"


def test_more_seats_and_words_in_more_languages_are_no_news(town: Town) -> None:
    town.now = NOW
    event = published(town)
    after = replace(event, capacity=50, title={**event.title, "tr": "Atölye"})
    saved = town.run(keep, town.house, None, event, after, "capacity", town.now)
    assert saved.sequence == event.sequence


# --- cancelling --------------------------------------------------------------------------------------


def cancel(editor: Resident, event: Event, which: str = "one") -> None:
    open_event(editor, event)
    press(editor, ":cancel")
    read_in_all_languages(editor)
    press(editor, f":cancel:{which}")


def test_cancelling_needs_a_reason_and_a_yes_and_silences_all_the_rest(editor: Resident, town: Town) -> None:
    event = published(town)
    cancel(editor, event)
    assert editor.sees.template == "text_in_language"
    editor.say("Die Halle ist überschwemmt.")
    cancel(editor, event)
    assert editor.sees.template == "event_plan_sure_cancel"
    read_in_all_languages(editor)
    confirm(editor)
    after = now_as(town, event)
    assert after.status is EventStatus.CANCELLED
    assert after.reason == {"de": "Die Halle ist überschwemmt."}
    assert after.sequence == 1
    assert times(town, event) == {
        (Kind.CALL, "1"): "2027-03-01T13:00",
        (Kind.CLOSE_EVENT, ""): "2027-03-17T20:00",
    }
    read_in_all_languages(editor)
    assert not [option for option in buttons(editor) if option.endswith((":start", ":cancel"))]


def test_nothing_can_be_changed_on_a_cancelled_event(editor: Resident, town: Town) -> None:
    event = kept(town, status=EventStatus.CANCELLED)
    editor.choose(f"event:{event.id}:0:start", 1)
    assert notice(editor) == "closed"
    assert now_as(town, event) == event


def test_a_draft_is_deleted_without_a_reason(editor: Resident, town: Town) -> None:
    event = kept(town)
    cancel(editor, event)
    assert editor.sees.template == "event_plan_sure_delete"
    read_in_all_languages(editor)
    confirm(editor)
    assert (editor.sees.template, notice(editor)) == ("event_plan_list", "deleted")
    assert town.rows("event") == []


def test_an_event_that_is_over_cannot_be_published_any_more(editor: Resident, town: Town) -> None:
    event = kept(town)
    ask_to_publish(editor, event)
    town.now += timedelta(minutes=4)
    town.run(publish, town.house, None, event, town.now)
    confirm(editor)
    assert editor.sees.template == "not_confirmed"


# --- with residents ------------------------------------------------------------------------------------


def test_of_an_event_that_is_cancelled_while_it_invites_nobody_hears_but_that(
    editor: Resident, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invite_to_event, "CHUNK", 1)
    for chat in (501, 502, 503):
        wants_invitations(town, chat)
    event = published(town)
    assert tick(town, STEPS, most=1) == 1
    assert rows(town, event)[Kind.INVITE, ""].status is Status.RUNNING
    town.run(cancel_event, town.house, None, event, {"de": "Sturm"}, town.now)
    assert rows(town, event)[Kind.INVITE, ""].status is Status.CANCELLED
    tick(town, {Kind.INVITE: STEPS[Kind.INVITE]}, most=5)
    assert [one.template for one in deliver(town) if one.address != editor.chat] == []


def test_everybody_is_invited_once_when_the_event_is_changed_in_the_middle(
    editor: Resident, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invite_to_event, "CHUNK", 1)
    for chat in (501, 502, 503):
        wants_invitations(town, chat)
    event = published(town)
    tick(town, STEPS, most=1)
    open_event(editor, event)
    press(editor, ":start")
    editor.say("11.3.2027 19:00")
    tick(town, STEPS)
    sent = [one for one in deliver(town) if one.template == "event_invitation"]
    assert sorted(one.address for one in sent) == [501, 502, 503]
    assert all(seen_start(one.view) == "2027-03-11T19:00" for one in sent)


def seen_start(view: object) -> str | None:
    assert isinstance(view, EventView)
    return view.event.local_start


def test_more_seats_are_offered_to_those_who_wait(editor: Resident, town: Town) -> None:
    event = published(town, capacity=2, largest_party=2)
    first, second = arrived(town, 501), arrived(town, 502)
    come(first, event.id, 2)
    come(second, event.id, 2)
    assert standing(second, event.id) == "waitlisted 2"
    open_event(editor, event)
    press(editor, ":capacity")
    editor.say("4")
    assert standing(second, event.id) == "offered 2"
    assert [one.template for one in deliver(town) if one.address == 502] == ["event_offer"]
    assert shown(editor).event.sequence == 0
    read_in_all_languages(editor)
