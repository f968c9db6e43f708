"""What is due is done once, in chunks; what fails waits; what comes too late is named to staff."""

from datetime import timedelta

import pytest

from db import schedule
from db.unit import Unit
from domain.invitation import Role
from domain.schedule import BEGUN, Finished, Kind, Late, Missed, Progress, Reached, Scheduled, Status
from domain.times import instant_of
from tests.usecases.office import staff
from tests.usecases.scheduling import BERLIN, Doing, put, row, tick
from tests.usecases.town import NOON, Town
from usecases.commands import stop
from usecases.house import House
from usecases.on_time import StepFailed, do_next

AT_NOON = "2026-10-03T14:00"  # on Berlin's walls: NOON
LATER = "2026-10-03T15:00"


def too_late(_unit: Unit, _house: House, _row: Scheduled, _now: object) -> Progress:
    return Missed(Late.BEGUN)


def test_nothing_is_done_before_its_time_and_it_is_done_once_then(town: Town) -> None:
    doing = Doing()
    put(town, LATER)
    assert tick(town, {Kind.BROADCAST: doing}) == 0
    town.now += timedelta(hours=1)
    assert tick(town, {Kind.BROADCAST: doing}) == 1
    assert tick(town, {Kind.BROADCAST: doing}) == 0
    assert (len(doing.done), row(town).status) == (1, Status.DONE)


def test_the_earlier_is_done_first(town: Town) -> None:
    doing = Doing()
    for part, local in (("b", "2026-10-03T13:30"), ("a", "2026-10-03T13:00"), ("c", "2026-10-03T13:30")):
        put(town, local, part=part)
    tick(town, {Kind.BROADCAST: doing})
    assert [part for part, _ in doing.done] == ["a", "b", "c"]


def test_chunks_follow_each_other_and_each_chat_is_written_to_once(town: Town) -> None:
    doing = Doing(chats=95)
    put(town, AT_NOON)
    assert tick(town, {Kind.BROADCAST: doing}, most=4) == 4
    assert (row(town).status, row(town).reached) == (Status.RUNNING, 40)
    tick(town, {Kind.BROADCAST: doing})
    assert (row(town).status, doing.written) == (Status.DONE, list(range(1, 96)))


def test_what_has_ended_does_not_name_the_last_chat_it_went_to(town: Town) -> None:
    steps = {Kind.BROADCAST: Doing(chats=30), Kind.UPDATE: Doing(chats=30), Kind.INVITE: Doing(chats=30)}
    for kind in steps:
        put(town, AT_NOON, kind, part=kind)
    tick(town, steps, most=1)
    tick(town, {Kind.BROADCAST: too_late}, most=1)
    town.run(schedule.cancel, "broadcast:1", Kind.UPDATE)
    tick(town, steps)
    assert {one["reached"] for one in town.rows("scheduled")} <= {0, BEGUN}
    put(town, AT_NOON, part="alone")
    tick(town, {Kind.BROADCAST: Doing(chats=1)})
    assert row(town, "alone").reached == 0  # done in one go


def test_a_chunk_that_was_interrupted_leaves_the_row_as_it_was(town: Town) -> None:
    doing = Doing(chats=30)
    put(town, AT_NOON)
    tick(town, {Kind.BROADCAST: doing}, most=1)

    class KilledError(BaseException):
        """The process ends in the middle of a chunk."""

    def killed(unit: Unit, house: House, row: Scheduled, now: object) -> Progress:
        schedule.advance(unit, row, 20)
        raise KilledError

    with pytest.raises(KilledError):
        town.run(do_next, town.house, town.now, {Kind.BROADCAST: killed})
    assert (row(town).reached, row(town).status) == (10, Status.RUNNING)
    tick(town, {Kind.BROADCAST: doing})
    assert doing.written == list(range(1, 31))


def test_a_step_that_fails_keeps_nothing_and_holds_up_nothing_else(town: Town) -> None:
    doing, other = Doing(), Doing()

    def failing(unit: Unit, house: House, row: Scheduled, now: object) -> Progress:
        schedule.put(unit, Kind.INVITE, "event:1", "", LATER, BERLIN, NOON)
        raise RuntimeError("a bug")

    put(town, AT_NOON, Kind.UPDATE, "update:1", part="fails")
    put(town, AT_NOON, part="works")
    tick(town, {Kind.UPDATE: failing, Kind.BROADCAST: other})
    assert (len(other.done), row(town, "fails").failures) == (1, 1)
    assert [one["kind"] for one in town.rows("scheduled")] == ["update", "broadcast"]
    assert doing.calls == 0


def test_it_is_tried_again_after_pauses_that_grow(town: Town) -> None:
    doing = Doing(failing=(1, 2, 3))
    put(town, AT_NOON)
    tried = []
    for minute in range(12):
        before = doing.calls
        tick(town, {Kind.BROADCAST: doing})
        if doing.calls > before:
            tried.append(minute)
        town.now += timedelta(minutes=1)
    assert tried == [0, 1, 3, 7]
    assert (row(town).status, row(town).failures) == (Status.DONE, 0)


def test_a_kind_that_nobody_knows_waits_like_a_failure(town: Town) -> None:
    put(town, AT_NOON)
    with pytest.raises(StepFailed) as raised:
        town.run(do_next, town.house, town.now, {})
    assert isinstance(raised.value.__cause__, KeyError)


def test_a_step_that_gets_nowhere_counts_as_failing(town: Town) -> None:
    def stuck(_unit: Unit, _house: House, row: Scheduled, _now: object) -> Progress:
        return Reached(row.reached)

    put(town, AT_NOON)
    assert tick(town, {Kind.BROADCAST: stuck}) == 1
    assert row(town).failures == 1


def test_what_is_paused_waits_and_goes_on_where_it_stopped(town: Town) -> None:
    doing = Doing(chats=30)
    put(town, AT_NOON)
    tick(town, {Kind.BROADCAST: doing}, most=1)
    assert town.run(schedule.pause, "broadcast:1", Kind.BROADCAST) == 1
    assert tick(town, {Kind.BROADCAST: doing}) == 0

    def resume(unit: Unit) -> int:
        return schedule.pause(unit, "broadcast:1", Kind.BROADCAST, paused=False)

    assert town.run(resume) == 1
    tick(town, {Kind.BROADCAST: doing})
    assert doing.written == list(range(1, 31))


# --- planning --------------------------------------------------------------------------------------


def test_planning_again_moves_what_waits(town: Town) -> None:
    assert put(town, AT_NOON)
    assert put(town, LATER)
    (only,) = town.rows("scheduled")
    assert (only["local_time"], only["due_at"], only["revision"]) == (LATER, instant_of(LATER, BERLIN), 1)


@pytest.mark.parametrize("status", [Status.DONE, Status.CANCELLED, Status.PAUSED, Status.RUNNING])
def test_planning_again_leaves_alone_what_is_done_under_way_or_cancelled(town: Town, status: Status) -> None:
    put(town, AT_NOON)
    town.run(schedule.finish, row(town), status)
    assert not put(town, LATER)
    assert (row(town).status, row(town).local_time) == (status, AT_NOON)


def test_what_was_missed_is_planned_anew_only_for_a_later_time(town: Town) -> None:
    put(town, AT_NOON)
    tick(town, {Kind.BROADCAST: too_late})
    assert not put(town, AT_NOON)
    assert put(town, LATER)
    assert (row(town).status, row(town).reason) == (Status.WAITING, "")


def test_what_was_missed_half_way_is_not_begun_again(town: Town) -> None:
    put(town, AT_NOON)
    tick(town, {Kind.BROADCAST: Doing(chats=30)}, most=1)
    tick(town, {Kind.BROADCAST: too_late})
    assert (put(town, LATER), row(town).status) == (False, Status.MISSED)


def test_a_plan_that_its_owner_takes_back_leaves_nothing_and_can_be_made_again(town: Town) -> None:
    put(town, LATER, part="a")
    put(town, LATER, part="b")
    put(town, LATER, Kind.INVITE, part="c")
    assert town.run(schedule.cancel, "broadcast:1", Kind.BROADCAST) == 2
    assert [one["part"] for one in town.rows("scheduled")] == ["c"]
    assert put(town, LATER, part="a")
    assert town.run(schedule.cancel, "broadcast:1") == 2


def test_what_is_under_way_does_not_go_on_when_its_owner_takes_it_back(town: Town) -> None:
    doing = Doing(chats=30)
    put(town, AT_NOON)
    tick(town, {Kind.BROADCAST: doing}, most=1)
    assert town.run(schedule.cancel, "broadcast:1") == 1
    assert tick(town, {Kind.BROADCAST: doing}) == 0
    assert (row(town).status, len(doing.written)) == (Status.CANCELLED, 10)


def test_staff_move_and_cancel_only_what_is_as_they_saw_it(town: Town) -> None:
    put(town, LATER)
    seen = row(town)
    tomorrow = "2026-10-04T15:00"
    assert town.run(schedule.move, seen.id, seen.revision, tomorrow, instant_of(tomorrow, BERLIN))
    assert not town.run(schedule.move, seen.id, seen.revision, LATER, instant_of(LATER, BERLIN))
    assert not town.run(schedule.cancel_one, seen.id, seen.revision)
    assert town.run(schedule.cancel_one, seen.id, seen.revision + 1)
    assert (row(town).status, row(town).local_time) == (Status.CANCELLED, tomorrow)


def test_what_has_begun_is_neither_moved_nor_cancelled_by_its_row_unless_it_fails(town: Town) -> None:
    doing = Doing(chats=30, failing=(2,))
    put(town, AT_NOON)
    tick(town, {Kind.BROADCAST: doing}, most=1)
    seen = row(town)
    assert not town.run(schedule.move, seen.id, seen.revision, LATER, instant_of(LATER, BERLIN))
    assert not town.run(schedule.cancel_one, seen.id, seen.revision)
    tick(town, {Kind.BROADCAST: doing}, most=1)
    assert town.run(schedule.cancel_one, seen.id, seen.revision)


# --- what came too late ----------------------------------------------------------------------------


def test_staff_who_see_the_schedule_are_told_of_all_that_was_missed_in_one_message(town: Town) -> None:
    manager, moderator = staff(town, 601, Role.MANAGER), staff(town, 602, Role.MODERATOR)
    silent = staff(town, 603, Role.EDITOR)
    silent.command(stop)
    for part in ("a", "b"):
        put(town, AT_NOON, part=part)
    before = len(town.said)
    tick(town, {Kind.BROADCAST: too_late})
    told = town.said[before:]
    assert [(one.address, one.template) for one in told] == [(601, "schedule_missed")]
    assert manager.sees.args["rows"] == [str(row(town, part).id) for part in ("a", "b")]
    assert moderator.sees.template != "schedule_missed"
    assert (row(town, "a").status, row(town, "a").reason) == (Status.MISSED, Late.BEGUN)
    tick(town, {Kind.BROADCAST: too_late})
    assert len(town.said) == before + 1
    assert town.run(schedule.count_missed) == 2


def test_at_night_staff_are_told_in_the_morning(town: Town) -> None:
    manager = staff(town, 601, Role.MANAGER)
    put(town, "2026-10-03T22:30")
    town.now = instant_of("2026-10-03T23:00", BERLIN)
    tick(town, {Kind.BROADCAST: too_late})
    assert (row(town).status, manager.sees.template) == (Status.MISSED, "staff_welcome")
    town.now = instant_of("2026-10-04T08:00", BERLIN)
    tick(town, {Kind.BROADCAST: too_late})
    assert manager.sees.template == "schedule_missed"


def test_after_three_days_down_what_still_makes_sense_is_done_and_the_rest_reported(town: Town) -> None:
    manager = staff(town, 601, Role.MANAGER)
    begins = {"event:1": town.now + timedelta(days=2), "event:2": town.now + timedelta(days=10)}
    invited = []

    def invite(_unit: Unit, _house: House, row: Scheduled, now: object) -> Progress:
        if begins[row.subject] <= town.now:
            return Missed(Late.BEGUN)
        invited.append(row.subject)
        return Finished()

    for subject in begins:
        put(town, LATER, Kind.INVITE, subject, part=subject)
    town.pass_days(3)
    tick(town, {Kind.INVITE: invite})
    assert invited == ["event:2"]
    assert manager.sees.args["rows"] == [str(row(town, "event:1").id)]


def test_clocks_that_jump_back_and_forth_repeat_nothing(town: Town) -> None:
    doing = Doing()
    for hour in range(15, 21):
        put(town, f"2026-10-03T{hour}:00", part=str(hour))
    for jump in (
        timedelta(hours=2),
        -timedelta(hours=1),
        timedelta(days=1),
        -timedelta(days=1),
        timedelta(hours=9),
    ):
        town.now += jump
        tick(town, {Kind.BROADCAST: doing})
        put(town, "2026-10-03T15:00", part="15")
    assert sorted(part for part, _ in doing.done) == ["15", "16", "17", "18", "19", "20"]
