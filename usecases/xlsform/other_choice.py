"""What `or_other` adds to a question: one more choice, and a question for what it is."""

from domain.expressions import compile_expression
from domain.languages import Language
from domain.survey import OTHER, Choice, Kind, Question
from usecases.xlsform.names import other_name

_CHOICE: dict[Language, str] = {
    "ar": "غير ذلك",
    "de": "Etwas anderes",
    "de_simple": "Etwas anderes",
    "el": "Κάτι άλλο",
    "en": "Other",
    "es": "Otro",
    "fa": "سایر",
    "fr": "Autre",
    "hr": "Nešto drugo",
    "it": "Altro",
    "pl": "Inne",
    "pt": "Outro",
    "ro": "Altceva",
    "ru": "Другое",
    "sq": "Tjetër",
    "sr": "Nešto drugo",
    "tr": "Başka bir şey",
    "uk": "Інше",
}
_QUESTION: dict[Language, str] = {
    "ar": "ما هو؟",
    "de": "Was genau?",
    "de_simple": "Was ist das?",
    "el": "Τι ακριβώς;",
    "en": "What is it?",
    "es": "¿Qué es?",
    "fa": "چه چیزی؟",
    "fr": "Quoi exactement ?",
    "hr": "Što točno?",
    "it": "Che cosa?",
    "pl": "Co dokładnie?",
    "pt": "O que é?",
    "ro": "Ce anume?",
    "ru": "Что именно?",
    "sq": "Çfarë saktësisht?",
    "sr": "Šta tačno?",
    "tr": "Nedir?",
    "uk": "Що саме?",
}


def with_other(choices: tuple[Choice, ...], languages: tuple[Language, ...]) -> tuple[Choice, ...]:
    """Return choices with one more for what is not among them, unless there is one."""
    if any(choice.name == OTHER for choice in choices):
        return choices
    return (*choices, Choice(OTHER, _in(_CHOICE, languages)))


def other_question(question: Question, languages: tuple[Language, ...]) -> Question:
    """Return the question that asks what the other choice is; it comes right behind the question."""
    return Question(
        name=other_name(question.name),
        kind=Kind.TEXT,
        label=_in(_QUESTION, languages),
        relevant=compile_expression(f"selected(${{{question.name}}}, '{OTHER}')"),
        group=question.group,
    )


def _in(texts: dict[Language, str], languages: tuple[Language, ...]) -> dict[Language, str]:
    """Return a text in a form's languages; in one that is not known here it is English."""
    return {code: texts.get(code) or texts.get(code.partition("_")[0]) or texts["en"] for code in languages}
