"""When an event can be registered for, and the words for how full it is."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.admission import Phase, Room, phase_of, room_of
from domain.events import Event, EventStatus
from domain.registrations import Rules
from domain.times import local_time_of

NOW = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("status", "starts_in", "closes_in", "expected"),
    [
        (EventStatus.PUBLISHED, 2, None, Phase.OPEN),
        (EventStatus.PUBLISHED, 2, 1, Phase.OPEN),
        (EventStatus.PUBLISHED, 2, 0, Phase.CLOSED),
        (EventStatus.PUBLISHED, 0, None, Phase.BEGUN),
        (EventStatus.OVER, -5, None, Phase.BEGUN),
        (EventStatus.DRAFT, 2, None, Phase.UNSEEN),
    ],
)
def test_an_event_is_open_until_its_deadline_and_can_be_changed_until_it_begins(
    status: EventStatus, starts_in: int, closes_in: int | None, expected: Phase
) -> None:
    until = None if closes_in is None else local_time_of(NOW + closes_in * HOUR, "UTC")
    event = Event(1, "uid", "UTC", status=status, starts_at=NOW + starts_in * HOUR, register_until=until)
    assert phase_of(event, NOW) is expected
    assert expected.is_ahead == (expected in (Phase.OPEN, Phase.CLOSED))


def test_a_draft_that_was_cancelled_stays_unseen() -> None:
    seen = Event(1, "uid", "UTC", status=EventStatus.CANCELLED, starts_at=NOW, told={})
    unseen = Event(1, "uid", "UTC", status=EventStatus.CANCELLED, starts_at=NOW)
    assert (phase_of(seen, NOW), phase_of(unseen, NOW)) == (Phase.CANCELLED, Phase.UNSEEN)


@pytest.mark.parametrize(
    ("capacity", "taken", "waitlist", "expected"),
    [
        (None, 10_000, True, Room.ENOUGH),
        (100, 0, True, Room.ENOUGH),
        (100, 79, True, Room.ENOUGH),
        (100, 80, True, Room.FEW),
        (20, 9, True, Room.ENOUGH),
        (20, 10, True, Room.FEW),
        (20, 19, False, Room.FEW),
        (20, 20, True, Room.LINE),
        (20, 20, False, Room.FULL),
        (20, 25, True, Room.LINE),
    ],
)
def test_how_full_it_is_takes_one_word(
    capacity: int | None, taken: int, waitlist: bool, expected: Room
) -> None:
    assert room_of(Rules(capacity, 6, waitlist), taken) is expected
