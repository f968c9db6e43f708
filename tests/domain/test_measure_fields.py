"""What staff type for a measure, and the keys of new things."""

from datetime import date

import pytest

from domain.measure_fields import FIELDS, TEXTS, Field, Kind, new_key, read_number, read_percent
from domain.typed_times import read_days

TODAY = date(2026, 10, 3)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("12", 12), ("12,5", 12.5), ("12.5", 12.5), ("١٢", 12), ("-1", None), ("viele", None)],
)
def test_a_number_is_read_as_it_is_typed(typed: str, number: float | None) -> None:
    assert read_number(typed) == number


@pytest.mark.parametrize(
    ("typed", "percent"),
    [("50", 50), ("50 %", 50), ("100%", 100), ("٥٠٪", 50), ("101", None), ("5.5", None), ("halb", None)],
)
def test_progress_is_whole_percent(typed: str, percent: int | None) -> None:
    assert read_percent(typed) == percent


def test_a_day_may_lie_behind_us_and_one_that_means_two_is_not_guessed() -> None:
    assert read_days("1.9.2025", TODAY, "de") == (date(2025, 9, 1),)
    assert read_days("30 Haziran 2027", TODAY, "tr") == (date(2027, 6, 30),)
    assert read_days("10/3/2027", TODAY, "en") == (date(2027, 3, 10), date(2027, 10, 3))
    assert read_days("31.2.2027", TODAY, "de") == ()
    assert read_days("bald", TODAY, "de") == ()


def test_a_key_is_made_of_the_title_and_is_the_only_one_of_its_name() -> None:
    assert new_key("Mehr Bänke für alle!", (), "need") == "mehr_baenke_fuer_alle"
    assert new_key("Bänke", ("baenke", "baenke_2"), "need") == "baenke_3"
    assert new_key("طاولة", ("need",), "need") == "need_2"
    assert len(new_key("a" * 200, (), "need")) == 30


def test_every_field_that_is_a_text_has_its_limits() -> None:
    named = {field for fields in FIELDS.values() for field in fields}
    assert set(TEXTS) - {Field.REASON} <= named
    assert set(FIELDS) == set(Kind)
