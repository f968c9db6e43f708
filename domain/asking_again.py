"""An answer turns out to be none after it was taken: its question is asked again, out of turn."""

from dataclasses import replace
from datetime import datetime

from domain.course import Course
from domain.dialogue import Dialogue, Stage
from domain.keys import Key
from domain.languages import DEFAULT, Language
from domain.survey import Survey


def asked_again(
    survey: Survey, dialogue: Dialogue, key: Key, now: datetime, language: Language = DEFAULT
) -> Dialogue:
    """Return a dialogue without an answer, at the question that it was given to.

    What else was answered stays. From there it goes on to what is open, such as where the respondent was
    before, or to the review: as from a question that was opened there. A break stays a break. Where the
    question is not on the respondent's way any more, they stay where they are.

    Args:
        survey: The version that the dialogue is pinned to.
        dialogue: Where the respondent stands.
        key: The question.
        now: The respondent's local time.
        language: The respondent's.
    """
    if dialogue.stage.is_over:
        return dialogue
    course = Course(survey, now, language)
    answers = {known: answer for known, answer in dialogue.answers.items() if known != key}
    without = course.worked_out(replace(course.settled(dialogue), answers=answers), key)
    if all(step.key != key for step in course.way(without)):
        return without
    stage = Stage.PAUSED if dialogue.stage is Stage.PAUSED else Stage.ASKING
    return course.open(replace(without, stage=stage, editing=True, turn=dialogue.turn + 1), key)
