"""Files and places are answers where they are asked for, and kindly refused elsewhere."""

import pytest

from domain.attachments import MEGABYTE, AttachmentKind, ReceivedFile
from domain.dialogue import Located, Move, Problem, Stage
from domain.media import is_name
from domain.survey import Kind, Question, Survey
from tests.usecases.town import Resident, Town
from usecases.answer_survey import words
from usecases.take_survey import survey_command
from usecases.views import CardView

PHOTO = ReceivedFile(AttachmentKind.PICTURE, "photo", "", "image/jpeg", 1000)
VOICE = ReceivedFile(AttachmentKind.VOICE, "voice", "", "audio/ogg", 1000)
HERE = Located(48.86, 9.185, 12.5)
SURVEY = Survey(
    "sending",
    "1",
    {"de": "Senden"},
    ("de",),
    (
        Question("photo", Kind.IMAGE, {"de": "Bild?"}, required=True),
        Question("where", Kind.GEOPOINT, {"de": "Wo?"}),
        Question("words", Kind.TEXT, {"de": "Was?"}),
    ),
)


@pytest.fixture
def ayse(town: Town) -> Resident:
    """Somebody at the first question, which asks for a picture."""
    town.run(lambda unit: unit.connection.exec_driver_sql("UPDATE survey SET closes_on = opens_on"))
    town.open_survey("sending", SURVEY)
    resident = Resident(town, 501)
    resident.agree()
    resident.command(survey_command)
    return resident


def send(resident: Resident, what: ReceivedFile | Located) -> None:
    resident.town.update(words, resident.person, what)


def problem(resident: Resident) -> Problem | None:
    view = next(one.view for one in reversed(resident.town.said) if one.template == "card")
    assert isinstance(view, CardView)
    return view.problem


def templates(resident: Resident) -> list[str]:
    return [one.template for one in resident.town.said if one.address == resident.chat]


def test_a_picture_is_the_answer_and_the_next_question_follows(ayse: Resident, town: Town) -> None:
    send(ayse, PHOTO)
    assert ayse.dialogue.at == "where"
    (row,) = town.rows("media")
    assert ayse.dialogue.answers == {"photo": row["name"]}
    assert is_name(row["name"])


@pytest.mark.parametrize(
    ("what", "why"),
    [
        (VOICE, Problem.NEEDS_PICTURE),
        (
            ReceivedFile(AttachmentKind.PICTURE, "p", "", "image/jpeg", 11 * MEGABYTE),
            Problem.FILE_TOO_LARGE,
        ),
        (HERE, Problem.NEEDS_WORDS),
    ],
)
def test_something_else_is_no_answer_and_leaves_nothing(
    ayse: Resident, town: Town, what: ReceivedFile | Located, why: Problem
) -> None:
    send(ayse, what)
    assert problem(ayse) is why
    assert (ayse.dialogue.at, ayse.dialogue.answers, town.rows("media")) == ("photo", {}, [])


def test_a_place_is_asked_for_with_a_button_that_goes_when_it_has_come(ayse: Resident) -> None:
    send(ayse, PHOTO)
    assert templates(ayse)[-2:] == ["card", "place_button"]
    ayse.say("Stuttgarter Straße 65")
    assert problem(ayse) is Problem.NEEDS_PLACE
    assert templates(ayse).count("place_button") == 1
    send(ayse, HERE)
    assert ayse.dialogue.at == "words"
    assert str(ayse.dialogue.answers["where"]).split() == ["48.860000", "9.185000", "0", "12.5"]
    assert templates(ayse)[-2:] == ["place_noted", "card"]


@pytest.mark.parametrize("step", [Move.SKIP, Move.BACK, Move.PAUSE])
def test_the_button_goes_as_well_when_somebody_leaves_the_question_without_a_place(
    ayse: Resident, step: Move
) -> None:
    send(ayse, PHOTO)
    ayse.step(step)
    assert templates(ayse)[-2:] == ["place_noted", "card"]
    assert ayse.dialogue.stage in (Stage.ASKING, Stage.PAUSED)


def test_a_picture_at_a_question_for_words_is_refused(ayse: Resident, town: Town) -> None:
    send(ayse, PHOTO)
    send(ayse, HERE)
    send(ayse, PHOTO)
    assert problem(ayse) is Problem.NEEDS_WORDS
    assert len(town.rows("media")) == 1


def test_a_second_delivery_of_a_picture_keeps_one(ayse: Resident, town: Town) -> None:
    town.times = 2
    send(ayse, PHOTO)
    assert len(town.rows("media")) == 1
