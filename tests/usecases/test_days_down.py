"""The program was down for three days: what still makes sense is sent, what does not is named to staff."""

from datetime import datetime, timedelta

import pytest

from bot.dialogs import say_in_words
from db import events
from db.unit import Unit
from domain.events import Event
from domain.invitation import Role
from domain.quiet_hours import decent
from domain.schedule import Kind, Late, Status
from domain.times import instant_of
from tests.usecases.broadcasting import released
from tests.usecases.eventful import arrived, publish
from tests.usecases.office import deliver, staff
from tests.usecases.scheduling import BERLIN, tick
from tests.usecases.town import Resident, Town
from usecases.event_schedule import plan_invitation
from usecases.on_time import PLANNERS, STEPS
from usecases.schedule_screens import schedule_command
from usecases.schedule_views import SchedulePage


@pytest.fixture
def manager(town: Town) -> Resident:
    return staff(town, 601, Role.MANAGER)


@pytest.fixture
def ayse(town: Town) -> Resident:
    """Somebody who wants invitations and news."""
    one = arrived(town, 501)
    for purpose in ("invitations", "news"):
        one.choose(f"notify:{purpose}")
        one.choose(one.options[0])
    return one


def invite(town: Town, start: str, invite_at: str, **changes: object) -> int:
    """Publish an event whose invitations go out at a time."""
    at = {"local_start": start, "starts_at": instant_of(start, BERLIN), "invite_at": invite_at}
    number = publish(town, **at, **changes)

    def plan(unit: Unit) -> None:
        event: Event | None = events.by_id(unit, number)
        assert event is not None
        plan_invitation(unit, town.house, event, town.now)

    town.run(plan)
    return number


def come_up_again(town: Town, at: str) -> None:
    """Let the program start at a wall time, and its ticks come."""
    town.now = instant_of(at, BERLIN)
    for planner in PLANNERS:
        town.run(planner, town.house, town.now)
    tick(town, STEPS)


def states(town: Town) -> dict[str, tuple[str, str]]:
    """Return what became of each row that is no digest, and why."""
    rows = [row for row in town.rows("scheduled") if row["kind"] != Kind.DIGEST]
    return {row["subject"]: (row["status"], row["reason"]) for row in rows}


def test_invitations_go_out_if_one_can_still_come_and_are_reported_if_not(
    town: Town, ayse: Resident, manager: Resident
) -> None:
    over = invite(town, "2026-10-05T18:00", "2026-10-04T10:00")
    closed = invite(town, "2026-10-20T18:00", "2026-10-04T10:00", register_until="2026-10-06T00:00")
    later = invite(town, "2026-10-20T18:00", "2026-10-04T10:00")
    news = released(town, local_time="2026-10-04T09:00")
    come_up_again(town, "2026-10-06T12:00")
    assert states(town) == {
        f"event:{over}": (Status.MISSED, Late.BEGUN),
        f"event:{closed}": (Status.MISSED, Late.CLOSED),
        f"event:{later}": (Status.DONE, ""),
        news.subject: (Status.MISSED, Late.STALE),
    }
    assert [(one.address, one.template, one.args) for one in deliver(town) if one.address == ayse.chat] == [
        (ayse.chat, "event_invitation", {"event": later})
    ]
    text = say_in_words(town.house.town, manager.sees).text
    assert (manager.sees.template, text.count("•")) == ("schedule_missed", 3)
    assert text.count("Werkstatt") == 2
    manager.command(schedule_command)
    assert isinstance(manager.sees.view, SchedulePage)
    assert (len(manager.sees.view.missed), manager.sees.view.ever_missed) == (3, 3)


def test_at_night_neither_residents_nor_staff_are_woken_by_what_is_made_up_for(
    town: Town, ayse: Resident, manager: Resident
) -> None:
    invite(town, "2026-10-05T18:00", "2026-10-04T10:00")
    invite(town, "2026-10-20T18:00", "2026-10-04T10:00")
    come_up_again(town, "2026-10-06T23:15")
    assert (deliver(town), manager.sees.template) == ([], "staff_welcome")
    come_up_again(town, "2026-10-07T08:00")
    assert [one.template for one in deliver(town)] == ["event_invitation"]
    assert manager.sees.template == "schedule_missed"


@pytest.mark.parametrize(
    "jump", [timedelta(hours=1), timedelta(days=1), -timedelta(hours=1), -timedelta(days=1)]
)
def test_a_clock_that_jumps_sends_no_invitation_twice(
    town: Town, ayse: Resident, manager: Resident, jump: timedelta
) -> None:
    invite(town, "2026-10-20T18:00", "2026-10-04T10:00")
    got: list[datetime] = []
    now = instant_of("2026-10-04T12:00", BERLIN)
    for offset in (timedelta(0), jump, timedelta(0), jump, timedelta(days=2)):
        town.now = decent(now + offset, BERLIN, town.house.quiet)
        tick(town, STEPS)
        got += [town.now for one in deliver(town) if one.template == "event_invitation"]
    assert len(got) == 1
