"""When somebody is reminded of a survey that they left, as an operator spells it and as days pass."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.engine import begin
from domain.unfinished import MOST_REMINDERS, questions_left, remind_days, reminders_due
from tests.domain.questionnaires import NOW, TOWN


@pytest.mark.parametrize(
    ("spelled", "days"), [("2,5", (2, 5)), (" 3 ", (3,)), ("none", ()), ("1, 60", (1, 60)), ("NONE", ())]
)
def test_days_are_read(spelled: str, days: tuple[int, ...]) -> None:
    assert remind_days(spelled) == days


@pytest.mark.parametrize("spelled", ["", "5,2", "2,2", "1,2,3", "0", "61", "-1", "2;5", "two", "2,", "²"])
def test_other_spellings_are_refused(spelled: str) -> None:
    with pytest.raises(ValueError, match="should be"):
        remind_days(spelled)


@given(st.integers(0, 100), st.integers(1, 30), st.integers(1, 30))
def test_as_days_pass_reminders_become_due_one_by_one_and_never_more_than_two(
    passed: int, first: int, more: int
) -> None:
    touched_on, days = date(2026, 10, 3), (first, first + more)
    due = [reminders_due(touched_on, touched_on + timedelta(days=day), days) for day in range(passed + 1)]
    assert due == sorted(due)
    assert due[-1] <= MOST_REMINDERS
    assert due[-1] == (passed >= days[0]) + (passed >= days[1])


def test_at_the_start_all_questions_are_left_that_are_asked_so_far() -> None:
    dialogue, _events = begin(TOWN, NOW)
    assert questions_left(TOWN, dialogue, NOW) == 5
