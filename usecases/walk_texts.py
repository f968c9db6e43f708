"""Texts that a survey lacks in one of its languages."""

from collections.abc import Iterator, Mapping, Sequence

from domain.languages import Language, Texts
from domain.survey import Survey


def missing_texts(
    survey: Survey, languages: Sequence[Language], reached: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, str, Language, tuple[str, ...]]]:
    """Yield for each language the first question that lacks a text, how many are missing, and the way there.

    Args:
        survey: The version.
        languages: Those that the survey is to speak.
        reached: The questions that residents see, with a way that leads there.
    """
    for language in languages:
        lacking = [
            question.name
            for question in survey.questions
            if question.name in reached
            for text in _texts(survey, question.name)
            if any(text.values()) and not text.get(language)
        ]
        if lacking:
            yield lacking[0], str(len(lacking)), language, reached[lacking[0]]


def _texts(survey: Survey, name: str) -> Iterator[Texts]:
    question = survey.question(name)
    yield from (question.label, question.hint, question.guidance)
    yield from (question.constraint_message, question.required_message)
    for choice in question.choices:
        yield choice.label
