"""Staff say from when until when a survey can be answered: days, or times of days, typed as they say them."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.buttons import MenuTap, menu_data, read_data
from bot.dialogs import say_in_words
from bot.speech import OFFERED, speech
from domain.languages import Language
from domain.survey_life import LONGEST_KEY, State
from domain.times import DayTime
from tests.usecases.authoring import KEY, checked, press
from tests.usecases.office import confirm, staff
from tests.usecases.town import Resident, Town
from usecases.surveys_desk_days import NoSuchDay, day_time_on_button, on_button
from usecases.surveys_desk_views import DeskCard

INVISIBLE = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200e\u200f"))
TODAY = date(2026, 10, 3)


@pytest.fixture
def editor(town: Town) -> Resident:
    return staff(town, 601)


def window(one: Resident) -> tuple[str, str]:
    view = one.sees.view
    assert isinstance(view, DeskCard), one.sees
    assert view.line.window is not None
    return str(view.line.window.opens), str(view.line.window.closes)


def asked_for_days(one: Resident) -> None:
    """Have a draft that was gone through, and press that it is to be opened."""
    press(one, f"sv:open:{KEY}:{checked(one)}")


def chosen(one: Resident, opens: str, closes: str) -> None:
    """Type both, open it to everybody, and confirm."""
    asked_for_days(one)
    one.say(opens)
    one.say(closes)
    one.choose(one.options[0])
    confirm(one)


def text(one: Resident) -> str:
    return say_in_words(one.town.house.town, one.sees).text.translate(INVISIBLE)


def test_times_are_typed_as_one_says_them_and_what_is_confirmed_names_them(editor: Resident) -> None:
    asked_for_days(editor)
    editor.say("5.10. 8 Uhr")
    assert "5. Oktober 2026, 08:00" in text(editor)
    editor.say("31.10.2026 18:00")
    editor.choose(editor.options[0])
    assert editor.sees.template == "desk_sure_open"
    assert "5. Oktober 2026, 08:00" in text(editor)
    assert "31. Oktober 2026, 18:00" in text(editor)
    confirm(editor)
    assert window(editor) == ("2026-10-05 08:00", "2026-10-31 18:00")


def test_a_day_and_a_time_can_be_mixed_and_today_opens_at_once(editor: Resident, ayse: Resident) -> None:
    chosen(editor, "heute", "morgen um 12 Uhr")
    assert window(editor) == ("2026-10-03", "2026-10-04 12:00")
    ayse.agree()
    assert f"survey:{KEY}" in ayse.options


@pytest.mark.parametrize("language", OFFERED)
def test_what_the_question_gives_as_an_example_is_understood_in_every_language(
    editor: Resident, language: Language
) -> None:
    asked_for_days(editor)
    editor.choose(f"language:{language}")
    asked_for_days(editor)
    assert editor.sees.language == language
    said = speech(language)
    editor.say(said.day_time(DayTime(TODAY + timedelta(days=21), "18:00")))
    assert editor.sees.args["first"] == "2026-10-24T18:00", editor.sees
    editor.say(said.day_time(DayTime(TODAY + timedelta(days=22))))
    assert editor.sees.template == "desk_sample", editor.sees


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("3.10. 13:59", "past"),
        ("28.3.2027 2:30", "skipped"),
        ("18 Uhr", "no_day"),
        ("5.10. 25 Uhr", "no_such_time"),
        ("Freitag, 5.10.2026", "other_weekday"),
        ("31.9.2026", "no_such_day"),
        ("irgendwann", "unreadable"),
    ],
)
@pytest.mark.parametrize("language", ["de", "ar"])
def test_what_cannot_be_is_said_with_its_reason_and_asked_again(
    editor: Resident, typed: str, problem: str, language: Language
) -> None:
    asked_for_days(editor)
    before = text(editor)
    editor.say(typed)
    assert (editor.sees.template, editor.sees.args["problem"]) == ("desk_day", problem)
    assert text(editor) != before
    editor.say("5.10. 8 Uhr")
    assert editor.sees.args["what"] == "until"


def test_it_cannot_close_before_it_opens_and_both_ways_to_read_a_time_are_offered(editor: Resident) -> None:
    asked_for_days(editor)
    editor.say("5.10. 18 Uhr")
    editor.say("5.10. 17:59")
    assert editor.sees.args["problem"] == "order"
    editor.say("10/11/2026 18:00")
    assert editor.sees.args["problem"] == "several"
    editor.choose(editor.options[1])
    assert editor.sees.template == "desk_sample"


def test_when_it_closes_is_changed_to_a_time_and_then_it_closes_by_itself(
    editor: Resident, town: Town
) -> None:
    chosen(editor, "heute", "31.10.2026")
    press(editor, f"sv:last:{KEY}")
    editor.say("3.10. 14:30")
    assert "3. Oktober 2026, 14:30" in text(editor)
    confirm(editor)
    assert window(editor) == ("2026-10-03", "2026-10-03 14:30")
    for minutes, state in ((29, State.OPEN), (30, State.CLOSED)):
        town.now = town.now.replace(minute=minutes)
        editor.choose(f"sv:card:{KEY}")
        view = editor.sees.view
        assert isinstance(view, DeskCard)
        assert view.line.state is state


def test_a_confirmation_that_comes_after_the_time_it_names_changes_nothing(
    editor: Resident, town: Town
) -> None:
    chosen(editor, "heute", "31.10.2026")
    press(editor, f"sv:last:{KEY}")
    editor.say("3.10. 14:02")
    town.now += timedelta(minutes=3)
    confirm(editor)
    assert (editor.sees.args["notice"], window(editor)) == ("past", ("2026-10-03", "2026-10-31"))


@pytest.mark.parametrize(
    ("opens", "told"),
    [
        ("10.10. 18 Uhr", "2026-10-10T18:00"),
        ("10.10. 7 Uhr", "2026-10-10T10:00"),
        ("heute 18 Uhr", "2026-10-03T18:00"),
        ("heute", None),
    ],
)
def test_people_are_told_when_it_is_open_and_not_early_in_the_morning(
    editor: Resident, town: Town, opens: str, told: str | None
) -> None:
    chosen(editor, opens, "31.10.2026")
    press(editor, f"sv:tell:{KEY}")
    (message,) = town.rows("broadcast")
    assert message["local_time"] == told


# --- buttons ---------------------------------------------------------------------------------------


@given(
    st.dates(TODAY, TODAY + timedelta(days=5 * 366)),
    st.none() | st.times().map(lambda one: one.isoformat("minutes")),
)
def test_a_day_or_a_time_comes_back_from_a_button_that_has_room_for_two(day: date, clock: str | None) -> None:
    one = DayTime(day, clock)
    assert day_time_on_button(on_button(one)) == one
    option = f"sv:open:{'k' * LONGEST_KEY}:{'9' * 9}:{on_button(one)}:{on_button(one)}:s"
    data = menu_data(option)
    assert len(data.encode()) <= 64
    assert read_data(data) == MenuTap(option)


@given(st.text("0123456789abcdeft:-x", max_size=12))
def test_what_a_forged_button_says_is_a_day_or_nothing(spelled: str) -> None:
    with suppress(NoSuchDay):
        assert on_button(day_time_on_button(spelled))
