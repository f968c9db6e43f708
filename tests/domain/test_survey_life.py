"""How far a survey has come, what it is called, and what stands in the way of opening it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.survey_life import (
    LONGEST_KEY,
    Obstacle,
    State,
    key_of_file,
    obstacle_to_days,
    state_of_draft,
    state_of_survey,
)

TODAY = date(2026, 10, 3)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Spielplatz.xlsx", "spielplatz"),
        ("Spielplatz (2).xlsx", "spielplatz"),
        ("Spielplatz - Kopie.xlsx", "spielplatz"),
        ("C:\\Texte\\Grün & Straße.md", "gruen_strasse"),
        ("çok güzel.csv", "cok_guezel"),
        ("???.md", ""),
        ("../../etc/passwd.xls", "passwd"),
    ],
)
def test_a_survey_is_called_by_its_files_name(name: str, key: str) -> None:
    assert key_of_file(name) == key


@given(st.text(max_size=80))
def test_a_key_always_fits_on_a_button(name: str) -> None:
    key = key_of_file(name)
    assert len(key) <= LONGEST_KEY
    assert key.isascii()
    assert set(key) <= set("abcdefghijklmnopqrstuvwxyz0123456789_")


@pytest.mark.parametrize(
    ("opens", "closes", "ended", "published", "state"),
    [
        (1, 5, None, False, State.PLANNED),
        (0, 0, None, False, State.OPEN),
        (-5, 0, None, True, State.OPEN),
        (-5, -1, None, False, State.CLOSED),
        (-5, 3, TODAY, False, State.CLOSED),
        (-5, -1, TODAY, True, State.PUBLISHED),
    ],
)
def test_the_days_and_the_last_wave_say_how_far_a_survey_has_come(
    opens: int, closes: int, ended: date | None, published: bool, state: State
) -> None:
    first, last = TODAY + timedelta(days=opens), TODAY + timedelta(days=closes)
    assert state_of_survey(first, last, ended, TODAY, is_published=published) is state


def test_a_draft_with_errors_is_not_checked() -> None:
    assert state_of_draft(is_broken=True, is_checked=True) is State.BROKEN
    assert state_of_draft(is_broken=False, is_checked=False) is State.DRAFT
    assert state_of_draft(is_broken=False, is_checked=True) is State.CHECKED


@given(st.integers(-3000, 3000), st.integers(-3000, 3000))
def test_a_survey_can_be_open_on_days_in_order_that_are_not_over_and_not_far_away(
    first: int, last: int
) -> None:
    days = TODAY + timedelta(days=first), TODAY + timedelta(days=last)
    obstacle = obstacle_to_days(*days, TODAY)
    if obstacle is None:
        assert 0 <= first <= last <= 5 * 366
    else:
        assert obstacle in (Obstacle.ORDER, Obstacle.PAST, Obstacle.TOO_FAR)
