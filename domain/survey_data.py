"""A survey version as plain data that can be kept as JSON, and back."""

from collections.abc import Mapping
from typing import Any

from domain.expressions import Expression, compile_expression
from domain.survey import Choice, Group, Kind, Question, Quota, Scale, Survey

FORMAT = 2  # raise it when the shape below changes, and keep reading the older ones
_READ = (1, FORMAT)  # 1 knew no groups and no lists

Data = dict[str, Any]

_TEXTS = ("label", "hint", "guidance", "required_message", "constraint_message")
_EXPRESSIONS = ("required_when", "relevant", "constraint", "calculation", "default", "order_seed")
_FLAGS = ("required", "read_only", "randomize")


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
        "questions": [_question_to_data(question, survey) for question in survey.questions],
        **_filled(
            {
                "dimensions": list(survey.dimensions),
                "groups": [_group_to_data(group) for group in survey.groups],
                "lists": {
                    name: [_choice_to_data(one) for one in rows] for name, rows in survey.lists.items()
                },
                "quotas": [{"cell": dict(quota.cell), "limit": quota.limit} for quota in survey.quotas],
                "files": dict(survey.files),
            }
        ),
    }


def survey_from_data(data: Mapping[str, Any]) -> Survey:
    """Return the survey that `survey_to_data` was given.

    Raises:
        UnknownSurveyFormatError: the data are of a format that this program does not know.
        ExpressionError: a condition uses what this program does not support.
    """
    if data.get("format") not in _READ:
        raise UnknownSurveyFormatError(f"survey format {data.get('format')!r}, this program reads {FORMAT}")
    lists = {
        name: tuple(_choice_from_data(one) for one in rows) for name, rows in data.get("lists", {}).items()
    }
    return Survey(
        name=data["name"],
        version=data["version"],
        title=dict(data["title"]),
        languages=tuple(data["languages"]),
        questions=tuple(_question_from_data(question, lists) for question in data["questions"]),
        dimensions=tuple(data.get("dimensions", ())),
        groups=tuple(_group_from_data(group) for group in data.get("groups", ())),
        lists=lists,
        quotas=tuple(Quota(dict(one["cell"]), one["limit"]) for one in data.get("quotas", ())),
        files=dict(data.get("files", {})),
    )


def _question_to_data(question: Question, survey: Survey) -> Data:
    scale = question.scale
    from_list = bool(question.choice_list) and survey.lists.get(question.choice_list) == question.choices
    data: Data = {
        "name": question.name,
        "kind": question.kind.value,
        **{field: dict(getattr(question, field)) for field in _TEXTS},
        "choices": [] if from_list else [_choice_to_data(choice) for choice in question.choices],
        "list": question.choice_list,
        "scale": {"start": scale.start, "end": scale.end, "step": scale.step} if scale else None,
        **{field: getattr(question, field) for field in _FLAGS},
        **{field: _source(getattr(question, field)) for field in _EXPRESSIONS},
        "choice_filter": _source(question.choice_filter),
        "trigger": list(question.trigger),
        "max_pixels": question.max_pixels,
        "group": question.group,
        "appearance": sorted(question.appearance),
        "media": _media_to_data(question.media),
    }
    return _filled(data)


def _question_from_data(data: Mapping[str, Any], lists: Mapping[str, tuple[Choice, ...]]) -> Question:
    name = data.get("list", "")
    texts: Data = {field: dict(data.get(field, {})) for field in _TEXTS}
    flags: Data = {field: data.get(field, False) for field in _FLAGS}
    expressions: Data = {field: _expression(data.get(field)) for field in _EXPRESSIONS}
    written = tuple(_choice_from_data(choice) for choice in data.get("choices", ()))
    choice_filter = data.get("choice_filter")
    return Question(
        name=data["name"],
        kind=Kind(data["kind"]),
        **texts,
        choices=written or lists.get(name, ()),
        choice_list=name,
        scale=Scale(**data["scale"]) if "scale" in data else None,
        **flags,
        **expressions,
        choice_filter=compile_expression(choice_filter, item_columns=True) if choice_filter else None,
        trigger=tuple(data.get("trigger", ())),
        max_pixels=data.get("max_pixels"),
        group=data.get("group", ""),
        appearance=frozenset(data.get("appearance", ())),
        media=_media_to_data(data.get("media", {})),
    )


def _media_to_data(media: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    return {column: dict(files) for column, files in media.items()}


def _choice_to_data(choice: Choice) -> Data:
    more = {"columns": dict(choice.columns), "media": _media_to_data(choice.media)}
    return {"name": choice.name, "label": dict(choice.label), **_filled(more)}


def _choice_from_data(data: Mapping[str, Any]) -> Choice:
    columns, media = dict(data.get("columns", {})), _media_to_data(data.get("media", {}))
    return Choice(data["name"], dict(data["label"]), columns, media)


def _group_to_data(group: Group) -> Data:
    return _filled(
        {
            "name": group.name,
            "label": dict(group.label),
            "relevant": _source(group.relevant),
            "parent": group.parent,
            "repeats": group.repeats,
            "count": _source(group.count),
            "randomize": group.randomize,
        }
    )


def _group_from_data(data: Mapping[str, Any]) -> Group:
    return Group(
        name=data["name"],
        label=dict(data.get("label", {})),
        relevant=_expression(data.get("relevant")),
        parent=data.get("parent", ""),
        repeats=data.get("repeats", False),
        count=_expression(data.get("count")),
        randomize=data.get("randomize", False),
    )


def _source(expression: Expression | None) -> str | None:
    return None if expression is None else expression.source


def _expression(source: str | None) -> Expression | None:
    return None if source is None else compile_expression(source)


def _filled(data: Data) -> Data:
    return {key: value for key, value in data.items() if value}
