"""Retrying: the pauses as a table."""

from datetime import timedelta

import pytest

from domain.retry import LONGEST, MOST_ATTEMPTS, pause_after


@pytest.mark.parametrize(
    ("attempts", "seconds"),
    [
        (1, 1),
        (2, 2),
        (3, 4),
        (4, 8),
        (8, 128),
        (9, 256),
        (10, 300),
        (20, 300),
        (39, 300),
        (40, None),
        (99, None),
    ],
)
def test_the_pauses_double_up_to_five_minutes_and_then_it_is_given_up(
    attempts: int, seconds: int | None
) -> None:
    assert pause_after(attempts) == (None if seconds is None else timedelta(seconds=seconds))


def test_nothing_is_given_up_before_two_hours_of_trouble() -> None:
    total = sum((pause_after(n) or timedelta() for n in range(1, MOST_ATTEMPTS)), timedelta())
    assert total > timedelta(hours=2)
    assert max(pause_after(n) or timedelta() for n in range(1, MOST_ATTEMPTS)) == LONGEST
