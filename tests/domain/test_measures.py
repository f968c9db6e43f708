"""What becomes of what was said: which steps there are, and what each needs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.measures import (
    MEASURE_STEPS,
    NEED_STEPS,
    MeasureStatus,
    NeedStatus,
    Obstacle,
    is_progress,
    obstacle_to_need,
    obstacle_to_update,
    steps_of,
)

REASON = {"de": "Die Stadt baut dort 2029."}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("recognised", "prioritised"),
        ("prioritised", "taken_up"),
        ("recognised", "deferred"),
        ("prioritised", "deferred"),
        ("deferred", "prioritised"),
    ],
)
def test_a_need_is_recognised_prioritised_taken_up_or_deferred(before: str, after: str) -> None:
    assert obstacle_to_need(NeedStatus(before), NeedStatus(after), REASON) is None


def test_a_need_takes_no_other_steps() -> None:
    allowed = {(before, after) for before, steps in NEED_STEPS.items() for after in steps}
    assert len(allowed) == 5
    for before in NeedStatus:
        for after in NeedStatus:
            if (before, after) not in allowed:
                assert obstacle_to_need(before, after, REASON) is Obstacle.NO_SUCH_STEP


@pytest.mark.parametrize("reason", [{}, {"de": "  "}, {"tr": "Belediye 2029'da inşa edecek."}])
def test_a_need_is_deferred_only_with_a_reason_in_german_at_least(reason: dict[str, str]) -> None:
    for before in (NeedStatus.RECOGNISED, NeedStatus.PRIORITISED):
        assert obstacle_to_need(before, NeedStatus.DEFERRED, reason) is Obstacle.NO_REASON


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("proposed", "decided"),
        ("decided", "in_progress"),
        ("in_progress", "done"),
        ("in_progress", "delayed"),
        ("in_progress", "stopped"),
        ("delayed", "in_progress"),
        ("delayed", "stopped"),
    ],
)
def test_a_measure_is_proposed_decided_in_progress_then_done_delayed_or_stopped(
    before: str, after: str
) -> None:
    progress = 100 if after == "done" else 40
    assert obstacle_to_update(MeasureStatus(before), MeasureStatus(after), progress, REASON) is None


def test_a_measure_takes_no_other_steps_but_may_stay_where_it_is() -> None:
    allowed = {(before, after) for before, steps in MEASURE_STEPS.items() for after in steps}
    assert len(allowed) == 7
    for before in MeasureStatus:
        assert steps_of(before) == (before, *MEASURE_STEPS[before])
        for after in MeasureStatus:
            found = obstacle_to_update(before, after, 100, REASON)
            assert found is (None if after in steps_of(before) else Obstacle.NO_SUCH_STEP)


def test_a_measure_is_stopped_only_with_a_reason() -> None:
    step = (MeasureStatus.IN_PROGRESS, MeasureStatus.STOPPED, 40)
    assert obstacle_to_update(*step, {"en": "Too expensive."}) is Obstacle.NO_REASON


def test_an_update_says_something_in_german_at_least() -> None:
    stay = (MeasureStatus.IN_PROGRESS, MeasureStatus.IN_PROGRESS, 40)
    assert obstacle_to_update(*stay, {}) is Obstacle.NO_TEXT


@given(st.integers(-1000, 1000), st.sampled_from(MeasureStatus))
def test_progress_is_0_to_100_and_done_means_100(progress: int, status: MeasureStatus) -> None:
    assert is_progress(status, progress) == (
        progress == 100 if status is MeasureStatus.DONE else 0 <= progress <= 100
    )
    found = obstacle_to_update(status, status, progress, REASON)
    assert found is (None if is_progress(status, progress) else Obstacle.PROGRESS)
