"""Reminders: at decent hours, never two close together, never so late that they only hurry."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.quiet_hours import USUAL
from domain.reminding import TOGETHER, is_stale, reminder_times
from domain.times import instant_of, local_time_of

BERLIN = "Europe/Berlin"
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2031, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001
MINUTES = st.lists(st.integers(5, 60 * 24 * 60), min_size=1, max_size=6)


def times(start: str, *minutes: int) -> dict[int, str]:
    found = reminder_times(instant_of(start, BERLIN), minutes, BERLIN, USUAL)
    return {one: local_time_of(at, BERLIN) for one, at in found.items()}


def test_a_reminder_that_would_wake_somebody_comes_on_the_evening_before() -> None:
    assert times("2027-03-10T09:00", 120, 1440) == {120: "2027-03-09T20:59", 1440: "2027-03-09T09:00"}


def test_two_that_fall_onto_the_same_hour_become_one() -> None:
    assert times("2027-03-10T08:30", 60, 120) == {60: "2027-03-09T20:59"}
    assert times("2027-03-10T18:00", 60, 90) == {60: "2027-03-10T17:00"}
    assert times("2027-03-10T18:00", 60, 120) == {60: "2027-03-10T17:00", 120: "2027-03-10T16:00"}


@given(starts_at=MOMENTS, minutes=MINUTES)
def test_reminders_come_before_the_event_at_decent_hours_and_apart(
    starts_at: datetime, minutes: list[int]
) -> None:
    found = reminder_times(starts_at, minutes, BERLIN, USUAL)
    assert found
    for one, at in found.items():
        assert at <= starts_at - timedelta(minutes=one)
        assert not USUAL.hold(at, BERLIN)
        assert not any(abs(at - other) < TOGETHER for key, other in found.items() if key != one)


def test_a_late_reminder_makes_sense_while_half_of_its_time_is_left() -> None:
    starts_at = datetime(2027, 3, 10, 18, tzinfo=UTC)
    due_at = starts_at - timedelta(days=7)
    assert not is_stale(due_at, due_at + timedelta(days=3.5), starts_at)
    assert is_stale(due_at, due_at + timedelta(days=3.5, seconds=1), starts_at)
