"""Invitations go to those who want them and have not answered, and only while they make sense."""

from datetime import timedelta
from typing import Any

import pytest

from domain.audience import Audience
from domain.events import EventStatus
from domain.schedule import Finished, Kind, Late, Missed, Progress, Reached, Scheduled, Status
from tests.usecases.eventful import arrived, change_event, come, publish, wants_invitations
from tests.usecases.office import deliver
from tests.usecases.town import Resident, Town
from usecases import invite_to_event
from usecases.erase import delete_command
from usecases.invite_to_event import invite


@pytest.fixture
def workshop(town: Town) -> int:
    return publish(town)


def step(town: Town, event_id: int, reached: int = 0) -> Progress:
    row = Scheduled(
        *(1, Kind.INVITE, f"event:{event_id}", "", "", "Europe/Berlin", town.now, Status.RUNNING), reached
    )
    progress: Progress = town.run(invite, town.house, row, town.now)
    return progress


def send_all(town: Town, event_id: int) -> Progress:
    """Invite chunk by chunk, as the tick does."""
    progress = step(town, event_id)
    while isinstance(progress, Reached):
        progress = step(town, event_id, progress.chat_id)
    return progress


def invited(town: Town) -> list[tuple[int, str]]:
    """Deliver what is due; return who was invited, and in which language."""
    sent = deliver(town)
    assert {one.template for one in sent} <= {"event_invitation"}
    return sorted((one.address, one.language) for one in sent)


def test_those_who_want_invitations_get_one_in_their_language(town: Town, workshop: int) -> None:
    for chat, language in ((501, "de"), (502, "tr"), (503, "ar")):
        wants_invitations(town, chat, language)
    arrived(town, 504)
    assert send_all(town, workshop) == Finished()
    assert invited(town) == [(501, "de"), (502, "tr"), (503, "ar")]


def test_chunks_follow_each_other_and_nobody_is_invited_twice(
    town: Town, workshop: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invite_to_event, "CHUNK", 2)
    for chat in range(501, 506):
        wants_invitations(town, chat)
    first = step(town, workshop)
    assert isinstance(first, Reached)
    step(town, workshop)  # the commit of the first chunk's end was lost
    assert send_all(town, workshop) == Finished()
    assert invited(town) == [(chat, "de") for chat in range(501, 506)]


def test_an_audience_narrows_who_is_invited(town: Town) -> None:
    event = publish(town, audience=Audience(languages=("tr",)))
    for chat, language in ((501, "de"), (502, "tr")):
        wants_invitations(town, chat, language)
    send_all(town, event)
    assert invited(town) == [(502, "tr")]


def test_who_has_answered_already_is_not_invited(town: Town, workshop: int) -> None:
    ayse, bernd = wants_invitations(town, 501), wants_invitations(town, 502)
    wants_invitations(town, 503)
    come(ayse, workshop)
    bernd.choose(f"ev:no:{workshop}")
    send_all(town, workshop)
    assert invited(town) == [(503, "de")]


def test_who_attended_one_event_can_be_invited_to_the_next_and_answers_count_there_too(town: Town) -> None:
    first = publish(town)
    ayse, bernd = wants_invitations(town, 501), wants_invitations(town, 502)
    come(ayse, first)
    come(bernd, first)
    second = publish(town, audience=Audience(event=first, event_standing="coming"))
    come(bernd, second)
    send_all(town, second)
    assert invited(town) == [(501, "de")]


def answers(one: Resident, event_id: int) -> None:
    one.choose(f"ev:maybe:{event_id}")


def does_nothing(_one: Resident, _event_id: int) -> None:
    """Let everything be as it was."""


def closes(one: Resident, event_id: int) -> None:
    change_event(one.town, event_id, register_until="2026-10-01T12:00")


def is_cancelled(one: Resident, event_id: int) -> None:
    change_event(one.town, event_id, status=EventStatus.CANCELLED)


def wants_no_more(one: Resident, _event_id: int) -> None:
    one.choose("off:invitations")


def is_erased(one: Resident, _event_id: int) -> None:
    one.command(delete_command)
    one.choose("erase")


@pytest.mark.parametrize(
    ("what_happens", "is_sent"),
    [
        (does_nothing, True),
        (answers, False),
        (closes, False),
        (is_cancelled, False),
        (wants_no_more, False),
        (is_erased, False),
    ],
)
def test_an_invitation_that_waits_is_looked_at_again_before_it_goes(
    town: Town, workshop: int, what_happens: Any, is_sent: bool
) -> None:
    ayse = wants_invitations(town, 501)
    send_all(town, workshop)
    what_happens(ayse, workshop)
    assert invited(town) == ([(501, "de")] if is_sent else [])


def test_an_invitation_that_the_day_is_full_for_goes_the_next_day(town: Town, workshop: int) -> None:
    wants_invitations(town, 501)
    send_all(town, workshop)
    second = publish(town)
    send_all(town, second)
    assert len(invited(town)) == 1
    town.now += timedelta(days=1)
    assert len(invited(town)) == 1


@pytest.mark.parametrize(
    ("changes", "late"),
    [
        ({"status": EventStatus.CANCELLED}, Late.WITHDRAWN),
        ({"status": EventStatus.DRAFT}, Late.WITHDRAWN),
        ({"register_until": "2026-10-01T12:00"}, Late.CLOSED),
        ({"status": EventStatus.OVER}, Late.BEGUN),
    ],
)
def test_what_makes_no_sense_any_more_is_missed_and_sent_to_nobody(
    town: Town, workshop: int, changes: dict[str, Any], late: Late
) -> None:
    wants_invitations(town, 501)
    change_event(town, workshop, **changes)
    assert step(town, workshop) == Missed(late)
    assert town.rows("outbox") == []


def test_an_event_that_has_begun_or_is_gone_is_missed(town: Town, workshop: int) -> None:
    assert step(town, workshop + 1) == Missed(Late.WITHDRAWN)
    town.pass_days(11)
    assert step(town, workshop) == Missed(Late.BEGUN)


def test_the_outbox_holds_the_event_and_nothing_about_the_person(town: Town, workshop: int) -> None:
    wants_invitations(town, 501)
    step(town, workshop)
    (row,) = town.rows("outbox")
    assert row["args"] == f'{{"event":{workshop}}}'


def test_the_invitation_is_answered_by_its_buttons(town: Town, workshop: int) -> None:
    ayse = wants_invitations(town, 501)
    send_all(town, workshop)
    deliver(town)
    ayse.choose(f"ev:yes:{workshop}", 77)
    assert (ayse.sees.template, ayse.sees.placement.edit) == ("event_party", 77)
