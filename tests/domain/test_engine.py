import pytest

from domain.dialogue import (
    Answered,
    Asked,
    Choose,
    Dialogue,
    DialogueClosed,
    Edit,
    Mark,
    Marked,
    Move,
    Paused,
    Problem,
    Reviewed,
    ScreenedOut,
    Stage,
    Tap,
    Typed,
    Unreadable,
)
from domain.engine import advance, begin
from domain.expressions import compile_expression
from domain.survey import Kind, Question
from tests.domain.questionnaires import NOW, TOWN, choices, questionnaire, walk

YES, NO = Choose(0), Choose(1)
AT_AGE = (Move.KEEP, YES)
AT_LIKES = (*AT_AGE, Typed("30"))
AT_HAPPY = (*AT_LIKES, Move.SKIP)
AT_WORDS = (*AT_HAPPY, Choose(2))
AT_REVIEW = (*AT_WORDS, Move.SKIP)


def refuses(dialogue: Dialogue, action: Tap | Typed | Unreadable, problem: Problem) -> bool:
    """Tell whether an action changes nothing and shows the question again with this problem."""
    after, events = advance(TOWN, dialogue, action, NOW)
    return after == dialogue and events == [Asked(dialogue.at or "", problem)]


def test_a_dialogue_begins_at_the_first_relevant_question() -> None:
    survey = questionnaire(
        Question("hidden", Kind.TEXT, {}, relevant=compile_expression("false()")),
        Question("shown", Kind.TEXT, {}),
    )
    assert begin(survey, NOW) == (Dialogue(at="shown", off=frozenset({"hidden"})), [Asked("shown")])


def test_an_answer_leads_to_the_next_relevant_question() -> None:
    after, events = walk(TOWN, *AT_AGE, Typed("30"))
    assert events == [Answered("age"), Asked("likes")]
    assert (after.turn, after.answers["age"]) == (3, 30)
    assert walk(TOWN, *AT_AGE, Typed("40"))[1] == [Answered("age"), Asked("care")]


def test_a_stale_button_repeats_the_question_and_records_nothing() -> None:
    dialogue, _ = walk(TOWN, *AT_LIKES)
    for action in (Mark(0, on=True), Move.SKIP, Move.PAUSE, Move.BACK, Move.SUBMIT):
        after, events = advance(TOWN, dialogue, action, NOW, turn=dialogue.turn - 1)
        assert after == dialogue
        assert events == [Asked("likes", Problem.STALE_BUTTON)]


@pytest.mark.parametrize("action", [Choose(2), Choose(-1), Choose(99), Mark(0, on=True), Edit(0), Move.DONE])
def test_a_button_that_the_question_does_not_have_is_refused(action: Tap) -> None:
    dialogue, _ = walk(TOWN, Move.KEEP)
    assert refuses(dialogue, action, Problem.FORGED_BUTTON)


def test_a_box_or_a_value_that_there_is_not_is_refused() -> None:
    assert refuses(walk(TOWN, *AT_LIKES)[0], Mark(4, on=True), Problem.FORGED_BUTTON)
    assert refuses(walk(TOWN, *AT_LIKES)[0], Choose(0), Problem.FORGED_BUTTON)
    assert refuses(walk(TOWN, *AT_HAPPY)[0], Choose(5), Problem.FORGED_BUTTON)


def test_a_double_tap_on_a_box_does_no_harm() -> None:
    dialogue, _ = walk(TOWN, *AT_LIKES)
    once, events = advance(TOWN, dialogue, Mark(1, on=True), NOW, turn=dialogue.turn)
    assert events == [Marked("likes"), Asked("likes")]
    twice, _ = advance(TOWN, once, Mark(1, on=True), NOW, turn=dialogue.turn)
    assert twice == once
    assert (once.picked, once.turn) == (("b",), dialogue.turn)


def test_boxes_count_in_the_order_of_the_choices_and_only_when_done() -> None:
    picked, _ = walk(TOWN, *AT_LIKES, Mark(2, on=True), Mark(0, on=True), Mark(1, on=True), Mark(1, on=False))
    assert "likes" not in picked.answers
    done, events = walk(TOWN, Move.DONE, dialogue=picked)
    assert done.answers["likes"] == ("a", "c")
    assert (done.picked, events) == ((), [Answered("likes"), Asked("happy")])


@pytest.mark.parametrize("word", [Move.DONE, Typed("Weiter", Move.KEEP), Typed("Fortsetzen", Move.RESUME)])
def test_every_word_for_going_on_takes_the_ticked_boxes(word: Tap | Typed) -> None:
    after, _ = walk(TOWN, *AT_LIKES, Mark(0, on=True), word)
    assert after.answers["likes"] == ("a",)


def test_boxes_ticked_anew_replace_the_old_answer_and_none_ticked_skips() -> None:
    again, _ = walk(TOWN, *AT_LIKES, Mark(0, on=True), Move.DONE, Move.BACK)
    assert again.picked == ("a",)
    assert walk(TOWN, Mark(1, on=True), Move.KEEP, dialogue=again)[0].answers["likes"] == ("a", "b")
    assert walk(TOWN, Mark(0, on=False), Move.DONE, dialogue=again)[0].answers["likes"] is None


def test_done_without_a_tick_is_refused_where_an_answer_is_required() -> None:
    survey = questionnaire(Question("q", Kind.SELECT_MULTIPLE, {}, choices=choices("A", "B"), required=True))
    dialogue, events = walk(survey, Move.DONE)
    assert events == [Asked("q", Problem.NOTHING_CHOSEN)]
    assert "q" not in dialogue.answers


def test_an_answer_against_the_questions_rule_is_refused_and_the_ticks_stay() -> None:
    dialogue, _ = walk(TOWN, *AT_LIKES, Mark(0, on=True), Mark(3, on=True))
    assert refuses(dialogue, Move.DONE, Problem.CONSTRAINT)
    assert refuses(walk(TOWN, *AT_AGE)[0], Typed("15"), Problem.CONSTRAINT)


def test_a_rule_that_compares_with_an_earlier_answer_sees_it() -> None:
    survey = questionnaire(
        Question("all", Kind.INTEGER, {}),
        Question("children", Kind.INTEGER, {}, constraint=compile_expression(". <= ${all}")),
    )
    assert walk(survey, Typed("3"), Typed("4"))[1] == [Asked("children", Problem.CONSTRAINT)]
    assert walk(survey, Typed("3"), Typed("3"))[1][-1] == Reviewed()


def test_skip_is_for_optional_questions_and_a_skip_is_remembered() -> None:
    assert refuses(walk(TOWN, *AT_AGE)[0], Move.SKIP, Problem.REQUIRED)
    skipped, events = walk(TOWN, *AT_LIKES, Move.SKIP)
    assert skipped.answers["likes"] is None
    assert events == [Answered("likes"), Asked("happy")]


def test_a_note_goes_on_by_next_and_cannot_be_skipped_or_answered() -> None:
    note, _ = begin(TOWN, NOW)
    assert walk(TOWN, Typed("Weiter", Move.KEEP), dialogue=note)[1][-1] == Asked("lives")
    assert walk(TOWN, Typed("Fortsetzen", Move.RESUME), dialogue=note)[1][-1] == Asked("lives")
    assert refuses(note, Move.SKIP, Problem.FORGED_BUTTON)
    assert refuses(note, Typed("ja"), Problem.PRESS_CONTINUE)


def test_next_keeps_an_answer_that_stands_and_asks_for_one_that_does_not() -> None:
    dialogue, _ = walk(TOWN, *AT_LIKES, Move.BACK)
    kept, events = walk(TOWN, Move.KEEP, dialogue=dialogue)
    assert (kept.answers["age"], events[-1]) == (30, Asked("likes"))
    assert refuses(walk(TOWN, *AT_AGE)[0], Move.KEEP, Problem.REQUIRED)
    assert refuses(walk(TOWN, *AT_WORDS)[0], Move.KEEP, Problem.EMPTY)


def test_back_keeps_all_answers_and_stops_at_the_beginning() -> None:
    dialogue, _ = walk(TOWN, *AT_REVIEW)
    answers = dict(dialogue.answers)
    for expected in ("words", "happy", "likes", "age", "lives", "hello", "hello"):
        dialogue, events = walk(TOWN, Move.BACK, dialogue=dialogue)
        assert events == [Asked(expected)]
    assert dialogue.answers == answers
    assert walk(TOWN, *[Move.KEEP] * 6, dialogue=dialogue)[1][-1] == Reviewed()


def test_back_passes_over_questions_that_are_not_relevant() -> None:
    dialogue, _ = walk(TOWN, *AT_AGE, Typed("50"), Choose(0), Move.BACK, Move.BACK, Typed("30"), Move.BACK)
    assert dialogue.at == "age"


def test_going_back_to_another_answer_asks_what_it_opens() -> None:
    dialogue, events = walk(TOWN, *AT_LIKES, Move.BACK, Typed("70"))
    assert events == [Answered("age"), Asked("care")]
    assert walk(TOWN, NO, dialogue=dialogue)[1][-1] == Asked("likes")


def test_a_survey_ends_for_those_it_is_not_for_and_submits_nothing() -> None:
    dialogue, events = walk(TOWN, Move.KEEP, NO)
    assert events == [Answered("lives"), ScreenedOut("elsewhere")]
    assert dialogue.stage is Stage.SCREENED_OUT
    with pytest.raises(DialogueClosed):
        advance(TOWN, dialogue, Move.BACK, NOW)


def test_a_break_keeps_everything_and_goes_on_at_the_same_question() -> None:
    dialogue, _ = walk(TOWN, *AT_LIKES, Mark(1, on=True))
    paused, events = walk(TOWN, Move.PAUSE, dialogue=dialogue)
    assert (paused.stage, paused.turn, events) == (Stage.PAUSED, dialogue.turn + 1, [Paused()])
    for word in (Move.RESUME, Typed("Fortsetzen", Move.RESUME), Typed("Weiter", Move.KEEP)):
        resumed, events = walk(TOWN, word, dialogue=paused)
        assert events == [Asked("likes")]
        assert (resumed.answers, resumed.picked, resumed.at) == (dialogue.answers, dialogue.picked, "likes")


@pytest.mark.parametrize(
    "action", [Choose(0), Move.DONE, Move.PAUSE, Move.SUBMIT, Typed("1"), Typed("Pause", Move.PAUSE)]
)
def test_during_a_break_only_going_on_is_possible(action: Tap | Typed) -> None:
    paused, _ = walk(TOWN, *AT_LIKES, Move.PAUSE)
    assert advance(TOWN, paused, action, NOW) == (paused, [Paused(Problem.PAUSED)])


def test_going_on_without_a_break_shows_the_question_again() -> None:
    dialogue, _ = walk(TOWN, *AT_LIKES)
    assert advance(TOWN, dialogue, Move.RESUME, NOW) == (dialogue, [Asked("likes")])


def test_a_picture_or_a_corrected_message_is_answered_with_a_sentence() -> None:
    dialogue, _ = walk(TOWN, *AT_WORDS)
    assert refuses(dialogue, Unreadable.MEDIA, Problem.NEEDS_WORDS)
    assert refuses(dialogue, Unreadable.EDITED_MESSAGE, Problem.EDITED_MESSAGE)
    paused, _ = walk(TOWN, Move.PAUSE, dialogue=dialogue)
    assert advance(TOWN, paused, Unreadable.MEDIA, NOW) == (paused, [Paused(Problem.NEEDS_WORDS)])


def test_the_name_of_a_step_is_a_step_even_where_words_are_asked() -> None:
    dialogue, _ = walk(TOWN, *AT_WORDS)
    assert walk(TOWN, Typed("Zurück", Move.BACK), dialogue=dialogue)[1] == [Asked("happy")]
    assert walk(TOWN, Typed("Überspringen", Move.SKIP), dialogue=dialogue)[1][-1] == Reviewed()
    assert walk(TOWN, Typed("Pause", Move.PAUSE), dialogue=dialogue)[1] == [Paused()]


def test_the_name_of_a_step_that_does_not_exist_here_is_a_word_like_any_other() -> None:
    at_words, _ = walk(TOWN, *AT_WORDS)
    assert walk(TOWN, Typed("Fertig", Move.DONE), dialogue=at_words)[0].answers["words"] == "Fertig"
    at_age, _ = walk(TOWN, *AT_AGE)
    assert refuses(at_age, Typed("Absenden", Move.SUBMIT), Problem.NOT_A_NUMBER)


def test_a_choice_that_is_called_like_a_step_is_the_choice() -> None:
    survey = questionnaire(Question("q", Kind.SELECT_ONE, {}, choices=choices("Vor", "Zurück")))
    after, _ = walk(survey, Typed("Zurück", Move.BACK))
    assert after.answers == {"q": "b"}


def test_an_answer_to_a_question_that_the_calendar_has_closed_is_still_taken() -> None:
    survey = questionnaire(
        Question("first", Kind.TEXT, {}),
        Question(
            "today",
            Kind.INTEGER,
            {},
            relevant=compile_expression("today() < date('2026-10-04')"),
            constraint=compile_expression(". > 0"),
        ),
    )
    dialogue, _ = walk(survey, Typed("hello"))
    tomorrow = NOW.replace(day=5)
    after, events = advance(survey, dialogue, Typed("1"), tomorrow)
    assert events == [Answered("today"), Reviewed()]
    assert advance(survey, dialogue, Typed("0"), tomorrow) == (
        dialogue,
        [Asked("today", Problem.CONSTRAINT)],
    )
    assert after.answers["today"] == 1
