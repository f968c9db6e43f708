"""Answers in words, for the review and for a question that is opened again."""

from bot.speech import Speech
from domain.dialogue import Answer
from domain.languages import text_in
from domain.survey import Kind, Question


def answer_in_words(question: Question, answer: Answer, said: Speech) -> str:
    """Return an answer as its respondent reads it, not yet made safe for markup."""
    if answer is None:
        return said.gettext("no answer")
    if isinstance(answer, tuple):
        return said.gettext(", ").join(_label(question, code, said) for code in answer)
    if question.kind is Kind.SELECT_ONE:
        return _label(question, str(answer), said)
    return answer if isinstance(answer, str) else said.answered(answer)


def _label(question: Question, code: str, said: Speech) -> str:
    choice = question.choice(code)
    return text_in(choice.label, said.language) if choice else code
