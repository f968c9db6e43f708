"""How far a survey has come, what it is called, and what stands in the way of opening it."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.survey_life import (
    LONGEST_KEY,
    Obstacle,
    State,
    Window,
    key_of_file,
    obstacle_to_window,
    state_of_draft,
    state_of_survey,
)
from domain.times import DayTime, day_time_of, instant_of, local_day

TODAY = date(2026, 10, 3)
NOON = datetime(2026, 10, 3, 10, tzinfo=UTC)  # in Berlin
BERLIN = "Europe/Berlin"


def window(opens: str, closes: str) -> Window:
    return Window(day_time_of(opens), day_time_of(closes))


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
    days = Window(DayTime(TODAY + timedelta(days=opens)), DayTime(TODAY + timedelta(days=closes)))
    assert state_of_survey(days, ended, NOON, BERLIN, is_published=published) is state


def test_a_draft_with_errors_is_not_checked() -> None:
    assert state_of_draft(is_broken=True, is_checked=True) is State.BROKEN
    assert state_of_draft(is_broken=False, is_checked=False) is State.DRAFT
    assert state_of_draft(is_broken=False, is_checked=True) is State.CHECKED


@given(st.integers(-3000, 3000), st.integers(-3000, 3000))
def test_a_survey_can_be_open_on_days_in_order_that_are_not_over_and_not_far_away(
    first: int, last: int
) -> None:
    days = Window(DayTime(TODAY + timedelta(days=first)), DayTime(TODAY + timedelta(days=last)))
    obstacle = obstacle_to_window(days, NOON, BERLIN)
    if obstacle is None:
        assert 0 <= first <= last <= 5 * 366
    else:
        assert obstacle in (Obstacle.ORDER, Obstacle.PAST, Obstacle.TOO_FAR)


# --- by the minute ---------------------------------------------------------------------------------

CHANGES = [datetime(2027, 3, 28, 1, tzinfo=UTC), datetime(2027, 10, 31, 1, tzinfo=UTC)]
"""When clocks in Berlin are put forward from 2:00 to 3:00, and back from 3:00 to 2:00."""


@st.composite
def day_times(draw: st.DrawFn) -> DayTime:
    """Draw a day, or a minute of one, close to a change of clocks: skipped and doubled ones among them."""
    day = draw(st.sampled_from(CHANGES)).date() + timedelta(days=draw(st.integers(-2, 2)))
    hour, minute = draw(st.integers(0, 23) | st.just(2)), draw(st.integers(0, 59))
    return DayTime(day, draw(st.sampled_from([None, f"{hour:02}:{minute:02}"])))


@given(day_times(), day_times(), st.sampled_from(CHANGES), st.integers(-4000, 4000))
def test_at_any_minute_a_survey_is_open_exactly_from_its_beginning_until_before_its_end(
    opens: DayTime, closes: DayTime, change: datetime, minutes: int
) -> None:
    now = change + timedelta(minutes=minutes)
    one = Window(opens, closes)
    today = local_day(now, BERLIN)
    begun = opens.day <= today if opens.clock is None else instant_of(opens.local, BERLIN) <= now
    over = closes.day < today if closes.clock is None else instant_of(closes.local, BERLIN) <= now
    assert one.is_open(now, BERLIN) is (begun and not over)
    assert one.is_over(now, BERLIN) is over


@given(day_times(), day_times(), st.sampled_from(CHANGES))
def test_a_survey_opens_at_most_once_and_what_has_closed_stays_closed(
    opens: DayTime, closes: DayTime, change: datetime
) -> None:
    one = Window(opens, closes)
    minutes = [one.is_open(change + timedelta(minutes=10 * n), BERLIN) for n in range(-400, 400)]
    turns = sum(before is not after for before, after in pairwise(minutes))
    assert turns <= 2


@pytest.mark.parametrize(
    ("opens", "closes", "begins", "ends"),
    [
        # Clocks go from 2:00 to 3:00: half past two moves on to half past three, which is 1:30 in London.
        ("2027-03-28 02:30", "2027-03-29", "2027-03-28T01:30", "2027-03-29T22:00"),
        # They go back from 3:00 to 2:00, so half past two comes twice: the first of them counts.
        ("2027-10-31", "2027-10-31 02:30", "2027-10-30T22:00", "2027-10-31T00:30"),
        ("2027-10-31", "2027-10-31", "2027-10-30T22:00", "2027-10-31T23:00"),
    ],
)
def test_times_that_clocks_skip_or_show_twice_mean_what_they_mean_for_events(
    opens: str, closes: str, begins: str, ends: str
) -> None:
    one = window(opens, closes)
    assert one.begins(BERLIN) == datetime.fromisoformat(begins).replace(tzinfo=UTC)
    assert one.ends(BERLIN) == datetime.fromisoformat(ends).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("opens", "closes", "obstacle"),
    [
        ("2026-10-03 08:00", "2026-10-03 12:01", None),  # confirmed late: it opens at once
        ("2026-10-03", "2026-10-03 12:00", Obstacle.PAST),
        ("2026-10-04 18:00", "2026-10-04 18:00", Obstacle.ORDER),
        ("2026-10-04 18:00", "2026-10-04", None),
        ("2027-03-28 02:30", "2027-03-28 03:30", Obstacle.ORDER),  # they are the same minute
        ("2026-10-02 23:59", "2026-10-05", Obstacle.PAST),
        ("0001-01-01", "9999-12-31", Obstacle.TOO_FAR),
        ("0001-01-01", "2026-10-05", Obstacle.PAST),
        ("2026-10-03", "0001-01-01 10:00", Obstacle.PAST),
    ],
)
def test_a_survey_closes_after_it_opens_by_the_minute(
    opens: str, closes: str, obstacle: Obstacle | None
) -> None:
    assert obstacle_to_window(window(opens, closes), NOON, BERLIN) is obstacle


def test_a_survey_that_closes_at_noon_is_closed_in_that_minute_and_not_before() -> None:
    one = window("2026-10-01 08:00", "2026-10-03 12:00")
    states = {
        minutes: state_of_survey(one, None, NOON + timedelta(minutes=minutes), BERLIN, is_published=False)
        for minutes in (-3 * 24 * 60, -1, 0)
    }
    assert list(states.values()) == [State.PLANNED, State.OPEN, State.CLOSED]
