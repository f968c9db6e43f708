"""The course of a dialogue: a version, a time and a language, and where one goes in them."""

from dataclasses import dataclass, replace
from datetime import datetime

from domain.dialogue import (
    Answer,
    Answered,
    Asked,
    Dialogue,
    DialogueClosed,
    Event,
    Paused,
    Problem,
    Reviewed,
    ScreenedOut,
    Stage,
)
from domain.filled import Filled, filled
from domain.keys import Key, name_of
from domain.languages import Language
from domain.path import Way, path, settled
from domain.recompute import recompute
from domain.survey import Kind, Survey
from domain.wayfinding import goal_after, goal_before, list_around

Outcome = tuple[Dialogue, list[Event]]
"""The dialogue after a step, and what happened."""


def show(dialogue: Dialogue, problem: Problem | None = None) -> list[Event]:
    """Return the event that shows a dialogue as it stands.

    Raises:
        DialogueClosed: The dialogue has ended.
    """
    match dialogue.stage:
        case Stage.PAUSED:
            return [Paused(problem)]
        case Stage.REVIEWING:
            return [Reviewed(problem)]
        case Stage.ASKING if dialogue.at is not None:
            return [Asked(dialogue.at, problem)]
        case _:
            raise DialogueClosed


def refused(dialogue: Dialogue, problem: Problem) -> Outcome:
    """Return the outcome of an action that was not taken in."""
    return dialogue, show(dialogue, problem)


def leads_back_to_review(survey: Survey, dialogue: Dialogue, now: datetime) -> bool:
    """Tell whether a step back leads to the review: from a question opened there, if none is left open."""
    if not dialogue.editing or dialogue.at is None or list_around(survey, dialogue.at) is not None:
        return False
    return all(step.key in dialogue.answers for step in path(survey, dialogue, now))


@dataclass(frozen=True, slots=True)
class Course:
    """What a step is taken in: the version, the respondent's local time and language."""

    survey: Survey
    now: datetime
    language: Language

    def settled(self, dialogue: Dialogue) -> Dialogue:
        """Return the dialogue worked out."""
        return settled(self.survey, dialogue, self.now, self.language)

    def form(self, dialogue: Dialogue) -> Filled:
        """Return the form as the dialogue has filled it in."""
        return filled(self.survey, self.settled(dialogue), self.now, self.language)

    def way(self, dialogue: Dialogue) -> Way:
        """Return the questions of this respondent's way."""
        return path(self.survey, dialogue, self.now)

    def worked_out(self, dialogue: Dialogue, *changed: Key) -> Dialogue:
        """Return the dialogue with all worked out that hangs on what changed, or on the time."""
        return recompute(self.survey, dialogue, map(name_of, changed), self.now, self.language)

    def take(self, dialogue: Dialogue, key: Key, answer: Answer) -> Outcome:
        """Take an answer that keeps its question's rule, or None for one that is passed, and go on."""
        answers = {**dialogue.answers, key: answer}
        taken = replace(dialogue, answers=answers, turn=dialogue.turn + 1, picked=(), page="")
        after, events = self.go_on(self.worked_out(taken, key), after=key)
        return after, [Answered(key), *events]

    def go_on(self, dialogue: Dialogue, after: Key | None) -> Outcome:
        """Go to the next question, to one left open further up, or to the review."""
        way = self.way(dialogue)
        if way and way[-1].question.kind is Kind.SCREENOUT:
            if all(step.key in dialogue.answers for step in way[:-1]):
                note = way[-1]
                return replace(dialogue, stage=Stage.SCREENED_OUT, at=note.key), [ScreenedOut(note.name)]
            way = way[:-1]
        goal = goal_after(self.survey, dialogue, way, after)
        if goal is None:
            reviewing = replace(dialogue, stage=Stage.REVIEWING, at=None, editing=False)
            return reviewing, [Reviewed()]
        return self.open(replace(dialogue, stage=Stage.ASKING), goal), [Asked(goal)]

    def open(self, dialogue: Dialogue, key: Key) -> Dialogue:
        """Return the dialogue at a question, with the boxes ticked that are its answer so far."""
        question = self.survey.question(name_of(key))
        given = self.form(dialogue).given(key)
        picked = given if question.kind.has_boxes and isinstance(given, tuple) else ()
        return replace(dialogue, at=key, picked=picked, page="")

    def back(self, dialogue: Dialogue) -> Outcome:
        """Go to the question before, to a repeat's list, or back to the review."""
        back = replace(dialogue, turn=dialogue.turn + 1, picked=(), page="")
        if leads_back_to_review(self.survey, dialogue, self.now):
            return replace(back, at=None, stage=Stage.REVIEWING, editing=False), [Reviewed()]
        goal = goal_before(self.survey, self.way(dialogue), dialogue.at)
        if goal is None:
            return dialogue, show(dialogue)
        return self.open(replace(back, stage=Stage.ASKING), goal), [Asked(goal)]
