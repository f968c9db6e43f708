"""Which questions a respondent is asked: relevance, order, progress."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from domain.dialogue import Answer, Dialogue
from domain.survey import Kind, Question, QuestionName, Survey


def relevant_questions(
    survey: Survey, answers: Mapping[QuestionName, Answer], now: datetime
) -> Iterator[tuple[Question, dict[QuestionName, Answer]]]:
    """Yield each relevant question with the answers that count before it.

    Conditions look back only (the import refuses others), so one pass in order is enough. An answer to
    a question that became irrelevant counts as not given, as in ODK Collect, yet stays in the draft.
    The mapping that is yielded grows with every step: read it at once.
    """
    effective: dict[QuestionName, Answer] = {}
    for question in survey.questions:
        if question.relevant is None or question.relevant.is_true(effective, now=now):
            yield question, effective
            effective[question.name] = answers.get(question.name)


def answers_before(
    survey: Survey, answers: Mapping[QuestionName, Answer], question: Question, now: datetime
) -> dict[QuestionName, Answer]:
    """Return the answers that count before a question, whether it is still relevant or not.

    A condition on the date may have closed a question while it was being asked.
    """
    position = survey.positions[question.name]
    return {
        asked.name: answers.get(asked.name)
        for asked, _ in relevant_questions(survey, answers, now)
        if survey.positions[asked.name] < position
    }


def path(survey: Survey, dialogue: Dialogue, now: datetime) -> list[Question]:
    """Return the questions and notes of this respondent's way, as far as the answers so far decide it."""
    way: list[Question] = []
    for question, _ in relevant_questions(survey, dialogue.answers, now):
        way.append(question)
        if question.kind is Kind.SCREENOUT:
            break
    return way


def effective_answers(
    survey: Survey, answers: Mapping[QuestionName, Answer], now: datetime
) -> dict[QuestionName, Answer]:
    """Return what counts: answers to relevant questions, without notes and skips."""
    return {
        question.name: answers[question.name]
        for question, _ in relevant_questions(survey, answers, now)
        if question.takes_answer and answers.get(question.name) is not None
    }


def progress(survey: Survey, dialogue: Dialogue, now: datetime) -> tuple[int, int]:
    """Return (number of this question, number of all), notes not counted: "3 of 9".

    The total is what the answers so far lead to; it may change where an answer opens or closes
    questions.
    """
    asked = [question for question in path(survey, dialogue, now) if question.takes_answer]
    position = survey.positions[dialogue.at] if dialogue.at else len(survey.questions)
    before = sum(1 for question in asked if survey.positions[question.name] < position)
    return min(before + 1, len(asked)), len(asked)
