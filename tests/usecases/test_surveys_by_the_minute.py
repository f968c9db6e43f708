"""A survey opens and closes in a minute: what residents can do then, and what becomes of their answers."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.dialogs import say_in_words
from db import dialogues, residents, surveys
from domain.dialogue import Move, Submitted
from domain.survey_life import Window
from domain.times import DayTime
from tests.domain.questionnaires import TOWN
from tests.usecases.office import staff
from tests.usecases.town import OPENS, Resident, Town, others_submit
from usecases.close_wave import close_due_waves
from usecases.survey_life import change_end
from usecases.take_survey import survey_command
from usecases.talk import settle
from usecases.visit import Visit

KEY = "stadtweit"
DAY = date(2026, 10, 3)
SIX = datetime(2026, 10, 3, 16, 0, tzinfo=UTC)  # 18:00 on the clocks in Berlin
MINUTE = timedelta(minutes=1)
INVISIBLE = dict.fromkeys(map(ord, "\u2068\u2069"))


@pytest.fixture
def closing(town: Town) -> Town:
    """A town whose survey closes today at six, and it is shortly before noon."""
    town.run(surveys.schedule, KEY, 0, OPENS, DAY, None, "18:00")
    return town


def test_until_the_minute_before_people_can_submit_and_in_it_they_read_that_it_is_closed(
    closing: Town, ayse: Resident, bernd: Resident
) -> None:
    for one in (ayse, bernd):
        one.begin()
        one.answer_all()
    closing.now = SIX - timedelta(seconds=1)
    ayse.tap(Move.SUBMIT)
    assert ayse.sees.template == "submitted"
    closing.now = SIX
    bernd.tap(Move.SUBMIT)
    assert bernd.sees.template == "survey_closed"
    assert bernd.has_draft
    bernd.command(survey_command)
    assert f"survey:{KEY}" not in bernd.options


def test_what_was_submitted_before_it_closed_is_counted_the_same_evening_and_for_good(closing: Town) -> None:
    others_submit(closing, 12)
    closing.now = SIX - MINUTE
    closing.seal()
    assert closing.run(close_due_waves, closing.house, 7, closing.now) == []
    closing.now = SIX
    assert closing.seal() == 0  # all were cut loose before
    assert closing.run(close_due_waves, closing.house, 7, closing.now) == [KEY]
    assert [row["is_final"] for row in closing.rows("release")] == [True]
    assert [row["wave"] for row in closing.rows("response")] == [1] * 12
    assert closing.rows("survey")[0]["ended_on"] == DAY


def test_the_last_wave_waits_for_those_who_have_submitted_in_the_last_minute(closing: Town) -> None:
    others_submit(closing, 12)
    closing.now = SIX
    assert closing.run(close_due_waves, closing.house, 7, closing.now) == []
    assert closing.seal() == 12
    assert closing.run(close_due_waves, closing.house, 7, closing.now) == [KEY]


def test_who_is_overtaken_by_the_last_wave_is_told_so_and_nothing_is_taken_from_them(
    closing: Town, ayse: Resident
) -> None:
    """Another process may end the survey between the first look at its window and Submit."""
    ayse.begin()
    ayse.answer_all()
    draft_id = ayse.draft["id"]
    closing.run(surveys.end, KEY, DAY)

    def submit_all_the_same(unit: object) -> None:
        resident = residents.by_address(unit, ayse.chat)  # type: ignore[arg-type]
        assert resident is not None
        visit = Visit(unit, closing.house, resident, ayse.person, closing.now, DAY)  # type: ignore[arg-type]
        draft = dialogues.by_id(visit.unit, draft_id)
        assert draft is not None
        settle(visit, draft, [Submitted(draft.dialogue.answers)])

    closing.run(submit_all_the_same)
    assert ayse.sees.template == "survey_closed"
    assert ayse.draft["seal"] is None


def test_it_is_offered_from_the_minute_in_which_it_opens(town: Town, ayse: Resident) -> None:
    town.run(surveys.schedule, KEY, 0, DAY, date(2026, 10, 31), "18:00")
    ayse.agree()
    for now, is_offered in ((SIX - MINUTE, False), (SIX, True)):
        town.now = now
        ayse.command(survey_command)
        assert (ayse.sees.template == "card") is is_offered


def test_what_is_said_of_a_closed_survey_of_the_town_names_the_time(closing: Town, ayse: Resident) -> None:
    ayse.begin()
    (first,) = [one for one in closing.house.town.surveys if one.key == KEY]
    window = Window(DayTime(OPENS), DayTime(DAY, "18:00"))
    process = replace(closing.house.town, surveys=(replace(first, window=window),))
    closing.now = SIX
    ayse.tap(Move.KEEP)
    text = say_in_words(process, ayse.sees).text.translate(INVISIBLE)
    assert "vom 1. Oktober 2026 bis zum 3. Oktober 2026, 18:00" in text


def test_closing_now_closes_in_this_minute_and_what_was_submitted_is_counted(
    town: Town, ayse: Resident
) -> None:
    town.open_survey("play", TOWN)
    staff(town, 601)
    ayse.agree()
    ayse.choose("survey:play")
    town.now += timedelta(seconds=30)
    town.run(change_end, town.house, 1, "play", None, town.now)
    (row,) = [row for row in town.rows("survey") if row["key"] == "play"]
    assert (row["closes_on"], row["closes_at"], row["ended_on"]) == (DAY, "14:00", None)
    assert ayse.tap(Move.KEEP) is None
    assert ayse.sees.template == "survey_closed"
