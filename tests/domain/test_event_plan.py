"""How an event is planned: what is asked, what moves along, what a copy keeps, which addresses are taken."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.event_plan import (
    ASKED,
    PlanField,
    asked_after,
    copied,
    days_before,
    fields_of,
    moved,
    texts_of,
    with_texts,
)
from domain.events import Event, EventStatus
from domain.web_address import web_address

WORKSHOP = Event(
    5,
    "uid",
    "Europe/Berlin",
    key="workshop",
    status=EventStatus.PUBLISHED,
    revision=3,
    sequence=2,
    title={"de": "Werkstatt"},
    capacity=30,
    register_until="2027-03-09T12:00",
    invite_at="2027-02-24T10:00",
    reason={"de": "Sturm"},
    told={},
    series_id=4,
    series_day="2027-03-10",
).at("2027-03-10T18:00")


def test_everything_is_asked_once_and_in_order() -> None:
    asked, field = [PlanField.TITLE], asked_after(WORKSHOP, PlanField.TITLE)
    while field is not None:
        asked.append(field)
        field = asked_after(WORKSHOP, field)
    assert tuple(asked) == ASKED
    assert PlanField.DESCRIPTION in asked
    assert PlanField.KEPT not in asked


def test_who_has_room_for_all_needs_no_waitlist() -> None:
    endless = replace(WORKSHOP, capacity=None, status=EventStatus.DRAFT)
    assert asked_after(endless, PlanField.DEADLINE) is PlanField.OFFERS
    assert not {PlanField.WAITLIST, PlanField.KEPT} & set(fields_of(endless))
    assert PlanField.KEPT not in fields_of(replace(WORKSHOP, waitlist=False))


def test_whom_an_event_invites_is_settled_once_it_is_published() -> None:
    settled = {PlanField.AUDIENCE, PlanField.INVITATION}
    assert not settled & set(fields_of(WORKSHOP))
    assert settled <= set(fields_of(replace(WORKSHOP, status=EventStatus.DRAFT)))


def test_the_end_of_registration_moves_with_the_start_by_the_clock_on_the_wall() -> None:
    summer = moved(WORKSHOP, "2027-04-14T18:00")  # clocks are put forward in between
    assert summer.register_until == "2027-04-13T12:00"
    assert moved(replace(WORKSHOP, register_until=None), "2027-04-14T18:00").register_until is None


def test_a_copy_is_a_draft_to_which_nothing_has_happened() -> None:
    copy = copied(WORKSHOP, "new", 7)
    assert (copy.title, copy.capacity) == (WORKSHOP.title, 30)
    assert copy == Event(0, "new", "Europe/Berlin", title={"de": "Werkstatt"}, capacity=30, created_by=7)


def test_a_copy_with_a_day_of_its_own_keeps_the_distances() -> None:
    copy = copied(WORKSHOP, "new", None, "2027-04-14T18:00")
    assert (copy.register_until, copy.invite_at) == ("2027-04-13T12:00", "2027-03-31T10:00")
    assert days_before("2027-03-10T18:00", 14) == "2027-02-24T12:00"


@pytest.mark.parametrize("field", [PlanField.TITLE, PlanField.PLACE, PlanField.DESCRIPTION])
def test_texts_are_found_and_set_by_their_field(field: PlanField) -> None:
    assert texts_of(with_texts(WORKSHOP, field, {"tr": "x"}), field) == {"tr": "x"}


def test_what_is_no_text_cannot_be_set_as_one() -> None:
    with pytest.raises(ValueError, match="no text"):
        with_texts(WORKSHOP, PlanField.CAPACITY, {"de": "x"})


@pytest.mark.parametrize(
    "address", ["https://example.org/raum?x=1", " https://meet.example.org:8443/a ", "https://a.de"]
)
def test_an_address_on_the_web_is_taken(address: str) -> None:
    assert web_address(address) == address.strip()


@pytest.mark.parametrize(
    "address",
    [
        *("", "example.org", "http://example.org", "https://", "https://example", "https://a b.de"),
        *("javascript:alert(1)", "https://user:word@example.org", "https://[::1", "https://exämple.org"),
        "https://example.org/" + "x" * 500,
    ],
)
def test_what_residents_should_not_be_led_to_is_refused(address: str) -> None:
    assert web_address(address) is None


@given(st.text(max_size=40))
def test_whatever_is_typed_only_https_comes_out(text: str) -> None:
    found = web_address(text)
    assert found is None or found.startswith("https://")
