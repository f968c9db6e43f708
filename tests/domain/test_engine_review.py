import pytest

from domain.course import leads_back_to_review
from domain.dialogue import (
    Action,
    Answered,
    Asked,
    Choose,
    Dialogue,
    DialogueClosed,
    Edit,
    Move,
    Paused,
    Problem,
    Reviewed,
    ScreenedOut,
    Stage,
    Submitted,
    Typed,
)
from domain.engine import advance
from domain.expressions import compile_expression
from domain.path import listed_in_review
from domain.survey import Kind, Question
from tests.domain.questionnaires import NOW, TOWN, choices, questionnaire, walk

ANSWERED = (Move.KEEP, Choose(0), Typed("30"), Typed("1, 3"), Choose(4), Typed("Mehr Bänke"))


@pytest.fixture
def reviewing() -> Dialogue:
    dialogue, events = walk(TOWN, *ANSWERED)
    assert events == [Answered("words"), Reviewed()]
    return dialogue


def test_submit_gives_what_counts_without_notes_and_skips(reviewing: Dialogue) -> None:
    after, events = advance(TOWN, reviewing, Move.SUBMIT, NOW)
    assert events == [
        Submitted({"lives": "a", "age": 30, "likes": ("a", "c"), "happy": 5, "words": "Mehr Bänke"})
    ]
    assert after.stage is Stage.SUBMITTED
    with pytest.raises(DialogueClosed):
        advance(TOWN, after, Move.SUBMIT, NOW)


def test_an_answer_whose_question_became_irrelevant_is_kept_but_not_submitted() -> None:
    dialogue, _ = walk(TOWN, Move.KEEP, Choose(0), Typed("50"), Choose(1), Move.BACK, Move.BACK, Typed("20"))
    dialogue, _ = walk(TOWN, Move.SKIP, Move.SKIP, Move.SKIP, dialogue=dialogue)
    assert dialogue.answers["care"] == "b"
    assert walk(TOWN, Move.SUBMIT, dialogue=dialogue)[1] == [Submitted({"lives": "a", "age": 20})]


@pytest.mark.parametrize("words", ["0", " 0. ", "٠", "۰", "\u200f٠"])
def test_zero_submits_in_the_digits_of_any_script(reviewing: Dialogue, words: str) -> None:
    assert isinstance(advance(TOWN, reviewing, Typed(words), NOW)[1][0], Submitted)


@pytest.mark.parametrize("words", ["2", "2.", "٢", "\u200e2\u200f"])
def test_the_number_of_an_answer_opens_it(reviewing: Dialogue, words: str) -> None:
    after, events = advance(TOWN, reviewing, Typed(words), NOW)
    assert events == [Asked("age")]
    assert after.editing


def test_the_review_numbers_answers_and_not_notes(reviewing: Dialogue) -> None:
    listed = listed_in_review(TOWN, reviewing, NOW)
    assert [step.name for step in listed] == ["lives", "age", "likes", "happy", "words"]
    by_tap = advance(TOWN, reviewing, Edit(3), NOW)
    by_number = advance(TOWN, reviewing, Typed("3"), NOW)
    assert by_tap == by_number


def test_an_edited_answer_leads_back_to_the_review(reviewing: Dialogue) -> None:
    after, events = walk(TOWN, Typed("2"), Typed("31"), dialogue=reviewing)
    assert events == [Answered("age"), Reviewed()]
    assert (after.answers["age"], after.editing, after.at) == (31, False, None)
    kept, events = walk(TOWN, Typed("2"), Move.KEEP, dialogue=reviewing)
    assert (kept.answers, events[-1]) == (reviewing.answers, Reviewed())


def test_back_from_an_edited_answer_leads_to_the_review_and_changes_nothing(reviewing: Dialogue) -> None:
    editing, _ = walk(TOWN, Typed("3"), dialogue=reviewing)
    assert editing.picked == ("a", "c")
    assert leads_back_to_review(TOWN, editing, NOW)
    after, events = walk(TOWN, Move.BACK, dialogue=editing)
    assert (after.answers, after.picked, events) == (reviewing.answers, (), [Reviewed()])


def test_questions_that_an_edit_opens_are_asked_before_the_review(reviewing: Dialogue) -> None:
    dialogue, events = walk(TOWN, Typed("2"), Typed("70"), dialogue=reviewing)
    assert events == [Answered("age"), Asked("care")]
    assert not leads_back_to_review(TOWN, dialogue, NOW)
    assert walk(TOWN, Choose(0), dialogue=dialogue)[1][-1] == Reviewed()


def test_back_from_a_question_that_an_edit_opened_leads_to_the_edited_one(reviewing: Dialogue) -> None:
    dialogue, events = walk(TOWN, Typed("2"), Typed("70"), Move.BACK, dialogue=reviewing)
    assert events == [Asked("age")]
    _after, events = walk(TOWN, Move.KEEP, Choose(1), dialogue=dialogue)
    assert events[-1] == Reviewed()  # and not through all the questions in between
    assert walk(TOWN, Typed("30"), dialogue=dialogue)[1][-1] == Reviewed()


def test_an_edit_can_end_the_survey(reviewing: Dialogue) -> None:
    assert walk(TOWN, Typed("1"), Choose(1), dialogue=reviewing)[1][-1] == ScreenedOut("elsewhere")


def test_an_answer_whose_rule_a_later_edit_breaks_is_asked_again_at_submit() -> None:
    survey = questionnaire(
        Question("all", Kind.INTEGER, {}),
        Question("children", Kind.INTEGER, {}, constraint=compile_expression(". <= ${all}")),
    )
    reviewing, _ = walk(survey, Typed("5"), Typed("4"), Typed("1"), Typed("2"))
    asked, events = walk(survey, Move.SUBMIT, dialogue=reviewing)
    assert events == [Asked("children", Problem.CONSTRAINT)]
    assert asked.turn > reviewing.turn
    assert walk(survey, Typed("2"), Move.SUBMIT, dialogue=asked)[1] == [Submitted({"all": 2, "children": 2})]
    unchanged, _ = walk(survey, Move.BACK, dialogue=asked)
    assert walk(survey, Move.SUBMIT, dialogue=unchanged)[1] == [Asked("children", Problem.CONSTRAINT)]


def test_a_required_answer_that_is_missing_is_asked_for_at_submit() -> None:
    survey = questionnaire(Question("q", Kind.SELECT_ONE, {}, choices=choices("A"), required=True))
    at_review = Dialogue(stage=Stage.REVIEWING, turn=4)
    assert walk(survey, Move.SUBMIT, dialogue=at_review)[1] == [Asked("q", Problem.REQUIRED)]


@pytest.mark.parametrize(
    ("action", "problem"),
    [
        (Typed("6"), Problem.NOT_IN_REVIEW),
        (Typed("9999999999"), Problem.NOT_IN_REVIEW),
        (Typed("hallo"), Problem.NOT_IN_REVIEW),
        (Typed("Fertig", Move.DONE), Problem.NOT_IN_REVIEW),
        (Edit(0), Problem.FORGED_BUTTON),
        (Edit(6), Problem.FORGED_BUTTON),
        (Edit(99), Problem.FORGED_BUTTON),
        (Choose(0), Problem.FORGED_BUTTON),
        (Move.SKIP, Problem.FORGED_BUTTON),
    ],
)
def test_nothing_else_changes_the_review(reviewing: Dialogue, action: Action, problem: Problem) -> None:
    assert advance(TOWN, reviewing, action, NOW) == (reviewing, [Reviewed(problem)])


def test_a_break_at_the_review_leads_back_to_the_review(reviewing: Dialogue) -> None:
    paused, events = walk(TOWN, Move.PAUSE, dialogue=reviewing)
    assert events == [Paused()]
    resumed, events = walk(TOWN, Move.RESUME, dialogue=paused)
    assert (resumed.stage, resumed.answers, events) == (Stage.REVIEWING, reviewing.answers, [Reviewed()])


def test_a_stale_button_at_the_review_submits_nothing(reviewing: Dialogue) -> None:
    after, events = advance(TOWN, reviewing, Move.SUBMIT, NOW, turn=reviewing.turn - 1)
    assert (after, events) == (reviewing, [Reviewed(Problem.STALE_BUTTON)])
