"""What a form fills in from the clock does not stay with the answers: it would tell when that was."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.dialogue import Choose, Dialogue, Mark, Move
from domain.dialogue_data import answers_from_json
from domain.expressions import compile_expression
from domain.moments import without_moments
from domain.survey import Choice, Kind, Question, Survey
from tests.domain.questionnaires import TOWN
from tests.usecases.town import Resident, Town

TEXT = {"de": "Text"}
START = Question("start", Kind.CALCULATE, {}, calculation=compile_expression("once(now())"))
TOLD = [
    (Kind.DATETIME, "now()"),
    (Kind.DATE, "today()"),
    (Kind.TIME, "format-date-time(now(), '%H:%M')"),
    (Kind.TEXT, "once(now())"),
    (Kind.TEXT, "concat('begun ', ${start})"),
    (Kind.INTEGER, "decimal-date-time(now()) * 86400"),
    (Kind.DECIMAL, "decimal-date-time(${start})"),
]
OTHERS = [
    (Kind.INTEGER, "int((today() - date('1980-01-01')) div 365.25)"),
    (Kind.DATE, "date('2026-01-01')"),
    (Kind.TEXT, "'in ' "),
]


def form(kind: Kind, default: str) -> Survey:
    asked = Question("when", kind, TEXT, default=compile_expression(default))
    return Survey("form", "1", TEXT, ("de",), (START, asked))


@pytest.mark.parametrize(("kind", "default"), TOLD)
def test_what_comes_from_the_clock_unchanged_is_no_answer(kind: Kind, default: str) -> None:
    dialogue = Dialogue(answers={"when": "x"}, computed={"when": "x"})
    assert without_moments(form(kind, default), dialogue, dialogue.answers) == {}


@pytest.mark.parametrize(("kind", "default"), TOLD)
def test_what_a_resident_says_of_a_time_is_an_answer(kind: Kind, default: str) -> None:
    dialogue = Dialogue(answers={"when": "y"}, computed={"when": "x"})
    assert without_moments(form(kind, default), dialogue, dialogue.answers) == {"when": "y"}


@pytest.mark.parametrize(("kind", "default"), OTHERS)
def test_ages_and_what_the_form_says_of_itself_are_answers(kind: Kind, default: str) -> None:
    dialogue = Dialogue(answers={"when": "x"}, computed={"when": "x"})
    assert without_moments(form(kind, default), dialogue, dialogue.answers) == {"when": "x"}


def test_a_choice_is_an_answer_though_the_clock_made_it() -> None:
    kinds = (Choice("early", TEXT), Choice("late", TEXT))
    default = compile_expression("if(today() > date('2026-10-15'), 'late', 'early')")
    survey = Survey(
        "form", "1", TEXT, ("de",), (Question("when", Kind.SELECT_ONE, TEXT, choices=kinds, default=default),)
    )
    dialogue = Dialogue(answers={"when": "early"}, computed={"when": "early"})
    assert without_moments(survey, dialogue, dialogue.answers) == {"when": "early"}


def answer(one: Resident) -> None:
    """Answer the town's questions, up to the two that are filled in already."""
    one.tap(Move.KEEP)
    one.tap(Choose(0))
    one.say("30")
    one.tap(Mark(0, on=True))
    one.tap(Move.DONE)
    one.say("5")
    one.say("Mehr Bänke")


def test_no_response_says_when_its_person_answered(town: Town) -> None:
    asked = (
        Question("begun", Kind.DATETIME, TEXT, default=compile_expression("now()")),
        Question("as_text", Kind.TEXT, TEXT, default=compile_expression("once(now())")),
    )
    town.open_survey("stadtweit", replace(TOWN, questions=(*TOWN.questions, *asked)), source="2")
    for number in range(10):
        town.now += timedelta(seconds=61)
        one = Resident(town, 6000 + number)
        one.begin()
        answer(one)
        one.tap(Move.KEEP)
        one.tap(Move.KEEP)
        assert one.dialogue.answers["begun"] == one.dialogue.computed["begun"]
        one.tap(Move.SUBMIT)
    assert town.seal() == 10
    for row in town.rows("response"):
        answers = answers_from_json(row["answers"])
        assert answers["lives"] == "a"
        assert answers.keys().isdisjoint({"begun", "as_text"})
