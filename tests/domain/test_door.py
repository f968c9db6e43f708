"""The door: when it is open, in which order parties are listed, how a name is found."""

from datetime import datetime, timedelta

import pytest

from domain.door import CLOSES_AFTER, OPENS_BEFORE, Door, Party, door_of, expected, found, in_order
from domain.events import Event, EventStatus
from domain.times import instant_of

BERLIN = "Europe/Berlin"
EVENT = Event(1, "uid", BERLIN, status=EventStatus.PUBLISHED).at("2027-03-10T18:00")
START = instant_of("2027-03-10T18:00", BERLIN)


@pytest.mark.parametrize(
    ("at", "door"),
    [
        (START - OPENS_BEFORE - timedelta(seconds=1), Door.BEFORE),
        (START - OPENS_BEFORE, Door.OPEN),
        (START + timedelta(hours=2) + CLOSES_AFTER - timedelta(seconds=1), Door.OPEN),
        (START + timedelta(hours=2) + CLOSES_AFTER, Door.AFTER),
    ],
)
def test_the_door_is_open_from_some_hours_before_until_a_day_after(at: datetime, door: Door) -> None:
    assert door_of(EVENT, at) is door


def test_drafts_and_cancelled_events_have_no_door_and_those_that_are_over_none_any_more() -> None:
    states = {EventStatus.DRAFT: Door.OFF, EventStatus.CANCELLED: Door.OFF, EventStatus.OVER: Door.AFTER}
    for status, door in states.items():
        assert door_of(Event(1, "uid", BERLIN, status=status).at("2027-03-10T18:00"), START) is door


PARTIES = [
    Party(1, 2),
    Party(2, 3, name="Yıldız"),
    Party(3, 1, 1, START, "Aydın"),
    Party(4, 4, name="Özgür Kaya"),
    Party(5, 1, name="müller"),
]


def test_those_who_are_not_here_come_first_by_name_and_unnamed_ones_after_them() -> None:
    assert [one.registration_id for one in in_order(PARTIES)] == [5, 4, 2, 1, 3]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("kaya", [4]),
        ("OZGUR", [4]),
        ("yildiz", [2]),
        ("Muller", [5]),
        ("kaya özgür", [4]),
        ("a", [3, 4]),
        ("", []),
    ],
)
def test_a_name_is_found_by_any_part_of_it_without_marks_and_capitals(words: str, ids: list[int]) -> None:
    assert [one.registration_id for one in found(PARTIES, words)] == ids


def test_people_and_parties_are_counted() -> None:
    counted = expected(PARTIES)
    assert (counted.parties, counted.people, counted.parties_here, counted.people_here) == (5, 11, 1, 1)


def test_a_party_in_a_log_line_says_neither_name_nor_needs() -> None:
    assert "Kaya" not in repr(PARTIES[3])
