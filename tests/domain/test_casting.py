"""Computed values where a day, a time or a place is asked for."""

from datetime import UTC, date, datetime

import pytest

from domain.expressions.values import Value
from domain.recompute import answer_of
from domain.survey import Kind

NOON = datetime(2026, 10, 3, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "value", "answer"),
    [
        (Kind.DATE, date(2026, 10, 3), "2026-10-03"),
        (Kind.DATE, NOON, "2026-10-03"),
        (Kind.DATE, "2026-10-03", "2026-10-03"),
        (Kind.DATE, 20000.5, "2024-10-04"),
        (Kind.DATETIME, NOON, "2026-10-03T12:00:00+00:00"),
        (Kind.TIME, "14:30", "14:30"),
        (Kind.TIME, "14:30:05.000+02:00", "14:30"),
        (Kind.TIME, NOON, "12:00"),
        (Kind.GEOPOINT, "48.86 9.18", "48.86 9.18 0 0"),
        (Kind.GEOPOINT, " 48.86  9.18 0 12.5", "48.86 9.18 0 12.5"),
    ],
)
def test_what_fits_is_kept_in_the_form_of_its_kind(kind: Kind, value: Value, answer: str) -> None:
    assert answer_of(kind, value) == answer


@pytest.mark.parametrize("kind", [Kind.DATE, Kind.DATETIME, Kind.TIME, Kind.GEOPOINT])
@pytest.mark.parametrize(
    "value", ["", "hallo", "978b13e5-def6", True, float("nan"), float("inf"), "2026-13-45", "95 200"]
)
def test_what_is_none_is_no_answer(kind: Kind, value: Value) -> None:
    assert answer_of(kind, value) is None
