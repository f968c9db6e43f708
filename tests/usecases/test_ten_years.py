"""Years of schedules in Berlin: one run on each local date, at its wall time, and nothing at night."""

from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from db.unit import Unit
from domain.outgoing import Recipient
from domain.schedule import Finished, Kind, Progress, Scheduled
from domain.times import local_day, local_time_of
from tests.usecases.scheduling import BERLIN, row, tick
from tests.usecases.town import Town
from usecases.house import House
from usecases.recurrence import plan_ahead
from usecases.to_many import plan

START, FIRST = datetime(2026, 12, 31, 11, 0, tzinfo=UTC), date(2027, 1, 1)
# By subject: the rule, the wall time, and whether a day is one of it.
SERIES: dict[str, tuple[str, str, Callable[[date], bool]]] = {
    "broadcast:1": ("FREQ=DAILY", "02:30", lambda day: True),
    "broadcast:2": ("FREQ=WEEKLY;BYDAY=SU", "03:00", lambda day: day.weekday() == 6),
    "broadcast:3": ("FREQ=MONTHLY;BYDAY=1TU", "18:00", lambda day: day.weekday() == 1 and day.day <= 7),
    "broadcast:4": ("FREQ=MONTHLY;BYMONTHDAY=31", "21:00", lambda day: day.day == 31),
    "broadcast:5": (
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
        "23:59",
        lambda day: (day.month, day.day) == (2, 29),
    ),
}


class Diary:
    """What was done, and when its message goes out."""

    def __init__(self) -> None:
        self.done: defaultdict[str, list[tuple[str, datetime]]] = defaultdict(list)

    def step(self, unit: Unit, house: House, row: Scheduled, now: datetime) -> Progress:
        self.done[row.subject].append((row.part, row.due_at))
        occasion = f"{row.subject}:{row.part}"
        to = [Recipient(1, 501, "de")]
        plan(unit, house, to, lambda language: ("note", {}), occasion, now, purpose=None, capped=False)
        return Finished()


def keep_planned(town: Town) -> None:
    def plan_all(unit: Unit) -> None:
        for subject, (rule, clock, _) in SERIES.items():
            plan_ahead(unit, Kind.BROADCAST, subject, rule, f"2027-01-01T{clock}", BERLIN, town.now)

    town.run(plan_all)


def due_and_gone(unit: Unit) -> list[datetime]:
    """Return when waiting messages go, and let them be gone."""
    found = [row[0] for row in unit.connection.exec_driver_sql("SELECT due_at FROM outbox")]
    unit.connection.exec_driver_sql("DELETE FROM outbox")
    return [datetime.fromtimestamp(milliseconds / 1000, UTC) for milliseconds in found]


def live_through(town: Town, diary: Diary, end: date, pauses: Random) -> list[datetime]:
    """Let time pass until a day, in steps of hours or of days; return when messages went out."""
    sent: list[datetime] = []
    town.now, planned_at = START, START - timedelta(days=9)
    while local_day(town.now, BERLIN) < end + timedelta(days=4):  # longer than any pause
        if town.now - planned_at > timedelta(days=8):
            keep_planned(town)
            planned_at = town.now
        tick(town, {Kind.BROADCAST: diary.step})
        sent += town.run(due_and_gone)
        town.now += timedelta(hours=pauses.choice((11, 37, 61, 95)))
    return sent


@pytest.mark.parametrize(
    "years",
    [
        pytest.param(2, id="two years with a leap day"),
        pytest.param(10, id="ten years", marks=[pytest.mark.soak, pytest.mark.timeout(170)]),
    ],
)
def test_every_date_has_its_one_run_and_nobody_is_woken(town: Town, years: int) -> None:
    diary, end = Diary(), FIRST.replace(year=FIRST.year + years)
    days = [FIRST + timedelta(days=n) for n in range((end - FIRST).days)]
    changes = {day for day in days if day.month in (3, 10) and day.weekday() == 6 and day.day > 24}
    sent = live_through(town, diary, end, Random(4))
    assert len(changes) == 2 * years
    for subject, (_, clock, is_its_day) in SERIES.items():
        runs = {date.fromisoformat(part): due for part, due in diary.done[subject] if part < end.isoformat()}
        assert len(runs) == len([part for part, _ in diary.done[subject] if part < end.isoformat()]), subject
        assert sorted(runs) == [day for day in days if is_its_day(day)], subject
        for day, due in runs.items():
            skipped = clock == "02:30" and day in changes and day.month == 3
            assert local_time_of(due, BERLIN) == f"{day}T{'03:30' if skipped else clock}"
    hours = {at.astimezone(ZoneInfo(BERLIN)).hour for at in sent}
    assert hours <= set(range(8, 21))
    assert len(sent) == sum(len(done) for done in diary.done.values())


def test_a_run_that_were_done_twice_would_still_be_said_once(town: Town) -> None:
    diary = Diary()
    town.now = START
    keep_planned(town)
    once = row(town, "2027-01-02")
    for _ in range(2):
        town.run(diary.step, town.house, once, town.now)
    assert [one["address"] for one in town.rows("outbox")] == [501]
