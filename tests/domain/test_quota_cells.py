"""A person is in a quota's cell as soon as all its codes are given, whatever labels say."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.dialogue import Answer
from domain.modes import Mode, mode_of
from domain.quotas import cells_of, state_of
from domain.survey import MODE, Choice, Kind, Question, Quota
from tests.domain.questionnaires import questionnaire

AGE = Question("age", Kind.SELECT_ONE, {}, choices=(Choice("a", {"de": "b"}), Choice("b", {"de": "a"})))
LIKES = Question("likes", Kind.SELECT_MULTIPLE, {}, choices=AGE.choices)
BAND = Question("band", Kind.CALCULATE, {})
OLD, BOTH, THIRD = Quota({"age": "b"}, 5), Quota({"age": "b", "likes": "a"}, 5), Quota({"band": "3"}, 5)
SURVEY = replace(questionnaire(AGE, LIKES, BAND), quotas=(OLD, BOTH, THIRD), dimensions=("age", "band"))


@pytest.mark.parametrize(
    ("answers", "cells"),
    [
        ({}, ()),
        ({"age": "a"}, ()),
        ({"age": "b"}, (OLD,)),
        ({"age": "b", "likes": ("b", "a")}, (OLD, BOTH)),
        ({"age": "b", "likes": ("b",)}, (OLD,)),
        ({"likes": ("a",)}, ()),
        ({"band": 3}, (THIRD,)),
        ({"band": "3"}, (THIRD,)),
        ({"age": None}, ()),
    ],
)
def test_a_cell_is_certain_when_all_its_codes_are_given(
    answers: dict[str, Answer], cells: tuple[Quota, ...]
) -> None:
    assert cells_of(SURVEY, answers, {}) == cells


def test_how_somebody_takes_part_can_be_part_of_a_cell() -> None:
    paper = Quota({MODE: Mode.PAPER}, 3)
    survey = replace(SURVEY, quotas=(paper,), dimensions=(MODE,))
    assert cells_of(survey, {}, {MODE: mode_of(survey, Mode.PAPER)}) == (paper,)
    assert cells_of(survey, {}, {MODE: mode_of(survey, Mode.CHAT)}) == ()


@given(st.integers(0, 200), st.integers(1, 100))
def test_staff_see_tens_only(n: int, limit: int) -> None:
    state = state_of(Quota({"age": "a"}, limit), n)
    assert state.is_full == (n >= limit)
    assert state.at_least % 10 == 0
    assert 0 <= n - state.at_least < 10
