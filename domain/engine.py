"""The dialogue engine: (survey version, dialogue, action) → (dialogue, events).

It decides and reports; the caller saves and says. A bad answer is an event, a broken caller an exception.
"""

from dataclasses import replace
from datetime import datetime

from domain.answering import ACKNOWLEDGED, Changed, finished_boxes, is_still_offered, meaning_of
from domain.at_list import at_list
from domain.course import Course, Outcome, refused, show
from domain.dialogue import (
    Action,
    Answer,
    Asked,
    Dialogue,
    DialogueClosed,
    Marked,
    Move,
    Paused,
    Problem,
    Stage,
    Typed,
    Unreadable,
)
from domain.filled import Filled
from domain.in_review import in_review
from domain.keys import Key, name_of
from domain.languages import DEFAULT, Language
from domain.survey import Kind, Question, Survey


def begin(survey: Survey, now: datetime, language: Language = DEFAULT, seed: int = 0) -> Outcome:
    """Start a dialogue at the first relevant question.

    Args:
        survey: The version that is answered.
        now: The respondent's local time.
        language: The respondent's.
        seed: What decides every order of chance.
    """
    course = Course(survey, now, language)
    return course.go_on(course.settled(Dialogue(seed=seed)), after=None)


def advance(
    survey: Survey,
    dialogue: Dialogue,
    action: Action,
    now: datetime,
    turn: int | None = None,
    language: Language = DEFAULT,
) -> Outcome:
    """Take one action of the respondent.

    Args:
        survey: The version that the dialogue is pinned to.
        dialogue: Where the respondent stands.
        action: What was tapped, typed or sent.
        now: The respondent's local time, for conditions that ask for it.
        turn: The turn that the tapped button was drawn for; None for what was typed.
        language: The respondent's, in which numbers and dates are read.

    Returns:
        The dialogue afterwards and what happened. Where nothing was taken in, the dialogue is the same
        and the only event shows it again with the problem.

    Raises:
        DialogueClosed: The dialogue has ended.
    """
    if dialogue.stage.is_over:
        raise DialogueClosed
    if action is Move.RESUME:
        return _resume(dialogue)
    if turn is not None and turn != dialogue.turn:
        return dialogue, show(dialogue, Problem.STALE_BUTTON)
    if isinstance(action, Unreadable):
        problem = Problem.NEEDS_WORDS if action is Unreadable.MEDIA else Problem.EDITED_MESSAGE
        return dialogue, show(dialogue, problem)
    if dialogue.stage is Stage.PAUSED:
        if isinstance(action, Typed) and action.move in (Move.RESUME, Move.KEEP):
            return _resume(dialogue)
        return dialogue, [Paused(Problem.PAUSED)]
    if action is Move.PAUSE or (isinstance(action, Typed) and action.move is Move.PAUSE):
        return replace(dialogue, stage=Stage.PAUSED, turn=dialogue.turn + 1), [Paused()]
    course = Course(survey, now, language)
    if dialogue.stage is Stage.REVIEWING:
        return in_review(course, dialogue, action)
    return _at_question(course, dialogue, action)


def _resume(dialogue: Dialogue) -> Outcome:
    stage = Stage.REVIEWING if dialogue.at is None else Stage.ASKING
    resumed = replace(dialogue, stage=stage)
    return resumed, show(resumed)


# --- at a question ---------------------------------------------------------------------------------


def _at_question(course: Course, dialogue: Dialogue, action: Action) -> Outcome:
    key = dialogue.at or ""
    question = course.survey.question(name_of(key))
    if question.kind is Kind.REPEAT:
        return at_list(course, dialogue, key, action)
    if isinstance(action, Typed):
        return _typed(course, dialogue, question, key, action)
    if isinstance(action, Move):
        return _step(course, dialogue, question, key, action) or refused(dialogue, Problem.FORGED_BUTTON)
    if not question.takes_answer:
        return refused(dialogue, Problem.FORGED_BUTTON)
    return _mean(course, dialogue, question, key, action)


def _mean(course: Course, dialogue: Dialogue, question: Question, key: Key, action: Action) -> Outcome:
    meaning = meaning_of(course.form(dialogue), dialogue, question, key, action)
    if isinstance(meaning, Problem):
        return refused(dialogue, meaning)
    if isinstance(meaning, Changed):
        return meaning.dialogue, [Marked(key), Asked(key)]
    return _answer(course, dialogue, question, key, meaning.answer)


def _typed(course: Course, dialogue: Dialogue, question: Question, key: Key, typed: Typed) -> Outcome:
    is_answer = question.takes_answer and not isinstance(
        meaning_of(course.form(dialogue), dialogue, question, key, typed), Problem
    )
    # "Zurück" is a step, unless it is the label of a choice; "Fertig" is one where it leads somewhere.
    if typed.move and (not is_answer or question.kind is Kind.TEXT):
        outcome = _step(course, dialogue, question, key, typed.move)
        if outcome:
            return outcome
    if not question.takes_answer:
        return refused(dialogue, Problem.EMPTY if not typed.text.strip() else Problem.PRESS_CONTINUE)
    return _mean(course, dialogue, question, key, typed)


def _step(course: Course, dialogue: Dialogue, question: Question, key: Key, move: Move) -> Outcome | None:
    """Carry out a step, or return None where this question has no such step."""
    form = course.form(dialogue)
    goes_on = move in (Move.KEEP, Move.RESUME)
    match move:
        case Move.BACK:
            return course.back(dialogue)
        case Move.SKIP if question.takes_answer and not form.is_required(question, key):
            return course.take(dialogue, key, None)
        case Move.SKIP if question.takes_answer:
            return refused(dialogue, Problem.REQUIRED)
        case Move.DONE | Move.KEEP | Move.RESUME if question.kind.has_boxes and question.takes_answer:
            return _finish_boxes(course, dialogue, question, key, form)
        case _ if goes_on and not question.takes_answer:
            return course.take(dialogue, key, dialogue.answers.get(key))
        case _ if goes_on and question.kind is Kind.ACKNOWLEDGE:
            return _answer(course, dialogue, question, key, ACKNOWLEDGED)
        case _ if goes_on and form.given(key) is not None:
            return _answer(course, dialogue, question, key, form.given(key))
        case _ if goes_on and key in dialogue.answers:
            return course.take(dialogue, key, None)
        case _ if goes_on:
            return refused(dialogue, Problem.REQUIRED if form.is_required(question, key) else Problem.EMPTY)
        case _:
            return None


def _finish_boxes(course: Course, dialogue: Dialogue, question: Question, key: Key, form: Filled) -> Outcome:
    """Take the ticked boxes as the answer, whichever word for going on was used."""
    if not dialogue.picked and not form.is_required(question, key):
        return course.take(dialogue, key, None)
    answer = finished_boxes(question, dialogue, form.choices(question, key))
    if isinstance(answer, Problem):
        return refused(dialogue, answer)
    return _answer(course, dialogue, question, key, answer)


def _answer(course: Course, dialogue: Dialogue, question: Question, key: Key, answer: Answer) -> Outcome:
    """Take an answer if the question's own rule allows it."""
    form = course.form(dialogue)
    if not is_still_offered(form, question, key, answer):
        return refused(dialogue, Problem.NOT_ON_SCALE if question.scale else Problem.NOT_A_CHOICE)
    if answer is not None and not form.holds(question.constraint, key, answer):
        return refused(dialogue, Problem.CONSTRAINT)
    return course.take(dialogue, key, answer)
