"""A file that turns out wrong when it is fetched is asked for again, while its answers are not submitted."""

from dataclasses import replace

import pytest

from db import media, surveys
from domain.asking_again import asked_again
from domain.attachments import AttachmentKind, ReceivedFile
from domain.dialogue import Located, Move, Problem, Stage
from domain.dialogue_data import answers_from_json
from domain.languages import Language
from domain.media import Status
from domain.survey import Group, Kind, Question, Survey
from tests.usecases.housemates import Phone
from tests.usecases.test_sending_answers import HERE, PHOTO, SURVEY, problem, send, templates
from tests.usecases.town import Resident, Town
from usecases.failed_files import failed
from usecases.media_files import to_do
from usecases.take_survey import survey_command

OTHER_PHOTO = ReceivedFile(AttachmentKind.PICTURE, "other", "", "image/jpeg", 1000)


@pytest.fixture
def ayse(town: Town) -> Phone:
    """Somebody who has sent a picture, and is at the next question."""
    town.run(lambda unit: unit.connection.exec_driver_sql("UPDATE survey SET closes_on = opens_on"))
    town.open_survey("sending", SURVEY)
    resident = Phone(town, 501)
    resident.agree()
    resident.command(survey_command)
    send(resident, PHOTO)
    return resident


def fails(town: Town) -> None:
    """Let the fetcher find that no file is what it says."""
    for wish in town.run(to_do, 100).wanted:
        town.run(failed, town.house, wish.name, town.now)


def test_whoever_has_gone_on_is_asked_again_kindly_and_then_goes_on_where_they_were(
    ayse: Phone, town: Town
) -> None:
    send(ayse, HERE)
    fails(town)
    assert (ayse.dialogue.at, ayse.sees.template, problem(ayse)) == ("photo", "card", Problem.FILE_UNREADABLE)
    assert "photo" not in ayse.dialogue.answers
    assert "could not be opened" in ayse.drawn(replace(ayse.sees, language="en")).text
    send(ayse, OTHER_PHOTO)
    assert (ayse.dialogue.at, problem(ayse)) == ("words", None)
    assert [wish.channel_id for wish in town.run(to_do, 9).wanted] == ["other"]


def test_the_button_for_a_place_goes_when_a_picture_is_asked_for_again(ayse: Phone, town: Town) -> None:
    assert templates(ayse)[-1] == "place_button"
    fails(town)
    assert templates(ayse)[-2:] == ["place_noted", "card"]


def test_at_the_review_one_comes_back_to_it(ayse: Phone, town: Town) -> None:
    send(ayse, HERE)
    ayse.say("Mehr Bänke")
    assert ayse.dialogue.stage is Stage.REVIEWING
    fails(town)
    assert (ayse.dialogue.at, problem(ayse)) == ("photo", Problem.FILE_UNREADABLE)
    send(ayse, OTHER_PHOTO)
    assert ayse.dialogue.stage is Stage.REVIEWING


def test_in_a_break_nobody_is_disturbed_and_the_question_comes_first_afterwards(
    ayse: Phone, town: Town
) -> None:
    ayse.step(Move.PAUSE)
    before = len(town.said)
    fails(town)
    assert len(town.said) == before
    assert ayse.dialogue.stage is Stage.PAUSED
    ayse.command(survey_command)
    assert (ayse.dialogue.stage, ayse.dialogue.at) == (Stage.ASKING, "photo")


def test_who_is_in_a_menu_or_has_handed_the_phone_on_is_not_shown_it_now(ayse: Phone, town: Town) -> None:
    ayse.choose("hh:add")
    ayse.say("Mia")
    before = len(town.said)
    fails(town)
    assert len(town.said) == before


def test_another_file_for_the_same_question_is_left_alone(ayse: Phone, town: Town) -> None:
    (first,) = town.run(to_do, 9).wanted
    ayse.step(Move.BACK)
    send(ayse, OTHER_PHOTO)
    given = dict(ayse.dialogue.answers)
    before = len(town.said)
    town.run(failed, town.house, first.name, town.now)
    assert (dict(ayse.dialogue.answers), len(town.said)) == (given, before)


def test_a_file_that_was_fetched_meanwhile_or_erased_cannot_fail(ayse: Phone, town: Town) -> None:
    (wish,) = town.run(to_do, 9).wanted
    town.run(media.settle, wish.name, Status.FETCHED, Status.WANTED)
    before = len(town.said)
    town.run(failed, town.house, wish.name, town.now)
    town.run(failed, town.house, "0" * 32, town.now)
    assert len(town.said) == before
    assert "photo" in ayse.dialogue.answers


def test_what_is_submitted_goes_without_the_file_and_nothing_is_said(town: Town, ayse: Phone) -> None:
    send(ayse, HERE)
    ayse.say("Mehr Bänke")
    ayse.tap(Move.SUBMIT)
    before = len(town.said)
    fails(town)
    assert len(town.said) == before
    for chat in range(7001, 7010):
        one = Resident(town, chat)
        one.agree()
        one.command(survey_command)
        send(one, PHOTO)
        send(one, HERE)
        one.say("Mehr Bänke")
        one.tap(Move.SUBMIT)
    for wish in town.run(to_do, 100).wanted:
        town.run(media.settle, wish.name, Status.FETCHED, Status.WANTED)
    assert town.seal() == 10
    kept = [answers_from_json(row["answers"]) for row in town.rows("response")]
    assert sum("photo" in answers for answers in kept) == 9


REPEATED = Survey(
    "houses",
    "1",
    {"de": "Häuser"},
    ("de",),
    (
        Question("house", Kind.REPEAT, {"de": "Häuser"}, group=""),
        Question("front", Kind.IMAGE, {"de": "Bild?"}, group="house"),
        Question("end", Kind.TEXT, {"de": "Sonst?"}),
    ),
    groups=(Group("house", {"de": "Haus"}, repeats=True),),
)


def test_in_an_entry_the_entry_is_asked_again(town: Town) -> None:
    town.run(lambda unit: unit.connection.exec_driver_sql("UPDATE survey SET closes_on = opens_on"))
    town.open_survey("houses", REPEATED)
    one = Phone(town, 502)
    one.agree()
    one.command(survey_command)
    one.tap(Move.ADD)
    send(one, PHOTO)
    one.tap(Move.DONE)
    assert one.dialogue.at == "end"
    fails(town)
    assert (one.dialogue.at, problem(one)) == ("front#1", Problem.FILE_UNREADABLE)
    send(one, OTHER_PHOTO)
    assert one.dialogue.at == "house"


def test_a_question_that_is_not_asked_any_more_leaves_everybody_where_they_are(
    ayse: Phone, town: Town
) -> None:
    offer = town.run(surveys.offer, "sending")
    assert offer is not None
    before = ayse.dialogue
    language: Language = "de"
    stays = asked_again(offer.survey, before, "photo#7", town.now, language)
    assert (stays.at, stays.stage, stays.turn) == (before.at, before.stage, before.turn)
    over = replace(before, stage=Stage.SUBMITTED)
    assert asked_again(offer.survey, over, "photo", town.now) is over


def test_the_button_for_a_place_goes_when_the_phone_is_handed_on(ayse: Phone) -> None:
    assert templates(ayse)[-1] == "place_button"
    ayse.choose("hh:add")
    ayse.say("Mia")
    assert "place_noted" in templates(ayse)
    assert isinstance(HERE, Located)
