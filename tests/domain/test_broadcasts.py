"""How a broadcast comes from its draft to its end, and what it needs before it may."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.broadcasts import (
    EDITABLE,
    ENDED,
    LONGEST_WITH_FILE,
    ON_ITS_WAY,
    Broadcast,
    BroadcastStatus,
    Lacking,
    Link,
    LinkKind,
    Step,
    lacking,
    number_in,
    status_after,
    statuses_before,
)
from domain.texts import LONGEST

S = BroadcastStatus


def walked(*steps: Step) -> BroadcastStatus | None:
    """Return where steps lead from a draft; None where one of them cannot be taken."""
    status: BroadcastStatus | None = S.DRAFT
    for step in steps:
        status = None if status is None else status_after(status, step)
    return status


@pytest.mark.parametrize(
    ("steps", "status"),
    [
        ((Step.TEST, Step.RELEASE, Step.BEGIN, Step.FINISH), S.FINISHED),
        ((Step.TEST, Step.SCHEDULE, Step.BEGIN, Step.AGAIN, Step.BEGIN, Step.AGAIN), S.SCHEDULED),
        ((Step.TEST, Step.SCHEDULE, Step.PAUSE, Step.RESUME_WAITING, Step.BEGIN), S.RUNNING),
        ((Step.TEST, Step.RELEASE, Step.BEGIN, Step.PAUSE, Step.RESUME), S.RUNNING),
        ((Step.TEST, Step.SCHEDULE, Step.TAKE_BACK, Step.EDIT, Step.TEST), S.TESTED),
        ((Step.TEST, Step.SCHEDULE, Step.MISS), S.TESTED),
        ((Step.TEST, Step.EDIT, Step.RELEASE), None),  # what was changed has to be tested again
        ((Step.RELEASE,), None),
        ((Step.TEST, Step.RELEASE, Step.EDIT), None),
        ((Step.TEST, Step.RELEASE, Step.RELEASE), None),  # pressed twice
        ((Step.TEST, Step.RELEASE, Step.BEGIN, Step.TAKE_BACK), None),
        ((Step.TEST, Step.RELEASE, Step.BEGIN, Step.PAUSE, Step.EDIT), None),
    ],
)
def test_a_broadcast_goes_its_way_and_no_other(
    steps: tuple[Step, ...], status: BroadcastStatus | None
) -> None:
    assert walked(*steps) == status


@given(st.lists(st.sampled_from(Step)))
def test_whatever_is_pressed_nothing_goes_out_untested_or_changed_and_nothing_comes_back_from_its_end(
    steps: list[Step],
) -> None:
    status, tested = S.DRAFT, False
    for step in steps:
        after = status_after(status, step)
        if after is None:
            continue
        assert status not in ENDED
        tested = step is Step.TEST or (tested and step is not Step.EDIT)
        if step in (Step.RELEASE, Step.SCHEDULE):
            assert tested
        if step is Step.EDIT:
            assert status in EDITABLE
        if step is Step.BEGIN:
            assert status in ON_ITS_WAY
        status = after


def test_every_state_but_the_ended_ones_can_be_cancelled() -> None:
    assert statuses_before(Step.CANCEL) == set(S) - ENDED


def test_without_a_german_text_nobody_could_read_it() -> None:
    assert lacking(Broadcast(1, "k", "UTC", text={"tr": "Merhaba"})) == (Lacking.TEXT, ("de",))
    assert lacking(Broadcast(1, "k", "UTC", text={"de": "Hallo"})) is None


def test_a_picture_and_buttons_take_room_from_the_text() -> None:
    page = Link(LinkKind.PAGE, "https://example.org")
    assert Broadcast(1, "k", "UTC").longest == LONGEST
    assert Broadcast(1, "k", "UTC", links=(page,)).longest == LONGEST - page.room
    one = Broadcast(1, "k", "UTC", text={"de": "x", "ar": "x" * 601}, attachment_id=1)
    assert one.longest == LONGEST_WITH_FILE
    assert lacking(one) == (Lacking.TOO_LONG, ("ar",))


def test_a_subject_names_its_broadcast_and_no_event() -> None:
    assert number_in(Broadcast(12, "k", "UTC").subject) == 12
    with pytest.raises(ValueError, match="no broadcast"):
        number_in("event:12")
