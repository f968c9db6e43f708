"""Rules of what comes again and again: by local days, once a day at the most, and never without an end."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import schedule
from domain.schedule import Kind, Status
from domain.times import instant_of, local_day, local_time_of
from tests.usecases.scheduling import BERLIN, row
from tests.usecases.town import Town
from usecases.recurrence import RuleRefused, check_rule, dates, plan_ahead, runs

FIRST = date(2026, 11, 27)  # a Friday
RULES = st.sampled_from(
    [
        *("FREQ=DAILY", "FREQ=WEEKLY;BYDAY=SU", "FREQ=MONTHLY;BYDAY=1TU", "FREQ=MONTHLY;BYDAY=-1SU"),
        *("FREQ=DAILY;INTERVAL=3", "FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU", "FREQ=WEEKLY;BYDAY=MO,WE;WKST=SU"),
    ]
)


def test_the_first_tuesday_of_each_month() -> None:
    assert dates("FREQ=MONTHLY;BYDAY=1TU", FIRST, date(2027, 3, 31)) == [
        date(2026, 12, 1),
        date(2027, 1, 5),
        date(2027, 2, 2),
        date(2027, 3, 2),
    ]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=DAILY;COUNT=3", [27, 28, 29]),
        ("rrule:freq=daily;count=2", [27, 28]),
        ("FREQ=DAILY;UNTIL=20261128", [27, 28]),
        ("FREQ=WEEKLY;BYDAY=FR", [27]),
    ],
)
def test_a_rule_ends_by_its_count_by_its_last_day_or_by_ours(rule: str, expected: list[int]) -> None:
    assert [day.day for day in dates(rule, FIRST, date(2026, 11, 30))] == expected


def test_the_count_is_of_the_rules_own_days_not_of_those_asked_for() -> None:
    after = instant_of("2026-12-01T00:00", BERLIN)
    found = runs("FREQ=DAILY;COUNT=5", "2026-11-27T18:00", BERLIN, after, after + timedelta(days=30))
    assert [run.day for run in found] == [date(2026, 12, 1)]


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("FREQ=HOURLY", "once a day is the most"),
        ("FREQ=SECONDLY;COUNT=2", "once a day is the most"),
        ("BYDAY=1TU", "once a day is the most"),
        ("FREQ=DAILY;BYHOUR=8,20", "the time stands beside it"),
        ("FREQ=DAILY;BYMINUTE=0", "the time stands beside it"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "names no day"),
        ("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31", "names no day"),
        ("FREQ=DAILY;BYMONTHDAY=30", "cannot have BYMONTHDAY"),
        ("FREQ=WEEKLY;BYDAY=MO;BYSETPOS=2", "cannot have BYSETPOS"),
        ("FREQ=WEEKLY;BYDAY=FR;UNTIL=20261126", "names no day"),
        ("FREQ=DAILY;INTERVAL=0", "INTERVAL should be"),
        ("FREQ=DAILY;COUNT=0", "COUNT should be"),
        ("FREQ=DAILY;COUNT=99999", "COUNT should be"),
        ("FREQ=DAILY;UNTIL=20271231T180000Z", "UNTIL should be a day"),
        ("FREQ=DAILY;UNTIL=20270231", "UNTIL should be a day"),
        ("FREQ=DAILY;COUNT=2;UNTIL=20271231", "not by both"),
        ("FREQ=DAILY;BYEASTER=0", "no part of a rule"),
        ("FREQ=WEEKLY;BYDAY=XX", "cannot be read"),
        ("FREQ=MONTHLY;BYMONTHDAY=a", "cannot be read"),
        ("FREQ=MONTHLY;BYDAY=", "cannot be read"),
        ("FREQ=DAILY;FREQ=WEEKLY", "cannot be read"),
        ("FREQ=DAILY\nRDATE:20270101", "cannot be read"),
        ("every Tuesday", "no part of a rule"),
        ("", "cannot be read"),
        ("FREQ=DAILY;" + "BYMONTH=1;" * 50, "cannot be read"),
    ],
)
def test_what_cannot_be_planned_is_refused_in_a_sentence(rule: str, why: str) -> None:
    with pytest.raises(RuleRefused, match=why):
        check_rule(rule, FIRST)


@given(st.text(max_size=40) | st.text("FREQ=DAILYWK;BYSETPOMN0123456789-,", max_size=60))
def test_whatever_is_typed_is_refused_in_a_sentence_or_used(rule: str) -> None:
    refusals, found = [], []
    try:
        found = dates(rule, FIRST, FIRST + timedelta(days=60))
    except RuleRefused as refused:
        refusals.append(str(refused))
    assert all(sentence.endswith(".") for sentence in refusals)
    assert len(set(found)) == len(found) <= 61


@given(RULES, st.integers(0, 1439), st.sampled_from([date(2026, 3, 20), date(2026, 10, 18)]))
def test_around_both_clock_changes_each_of_a_rules_days_has_one_run(
    rule: str, minute: int, first: date
) -> None:
    clock = f"{minute // 60:02}:{minute % 60:02}"
    after = datetime(first.year, first.month, first.day, tzinfo=UTC) - timedelta(days=1)
    found = runs(rule, f"{first}T{clock}", BERLIN, after, after + timedelta(days=30))
    assert [run.day for run in found] == [
        day for day in dates(rule, first, first + timedelta(days=40)) if day <= found[-1].day
    ]
    for run in found:
        assert local_day(run.due_at, BERLIN) == run.day
        assert run.local_time == f"{run.day}T{clock}"
        shown = local_time_of(run.due_at, BERLIN)[11:]
        assert shown == clock or (clock[:2], shown[:2], run.day) == ("02", "03", date(2026, 3, 29))
    assert [run.due_at for run in found] == sorted({run.due_at for run in found})


# --- planned ahead ---------------------------------------------------------------------------------


def plan(town: Town, rule: str = "FREQ=DAILY", first: str = "2026-10-03T18:00") -> int:
    number: int = town.run(plan_ahead, Kind.BROADCAST, "broadcast:1", rule, first, BERLIN, town.now)
    return number


def test_two_weeks_are_planned_and_each_day_adds_one(town: Town) -> None:
    assert plan(town) == 15
    assert plan(town) == 0
    town.pass_days(1)
    assert plan(town) == 1
    parts = [one["part"] for one in town.rows("scheduled")]
    assert parts == [f"2026-10-{day:02}" for day in range(3, 19)]


def test_what_staff_moved_or_cancelled_stays_so(town: Town) -> None:
    plan(town)
    moved, cancelled = row(town, "2026-10-05"), row(town, "2026-10-06")
    tomorrow = "2026-10-07T10:00"
    assert town.run(schedule.move, moved.id, 0, tomorrow, instant_of(tomorrow, BERLIN))
    assert town.run(schedule.cancel_one, cancelled.id, 0)
    for _ in range(3):
        town.pass_days(1)
        plan(town)
    assert row(town, "2026-10-05").local_time == tomorrow
    assert row(town, "2026-10-06").status is Status.CANCELLED


def test_moving_the_last_one_far_away_leaves_no_gap(town: Town) -> None:
    plan(town)
    last = row(town, "2026-10-17")
    later = "2026-11-17T10:00"
    assert town.run(schedule.move, last.id, 0, later, instant_of(later, BERLIN))
    town.pass_days(2)
    assert plan(town) == 2


def test_after_weeks_down_the_runs_of_that_time_are_planned_to_be_reported(town: Town) -> None:
    plan(town)
    town.pass_days(20)
    plan(town)
    parts = [one["part"] for one in town.rows("scheduled")]
    assert parts == [(date(2026, 10, 3) + timedelta(days=day)).isoformat() for day in range(35)]


def test_a_clock_that_jumps_years_ahead_does_not_fill_the_schedule(town: Town) -> None:
    plan(town)
    town.pass_days(3650)
    assert plan(town) <= 46
    town.pass_days(-3650)
    assert plan(town) == 0
