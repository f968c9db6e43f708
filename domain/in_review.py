"""A step at the review: another page, an answer to change, submitting."""

from dataclasses import replace

from domain.answering import is_still_offered
from domain.course import Course, Outcome, refused
from domain.dialogue import (
    Action,
    Asked,
    Dialogue,
    Edit,
    Move,
    Page,
    Problem,
    Reviewed,
    Stage,
    Submitted,
    Typed,
)
from domain.path import Step, effective_answers, listed_in_review
from domain.survey import Kind
from domain.typed import read_number


def in_review(course: Course, dialogue: Dialogue, action: Action) -> Outcome:
    """Take an action at the review: turn a page, open an answer by its number, submit."""
    if isinstance(action, Page):
        return replace(dialogue, page=action.name[:16]), [Reviewed()]
    move = action.move if isinstance(action, Typed) else action
    number = read_number(action.text) if isinstance(action, Typed) else None
    if move is Move.SUBMIT or number == 0:
        return _submit(course, dialogue)
    if move is Move.BACK:
        return course.back(dialogue)
    number = action.number if isinstance(action, Edit) else number
    listed = listed_in_review(course.survey, dialogue, course.now)
    if number is not None and 1 <= number <= len(listed):
        return _edit(course, dialogue, listed[number - 1])
    if isinstance(action, Edit):
        return refused(dialogue, Problem.FORGED_BUTTON)
    return refused(dialogue, Problem.NOT_IN_REVIEW if isinstance(action, Typed) else Problem.FORGED_BUTTON)


def _edit(course: Course, dialogue: Dialogue, step: Step, problem: Problem | None = None) -> Outcome:
    editing = replace(dialogue, stage=Stage.ASKING, editing=True, turn=dialogue.turn + 1)
    return course.open(editing, step.key), [Asked(step.key, problem)]


def _submit(course: Course, dialogue: Dialogue) -> Outcome:
    """Submit, unless a rule of the form is broken by a later change: then ask that question again."""
    current = course.worked_out(dialogue)
    broken = _first_broken(course, current)
    if broken:
        return _edit(course, current, *broken)
    submitted = replace(current, stage=Stage.SUBMITTED, turn=current.turn + 1)
    return submitted, [Submitted(effective_answers(course.survey, current, course.now))]


def _first_broken(course: Course, dialogue: Dialogue) -> tuple[Step, Problem] | None:
    """Return the first question whose answer is missing or breaks its rule, with what is wrong."""
    form = course.form(dialogue)
    for step in course.way(dialogue):
        question, key = step.question, step.key
        if not question.takes_answer or question.kind is Kind.REPEAT:
            continue
        answer = dialogue.answers.get(key)
        if answer is None:
            if form.is_required(question, key):
                return step, Problem.REQUIRED
        elif not is_still_offered(form, question, key, answer):
            return step, Problem.NOT_ON_SCALE if question.scale else Problem.NOT_A_CHOICE
        elif not form.holds(question.constraint, key, answer):
            return step, Problem.CONSTRAINT
    return None
