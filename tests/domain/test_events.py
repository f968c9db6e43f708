"""Events: their way from draft to over, what they lack, and what residents are told of changes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.events import (
    Event,
    EventStatus,
    Fact,
    Gap,
    Need,
    Offers,
    Pin,
    Step,
    changes_since,
    edited,
    gaps,
    status_after,
    told,
    untold,
)

NOW = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
READY = Event(
    1,
    "uid",
    "Europe/Berlin",
    title={"de": "Werkstatt"},
    place={"de": "Rathaus"},
    local_start="2027-03-10T18:00",
    starts_at=datetime(2027, 3, 10, 17, tzinfo=UTC),
    capacity=30,
)
PUBLISHED = told(replace(READY, status=EventStatus.PUBLISHED))


@pytest.mark.parametrize(
    ("status", "step", "after"),
    [
        (EventStatus.DRAFT, Step.PUBLISH, EventStatus.PUBLISHED),
        (EventStatus.DRAFT, Step.CANCEL, EventStatus.CANCELLED),
        (EventStatus.DRAFT, Step.END, None),
        (EventStatus.PUBLISHED, Step.PUBLISH, None),
        (EventStatus.PUBLISHED, Step.CANCEL, EventStatus.CANCELLED),
        (EventStatus.PUBLISHED, Step.END, EventStatus.OVER),
        *((EventStatus.CANCELLED, step, None) for step in Step),
        *((EventStatus.OVER, step, None) for step in Step),
    ],
)
def test_an_event_goes_its_way_and_no_other(
    status: EventStatus, step: Step, after: EventStatus | None
) -> None:
    assert status_after(status, step) is after


def test_an_event_with_a_german_title_a_start_and_a_place_can_be_published() -> None:
    assert gaps(READY, NOW) == []


def test_a_link_is_a_place_to_meet() -> None:
    assert gaps(replace(READY, place={}, link="https://example.org"), NOW) == []


def test_everything_that_is_missing_is_named_at_once() -> None:
    assert gaps(Event(1, "uid", "UTC", title={"tr": "Atölye"}), NOW) == [
        Gap.TITLE,
        Gap.START,
        Gap.PLACE,
    ]


@pytest.mark.parametrize(
    ("change", "gap"),
    [
        ({"starts_at": NOW}, Gap.START_PAST),
        ({"register_until": "2027-03-10T18:01"}, Gap.DEADLINE_LATE),
        ({"register_until": "2027-03-01T13:00"}, Gap.DEADLINE_PAST),
        ({"capacity": 5}, Gap.PARTY_TOO_LARGE),
        ({"invite_at": "2027-03-10T18:00"}, Gap.INVITATION_LATE),
    ],
)
def test_what_makes_no_sense_is_named(change: dict[str, object], gap: Gap) -> None:
    assert gaps(replace(READY, **change), NOW) == [gap]  # type: ignore[arg-type] # one field at a time


def test_whoever_says_no_deadline_lets_people_register_until_it_starts() -> None:
    assert READY.closes_at == READY.starts_at
    limited = replace(READY, register_until="2027-03-09T12:00")
    assert limited.closes_at == datetime(2027, 3, 9, 11, tzinfo=UTC)


def test_a_start_is_kept_as_wall_time_and_as_instant() -> None:
    assert READY.at("2027-07-10T18:00").starts_at == datetime(2027, 7, 10, 16, tzinfo=UTC)
    assert READY.at(None).starts_at is None


def test_only_needs_that_can_be_met_are_asked_for() -> None:
    assert Offers().needs == ()
    assert Offers(interpreters=("tr",), step_free=True).needs == (Need.INTERPRETER, Need.STEP_FREE)


def test_an_event_ends_so_many_minutes_after_it_starts() -> None:
    assert READY.ends_at == READY.starts_at + timedelta(hours=2)  # type: ignore[operator] # it has a start


@pytest.mark.parametrize(
    ("change", "facts"),
    [
        ({"title": {"de": "Planung"}}, {Fact.TITLE: {"de": "Werkstatt"}}),
        ({"local_start": "2027-03-10T19:00"}, {Fact.START: "2027-03-10T18:00"}),
        ({"pin": Pin(48.0, 9.0)}, {Fact.PIN: None}),
        ({"link": "https://example.org"}, {Fact.LINK: None}),
        ({"capacity": 20}, {Fact.CAPACITY: 30}),
        ({"minutes": 90}, {Fact.MINUTES: 120}),
    ],
)
def test_what_residents_know_of_a_published_event_and_has_changed_is_told(
    change: dict[str, object], facts: dict[Fact, object]
) -> None:
    after = edited(PUBLISHED, replace(PUBLISHED, **change))  # type: ignore[arg-type] # one field at a time
    assert after.sequence == PUBLISHED.sequence + 1
    assert untold(after) == facts
    assert changes_since(told(after), PUBLISHED.sequence) == facts
    assert untold(told(after)) == {}


@pytest.mark.parametrize(
    "change",
    [
        {"title": {"de": "Werkstatt", "tr": "Atölye"}},
        {"capacity": 40},
        {"capacity": None},
        {"description": {"de": "Neu"}},
        {"waitlist": False},
    ],
)
def test_what_is_no_news_to_those_who_come_is_not_told(change: dict[str, object]) -> None:
    after = edited(PUBLISHED, replace(PUBLISHED, **change))  # type: ignore[arg-type] # one field at a time
    assert after.sequence == PUBLISHED.sequence
    assert untold(after) == {}


def test_a_draft_can_change_as_it_likes() -> None:
    assert edited(READY, replace(READY, local_start="2027-03-11T18:00")).sequence == 0


def test_what_was_changed_back_before_anybody_was_told_is_no_news() -> None:
    moved = edited(PUBLISHED, replace(PUBLISHED, local_start="2027-03-11T18:00"))
    back = edited(moved, replace(moved, local_start="2027-03-10T18:00"))
    assert untold(back) == {}
    assert back.sequence == 2  # calendars that took the file in between take it again


def test_whoever_has_missed_one_change_is_told_both_with_what_they_knew() -> None:
    first = told(edited(PUBLISHED, replace(PUBLISHED, local_start="2027-03-11T18:00")))
    second = told(edited(first, replace(first, local_start="2027-03-12T18:00", minutes=60)))
    assert changes_since(second, 0) == {Fact.START: "2027-03-10T18:00", Fact.MINUTES: 120}
    assert changes_since(second, first.sequence) == {Fact.START: "2027-03-11T18:00", Fact.MINUTES: 120}
    assert changes_since(second, second.sequence) == {}
    back = told(edited(second, replace(second, local_start="2027-03-10T18:00")))
    assert changes_since(back, 0) == {Fact.MINUTES: 120}
