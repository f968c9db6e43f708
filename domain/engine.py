"""The dialogue engine: (survey version, dialogue, action) → (dialogue, events).

It decides and reports; the caller saves and says. A bad answer is an event, a broken caller an exception.
"""

from dataclasses import replace
from datetime import datetime

from domain.answering import ACKNOWLEDGED, Changed, finished_boxes, is_still_offered, meaning_of
from domain.dialogue import (
    Action,
    Answer,
    Answered,
    Asked,
    Dialogue,
    DialogueClosed,
    Edit,
    Entry,
    Event,
    Marked,
    Move,
    Page,
    Paused,
    Problem,
    Reviewed,
    ScreenedOut,
    Stage,
    Submitted,
    Typed,
    Unreadable,
)
from domain.entries import removal_page, with_entry, without_entry
from domain.filled import MOST_ENTRIES, Filled, filled
from domain.keys import Key, name_of, place_of
from domain.languages import DEFAULT, Language
from domain.path import Step, Way, effective_answers, listed_in_review, path, settled
from domain.recompute import recompute
from domain.survey import Kind, Question, Survey
from domain.typed import read_number, read_removal
from domain.wayfinding import goal_after, goal_before, is_in_entry, list_around

Outcome = tuple[Dialogue, list[Event]]


def begin(survey: Survey, now: datetime, language: Language = DEFAULT, seed: int = 0) -> Outcome:
    """Start a dialogue at the first relevant question.

    Args:
        survey: The version that is answered.
        now: The respondent's local time.
        language: The respondent's.
        seed: What decides every order of chance.
    """
    return _Engine(survey, now, language).begin(seed)


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
    engine = _Engine(survey, now, language)
    if dialogue.stage is Stage.REVIEWING:
        return engine.in_review(dialogue, action)
    return engine.at_question(dialogue, action)


def _resume(dialogue: Dialogue) -> Outcome:
    stage = Stage.REVIEWING if dialogue.at is None else Stage.ASKING
    resumed = replace(dialogue, stage=stage)
    return resumed, show(resumed)


def leads_back_to_review(survey: Survey, dialogue: Dialogue, now: datetime) -> bool:
    """Tell whether a step back leads to the review: from a question opened there, if none is left open."""
    if not dialogue.editing or dialogue.at is None or list_around(survey, dialogue.at) is not None:
        return False
    return all(step.key in dialogue.answers for step in path(survey, dialogue, now))


class _Engine:
    """One step of one dialogue: the version, the time and the language that it is taken in."""

    def __init__(self, survey: Survey, now: datetime, language: Language) -> None:
        self.survey = survey
        self.now = now
        self.language = language

    def begin(self, seed: int) -> Outcome:
        return self.go_on(self.settled(Dialogue(seed=seed)), after=None)

    def settled(self, dialogue: Dialogue) -> Dialogue:
        return settled(self.survey, dialogue, self.now, self.language)

    def form(self, dialogue: Dialogue) -> Filled:
        return filled(self.survey, self.settled(dialogue), self.now, self.language)

    def way(self, dialogue: Dialogue) -> Way:
        return path(self.survey, dialogue, self.now)

    def worked_out(self, dialogue: Dialogue, key: Key) -> Dialogue:
        return recompute(self.survey, dialogue, (name_of(key),), self.now, self.language)

    # --- at a question -----------------------------------------------------------------------------

    def at_question(self, dialogue: Dialogue, action: Action) -> Outcome:
        key = dialogue.at or ""
        question = self.survey.question(name_of(key))
        if question.kind is Kind.REPEAT:
            return self.at_list(dialogue, question, key, action)
        if isinstance(action, Typed):
            return self.typed(dialogue, question, key, action)
        if isinstance(action, Move):
            return self.step(dialogue, question, key, action) or _refuse(dialogue, Problem.FORGED_BUTTON)
        if not question.takes_answer:
            return _refuse(dialogue, Problem.FORGED_BUTTON)
        return self.mean(dialogue, question, key, action)

    def mean(self, dialogue: Dialogue, question: Question, key: Key, action: Action) -> Outcome:
        meaning = meaning_of(self.form(dialogue), dialogue, question, key, action)
        if isinstance(meaning, Problem):
            return _refuse(dialogue, meaning)
        if isinstance(meaning, Changed):
            return meaning.dialogue, [Marked(key), Asked(key)]
        return self.answer(dialogue, question, key, meaning.answer)

    def typed(self, dialogue: Dialogue, question: Question, key: Key, typed: Typed) -> Outcome:
        is_answer = question.takes_answer and not isinstance(
            meaning_of(self.form(dialogue), dialogue, question, key, typed), Problem
        )
        # "Zurück" is a step, unless it is the label of a choice; "Fertig" is one where it leads somewhere.
        if typed.move and (not is_answer or question.kind is Kind.TEXT):
            outcome = self.step(dialogue, question, key, typed.move)
            if outcome:
                return outcome
        if not question.takes_answer:
            return _refuse(dialogue, Problem.EMPTY if not typed.text.strip() else Problem.PRESS_CONTINUE)
        return self.mean(dialogue, question, key, typed)

    def step(self, dialogue: Dialogue, question: Question, key: Key, move: Move) -> Outcome | None:
        """Carry out a step, or return None where this question has no such step."""
        form = self.form(dialogue)
        goes_on = move in (Move.KEEP, Move.RESUME)
        match move:
            case Move.BACK:
                return self.back(dialogue)
            case Move.SKIP if question.takes_answer and not form.is_required(question, key):
                return self.take(dialogue, key, None)
            case Move.SKIP if question.takes_answer:
                return _refuse(dialogue, Problem.REQUIRED)
            case Move.DONE | Move.KEEP | Move.RESUME if question.kind.has_boxes and question.takes_answer:
                return self.finish_boxes(dialogue, question, key, form)
            case _ if goes_on and not question.takes_answer:
                return self.take(dialogue, key, dialogue.answers.get(key))
            case _ if goes_on and question.kind is Kind.ACKNOWLEDGE:
                return self.answer(dialogue, question, key, ACKNOWLEDGED)
            case _ if goes_on and form.given(key) is not None:
                return self.answer(dialogue, question, key, form.given(key))
            case _ if goes_on and key in dialogue.answers:
                return self.take(dialogue, key, None)
            case _ if goes_on:
                return _refuse(
                    dialogue, Problem.REQUIRED if form.is_required(question, key) else Problem.EMPTY
                )
            case _:
                return None

    def finish_boxes(self, dialogue: Dialogue, question: Question, key: Key, form: Filled) -> Outcome:
        """Take the ticked boxes as the answer, whichever word for going on was used."""
        if not dialogue.picked and not form.is_required(question, key):
            return self.take(dialogue, key, None)
        answer = finished_boxes(question, dialogue, form.choices(question, key))
        if isinstance(answer, Problem):
            return _refuse(dialogue, answer)
        return self.answer(dialogue, question, key, answer)

    def answer(self, dialogue: Dialogue, question: Question, key: Key, answer: Answer) -> Outcome:
        """Take an answer if the question's own rule allows it."""
        form = self.form(dialogue)
        if not is_still_offered(form, question, key, answer):
            return _refuse(dialogue, Problem.NOT_A_CHOICE)
        if answer is not None and not form.holds(question.constraint, key, answer):
            return _refuse(dialogue, Problem.CONSTRAINT)
        return self.take(dialogue, key, answer)

    def take(self, dialogue: Dialogue, key: Key, answer: Answer) -> Outcome:
        answers = {**dialogue.answers, key: answer}
        taken = replace(dialogue, answers=answers, turn=dialogue.turn + 1, picked=(), page="")
        after, events = self.go_on(self.worked_out(taken, key), after=key)
        return after, [Answered(key), *events]

    # --- the list of a repeat's entries ------------------------------------------------------------

    def at_list(self, dialogue: Dialogue, question: Question, key: Key, action: Action) -> Outcome:
        """Take an action at the list of a repeat's entries: add one, open or take out one, or go on."""
        if isinstance(action, Page):
            return replace(dialogue, page=action.name[:16]), [Marked(key), Asked(key)]
        count = dialogue.entries.get(key, 0)
        gone = read_removal(action.text) if isinstance(action, Typed) else None
        if gone is not None and 1 <= gone <= count:
            if dialogue.page == removal_page(gone):
                return self.drop(dialogue, key, gone)
            return replace(dialogue, page=removal_page(gone)), [Marked(key), Asked(key)]
        move = action.move if isinstance(action, Typed) else action
        number = read_number(action.text) if isinstance(action, Typed) else None
        if isinstance(action, Entry) and 1 <= action.number <= count:
            return (
                self.drop(dialogue, key, action.number)
                if action.remove
                else self.open_entry(dialogue, key, action.number)
            )
        if number is not None and 1 <= number <= count:
            return self.open_entry(dialogue, key, number)
        match move:
            case Move.ADD if count >= MOST_ENTRIES:
                return _refuse(dialogue, Problem.TOO_MANY_ENTRIES)
            case Move.ADD:
                added = self.worked_out(with_entry(dialogue, key), key)
                return self.open_entry(added, key, count + 1)
            case Move.BACK:
                return self.back(dialogue)
            case Move.DONE | Move.KEEP | Move.RESUME | Move.SKIP:
                return self.take(dialogue, key, count)
            case _:
                is_typed = isinstance(action, Typed)
                return _refuse(dialogue, Problem.PRESS_CONTINUE if is_typed else Problem.FORGED_BUTTON)

    def open_entry(self, dialogue: Dialogue, repeat: Key, number: int) -> Outcome:
        """Go to the first question of an entry; one without any is only counted."""
        entry = (*place_of(repeat), number)
        first = next(
            (step for step in self.way(dialogue) if is_in_entry(self.survey, step.key, repeat, entry)), None
        )
        moved = replace(dialogue, turn=dialogue.turn + 1, page="")
        if first is None:
            return self.open(moved, repeat), [Answered(repeat), Asked(repeat)]
        return self.open(moved, first.key), [Answered(repeat), Asked(first.key)]

    def drop(self, dialogue: Dialogue, repeat: Key, number: int) -> Outcome:
        left = without_entry(self.survey, dialogue, repeat, number)
        worked = self.worked_out(replace(left, turn=dialogue.turn + 1, page=""), repeat)
        return worked, [Answered(repeat), Asked(repeat)]

    # --- where it goes from here -------------------------------------------------------------------

    def go_on(self, dialogue: Dialogue, after: Key | None) -> Outcome:
        """Go to the next question, to one left open further up, or to the review."""
        way = self.way(dialogue)
        if way and way[-1].question.kind is Kind.SCREENOUT:
            if all(step.key in dialogue.answers for step in way[:-1]):
                note = way[-1].key
                return replace(dialogue, stage=Stage.SCREENED_OUT, at=note), [ScreenedOut(note)]
            way = way[:-1]
        goal = goal_after(self.survey, dialogue, way, after)
        if goal is None:
            reviewing = replace(dialogue, stage=Stage.REVIEWING, at=None, editing=False)
            return reviewing, [Reviewed()]
        return self.open(replace(dialogue, stage=Stage.ASKING), goal), [Asked(goal)]

    def open(self, dialogue: Dialogue, key: Key) -> Dialogue:
        question = self.survey.question(name_of(key))
        given = self.form(dialogue).given(key)
        picked = given if question.kind.has_boxes and isinstance(given, tuple) else ()
        return replace(dialogue, at=key, picked=picked, page="")

    def back(self, dialogue: Dialogue) -> Outcome:
        back = replace(dialogue, turn=dialogue.turn + 1, picked=(), page="")
        if leads_back_to_review(self.survey, dialogue, self.now):
            return replace(back, at=None, stage=Stage.REVIEWING, editing=False), [Reviewed()]
        goal = goal_before(self.survey, self.way(dialogue), dialogue.at)
        if goal is None:
            return dialogue, show(dialogue)
        return self.open(replace(back, stage=Stage.ASKING), goal), [Asked(goal)]

    # --- at the review -----------------------------------------------------------------------------

    def in_review(self, dialogue: Dialogue, action: Action) -> Outcome:
        if isinstance(action, Page):
            return replace(dialogue, page=action.name[:16]), [Reviewed()]
        move = action.move if isinstance(action, Typed) else action
        number = read_number(action.text) if isinstance(action, Typed) else None
        if move is Move.SUBMIT or number == 0:
            return self.submit(dialogue)
        if move is Move.BACK:
            return self.back(dialogue)
        number = action.number if isinstance(action, Edit) else number
        listed = listed_in_review(self.survey, dialogue, self.now)
        if number is not None and 1 <= number <= len(listed):
            return self.edit(dialogue, listed[number - 1])
        if isinstance(action, Edit):
            return _refuse(dialogue, Problem.FORGED_BUTTON)
        return _refuse(
            dialogue, Problem.NOT_IN_REVIEW if isinstance(action, Typed) else Problem.FORGED_BUTTON
        )

    def edit(self, dialogue: Dialogue, step: Step, problem: Problem | None = None) -> Outcome:
        editing = replace(dialogue, stage=Stage.ASKING, editing=True, turn=dialogue.turn + 1)
        return self.open(editing, step.key), [Asked(step.key, problem)]

    def submit(self, dialogue: Dialogue) -> Outcome:
        """Submit, unless a rule of the form is broken by a later change: then ask that question again."""
        current = recompute(self.survey, dialogue, (), self.now, self.language)
        broken = self.first_broken(current)
        if broken:
            return self.edit(current, *broken)
        submitted = replace(current, stage=Stage.SUBMITTED, turn=current.turn + 1)
        return submitted, [Submitted(effective_answers(self.survey, current, self.now))]

    def first_broken(self, dialogue: Dialogue) -> tuple[Step, Problem] | None:
        """Return the first question whose answer is missing or breaks its rule, with what is wrong."""
        form = self.form(dialogue)
        for step in self.way(dialogue):
            question, key = step.question, step.key
            if not question.takes_answer or question.kind is Kind.REPEAT:
                continue
            answer = dialogue.answers.get(key)
            if answer is None:
                if form.is_required(question, key):
                    return step, Problem.REQUIRED
            elif not is_still_offered(form, question, key, answer):
                return step, Problem.NOT_A_CHOICE
            elif not form.holds(question.constraint, key, answer):
                return step, Problem.CONSTRAINT
        return None


def _refuse(dialogue: Dialogue, problem: Problem) -> Outcome:
    return dialogue, show(dialogue, problem)
