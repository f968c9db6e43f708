"""A broadcast goes out: chunk by chunk, to each once, at decent hours, and what becomes of it is counted."""

from datetime import timedelta

from sqlalchemy import delete, update

from db import schedule
from db.tables import broadcast, chat
from db.unit import Unit
from domain.audience import Audience
from domain.broadcasts import Broadcast, BroadcastStatus
from domain.outcomes import ResidentLeft, Sent, Stopped
from domain.schedule import CHUNK, Status
from tests.usecases.broadcasting import (
    drafted,
    now,
    pass_hours,
    readers,
    release,
    released,
    tick,
    told,
    waiting,
)
from tests.usecases.office import deliver
from tests.usecases.town import Town
from usecases import broadcast_control
from usecases.broadcast_report import Figures, Report, report_of
from usecases.broadcast_views import BroadcastView
from usecases.deliver import keep_outcomes, take_rows

SECOND_CHUNK = 3  # people in it


def crowd(town: Town) -> list[int]:
    """Let so many people move in that two chunks are needed."""
    return readers(town, ["de"] * (CHUNK + SECOND_CHUNK))


def report(town: Town, one: Broadcast) -> Report:
    found: Report = town.run(report_of, town.house, now(town, one))
    return found


def leave(town: Town, address: int) -> None:
    """Let somebody block the bot."""

    def block(unit: Unit) -> None:
        unit.connection.execute(update(chat).where(chat.c.address == address).values(reachable=False))

    town.run(block)


def test_everybody_gets_it_once_and_the_end_is_noticed(town: Town) -> None:
    addresses = readers(town, ["de", "tr", "ar"])
    one = released(town)
    assert one.status is BroadcastStatus.RELEASED
    tick(town)
    assert now(town, one).status is BroadcastStatus.RUNNING
    assert now(town, one).planned == 3
    sent = deliver(town)
    assert told(sent) == sorted(zip(addresses, ["de", "tr", "ar"], strict=True))
    assert all(isinstance(message.view, BroadcastView) for message in sent)
    tick(town)
    assert now(town, one).status is BroadcastStatus.FINISHED
    assert now(town, one).finished_at == town.now
    assert deliver(town) == []


def test_after_a_kill_it_goes_on_where_it_stopped_and_nobody_gets_it_twice(town: Town) -> None:
    addresses = crowd(town)
    one = released(town)
    tick(town, chunks=1)
    assert waiting(town) == CHUNK
    (row,) = town.run(schedule.of_subject, one.subject)
    assert row.status is Status.RUNNING  # the process is killed here, and another one goes on
    assert now(town, one).status is BroadcastStatus.RUNNING
    tick(town)
    assert [message.address for message in deliver(town, 2 * CHUNK)] == addresses


def test_the_audience_is_that_of_the_moment_in_which_a_chunk_is_written(town: Town) -> None:
    first = crowd(town)
    released(town)
    tick(town, chunks=1)
    leave(town, first[-1])  # before the second chunk
    late = readers(town, ["tr"], first=9000)
    tick(town)
    assert [message.address for message in deliver(town, 2 * CHUNK)] == [*first[:-1], *late]


def test_what_became_of_it_is_counted_by_language_and_never_by_person(town: Town) -> None:
    readers(town, ["de"] * 4 + ["tr"] * 2)
    one = released(town)
    tick(town)
    rows = town.run(take_rows, town.house, 4, town.now).rows
    outcomes = [Sent(1), ResidentLeft(), Stopped("refused with 400"), Sent(2)]
    town.run(keep_outcomes, list(zip(rows, outcomes, strict=True)), town.now)
    made = report(town, one)
    assert made.total == Figures(planned=6, sent=2, blocked=1, failed=1, left=2)
    assert made.by_language["de"] == Figures(planned=4, sent=2, blocked=1, failed=1)
    assert made.by_language["tr"] == Figures(planned=2, left=2)
    assert made.by_language["ar"] == Figures()
    assert not made.narrowed


def test_a_paused_one_holds_what_waits_and_goes_on_where_it_stopped(town: Town) -> None:
    addresses = crowd(town)
    one = released(town)
    tick(town, chunks=1)
    got = [message.address for message in deliver(town, 10)]
    assert town.run(broadcast_control.pause, now(town, one))
    assert tick(town) == []
    assert deliver(town) == []
    assert now(town, one).status is BroadcastStatus.PAUSED
    assert not town.run(broadcast_control.pause, now(town, one))
    pass_hours(town, 3)
    assert town.run(broadcast_control.resume, now(town, one), town.now)
    tick(town)
    got += [message.address for message in deliver(town, 2 * CHUNK)]
    assert got == addresses
    tick(town)
    assert now(town, one).status is BroadcastStatus.FINISHED


def test_one_that_is_paused_before_its_time_goes_out_when_it_is_resumed_later(town: Town) -> None:
    readers(town, ["de"])
    one = released(town, local_time="2026-10-03T18:00")
    town.run(broadcast_control.pause, one)
    town.now += timedelta(days=4)
    assert tick(town) == []
    assert town.run(broadcast_control.resume, now(town, one), town.now)
    assert now(town, one).status is BroadcastStatus.SCHEDULED
    tick(town)
    assert len(deliver(town)) == 1


def test_cancelling_takes_out_what_waits_and_says_how_many(town: Town) -> None:
    crowd(town)
    one = released(town)
    tick(town, chunks=1)
    deliver(town, 10)
    assert town.run(broadcast_control.cancel, now(town, one), town.now) == CHUNK - 10
    assert tick(town) == []
    assert deliver(town) == []
    assert report(town, one).total == Figures(planned=CHUNK, sent=10, dropped=CHUNK - 10)
    assert town.run(broadcast_control.cancel, now(town, one), town.now) is None
    assert not town.run(broadcast_control.resume, now(town, one), town.now)


def test_in_quiet_hours_it_waits_for_the_morning_but_for_an_emergency(town: Town) -> None:
    readers(town, ["de"])
    pass_hours(town, 10)  # midnight in the town
    released(town)
    tick(town)
    assert deliver(town) == []
    urgent = drafted(town, key="gas", urgent=True)
    release(town, urgent)
    tick(town)
    assert [message.args["broadcast"] for message in deliver(town)] == [urgent.id]
    pass_hours(town, 8)
    assert len(deliver(town)) == 1


def test_one_message_a_day_is_enough_so_a_second_broadcast_comes_the_day_after(town: Town) -> None:
    readers(town, ["de", "tr"])
    first, second = released(town), released(town, key="zwei")
    tick(town)
    assert {message.args["broadcast"] for message in deliver(town)} == {first.id}
    tick(town)
    assert now(town, second).status is BroadcastStatus.RUNNING
    pass_hours(town, 24)
    assert {message.args["broadcast"] for message in deliver(town)} == {second.id}


def test_what_could_not_begin_for_a_day_is_not_sent_and_can_be_released_again(town: Town) -> None:
    readers(town, ["de"])
    one = released(town, local_time="2026-10-03T18:00")
    town.now += timedelta(days=3)
    tick(town)
    (row,) = town.run(schedule.of_subject, one.subject)
    assert (row.status, row.reason) == (Status.MISSED, "stale")
    assert now(town, one).status is BroadcastStatus.TESTED
    assert deliver(town) == []


def test_what_is_taken_back_before_it_begins_is_a_draft_again(town: Town) -> None:
    readers(town, ["de"])
    one = released(town, local_time="2026-10-03T18:00")
    assert town.run(broadcast_control.take_back, one)
    again = now(town, one)
    assert (again.status, again.revision) == (BroadcastStatus.DRAFT, one.revision + 1)
    pass_hours(town, 8)
    assert tick(town) == []
    assert not town.run(broadcast_control.take_back, again)


def test_one_that_comes_every_week_comes_once_a_week_until_it_is_cancelled(town: Town) -> None:
    readers(town, ["de"])
    one = released(town, rule="FREQ=WEEKLY;BYDAY=TU", local_time="2026-10-03T18:00")
    arrived = []
    for _ in range(22):
        tick(town)
        arrived += [town.now.date().isoformat() for _ in deliver(town)]
        tick(town)
        town.now += timedelta(days=1)
    assert arrived == ["2026-10-07", "2026-10-14", "2026-10-21"]  # the first noon after each Tuesday evening
    assert now(town, one).status is BroadcastStatus.SCHEDULED
    town.run(broadcast_control.cancel, now(town, one), town.now)
    town.now += timedelta(days=7)
    assert tick(town) == []
    assert now(town, one).planned == 3


def test_one_whose_rule_ends_is_finished_then(town: Town) -> None:
    readers(town, ["de"])
    one = released(town, rule="FREQ=DAILY;COUNT=2", local_time="2026-10-04T10:00")
    for _ in range(4):
        tick(town)
        deliver(town)
        tick(town)
        town.now += timedelta(days=1)
    assert now(town, one).planned == 2
    assert now(town, one).status is BroadcastStatus.FINISHED


def test_a_time_that_staff_cancel_in_the_schedule_cancels_the_broadcast(town: Town) -> None:
    one = released(town, local_time="2026-10-03T18:00")
    (row,) = town.run(schedule.of_subject, one.subject)
    assert town.run(schedule.cancel_one, row.id, row.revision)
    tick(town)
    assert now(town, one).status is BroadcastStatus.CANCELLED


def test_a_narrowed_audience_gets_it_and_nobody_else(town: Town) -> None:
    readers(town, ["de", "tr", "ar", "tr"])
    released(town, audience=Audience(languages=("tr",)))
    tick(town)
    assert {message.language for message in deliver(town)} == {"tr"}


def test_an_audience_of_nobody_is_finished_at_once(town: Town) -> None:
    one = released(town)
    tick(town)
    assert now(town, one).status is BroadcastStatus.FINISHED
    assert report(town, one).total == Figures()


def test_a_broadcast_that_is_gone_is_missed_and_stops_nothing_else(town: Town) -> None:
    readers(town, ["de"])
    one = released(town)

    def forget(unit: Unit) -> None:
        unit.connection.execute(delete(broadcast).where(broadcast.c.id == one.id))

    town.run(forget)
    other = released(town, key="other")
    tick(town)
    assert {message.args["broadcast"] for message in deliver(town)} == {other.id}
