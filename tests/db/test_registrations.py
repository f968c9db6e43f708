"""An event's book is kept as the rules leave it, and only what is still needed stays with it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from db import attendees, event_needs, events, registrations, residents
from db.connect import open_engine
from db.registrations import Number
from db.tables import event, metadata
from db.unit import Unit
from domain.events import Event, EventStatus, Need
from domain.registrations import (
    Book,
    Moment,
    Registration,
    RegistrationError,
    RegistrationStatus,
    Rules,
    accept,
    say_no,
    say_yes,
    settle,
)
from tests.domain.test_registrations import NOON, NOW, STEPS, take

WORKSHOP = Event(
    0,
    "uid",
    "Europe/Berlin",
    sequence=2,
    status=EventStatus.PUBLISHED,
    starts_at=NOON + timedelta(days=9),
    capacity=4,
    largest_party=4,
)


@dataclass
class Workshop:
    """An event with people who answer."""

    unit: Unit
    id: int
    members: list[int] = field(default_factory=list)

    def somebody(self) -> int:
        """Let somebody new come; return the member."""
        address = 700 + len(self.members)
        self.members.append(residents.add(self.unit, address, "de", date(2027, 3, 1)).member_id)
        return self.members[-1]

    def book(self, member: int | None = None) -> Book:
        found = registrations.book(self.unit, self.id, member)
        assert found is not None
        return found

    def say_yes(self, member: int, party: int = 1, moment: Moment = NOW) -> list[int]:
        before = self.book(member)
        after = say_yes(before, member, party, moment)
        return registrations.keep(self.unit, self.id, before, after, member)

    def say_no(self, member: int) -> list[int]:
        before = self.book(member)
        return registrations.keep(self.unit, self.id, before, say_no(before, member, NOW), member)

    def kept(self, member: int) -> registrations.Kept:
        found = registrations.of_member(self.unit, self.id, member)
        assert found is not None
        return found


@pytest.fixture
def workshop(database_url: str) -> Iterator[Workshop]:
    engine = open_engine(database_url)
    with engine.connect() as connection, connection.begin():
        unit = Unit(connection, 1)
        yield Workshop(unit, events.add(unit, WORKSHOP).id)
    engine.dispose()


def test_an_event_that_is_not_there_has_no_book(workshop: Workshop) -> None:
    assert registrations.book(workshop.unit, workshop.id + 1) is None
    assert workshop.book() == Book(Rules(4, 4))


def test_who_gets_seats_gets_a_ticket_and_who_waits_has_none(workshop: Workshop) -> None:
    anna, bernd = workshop.somebody(), workshop.somebody()
    workshop.say_yes(anna, 3)
    workshop.say_yes(bernd, 2)
    first, second = workshop.kept(anna), workshop.kept(bernd)
    assert first.answer == Registration(RegistrationStatus.REGISTERED, 3)
    assert second.answer == Registration(RegistrationStatus.WAITLISTED, 2, 1)
    assert first.ticket is not None
    assert (len(first.ticket), second.ticket) == (12, None)
    assert registrations.by_ticket(workshop.unit, first.ticket) == first
    assert registrations.by_id(workshop.unit, second.id) == second
    assert registrations.of_person(workshop.unit, bernd) == [second]


def test_a_ticket_stays_while_the_seats_do_and_is_another_one_afterwards(workshop: Workshop) -> None:
    anna = workshop.somebody()
    workshop.say_yes(anna, 3)
    ticket = workshop.kept(anna).ticket
    workshop.say_yes(anna, 2)
    assert workshop.kept(anna).ticket == ticket
    workshop.say_no(anna)
    assert workshop.kept(anna).ticket is None
    workshop.say_yes(anna)
    assert workshop.kept(anna).ticket not in (None, ticket)


def test_an_offer_is_kept_with_its_time_and_gets_a_ticket_when_it_is_accepted(workshop: Workshop) -> None:
    anna, bernd = workshop.somebody(), workshop.somebody()
    workshop.say_yes(anna, 4)
    workshop.say_yes(bernd, 2)
    assert sorted(workshop.say_no(anna)) == [anna, bernd]
    assert workshop.kept(bernd).answer == Registration(RegistrationStatus.OFFERED, 2, 1, NOW.offers_until)
    assert workshop.kept(bernd).ticket is None
    before = workshop.book(bernd)
    registrations.keep(workshop.unit, workshop.id, before, accept(before, bernd, NOW), bernd)
    assert workshop.kept(bernd).ticket is not None


def test_only_whoever_answers_has_been_shown_the_event_as_it_stands(workshop: Workshop) -> None:
    anna, bernd = workshop.somebody(), workshop.somebody()
    workshop.say_yes(anna, 4)
    workshop.say_yes(bernd, 4)
    shown = events.by_id(workshop.unit, workshop.id)
    assert shown is not None
    events.save(workshop.unit, shown, replace(shown, sequence=5))
    workshop.say_no(anna)
    assert (workshop.kept(anna).told_sequence, workshop.kept(bernd).told_sequence) == (5, 2)


def test_needs_and_name_go_with_the_registration(workshop: Workshop) -> None:
    anna = workshop.somebody()
    workshop.say_yes(anna, 2)
    kept = workshop.kept(anna)
    registrations.set_name(workshop.unit, kept.id, "Familie Yıldız")
    for language in ("ar", "tr"):
        event_needs.set_need(workshop.unit, kept.id, Need.INTERPRETER, language)
    event_needs.set_need(workshop.unit, kept.id, Need.STEP_FREE, "")
    assert event_needs.needs(workshop.unit, kept.id) == [(Need.INTERPRETER, "tr"), (Need.STEP_FREE, "")]
    event_needs.set_need(workshop.unit, kept.id, Need.STEP_FREE, None)
    assert event_needs.needs(workshop.unit, kept.id) == [(Need.INTERPRETER, "tr")]
    workshop.say_yes(anna, 3)
    assert workshop.kept(anna).name == "Familie Yıldız"
    workshop.say_no(anna)
    assert event_needs.needs(workshop.unit, kept.id) == []
    assert workshop.kept(anna).name is None


def test_a_member_can_have_all_needs_forgotten_and_keeps_the_seats(workshop: Workshop) -> None:
    anna, bernd = workshop.somebody(), workshop.somebody()
    for who in (anna, bernd):
        workshop.say_yes(who, 2)
        event_needs.set_need(workshop.unit, workshop.kept(who).id, Need.CHILDCARE, "1")
        registrations.set_name(workshop.unit, workshop.kept(who).id, "Name")
    assert event_needs.forget_needs(workshop.unit, anna) == 1
    assert (workshop.kept(anna).name, workshop.kept(bernd).name) == (None, "Name")
    assert workshop.kept(anna).answer.status is RegistrationStatus.REGISTERED
    assert event_needs.need_totals(workshop.unit, workshop.id) == {(Need.CHILDCARE, "1"): 1}


def test_needs_count_only_for_those_who_have_seats(workshop: Workshop) -> None:
    anna, bernd = workshop.somebody(), workshop.somebody()
    for who in (anna, bernd):
        workshop.say_yes(who, 3)
        event_needs.set_need(workshop.unit, workshop.kept(who).id, Need.INTERPRETER, "ar")
    assert event_needs.need_totals(workshop.unit, workshop.id) == {(Need.INTERPRETER, "ar"): 1}


def test_a_chat_that_goes_takes_its_answers_along_and_names_the_events(workshop: Workshop) -> None:
    anna, bernd = workshop.somebody(), workshop.somebody()
    workshop.say_yes(anna)
    workshop.say_yes(bernd)
    event_needs.set_need(workshop.unit, workshop.kept(anna).id, Need.STEP_FREE, "")
    (whose,) = attendees.whose(workshop.unit, workshop.id, [anna])
    assert (whose.address, whose.language) == (700, "de")
    assert registrations.remove_of_chat(workshop.unit, whose.chat_id) == [workshop.id]
    assert registrations.of_member(workshop.unit, workshop.id, anna) is None
    left = workshop.unit.connection.execute(select(metadata.tables["event_need"])).fetchall()
    assert (left, workshop.kept(bernd).answer.party) == ([], 1)


def test_numbers_tell_parties_and_people(workshop: Workshop) -> None:
    people = [workshop.somebody() for _ in range(4)]
    for who, party in zip(people, (3, 2, 2, 1), strict=True):
        workshop.say_yes(who, party)
    assert registrations.numbers(workshop.unit, workshop.id) == {
        RegistrationStatus.REGISTERED: Number(2, 4),
        RegistrationStatus.WAITLISTED: Number(2, 4),
    }
    assert registrations.taken(workshop.unit, workshop.id) == 4
    places = [registrations.before_in_line(workshop.unit, workshop.id, queue) for queue in (1, 2)]
    assert places == [0, 1]


def test_lines_are_settled_where_somebody_waits_or_an_offer_is_over(workshop: Workshop) -> None:
    unit, anna, bernd = workshop.unit, workshop.somebody(), workshop.somebody()
    soon, late = NOON + timedelta(days=1), NOON + timedelta(days=9)
    workshop.say_yes(anna, 4)
    assert registrations.lines_to_settle(unit, NOON) == []
    workshop.say_yes(bernd, 4)
    assert registrations.lines_to_settle(unit, NOON) == [workshop.id]
    workshop.say_no(anna)
    assert registrations.lines_to_settle(unit, NOON) == []
    assert registrations.lines_to_settle(unit, soon) == [workshop.id]
    assert registrations.lines_to_settle(unit, late) == [], "it has begun"


def test_without_a_limit_those_who_have_seats_are_not_read(workshop: Workshop) -> None:
    shown = events.by_id(workshop.unit, workshop.id)
    assert shown is not None
    anna, bernd, cem = (workshop.somebody() for _ in range(3))
    for who in (anna, bernd, cem):
        workshop.say_yes(who, 4)
    events.save(workshop.unit, shown, replace(shown, capacity=None))
    assert set(workshop.book(anna).registrations) == {anna, bernd, cem}, "two still wait"
    before = workshop.book()
    registrations.keep(workshop.unit, workshop.id, before, settle(before, NOW))
    assert set(workshop.book(anna).registrations) == {anna, bernd, cem}, "two have offers"
    for who in (bernd, cem):
        before = workshop.book(who)
        registrations.keep(workshop.unit, workshop.id, before, accept(before, who, NOW), who)
    assert set(workshop.book(anna).registrations) == {anna}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, 8), st.lists(STEPS, max_size=25))
def test_whatever_people_do_the_database_keeps_what_the_rules_say(
    workshop: Workshop, capacity: int, steps: list[tuple[str, int, int]]
) -> None:
    while len(workshop.members) < 8:
        workshop.somebody()
    unit, now = workshop.unit, datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
    unit.connection.execute(delete(metadata.tables["registration"]))
    unit.connection.execute(event.update().values(capacity=capacity, queue_number=0))
    pure = Book(Rules(capacity, 4))
    for what, who, number in steps:
        now += timedelta(hours=number if what == "hours" else 0)
        moment = Moment(now, now + timedelta(hours=10))
        actor = workshop.members[who - 1]
        if what == "capacity":
            unit.connection.execute(event.update().values(capacity=number))
        before = workshop.book(actor)
        try:
            pure = take(pure, what, actor, number, moment)
            after = take(before, what, actor, number, moment)
        except RegistrationError:
            continue
        registrations.keep(unit, workshop.id, before, after, actor)
    kept = {one: registrations.of_member(unit, workshop.id, one) for one in workshop.members}
    assert {who: one.answer for who, one in kept.items() if one} == pure.registrations
    assert workshop.book().last_queue == pure.last_queue
