"""A survey version as plain data that can be kept as JSON, and back."""

from collections.abc import Mapping
from typing import Any

from domain.expressions import Expression, compile_expression
from domain.survey import Choice, Kind, Question, Scale, Survey

FORMAT = 1  # raise it when the shape below changes, and keep reading the older ones

Data = dict[str, Any]


class UnknownSurveyFormatError(ValueError):
    """The data were written by a newer version of the program, or are no survey."""


def survey_to_data(survey: Survey) -> Data:
    """Return a survey as dictionaries, lists, texts and numbers. What is empty is left out."""
    return {
        "format": FORMAT,
        "name": survey.name,
        "version": survey.version,
        "title": dict(survey.title),
        "languages": list(survey.languages),
        "questions": [_question_to_data(question) for question in survey.questions],
        **({"dimensions": list(survey.dimensions)} if survey.dimensions else {}),
    }


def survey_from_data(data: Mapping[str, Any]) -> Survey:
    """Return the survey that `survey_to_data` was given.

    Raises:
        UnknownSurveyFormatError: the data are of a format that this program does not know.
        ExpressionError: a condition uses what this program does not support.
    """
    if data.get("format") != FORMAT:
        raise UnknownSurveyFormatError(f"survey format {data.get('format')!r}, this program reads {FORMAT}")
    return Survey(
        name=data["name"],
        version=data["version"],
        title=dict(data["title"]),
        languages=tuple(data["languages"]),
        questions=tuple(_question_from_data(question) for question in data["questions"]),
        dimensions=tuple(data.get("dimensions", ())),
    )


def _question_to_data(question: Question) -> Data:
    scale = question.scale
    data: Data = {
        "name": question.name,
        "kind": question.kind.value,
        "label": dict(question.label),
        "hint": dict(question.hint),
        "choices": [{"name": choice.name, "label": dict(choice.label)} for choice in question.choices],
        "scale": {"start": scale.start, "end": scale.end, "step": scale.step} if scale else None,
        "required": question.required,
        "relevant": question.relevant and question.relevant.source,
        "constraint": question.constraint and question.constraint.source,
        "constraint_message": dict(question.constraint_message),
    }
    return {key: value for key, value in data.items() if value}


def _question_from_data(data: Mapping[str, Any]) -> Question:
    return Question(
        name=data["name"],
        kind=Kind(data["kind"]),
        label=dict(data.get("label", {})),
        hint=dict(data.get("hint", {})),
        choices=tuple(Choice(choice["name"], dict(choice["label"])) for choice in data.get("choices", ())),
        scale=Scale(**data["scale"]) if "scale" in data else None,
        required=data.get("required", False),
        relevant=_condition(data.get("relevant")),
        constraint=_condition(data.get("constraint")),
        constraint_message=dict(data.get("constraint_message", {})),
    )


def _condition(source: str | None) -> Expression | None:
    return None if source is None else compile_expression(source)
