"""The codebook of a survey: what its variables and codes mean, and what is published of them."""

from dataclasses import dataclass, field
from enum import StrEnum

from domain.counting import measure_of
from domain.expressions import Expression
from domain.languages import Language, Texts
from domain.number_classes import SCALE_SHOWN_WHOLE
from domain.survey import Choice, Group, GroupName, Kind, Question, Scale, Survey


class Publication(StrEnum):
    """What is published of a variable, always of at least ten people together (docs/privacy.md)."""

    COUNTED = "counted"  # how often each answer was given
    CLASSES = "classes"  # how often answers fell into each of a few classes
    MODERATED = "moderated"  # as texts after moderation, without any other answer
    ANSWERED = "answered"  # only how many gave an answer
    NEVER = "never"  # it is not even submitted


@dataclass(frozen=True, slots=True)
class Section:
    """A group of variables. `repeats` where it is gone through once for each entry."""

    name: GroupName
    label: Texts
    parent: GroupName
    condition: str
    repeats: bool
    count: str


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable of a survey version. Conditions are XLSForm expressions as their author wrote them.

    Attributes:
        name: Under which answers are kept.
        kind: How it is asked.
        label: What is asked.
        hint: How to answer.
        choices: Its codes and what they mean.
        scale: The values of a range.
        section: The innermost group around it, "" for none.
        repeats: The repeats around it, the outermost first.
        required: An answer is needed; `required_when` says when, where that is not always.
        required_when: See `required`.
        conditions: When it is asked: the groups' conditions from outside, then its own.
        constraint: What an answer has to satisfy.
        choice_filter: Which of the choices are offered.
        calculation: How it is computed.
        published: What is published of it.
        is_dimension: Results can be looked at by it.
    """

    name: str
    kind: Kind
    label: Texts
    hint: Texts
    choices: tuple[Choice, ...]
    scale: Scale | None
    section: GroupName
    repeats: tuple[GroupName, ...]
    required: bool
    required_when: str
    conditions: tuple[str, ...]
    constraint: str
    choice_filter: str
    calculation: str
    published: Publication
    is_dimension: bool


@dataclass(frozen=True, slots=True)
class Codebook:
    """All variables of a survey version, in the order in which they are asked."""

    survey: str
    version: str
    title: Texts
    languages: tuple[Language, ...]
    sections: tuple[Section, ...] = ()
    variables: tuple[Variable, ...] = field(default=())


def codebook_of(survey: Survey) -> Codebook:
    """Return the codebook of a survey version. Notes are no variables and stay out."""
    return Codebook(
        survey.name,
        survey.version,
        survey.title,
        survey.languages,
        tuple(_section(group) for group in survey.groups),
        tuple(
            _variable(survey, question)
            for question in survey.questions
            if question.kind not in (Kind.NOTE, Kind.SCREENOUT)
        ),
    )


def publication_of(survey: Survey, question: Question) -> Publication:
    """Return what is published of a question."""
    if not survey.is_recorded(question):
        return Publication.NEVER
    if question.kind is Kind.TEXT:
        return Publication.MODERATED
    if question.kind.has_choices or question.kind is Kind.CALCULATE:
        return Publication.COUNTED
    if measure_of(question.kind) is None:
        return Publication.ANSWERED
    in_repeat, scale = bool(survey.homes[question.name]), question.scale
    if scale is not None and not in_repeat and len(scale.values()) <= SCALE_SHOWN_WHOLE:
        return Publication.COUNTED
    return Publication.CLASSES


def _section(group: Group) -> Section:
    condition, count = _source(group.relevant), _source(group.count)
    return Section(group.name, group.label, group.parent, condition, group.repeats, count)


def _variable(survey: Survey, question: Question) -> Variable:
    around = [group.relevant for group in reversed(survey.groups_around(question.group))]
    return Variable(
        name=question.name,
        kind=question.kind,
        label=question.label,
        hint=question.hint,
        choices=question.choices,
        scale=question.scale,
        section=question.group,
        repeats=survey.homes[question.name],
        required=question.required or question.required_when is not None,
        required_when=_source(question.required_when),
        conditions=tuple(one.source for one in (*around, question.relevant) if one is not None),
        constraint=_source(question.constraint),
        choice_filter=_source(question.choice_filter),
        calculation=_source(question.calculation),
        published=publication_of(survey, question),
        is_dimension=question.name in survey.dimensions,
    )


def _source(expression: Expression | None) -> str:
    return "" if expression is None else expression.source
