"""Seats at an event: whoever says yes gets them or a place in line, and nobody who fits is passed over."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.registrations import (
    HOLDING,
    Book,
    Moment,
    NoSeats,
    NotRegistered,
    PartyOutOfRange,
    Registration,
    RegistrationError,
    RegistrationStatus,
    Rules,
    accept,
    change_party,
    offers_until,
    say_maybe,
    say_no,
    say_yes,
    settle,
)

NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
NOW = Moment(NOON, NOON + DAY)
LATER = Moment(NOON + DAY, NOON + 2 * DAY)  # the offers of NOW are over
ANNA, BERND, CEM, DILA = 1, 2, 3, 4


def book_of(capacity: int | None, *answers: tuple[int, int], largest: int = 6, waitlist: bool = True) -> Book:
    """Return the book in which members have said yes with so many people, one after the other."""
    book = Book(Rules(capacity, largest, waitlist))
    for member, party in answers:
        book = say_yes(book, member, party, NOW)
    return book


def seen(book: Book) -> dict[int, str]:
    """Return everybody's standing and party: `registered 2`."""
    return {who: f"{one.status} {one.party}" for who, one in sorted(book.registrations.items())}


@pytest.mark.parametrize(
    ("capacity", "answers", "expected"),
    [
        (None, [(ANNA, 6), (BERND, 6)], {ANNA: "registered 6", BERND: "registered 6"}),
        (4, [(ANNA, 3), (BERND, 1)], {ANNA: "registered 3", BERND: "registered 1"}),
        (4, [(ANNA, 3), (BERND, 2)], {ANNA: "registered 3", BERND: "waitlisted 2"}),
        # Bernd's party does not fit, Cem's does: nobody who fits is kept from a free seat
        (
            4,
            [(ANNA, 3), (BERND, 2), (CEM, 1)],
            {ANNA: "registered 3", BERND: "waitlisted 2", CEM: "registered 1"},
        ),
        (4, [(ANNA, 4), (ANNA, 2)], {ANNA: "registered 2"}),
    ],
)
def test_who_fits_gets_seats_and_who_does_not_a_place_in_line(
    capacity: int | None, answers: list[tuple[int, int]], expected: Mapping[int, str]
) -> None:
    assert seen(book_of(capacity, *answers)) == expected


@pytest.mark.parametrize("party", [-1, 0, 7])
def test_a_party_has_one_person_at_least_and_no_more_than_allowed(party: int) -> None:
    with pytest.raises(PartyOutOfRange):
        say_yes(book_of(100), ANNA, party, NOW)
    with pytest.raises(PartyOutOfRange):
        change_party(book_of(100, (ANNA, 2)), ANNA, party, NOW)


def test_a_party_larger_than_the_whole_event_need_not_wait_for_ever() -> None:
    with pytest.raises(PartyOutOfRange):
        say_yes(book_of(4), ANNA, 5, NOW)


def test_without_a_waitlist_full_is_full() -> None:
    with pytest.raises(NoSeats):
        say_yes(book_of(4, (ANNA, 3), waitlist=False), BERND, 2, NOW)


def test_a_free_seat_is_offered_to_the_next_that_fits_for_a_stated_time() -> None:
    book = book_of(4, (ANNA, 2), (BERND, 2), (CEM, 3), (DILA, 2))
    book = say_no(book, BERND, NOW)
    assert seen(book) == {
        ANNA: "registered 2",
        BERND: "cancelled 2",
        CEM: "waitlisted 3",  # does not fit, and keeps the place
        DILA: "offered 2",
    }
    assert book.registrations[DILA].offered_until == NOON + DAY
    assert book.line == [CEM]


def test_an_offer_that_is_accepted_is_a_seat() -> None:
    book = accept(say_no(book_of(2, (ANNA, 2), (BERND, 2)), ANNA, NOW), BERND, NOW)
    assert seen(book)[BERND] == "confirmed 2"
    assert book.registrations[BERND].offered_until is None
    assert accept(book, BERND, LATER) == book, "a second tap changes nothing"


def test_an_offer_that_is_declined_or_expires_goes_to_the_next() -> None:
    offered = say_no(book_of(2, (ANNA, 2), (BERND, 2), (CEM, 1)), ANNA, NOW)
    assert seen(offered) == {ANNA: "cancelled 2", BERND: "offered 2", CEM: "waitlisted 1"}
    assert seen(say_no(offered, BERND, NOW)) == {ANNA: "cancelled 2", BERND: "cancelled 2", CEM: "offered 1"}
    assert seen(settle(offered, LATER)) == {ANNA: "cancelled 2", BERND: "expired 2", CEM: "offered 1"}


def test_an_offer_holds_until_its_time_and_not_a_moment_longer() -> None:
    offered = say_no(book_of(2, (ANNA, 2), (BERND, 2)), ANNA, NOW)
    just_before = Moment(NOON + DAY - timedelta(milliseconds=1), NOON + 2 * DAY)
    assert seen(accept(offered, BERND, just_before))[BERND] == "confirmed 2"
    assert seen(settle(offered, LATER))[BERND] == "expired 2"


def test_who_accepts_too_late_gets_the_seats_if_nobody_else_waits_for_them() -> None:
    offered = say_no(book_of(2, (ANNA, 2), (BERND, 2)), ANNA, NOW)
    assert seen(accept(offered, BERND, LATER))[BERND] == "registered 2"


def test_who_accepts_too_late_waits_anew_if_the_seats_went_to_the_next() -> None:
    offered = say_no(book_of(2, (ANNA, 2), (BERND, 2), (CEM, 2)), ANNA, NOW)
    book = accept(offered, BERND, LATER)
    assert seen(book) == {ANNA: "cancelled 2", BERND: "waitlisted 2", CEM: "offered 2"}
    assert book.registrations[BERND].queue > book.registrations[CEM].queue


@pytest.mark.parametrize("answers", [[], [(ANNA, 2), (BERND, 2)]])
def test_who_was_offered_nothing_cannot_accept(answers: list[tuple[int, int]]) -> None:
    with pytest.raises(NotRegistered):
        accept(book_of(2, *answers), BERND, NOW)


def test_a_party_that_grows_gets_seats_or_keeps_those_it_has() -> None:
    book = book_of(4, (ANNA, 2), (BERND, 1))
    assert seen(change_party(book, ANNA, 3, NOW))[ANNA] == "registered 3"
    with pytest.raises(NoSeats):
        change_party(book, ANNA, 4, NOW)
    assert seen(book)[ANNA] == "registered 2"


def test_a_party_that_shrinks_frees_seats_for_the_line() -> None:
    book = change_party(book_of(4, (ANNA, 4), (BERND, 2)), ANNA, 2, NOW)
    assert seen(book) == {ANNA: "registered 2", BERND: "offered 2"}


def test_who_waits_with_fewer_people_keeps_the_place_and_may_fit_at_once() -> None:
    book = book_of(4, (ANNA, 3), (BERND, 2), (CEM, 2))
    assert seen(change_party(book, BERND, 1, NOW)) == {
        ANNA: "registered 3",
        BERND: "offered 1",
        CEM: "waitlisted 2",
    }
    assert change_party(book, BERND, 3, NOW).line == [BERND, CEM]


def test_an_offer_can_be_taken_with_fewer_people() -> None:
    offered = say_no(book_of(4, (ANNA, 4), (BERND, 4), (CEM, 2)), ANNA, NOW)
    book = accept(change_party(offered, BERND, 2, NOW), BERND, NOW)
    assert seen(book) == {ANNA: "cancelled 4", BERND: "confirmed 2", CEM: "offered 2"}


def test_an_offer_grows_only_into_seats_that_are_free() -> None:
    offered = say_no(book_of(4, (ANNA, 3), (BERND, 2), (CEM, 1)), ANNA, NOW)
    assert seen(offered) == {ANNA: "cancelled 3", BERND: "offered 2", CEM: "registered 1"}
    assert seen(change_party(offered, BERND, 3, NOW))[BERND] == "offered 3"
    with pytest.raises(NoSeats):
        change_party(offered, BERND, 4, NOW)


def test_only_a_registration_can_be_changed() -> None:
    with pytest.raises(NotRegistered):
        change_party(say_no(book_of(4, (ANNA, 2)), ANNA, NOW), ANNA, 1, NOW)


def test_maybe_and_no_hold_no_seat_and_can_become_a_yes() -> None:
    book = say_no(say_maybe(book_of(1), ANNA, NOW), BERND, NOW)
    assert (seen(book), book.left) == ({ANNA: "maybe 1", BERND: "declined 1"}, 1)
    assert seen(say_yes(book, ANNA, 1, NOW)) == {ANNA: "registered 1", BERND: "declined 1"}


def test_who_has_seats_and_says_maybe_gives_them_to_the_line() -> None:
    book = say_maybe(book_of(2, (ANNA, 2), (BERND, 2)), ANNA, NOW)
    assert seen(book) == {ANNA: "maybe 2", BERND: "offered 2"}


def test_who_comes_back_waits_at_the_end_of_the_line() -> None:
    book = book_of(1, (ANNA, 1), (BERND, 1), (CEM, 1))
    book = say_yes(say_no(book, BERND, NOW), BERND, 1, NOW)
    assert book.line == [CEM, BERND]


def test_more_capacity_is_offered_and_less_takes_nobodys_seats() -> None:
    book = book_of(4, (ANNA, 2), (BERND, 2), (CEM, 2), (DILA, 2))
    larger = settle(replace(book, rules=Rules(6, 6)), NOW)
    assert (seen(larger)[CEM], seen(larger)[DILA]) == ("offered 2", "waitlisted 2")
    smaller = replace(larger, rules=Rules(3, 3))
    assert settle(smaller, NOW) == smaller
    assert seen(accept(smaller, CEM, NOW))[CEM] == "confirmed 2", "a promise holds"
    assert seen(say_no(smaller, ANNA, NOW))[DILA] == "waitlisted 2", "until there is room again"
    assert say_no(smaller, ANNA, NOW).left == 0


def test_nothing_is_offered_once_it_has_begun_and_offers_end() -> None:
    offered = say_no(book_of(2, (ANNA, 2), (BERND, 2), (CEM, 2)), ANNA, NOW)
    begun = settle(offered, Moment(NOON + DAY, None))
    assert seen(begun) == {ANNA: "cancelled 2", BERND: "expired 2", CEM: "waitlisted 2"}


def test_who_has_been_checked_in_stays_in_whatever_an_old_button_says() -> None:
    book = Book(Rules(2, 2), {ANNA: Registration(RegistrationStatus.ATTENDED, 2)})
    assert say_no(book, ANNA, NOW) == say_maybe(book, ANNA, NOW) == book


@pytest.mark.parametrize(
    ("hours_left", "hours", "kept"),
    [(100, 24, 24.0), (48, 24, 24.0), (10, 24, 5.0), (1, 24, 0.5), (0.9, 24, None), (-1, 24, None)],
)
def test_an_offer_never_lasts_longer_than_half_of_what_is_left(
    hours_left: float, hours: int, kept: float | None
) -> None:
    until = offers_until(NOON, hours, NOON + timedelta(hours=hours_left))
    assert until == (None if kept is None else NOON + timedelta(hours=kept))


def test_the_time_of_an_offer_is_a_whole_minute_so_that_it_can_be_stated() -> None:
    until = offers_until(NOON.replace(second=59), 1, NOON + DAY)
    assert until == NOON + timedelta(hours=1)


# --- whatever people do ----------------------------------------------------------------------------

MEMBERS, LARGEST = 8, 4
STEPS = st.one_of(
    st.tuples(st.sampled_from(["yes", "party"]), st.integers(1, MEMBERS), st.integers(0, LARGEST + 1)),
    st.tuples(st.sampled_from(["accept", "no", "maybe"]), st.integers(1, MEMBERS), st.just(0)),
    st.tuples(st.just("capacity"), st.just(0), st.integers(1, 12)),
    st.tuples(st.just("hours"), st.just(0), st.integers(1, 30)),
)


def take(book: Book, what: str, who: int, number: int, moment: Moment) -> Book:
    match what:
        case "yes":
            return say_yes(book, who, number, moment)
        case "party":
            return change_party(book, who, number, moment)
        case "accept":
            return accept(book, who, moment)
        case "no":
            return say_no(book, who, moment)
        case "maybe":
            return say_maybe(book, who, moment)
        case "capacity":
            return settle(replace(book, rules=replace(book.rules, capacity=number)), moment)
        case _:
            return settle(book, moment)


@settings(max_examples=300)
@given(st.integers(1, 10), st.booleans(), st.lists(STEPS, max_size=60))
def test_whatever_people_do_seats_are_neither_given_twice_nor_kept_from_who_fits(
    capacity: int, waitlist: bool, steps: list[tuple[str, int, int]]
) -> None:
    book, now = Book(Rules(capacity, LARGEST, waitlist)), NOON
    for what, who, number in steps:
        now += timedelta(hours=number if what == "hours" else 0)
        moment = Moment(now, now + timedelta(hours=10))
        before = settle(book, moment)
        try:
            book = take(book, what, who, number, moment)
        except RegistrationError:
            book = before
        _assert_nobody_has_a_seat_too_many(before, book)
        _assert_no_seat_is_kept_from_who_fits(book)
        _assert_those_before_did_not_fit(before, book)
        _assert_offers_state_their_time(book, moment)
        _assert_nobody_else_lost_anything(before, book, who)
        assert settle(book, moment) == book


def _assert_nobody_has_a_seat_too_many(before: Book, after: Book) -> None:
    assert after.rules.capacity is not None
    assert after.taken <= max(after.rules.capacity, before.taken)


def _assert_no_seat_is_kept_from_who_fits(book: Book) -> None:
    assert not any(book.fits(book.registrations[who].party) for who in book.line)


def _assert_those_before_did_not_fit(before: Book, after: Book) -> None:
    """Of those who waited, each one who waits on did not fit when somebody behind them was offered seats."""
    offered = [
        one
        for who, one in after.registrations.items()
        if one.status is RegistrationStatus.OFFERED and who in before.line
    ]
    for who in after.line:
        waits = after.registrations[who]
        behind = sum(one.party for one in offered if one.queue > waits.queue)
        assert not behind or waits.party > (after.left or 0) + behind


def _assert_offers_state_their_time(book: Book, moment: Moment) -> None:
    for one in book.registrations.values():
        assert (one.offered_until is not None) == (one.status is RegistrationStatus.OFFERED)
        assert one.offered_until is None or one.offered_until > moment.now


def _assert_nobody_else_lost_anything(before: Book, after: Book, who: int) -> None:
    for other, one in before.registrations.items():
        if other != who and one.status in HOLDING:
            assert after.registrations[other] == one
        if other != who and one.status is RegistrationStatus.WAITLISTED:
            assert after.registrations[other].queue == one.queue
            assert after.registrations[other].status in (
                RegistrationStatus.WAITLISTED,
                RegistrationStatus.OFFERED,
            )


@given(st.lists(st.tuples(st.integers(1, MEMBERS), st.integers(1, LARGEST)), max_size=40))
def test_without_a_limit_everybody_who_says_yes_has_seats(answers: list[tuple[int, int]]) -> None:
    book = book_of(None, *answers, largest=LARGEST)
    assert seen(book) == {who: f"registered {party}" for who, party in sorted(dict(answers).items())}
