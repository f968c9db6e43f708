"""Quotas: which cells somebody is in, by the codes of their answers. How full a cell is says `db.quotas`."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.dialogue import Answer
from domain.keys import Key
from domain.survey import ChoiceName, QuestionName, Quota, Survey
from domain.tallies import label_of

TOLD_BY = 10
"""Of how many in a cell were cut loose, staff are told tens only: ones would tell much of a batch."""


def cells_of(
    survey: Survey, answers: Mapping[Key, Answer], told: Mapping[QuestionName, str]
) -> tuple[Quota, ...]:
    """Return the quotas whose cell somebody is in for certain: all codes of it are given.

    Args:
        survey: The version that is answered.
        answers: What counts of the answers so far (`domain.path.effective_answers`).
        told: What no question asks for, by dimension: how somebody came, and in which mode.
    """
    return tuple(
        quota
        for quota in survey.quotas
        if all(_is_given(code, told.get(name, answers.get(name))) for name, code in quota.cell.items())
    )


def _is_given(code: ChoiceName, answer: Answer) -> bool:
    return code in answer if isinstance(answer, tuple) else label_of(answer) == code


@dataclass(frozen=True, slots=True)
class QuotaState:
    """How a cell stands, as staff may see it: full or not, and at least how many have answered, in tens."""

    quota: Quota
    is_full: bool
    at_least: int


def state_of(quota: Quota, n: int) -> QuotaState:
    """Return how a cell stands of which n people were cut loose from their chats."""
    return QuotaState(quota, n >= quota.limit, n // TOLD_BY * TOLD_BY)
