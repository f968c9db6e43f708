"""How was it? The day after, those who came are asked, and too few answers are never read."""

from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from db import releases, surveys
from domain.dialogue import Choose, Move
from domain.feedback import feedback_key
from domain.invitation import Role
from domain.languages import text_in
from domain.outgoing import Outgoing
from domain.schedule import Late, Status
from domain.survey_life import Window
from domain.times import DayTime, instant_of
from tests.usecases.attending import at, call_off, guest, planned, status_of
from tests.usecases.eventful import arrived, in_words, registration
from tests.usecases.office import deliver, staff
from tests.usecases.scheduling import BERLIN, tick
from tests.usecases.town import Resident, Town
from usecases.close_wave import close_due_waves
from usecases.event_news import FEEDBACK, EventNews
from usecases.introduce import introduce
from usecases.on_time import STEPS
from usecases.open_content import open_content
from usecases.retention import forget
from usecases.take_survey import survey_command

CONTENT = Path(__file__).resolve().parents[2] / "content"
ASKED_AT = "2026-10-14T10:00"  # the day after


@pytest.fixture
def workshop(town: Town) -> int:
    """An event in a town whose own content is open, with a form for feedback."""
    town.run(introduce, "bot", "https://t.me/bot")
    town.run(open_content, town.house, CONTENT, town.now)
    return planned(town, capacity=None)  # on the 13th from 18 to 20 o'clock


def came(town: Town, number: int, *guests: Resident) -> None:
    helper = staff(town, 700, Role.MODERATOR)
    town.now = instant_of("2026-10-13T18:00", BERLIN)
    for one in guests:
        helper.choose(f"door:{number}:in:{registration(one)['id']}:1", 1)


def asked(sent: list[Outgoing]) -> list[int]:
    return sorted(one.address for one in sent if one.template == FEEDBACK)


def answer(one: Resident, number: int, liked: int = 4, words: str | None = None) -> None:
    """Press the button of the message, agree, and answer both questions."""
    one.choose(f"below:survey:{feedback_key(number)}", 1)
    if one.sees.template == "consent":
        one.choose(one.options[0])
    one.tap(Choose(liked - 1))
    if words is None:
        one.tap(Move.SKIP)
    else:
        one.say(words)
    one.tap(Move.SUBMIT)


def responses(town: Town, number: int) -> int:
    versions = {row["id"] for row in town.rows("survey_version") if row["survey_key"] == feedback_key(number)}
    return sum(row["version_id"] in versions for row in town.rows("response"))


def test_those_who_were_checked_in_are_asked_the_day_after_at_a_decent_hour(
    town: Town, workshop: int
) -> None:
    ayse, bernd = guest(town, 501, workshop), guest(town, 502, workshop, language="tr")
    guest(town, 503, workshop)  # did not come
    came(town, workshop, ayse, bernd)
    assert asked(at(town, "2026-10-14T09:59")) == []
    sent = at(town, ASKED_AT)
    assert asked(sent) == [501, 502]
    assert asked(at(town, "2026-10-15T12:00")) == []
    (german,) = [one for one in sent if one.address == 501]
    text = in_words(town, german, "en").text.replace("\u2068", "").replace("\u2069", "")
    for words in ("How was it? Workshop", "Thank you for coming!", "October 19, 2026", "at least 10 people"):
        assert words in text


def test_where_nobody_stood_at_the_door_all_who_were_registered_are_asked(town: Town, workshop: int) -> None:
    guest(town, 501, workshop)
    arrived(town, 502).choose(f"ev:maybe:{workshop}")
    (outgoing,) = [one for one in at(town, ASKED_AT) if one.template == FEEDBACK]
    assert outgoing.address == 501
    assert "Were you there?" in in_words(town, outgoing, "en").text


def test_each_event_has_a_survey_of_its_own_with_its_own_days_and_title(town: Town, workshop: int) -> None:
    other = planned(town, title={"de": "Quartierstisch"}, capacity=None)
    for number in (workshop, other):
        guest(town, 500 + number, number)
    at(town, ASKED_AT)
    offers = [town.run(surveys.offer, feedback_key(number)) for number in (workshop, other)]
    days = Window(DayTime(date(2026, 10, 14)), DayTime(date(2026, 10, 19)))
    assert [one.window for one in offers] == [days] * 2
    assert [text_in(one.survey.title, "de") for one in offers] == [
        "Rückmeldung: Werkstatt",
        "Rückmeldung: Quartierstisch",
    ]


def test_who_has_not_agreed_yet_is_asked_to_and_comes_straight_to_the_questions(
    town: Town, workshop: int
) -> None:
    ayse = guest(town, 501, workshop)
    at(town, ASKED_AT)
    ayse.choose(f"below:survey:{feedback_key(workshop)}", 1)
    assert ayse.sees.template == "consent"
    assert not ayse.has_draft
    ayse.choose(ayse.options[0])
    assert ayse.sees.template == "card"
    assert ayse.draft["survey_key"] == feedback_key(workshop)


def test_it_is_answered_once_and_stands_in_no_list(town: Town, workshop: int) -> None:
    ayse = guest(town, 501, workshop)
    at(town, ASKED_AT)
    ayse.start()
    ayse.choose(ayse.options[0])
    assert f"survey:{feedback_key(workshop)}" not in ayse.options
    answer(ayse, workshop, words="Mehr Zeit")
    assert ayse.sees.template == "submitted"
    ayse.choose(f"below:survey:{feedback_key(workshop)}", 1)
    assert ayse.sees.template == "already_taken"
    assert "Rückmeldung" in in_words(town, ayse.sees).text


def test_what_was_begun_can_be_gone_on_with(town: Town, workshop: int) -> None:
    ayse = guest(town, 501, workshop)
    at(town, ASKED_AT)
    ayse.choose(f"below:survey:{feedback_key(workshop)}", 1)
    ayse.choose(ayse.options[0])
    ayse.tap(Choose(3))
    ayse.tap(Move.PAUSE)
    ayse.start()
    assert f"survey:{feedback_key(workshop)}" in ayse.options
    ayse.command(survey_command)
    assert ayse.sees.template == "card"


def test_who_was_not_there_cannot_begin_it(town: Town, workshop: int) -> None:
    ayse, bernd = guest(town, 501, workshop), guest(town, 502, workshop)
    stranger = arrived(town, 503)
    came(town, workshop, ayse)
    at(town, ASKED_AT)
    for one in (bernd, stranger):
        one.choose(f"survey:{feedback_key(workshop)}", 1)
        assert not one.has_draft
        assert one.sees.template in ("consent", "home")


def test_ten_answers_are_sealed_and_released_like_all_others(town: Town, workshop: int) -> None:
    guests = [guest(town, chat, workshop) for chat in range(501, 513)]
    at(town, ASKED_AT)
    for place, one in enumerate(guests):
        answer(one, workshop, 1 + place % 5)
    assert town.seal(Random(1)) >= 10
    town.now += timedelta(days=6)
    town.seal(Random(1))
    town.run(close_due_waves, town.house, 7, town.now, Random(1))
    (line,) = town.run(releases.of_survey, feedback_key(workshop))
    assert line.is_final
    assert town.run(forget, town.house.periods, BERLIN, town.now)["feedback"] == 0
    assert responses(town, workshop) == 12


def test_fewer_than_ten_answers_are_deleted_unread_when_it_has_ended(town: Town, workshop: int) -> None:
    guests = [guest(town, chat, workshop) for chat in range(501, 505)]
    at(town, ASKED_AT)
    for one in guests:
        answer(one, workshop, words="Lauter sprechen")
    town.now += timedelta(days=6)
    assert town.run(forget, town.house.periods, BERLIN, town.now)["feedback"] == 0
    town.seal(Random(1))
    town.run(close_due_waves, town.house, 7, town.now, Random(1))
    assert responses(town, workshop) == 4
    assert town.run(forget, town.house.periods, BERLIN, town.now)["feedback"] == 4
    assert responses(town, workshop) == 0
    assert town.rows("contribution") == []


def test_of_a_cancelled_event_nobody_is_asked_how_it_was(town: Town, workshop: int) -> None:
    guest(town, 501, workshop)
    call_off(town, workshop)
    assert asked(at(town, ASKED_AT)) == []


def test_after_three_days_down_it_is_still_asked_and_after_six_no_more(town: Town, workshop: int) -> None:
    guest(town, 501, workshop)
    assert asked(at(town, "2026-10-17T12:00")) == [501]
    assert status_of(town, "feedback") == (Status.DONE, "")
    assert status_of(town, "remind", "120")[0] == Status.MISSED
    other = planned(
        town, local_start="2026-10-18T18:00", starts_at=instant_of("2026-10-18T18:00", BERLIN), capacity=None
    )
    guest(town, 502, other)
    assert asked(at(town, "2026-10-25T12:00")) == []
    (row,) = [
        one
        for one in town.rows("scheduled")
        if one["subject"] == f"event:{other}" and one["kind"] == "feedback"
    ]
    assert (row["status"], row["reason"]) == (Status.MISSED, Late.STALE)


def test_a_message_that_waits_until_it_is_too_late_is_not_sent(town: Town, workshop: int) -> None:
    guest(town, 501, workshop)
    town.now = instant_of(ASKED_AT, BERLIN)
    tick(town, STEPS)
    town.now = instant_of("2026-10-20T09:00", BERLIN)
    assert asked(deliver(town)) == []


def test_a_town_without_the_form_asks_nobody(town: Town) -> None:
    number = planned(town)
    guest(town, 501, number)
    assert at(town, ASKED_AT) == []
    assert status_of(town, "feedback") == (Status.DONE, "")


def test_the_message_names_no_party(town: Town, workshop: int) -> None:
    guest(town, 501, workshop)
    (outgoing,) = [one for one in at(town, ASKED_AT) if one.template == FEEDBACK]
    assert isinstance(outgoing.view, EventNews)
    assert set(outgoing.args) == {"event"}
