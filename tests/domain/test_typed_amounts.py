"""Amounts that staff type are read as they mean them, in their own digits, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.events import Pin
from domain.typed_amounts import pin_at, read_count, read_minutes, read_pin


@pytest.mark.parametrize(("text", "n"), [("30", 30), (" ٣٠ ", 30), ("1", 1), ("100", 100)])
def test_a_whole_number_is_read_in_every_digit(text: str, n: int) -> None:
    assert read_count(text, 1, 100) == n


@pytest.mark.parametrize("text", ["0", "101", "-3", "3.5", "drei", "", "3 4", "99999999"])
def test_no_other_number_is_taken(text: str) -> None:
    assert read_count(text, 1, 100) is None


@pytest.mark.parametrize(
    ("text", "minutes"), [("90", 90), ("1:30", 90), ("٢:٠٠", 120), ("0:45", 45), ("1.30", 90)]
)
def test_a_length_is_read_in_minutes_or_as_on_a_clock(text: str, minutes: int) -> None:
    assert read_minutes(text, 600) == minutes


@pytest.mark.parametrize("text", ["0", "1:60", "10:01", "lang", "1:3", ""])
def test_no_other_length_is_taken(text: str) -> None:
    assert read_minutes(text, 600) is None


@pytest.mark.parametrize(
    "text",
    [
        "48.8598, 9.1852",
        "48.8598 9.1852",
        "48,8598; 9,1852",
        "(48.8598,9.1852)",
        "geo:48.8598,9.1852",
        "48.8598°, 9.1852°",
        "٤٨.٨٥٩٨، ٩.١٨٥٢".replace("،", ","),
    ],
)
def test_coordinates_are_read_as_maps_show_them(text: str) -> None:
    assert read_pin(text) == Pin(48.8598, 9.1852)


@pytest.mark.parametrize(
    "text", ["48,86", "48.86", "48,8,9", "91.0, 9.1", "48.8, 181.5", "Rathaus", "", "1 2"]
)
def test_what_may_be_anything_is_no_place(text: str) -> None:
    assert read_pin(text) is None


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_a_place_that_is_sent_is_kept_to_within_a_metre(latitude: float, longitude: float) -> None:
    pin = pin_at(latitude, longitude)
    assert pin is not None
    assert abs(pin.latitude - latitude) <= 0.00001
    assert abs(pin.longitude - longitude) <= 0.00001


@given(st.text(max_size=20))
def test_whatever_is_typed_nothing_breaks(text: str) -> None:
    count, minutes, pin = read_count(text, 1, 9), read_minutes(text, 9), read_pin(text)
    assert count is None or 1 <= count <= 9
    assert minutes is None or 1 <= minutes <= 9
    assert pin is None or abs(pin.latitude) <= 90
