"""The dialogue engine: (survey version, dialogue, action) → (dialogue, events).

It decides and reports; the caller saves and says. A bad answer is an event, a broken caller an exception.
"""

from dataclasses import replace
from datetime import datetime

from domain.dialogue import (
    Action,
    Answer,
    Answered,
    Asked,
    Choose,
    Dialogue,
    DialogueClosed,
    Edit,
    Event,
    Mark,
    Marked,
    Move,
    Paused,
    Problem,
    Reviewed,
    ScreenedOut,
    Stage,
    Submitted,
    Typed,
    Unreadable,
)
from domain.path import answers_before, effective_answers, path, relevant_questions
from domain.survey import Kind, Question, QuestionName, Survey
from domain.typed import read, read_number

Step = tuple[Dialogue, list[Event]]


def begin(survey: Survey, now: datetime) -> Step:
    """Start a dialogue at the first relevant question."""
    return _go_on(survey, Dialogue(), after=-1, now=now)


def show(dialogue: Dialogue, problem: Problem | None = None) -> list[Event]:
    """Return the event that shows a dialogue as it stands."""
    match dialogue.stage:
        case Stage.PAUSED:
            return [Paused(problem)]
        case Stage.REVIEWING:
            return [Reviewed(problem)]
        case Stage.ASKING if dialogue.at is not None:
            return [Asked(dialogue.at, problem)]
        case _:
            raise DialogueClosed


def advance(
    survey: Survey, dialogue: Dialogue, action: Action, now: datetime, turn: int | None = None
) -> Step:
    """Take one action of the respondent.

    Args:
        survey: The version that the dialogue is pinned to.
        dialogue: Where the respondent stands.
        action: What was tapped or typed.
        now: The time, for conditions that ask for it.
        turn: The turn that the tapped button was drawn for; None for what was typed.

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
    if dialogue.stage is Stage.REVIEWING:
        return _in_review(survey, dialogue, action, now)
    return _at_question(survey, dialogue, action, now)


def _resume(dialogue: Dialogue) -> Step:
    stage = Stage.REVIEWING if dialogue.at is None else Stage.ASKING
    resumed = replace(dialogue, stage=stage)
    return resumed, show(resumed)


# --- at a question ---------------------------------------------------------------------------------


def _at_question(survey: Survey, dialogue: Dialogue, action: Action, now: datetime) -> Step:
    question = survey.question(dialogue.at or "")
    if isinstance(action, Typed):
        return _typed(survey, dialogue, question, action, now)
    match action:
        case Choose(index) if question.kind is Kind.SELECT_ONE and 0 <= index < len(question.choices):
            return _answer(survey, dialogue, question, question.choices[index].name, now)
        case Choose(index) if question.scale and 0 <= index < len(question.scale.values()):
            return _answer(survey, dialogue, question, question.scale.values()[index], now)
        case Mark(index, on) if question.kind is Kind.SELECT_MULTIPLE and 0 <= index < len(question.choices):
            return _mark(dialogue, question, index, on)
        case Move():
            return _move(survey, dialogue, question, action, now)
        case _:
            return _refuse(dialogue, Problem.FORGED_BUTTON)


def _typed(survey: Survey, dialogue: Dialogue, question: Question, typed: Typed, now: datetime) -> Step:
    answer = read(question, typed.text)
    # "Zurück" is a step, unless it is the very label of a choice; "Fertig" is one where it leads somewhere.
    if typed.move and (isinstance(answer, Problem) or question.kind is Kind.TEXT):
        step = _step(survey, dialogue, question, typed.move, now)
        if step:
            return step
    if isinstance(answer, Problem):
        return _refuse(dialogue, answer)
    return _answer(survey, dialogue, question, answer, now)


def _move(survey: Survey, dialogue: Dialogue, question: Question, move: Move, now: datetime) -> Step:
    return _step(survey, dialogue, question, move, now) or _refuse(dialogue, Problem.FORGED_BUTTON)


def _step(survey: Survey, dialogue: Dialogue, question: Question, move: Move, now: datetime) -> Step | None:
    """Carry out a step, or return None where this question has no such step."""
    match move:
        case Move.BACK:
            return _back(survey, dialogue, now)
        case Move.SKIP if question.takes_answer and not question.required:
            return _take(survey, dialogue, question, None, now)
        case Move.SKIP if question.takes_answer:
            return _refuse(dialogue, Problem.REQUIRED)
        case Move.DONE | Move.KEEP | Move.RESUME if question.kind is Kind.SELECT_MULTIPLE:
            return _finish_boxes(survey, dialogue, question, now)
        case Move.KEEP | Move.RESUME if not question.takes_answer or question.name in dialogue.answers:
            return _take(survey, dialogue, question, dialogue.answers.get(question.name), now)
        case Move.KEEP | Move.RESUME:
            return _refuse(dialogue, Problem.REQUIRED if question.required else Problem.EMPTY)
        case _:
            return None


def _finish_boxes(survey: Survey, dialogue: Dialogue, question: Question, now: datetime) -> Step:
    """Take the ticked boxes as the answer, whichever word for going on was used."""
    if dialogue.picked:
        return _answer(survey, dialogue, question, dialogue.picked, now)
    if question.required:
        return _refuse(dialogue, Problem.NOTHING_CHOSEN)
    return _take(survey, dialogue, question, None, now)


def _mark(dialogue: Dialogue, question: Question, index: int, on: bool) -> Step:
    wanted = set(dialogue.picked) - {question.choices[index].name}
    if on:
        wanted.add(question.choices[index].name)
    picked = tuple(choice.name for choice in question.choices if choice.name in wanted)
    return replace(dialogue, picked=picked), [Marked(question.name), Asked(question.name)]


def _answer(survey: Survey, dialogue: Dialogue, question: Question, answer: Answer, now: datetime) -> Step:
    """Take an answer if the question's own rule allows it."""
    if question.constraint is not None:
        before = answers_before(survey, dialogue.answers, question, now)
        if not question.constraint.is_true(before, self_value=answer, now=now):
            return _refuse(dialogue, Problem.CONSTRAINT)
    return _take(survey, dialogue, question, answer, now)


def _take(survey: Survey, dialogue: Dialogue, question: Question, answer: Answer, now: datetime) -> Step:
    answers = {**dialogue.answers, question.name: answer}
    taken = replace(dialogue, answers=answers, turn=dialogue.turn + 1, picked=())
    after, events = _go_on(survey, taken, survey.positions[question.name], now)
    return after, [Answered(question.name), *events]


def _go_on(survey: Survey, dialogue: Dialogue, after: int, now: datetime) -> Step:
    """Go to the next question, to one left open further up, or to the review."""
    way = path(survey, dialogue, now)
    if way and way[-1].kind is Kind.SCREENOUT:
        asked = {q.name for q in way[:-1]}
        if asked <= dialogue.answers.keys():
            note = way[-1].name
            return replace(dialogue, stage=Stage.SCREENED_OUT, at=note), [ScreenedOut(note)]
    open_ones = [q for q in way if q.name not in dialogue.answers and q.kind is not Kind.SCREENOUT]
    following = open_ones
    if not dialogue.editing:
        following = [q for q in way if survey.positions[q.name] > after and q.kind is not Kind.SCREENOUT]
    goal = next(iter(following or open_ones), None)
    if goal is None:
        reviewing = replace(dialogue, stage=Stage.REVIEWING, at=None, editing=False)
        return reviewing, [Reviewed()]
    asking = _open(replace(dialogue, stage=Stage.ASKING), goal)
    return asking, [Asked(goal.name)]


def _open(dialogue: Dialogue, question: Question) -> Dialogue:
    given = dialogue.answers.get(question.name)
    picked = given if question.kind is Kind.SELECT_MULTIPLE and isinstance(given, tuple) else ()
    return replace(dialogue, at=question.name, picked=picked)


def _back(survey: Survey, dialogue: Dialogue, now: datetime) -> Step:
    back = replace(dialogue, turn=dialogue.turn + 1, picked=())
    if leads_back_to_review(survey, dialogue, now):
        return replace(back, at=None, stage=Stage.REVIEWING, editing=False), [Reviewed()]
    here = survey.positions[dialogue.at] if dialogue.at else len(survey.questions)
    before = [q for q in path(survey, dialogue, now) if survey.positions[q.name] < here]
    if not before:
        return dialogue, show(dialogue)
    return _open(replace(back, stage=Stage.ASKING), before[-1]), [Asked(before[-1].name)]


def leads_back_to_review(survey: Survey, dialogue: Dialogue, now: datetime) -> bool:
    """Tell whether a step back leads to the review: from a question opened there, if none is left open."""
    if not dialogue.editing:
        return False
    return all(question.name in dialogue.answers for question in path(survey, dialogue, now))


def _refuse(dialogue: Dialogue, problem: Problem) -> Step:
    return dialogue, show(dialogue, problem)


# --- at the review ---------------------------------------------------------------------------------


def reviewed_questions(survey: Survey, dialogue: Dialogue, now: datetime) -> list[Question]:
    """Return the questions that the review lists, in order; their number from 1 is what can be typed."""
    return [question for question in path(survey, dialogue, now) if question.takes_answer]


def _in_review(survey: Survey, dialogue: Dialogue, action: Action, now: datetime) -> Step:
    move = action.move if isinstance(action, Typed) else action
    number = read_number(action.text) if isinstance(action, Typed) else None
    if move is Move.SUBMIT or number == 0:
        return _submit(survey, dialogue, now)
    if move is Move.BACK:
        return _back(survey, dialogue, now)
    listed = reviewed_questions(survey, dialogue, now)
    if number is not None and number <= len(listed):
        return _edit(dialogue, listed[number - 1])
    if isinstance(action, Edit) and 0 <= action.index < len(survey.questions):
        question = survey.questions[action.index]
        if question in listed:
            return _edit(dialogue, question)
        return _refuse(dialogue, Problem.FORGED_BUTTON)
    return _refuse(dialogue, Problem.NOT_IN_REVIEW if isinstance(action, Typed) else Problem.FORGED_BUTTON)


def _edit(dialogue: Dialogue, question: Question) -> Step:
    editing = replace(dialogue, stage=Stage.ASKING, editing=True, turn=dialogue.turn + 1)
    return _open(editing, question), [Asked(question.name)]


def _submit(survey: Survey, dialogue: Dialogue, now: datetime) -> Step:
    """Submit, unless a rule of the form is broken by a later change: then ask that question again."""
    broken = _first_broken(survey, dialogue, now)
    if broken:
        name, problem = broken
        asking = _open(
            replace(dialogue, stage=Stage.ASKING, editing=True, turn=dialogue.turn + 1), survey.question(name)
        )
        return asking, [Asked(name, problem)]
    submitted = replace(dialogue, stage=Stage.SUBMITTED, turn=dialogue.turn + 1)
    return submitted, [Submitted(effective_answers(survey, dialogue.answers, now))]


def _first_broken(survey: Survey, dialogue: Dialogue, now: datetime) -> tuple[QuestionName, Problem] | None:
    for question, before in relevant_questions(survey, dialogue.answers, now):
        answer = dialogue.answers.get(question.name)
        if answer is None:
            if question.required and question.takes_answer:
                return question.name, Problem.REQUIRED
        elif question.constraint and not question.constraint.is_true(before, self_value=answer, now=now):
            return question.name, Problem.CONSTRAINT
    return None
