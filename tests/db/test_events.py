"""Events are kept whole, and of two who edit one at once, one is told."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from db import event_series, events
from db.connect import open_engine
from db.unit import Unit
from domain.audience import Audience
from domain.events import Event, EventStatus, Fact, Offers, Pin

NOW = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
WORKSHOP = Event(
    id=0,
    uid="a name",
    timezone="Europe/Berlin",
    key="workshop",
    sequence=3,
    status=EventStatus.PUBLISHED,
    title={"de": "Werkstatt", "ar": "ورشة"},
    description={"de": "Wir planen."},
    place={"de": "Rathaus"},
    pin=Pin(48.86, 9.18),
    link="https://example.org/raum",
    local_start="2027-03-10T18:00",
    starts_at=datetime(2027, 3, 10, 17, 0, tzinfo=UTC),
    minutes=90,
    register_until="2027-03-09T12:00",
    capacity=30,
    largest_party=4,
    waitlist=False,
    offer_hours=12,
    audience=Audience(areas=("centre",), languages=("tr", "ar")),
    invite_at="2027-03-01T10:00",
    offers=Offers(interpreters=("tr", "gsg"), childcare=True),
    reminders=(1440, 60),
    reason={"de": "Sturm"},
    told={Fact.PLACE: {"de": "Rathaus"}, Fact.CAPACITY: None},
    changes={2: {Fact.PIN: [48.0, 9.0]}, 3: {Fact.START: "2027-03-10T17:00"}},
    created_by=7,
    series_day="2027-03-10",
)


@pytest.fixture
def unit(database_url: str) -> Iterator[Unit]:
    engine = open_engine(database_url)
    with engine.connect() as connection:
        yield Unit(connection, 1)
    engine.dispose()


def begins(days: float, status: EventStatus = EventStatus.PUBLISHED, title: str = "") -> Event:
    name = title or f"{days} {status}"
    return Event(
        0, name, "UTC", status=status, title={"de": name}, starts_at=NOW + timedelta(days=days), minutes=60
    )


def names(found: list[Event]) -> list[str]:
    return [one.title.get("de", "") for one in found]


def test_an_event_is_kept_with_everything_that_staff_have_said(unit: Unit) -> None:
    kept = events.add(unit, WORKSHOP)
    assert kept == replace(WORKSHOP, id=kept.id)
    assert events.by_id(unit, kept.id) == kept
    assert events.by_key(unit, "workshop") == kept
    assert events.by_id(unit, kept.id + 1) is None


def test_of_two_who_change_an_event_at_once_the_second_is_told(unit: Unit) -> None:
    shown = events.add(unit, WORKSHOP)
    first = events.save(unit, shown, replace(shown, minutes=120))
    assert first is not None
    assert first.revision == shown.revision + 1
    assert events.save(unit, shown, replace(shown, minutes=30)) is None
    assert events.by_id(unit, shown.id) == first
    assert events.save(unit, first, replace(first, minutes=45)) is not None


def test_a_new_event_never_gets_the_number_of_one_that_was_there(unit: Unit) -> None:
    first = events.add(unit, WORKSHOP)
    unit.connection.exec_driver_sql("DELETE FROM event")
    second = events.add(unit, replace(WORKSHOP, key=None, uid="another"))
    assert second.id > first.id


def test_an_event_is_coming_until_it_has_ended(unit: Unit) -> None:
    for one in [
        begins(9),
        begins(2, EventStatus.DRAFT),
        begins(-0.02, title="goes on"),
        begins(-1, title="ended"),
        begins(3, EventStatus.CANCELLED),
        begins(-30, EventStatus.OVER),
        Event(0, "undated", "UTC", title={"de": "undated"}),
    ]:
        events.add(unit, one)
    assert names(events.coming(unit, NOW)) == ["goes on", "2 draft", "9 published", "undated"]
    assert names(events.past(unit, NOW, 0, 10)) == ["3 cancelled", "ended", "-30 over"]
    assert names(events.past(unit, NOW, 1, 1)) == ["ended"]
    assert len(events.everything(unit)) == 7


def test_only_a_draft_can_be_deleted_and_only_as_it_was_shown(unit: Unit) -> None:
    kept = events.add(unit, WORKSHOP)
    assert not events.remove(unit, kept)
    draft = events.add(unit, replace(WORKSHOP, key=None, uid="another", status=EventStatus.DRAFT))
    assert not events.remove(unit, replace(draft, revision=5))
    assert events.remove(unit, draft)
    assert names(events.everything(unit)) == ["Werkstatt"]


def test_a_series_is_kept_with_what_its_events_say(unit: Unit) -> None:
    number = event_series.add(unit, "FREQ=WEEKLY", None, "2027-03-10T18:00", WORKSHOP)
    series = event_series.by_id(unit, number)
    assert series == event_series.Series(number, "FREQ=WEEKLY", None, "2027-03-10T18:00", WORKSHOP)
    assert event_series.running(unit, "2027-03-10") == [series]
    event_series.change(unit, replace(series, until="2027-06-30"))
    assert event_series.running(unit, "2027-06-30") == []
    assert event_series.by_id(unit, number + 1) is None


def test_a_series_has_one_event_a_day_of_its_rule(unit: Unit) -> None:
    number = event_series.add(unit, "FREQ=WEEKLY", None, "2027-03-10T18:00", WORKSHOP)
    for day in ("2027-03-17", "2027-03-10"):
        events.add(unit, replace(WORKSHOP, key=None, uid=day, series_id=number, series_day=day))
    assert [one.series_day for one in events.of_series(unit, number)] == ["2027-03-10", "2027-03-17"]
    assert [one.series_day for one in events.of_series(unit, number, "2027-03-10")] == ["2027-03-17"]
    with pytest.raises(IntegrityError):
        events.add(unit, replace(WORKSHOP, key=None, uid="again", series_id=number, series_day="2027-03-17"))
