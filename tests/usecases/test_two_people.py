"""Where two have to release what many get, neither gets round the other by time, role or later words."""

from dataclasses import replace
from datetime import timedelta

import pytest

from db import staff as staff_rows
from db.unit import Unit
from domain.broadcasts import BroadcastStatus
from domain.events import Event, EventStatus
from domain.invitation import Role
from domain.schedule import Kind, Status
from tests.usecases.broadcasting import drafted, now, readers, tick
from tests.usecases.eventful import wants_invitations
from tests.usecases.office import confirm, deliver, staff
from tests.usecases.outreach import revision_of
from tests.usecases.planning import (
    NOW,
    kept,
    notice,
    now_as,
    open_event,
    press,
    read_in_all_languages,
    rows,
    shown,
)
from tests.usecases.test_event_series import WEDNESDAYS
from tests.usecases.test_publishing_events import ask_to_publish
from tests.usecases.town import Resident, Town
from usecases.event_series import begin, following


@pytest.fixture
def editor(town: Town) -> Resident:
    town.now = NOW
    town.house = replace(town.house, second_person=True)
    return staff(town, 700, Role.EDITOR, "en")


@pytest.fixture
def colleague(town: Town, editor: Resident) -> Resident:
    return staff(town, 701, Role.MANAGER, "en")


def do(one: Resident, broadcast: int, *steps: str) -> None:
    """Press steps of a broadcast as it stands now."""
    for step in steps:
        one.choose(f"broadcast:{broadcast}:{revision_of(one.town, 'broadcast', broadcast)}:{step}", 1)


def release(one: Resident, broadcast: int) -> None:
    do(one, broadcast, "test", "release")
    confirm(one)


def appoint(town: Town, one: Resident, role: Role | None) -> None:
    """Give somebody another role, or none."""

    def change(unit: Unit) -> None:
        if role is None:
            found = staff_rows.role_of(unit, one.chat)
            assert found is not None
            staff_rows.revoke(unit, found[0], town.now)
        else:
            staff_rows.appoint(unit, one.chat, role, town.now)

    town.run(change)


@pytest.mark.parametrize(
    "trick", ["twice", "revoked", "lesser role", "stale", "other words", "words and back"]
)
def test_a_yes_of_another_counts_for_these_words_by_somebody_who_may_and_for_a_day(
    town: Town, editor: Resident, colleague: Resident, trick: str
) -> None:
    readers(town, ["de"])
    draft = drafted(town)
    release(editor if trick == "twice" else colleague, draft.id)
    match trick:
        case "revoked":
            appoint(town, colleague, None)
        case "lesser role":
            appoint(town, colleague, Role.MODERATOR)
        case "stale":
            town.now += timedelta(days=1, minutes=1)
        case "other words" | "words and back":
            for text in ("Etwas anderes", draft.text["de"])[: 1 if trick == "other words" else 2]:
                do(editor, draft.id, "text:de")
                editor.say(text)
    release(editor, draft.id)
    assert editor.sees.template == "broadcast_second"
    assert now(town, draft).status is BroadcastStatus.TESTED
    tick(town)
    assert deliver(town) == []


def publish_together(town: Town, one: Resident, other: Resident, **changes: object) -> Event:
    event = kept(town, invite_at="2027-03-05T10:00", **changes)
    for each in (one, other):
        ask_to_publish(each, event)
        confirm(each)
    assert now_as(town, event).status is EventStatus.PUBLISHED
    return event


def invitation(town: Town, event: Event) -> Status:
    return rows(town, event)[Kind.INVITE, ""].status


def test_what_two_have_published_is_not_sent_with_the_words_of_one(
    town: Town, editor: Resident, colleague: Resident
) -> None:
    wants_invitations(town, 501)
    event = publish_together(town, editor, colleague)
    editor.choose(f"event:{event.id}:{now_as(town, event).revision}:title:de", 1)
    editor.say("Ganz etwas anderes")
    assert invitation(town, event) is Status.PAUSED
    town.now += timedelta(days=5)
    tick(town)
    assert not any(one.template == "event_invitation" for one in deliver(town))
    open_event(editor, event)
    assert shown(editor).is_held
    read_in_all_languages(editor)
    press(editor, ":publish")
    confirm(editor)
    assert editor.sees.template == "event_plan_second"
    assert invitation(town, event) is Status.PAUSED
    open_event(colleague, event)
    press(colleague, ":publish")
    confirm(colleague)
    assert notice(colleague) == "published"
    tick(town)
    assert [one.address for one in deliver(town) if one.template == "event_invitation"] == [501]


def test_more_seats_and_one_more_reminder_hold_no_invitation(
    town: Town, editor: Resident, colleague: Resident
) -> None:
    event = publish_together(town, editor, colleague)
    for step in ("reminders:on:60", "capacity:set:50"):
        editor.choose(f"event:{event.id}:{now_as(town, event).revision}:{step}", 1)
    assert invitation(town, event) is Status.WAITING
    open_event(editor, event)
    assert not shown(editor).is_held


def test_where_one_is_enough_a_change_holds_nothing(town: Town, editor: Resident) -> None:
    town.house = replace(town.house, second_person=False)
    event = kept(town, invite_at="2027-03-05T10:00")
    ask_to_publish(editor, event)
    confirm(editor)
    editor.choose(f"event:{event.id}:{now_as(town, event).revision}:title:de", 1)
    editor.say("Neuer Titel")
    assert invitation(town, event) is Status.WAITING


@pytest.mark.parametrize("what", ["publish:all", "spread", "cancel:all"])
def test_a_yes_to_all_that_follow_holds_for_them_as_they_stood(
    town: Town, editor: Resident, colleague: Resident, what: str
) -> None:
    reason = {"de": "Zu wenig Platz"}
    first: Event = town.run(begin, town.house, None, kept(town, reason=reason), WEDNESDAYS, None, town.now)
    later = town.run(following, first)[1]

    def say_yes(one: Resident) -> None:
        one.choose(f"event:{first.id}:{now_as(town, first).revision}:{what}", 1)
        confirm(one)

    def change_the_other() -> None:
        editor.choose(f"event:{later.id}:{now_as(town, later).revision}:title:de", 1)
        editor.say("Ganz etwas anderes")

    if what == "cancel:all":  # one is enough for that, but not for what has changed since the question
        colleague.choose(f"event:{first.id}:{now_as(town, first).revision}:{what}", 1)
        change_the_other()
        confirm(colleague)
        assert colleague.sees.template == "not_confirmed"
        return
    say_yes(colleague)
    assert colleague.sees.template == "event_plan_second"
    change_the_other()
    say_yes(editor)
    assert editor.sees.template == "event_plan_second", "the colleague has agreed to other words"
    assert now_as(town, later).title == {"de": "Ganz etwas anderes"}
    assert now_as(town, later).status is EventStatus.DRAFT
    say_yes(colleague)
    assert notice(colleague) in ("published_all", "spread")
