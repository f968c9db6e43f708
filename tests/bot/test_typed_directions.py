"""What somebody typed turns nothing around it, whatever unseen signs a database holds in it.

Typed words lose such signs when they come in. Texts of older versions, of imports and of staff may have them,
and what is stored stays as it is: what is shown does not.
"""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogs.message import Message, plain
from bot.speech import FIRST_STRONG_ISOLATE, POP_DIRECTIONAL_ISOLATE, isolate
from domain.dialogue import Stage
from domain.direction import in_its_place
from domain.household import Called
from domain.outgoing import Argument
from tests.bot.showing import GIVEN, at, shown, with_people
from tests.bot.test_household_dialogs import TO, said
from usecases.household_views import HouseholdView, HousemateView
from usecases.views import HomeView

TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
TYPED = st.text(st.sampled_from(TURNING + "\u200e\u200faبא1 <&😀"), min_size=1, max_size=16)
IN_BOTH_DIRECTIONS = pytest.mark.parametrize("language", ["de", "ar"])


def assert_nothing_turns(message: Message) -> None:
    """See that every line and every button keeps to itself what it turns."""
    labels = [button.label for row in message.rows for button in row]
    for one in (*message.text.split("\n"), *labels):
        assert in_its_place(one) == one


@given(TYPED)
def test_an_isolated_value_begins_and_ends_once_and_nothing_else_of_it_changes(text: str) -> None:
    shown_as = isolate(text)
    inner = shown_as.removeprefix(FIRST_STRONG_ISOLATE).removesuffix(POP_DIRECTIONAL_ISOLATE)
    assert inner == in_its_place(text)
    assert in_its_place(shown_as) == shown_as
    assert re.sub(f"[{TURNING}]", "", shown_as) == re.sub(f"[{TURNING}]", "", text)


@given(TYPED, TYPED)
def test_values_made_safe_for_a_message_can_stand_beside_each_other(one: str, other: str) -> None:
    together = f"{plain(one)} · {isolate(plain(other))}"
    assert in_its_place(together) == together


@IN_BOTH_DIRECTIONS
@given(text=TYPED)
def test_a_typed_answer_turns_nothing_on_its_card_nor_where_another_question_names_it(
    text: str, language: str
) -> None:
    for key in ("text", "after"):
        dialogue = at(key, answered=True)
        answers = {**dialogue.answers, "text": text}
        assert_nothing_turns(shown(replace(dialogue, answers=answers), language))


@IN_BOTH_DIRECTIONS
@given(text=TYPED)
def test_nor_does_it_in_the_review_nor_do_the_names_of_people_in_a_list(text: str, language: str) -> None:
    people = with_people("Anna", "Ben", "Cem")
    people = replace(people, answers={**people.answers, "name#1": text, "name#3": text})
    assert_nothing_turns(shown(people, language))
    answers = {**GIVEN, **people.answers, "text": text, "people": 3}
    review = replace(people, stage=Stage.REVIEWING, at=None, answers=answers)
    for page in ("", "1", "2"):
        assert_nothing_turns(shown(replace(review, page=page), language))


@IN_BOTH_DIRECTIONS
@given(name=TYPED)
def test_a_name_turns_nothing_in_a_household_nor_above_what_is_said_to_its_person(
    name: str, language: str
) -> None:
    two = (HousemateView(Called(1, name), "de", True, ()), HousemateView(Called(2, "Ayşe"), "tr", False, ()))
    view = HouseholdView(two, 3)
    screens: tuple[tuple[str, dict[str, Argument]], ...] = (
        ("household", {"options": [*TO[:2], "hh:add", "hh:change"], "note": ""}),
        ("household_person", {"options": ["hh:rename:1", "hh:remove:1", "hh:all"], "person": 1}),
        ("household_remove", {"options": ["hh:gone:1", "hh:all"], "person": 1}),
    )
    for template, args in screens:
        assert_nothing_turns(said(template, language, view, args))
    assert_nothing_turns(said("home", language, HomeView(()), {"options": ["notify", "hh:list"]}, 1, name))
