"""Calendars and clocks of buttons lead to any day and quarter of an hour."""

from bot.buttons import CardTap, read_data
from domain.dialogue import (
    Give,
    Page,
)
from domain.engine import advance
from tests.bot.form_of_all_kinds import FORM
from tests.bot.showing import NOW, at, labels, shown, taps


def test_a_calendar_shows_the_month_of_the_answer_else_of_today_with_days_to_tap() -> None:
    assert "Oktober 2026" in labels(shown(at("date")))
    message = shown(at("date", answered=True))
    assert "Februar 2026" in labels(message)
    days = {action.value: button.label for button, action in taps(message) if isinstance(action, Give)}
    assert len(days) == 28
    assert (days["2026-02-28"], days["2026-02-27"]) == ("•28", "27")
    assert "28. Februar 2026" in message.text
    assert [button.label for button in message.rows[1]] == ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"]


def test_a_calendar_is_turned_in_languages_from_right_to_left() -> None:
    message = shown(at("date", "2026-06"), "ar")  # begins on a Monday
    week = [read_data(button.data) for button in message.rows[2]]
    assert [one.action for one in week if isinstance(one, CardTap)] == [
        Give(f"2026-06-{day:02}") for day in range(7, 0, -1)
    ]
    before, after = (read_data(button.data) for button in reversed(message.rows[7]))
    assert [one.action for one in (before, after) if isinstance(one, CardTap)] == [
        Page("2026-05"),
        Page("2026-07"),
    ]


def test_far_years_are_a_few_taps_away() -> None:
    dialogue = at("date")
    for page in ("y2026", "d2020", "d2000", "d1980", "d1960", "d1940", "y1951", "1951-03"):
        assert Page(page) in [action for _, action in taps(shown(dialogue))]
        dialogue, _ = advance(FORM, dialogue, Page(page), NOW, 7)
    after, _ = advance(FORM, dialogue, Give("1951-03-14"), NOW, 7)
    assert after.answers["date"] == "1951-03-14"


def test_a_month_or_a_year_alone_is_asked_where_the_form_says_so() -> None:
    assert Give("2026-03-01") in [action for _, action in taps(shown(at("month")))]
    assert Give("2026-01-01") in [action for _, action in taps(shown(at("born")))]
    assert not any(isinstance(action, Give | Page) for _, action in taps(shown(at("typed_date"))))


def test_a_time_is_tapped_by_hour_and_quarter_and_with_a_day_before_it() -> None:
    hour, _ = advance(FORM, at("time"), Page("t18"), NOW, 7)
    assert advance(FORM, hour, Give("18:15"), NOW, 7)[0].answers["time"] == "18:15"
    dialogue = at("moment")
    for page in ("2026-10-03", "2026-10-03t18"):
        assert Page(page) in [action for _, action in taps(shown(dialogue))]
        dialogue, _ = advance(FORM, dialogue, Page(page), NOW, 7)
    assert Give("2026-10-03T18:45") in [action for _, action in taps(shown(dialogue))]
    assert "3. Oktober 2026" in shown(dialogue).text
