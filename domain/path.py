"""Which questions a respondent is asked: relevance, order, progress."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from domain.dialogue import Answer, Dialogue
from domain.expressions.chance import shuffled
from domain.expressions.context import Place
from domain.filled import Filled, filled
from domain.keys import Key, key_of, name_of, place_of
from domain.languages import DEFAULT, Language
from domain.per_version import once_a_version
from domain.recompute import recompute
from domain.survey import Group, Kind, Question, QuestionName, Survey


class Step(NamedTuple):
    """A question as a respondent meets it: inside a repeat, once for each entry."""

    question: Question
    key: Key

    @property
    def name(self) -> str:
        """Return the question's name."""
        return self.question.name

    @property
    def at(self) -> Place:
        """Return the numbers of the entries around it."""
        return place_of(self.key)


Way = list[Step]


@dataclass(frozen=True, slots=True, eq=False)
class _Branch:
    """A group with what is in it, in the form's order; the whole form is one without a group."""

    group: Group | None
    children: "tuple[Step | _Branch, ...]"


def settled(survey: Survey, dialogue: Dialogue, now: datetime, language: Language = DEFAULT) -> Dialogue:
    """Return the dialogue worked out; one that an older program kept is not."""
    return dialogue if dialogue.off is not None else recompute(survey, dialogue, None, now, language)


def path(survey: Survey, dialogue: Dialogue, now: datetime) -> Way:
    """Return the questions and notes of this respondent's way, as far as the answers so far decide it.

    Of a repeat whose entries the respondent adds, the list of entries stands before their questions.
    """
    way: Way = []
    _walk(_tree(survey), filled(survey, settled(survey, dialogue, now), now), (), way)
    if not _can_end_early(survey):
        return way
    end = next((place for place, step in enumerate(way) if step.question.kind is Kind.SCREENOUT), len(way))
    return way[: end + 1]


def _walk(branch: _Branch, form: Filled, at: Place, way: Way) -> None:
    """Add the relevant questions of a branch to the way, each entry of a repeat after the other."""
    children: Sequence[Step | _Branch] = branch.children
    if branch.group is not None and branch.group.randomize:
        children = shuffled(children, form.order_seed(branch.group.name, at))
    off = form.off
    for child in children:
        if isinstance(child, Step):
            step = Step(child.question, key_of(child.key, at)) if at else child
            if step.key not in off:
                way.append(step)
        elif child.group is not None and key_of(child.group.name, at) not in off:
            if not child.group.repeats:
                _walk(child, form, at, way)
                continue
            for number in range(1, form.entries_of.get(key_of(child.group.name, at), 0) + 1):
                _walk(child, form, (*at, number), way)


@once_a_version
def _can_end_early(survey: Survey) -> bool:
    return any(question.kind is Kind.SCREENOUT for question in survey.questions)


@once_a_version
def _answerable(survey: Survey) -> frozenset[QuestionName]:
    return frozenset(question.name for question in survey.questions if question.takes_answer)


@once_a_version
def _tree(survey: Survey) -> _Branch:
    """Return what is asked of a form as a tree. A group stands where the first of its questions does."""
    children: dict[str, list[Step | str]] = {"": [], **{group.name: [] for group in survey.groups}}
    placed: set[str] = set()
    for question in survey.questions:
        inner = question.group
        if _is_shown(survey, question):
            children[inner].append(Step(question, question.name))
        while inner and inner not in placed:
            placed.add(inner)
            parent = survey.group_of[inner].parent
            children[parent].append(inner)
            inner = parent
    return _branch(survey, "", children)


def _is_shown(survey: Survey, question: Question) -> bool:
    """Tell whether a question has a card: neither is a computed value, nor a repeat that the form counts."""
    if question.kind is Kind.REPEAT:
        return survey.group_of[question.name].count is None
    return question.is_asked


def _branch(survey: Survey, name: str, children: Mapping[str, list[Step | str]]) -> _Branch:
    inner = tuple(
        _branch(survey, child, children) if isinstance(child, str) else child for child in children[name]
    )
    return _Branch(survey.group_of.get(name), inner)


# --- what counts -----------------------------------------------------------------------------------


def effective_answers(survey: Survey, dialogue: Dialogue, now: datetime) -> dict[Key, Answer]:
    """Return what counts: answers to relevant questions, without notes and skips.

    Computed values count where results are told apart by them; of a repeat, the number of its entries.
    """
    form = filled(survey, settled(survey, dialogue, now), now)
    answers: dict[Key, Answer] = {}
    for question in survey.questions:
        if not survey.is_recorded(question):
            continue
        for at in form.places(question.name):
            key = key_of(question.name, at)
            if not form.is_relevant(question.name, at):
                continue
            if question.kind is Kind.REPEAT:
                answers[key] = form.entries_of.get(key, 0)
                continue
            answer = form.answers.get(key) if question.takes_answer else form.given(key)
            if answer is not None:
                answers[key] = answer
    return answers


def progress(survey: Survey, dialogue: Dialogue, now: datetime) -> tuple[int, int]:
    """Return (number of this question, number of all), notes not counted: "3 of 9".

    The total is what the answers so far lead to; it may change where an answer opens or closes
    questions.
    """
    return progress_on(survey, path(survey, dialogue, now), dialogue.at)


def progress_on(survey: Survey, way: Way, at: Key | None) -> tuple[int, int]:
    """Return how far a question is on a way that is known already, as `progress` does."""
    counted = _answerable(survey)
    keys = [key for question, key in way if question.name in counted or key == at]
    total = len(keys)
    before = keys.index(at) if at in keys else total
    if before < total and name_of(keys[before]) not in counted:
        total -= 1  # a note stands between two questions
    return min(before + 1, total), total


def listed_in_review(survey: Survey, dialogue: Dialogue, now: datetime) -> Way:
    """Return what the review lists, in order: every question but those that the list of a repeat leads to."""
    return [
        step
        for step in path(survey, dialogue, now)
        if step.question.takes_answer and not any(is_listed(survey, home) for home in survey.homes[step.name])
    ]


def is_listed(survey: Survey, repeat: str) -> bool:
    """Tell whether a repeat's entries are added by the respondent, in a list of its own."""
    return survey.group_of[repeat].count is None
