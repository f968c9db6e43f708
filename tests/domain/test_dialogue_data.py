import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.dialogue import Dialogue, Stage
from domain.dialogue_data import answers_from_json, answers_to_json, dialogue_from_json, dialogue_to_json

codes = st.lists(st.text(max_size=5), max_size=3).map(tuple)
answers = st.dictionaries(
    st.text(max_size=8),
    st.none() | st.text() | st.integers() | st.floats(allow_nan=False) | codes,
    max_size=5,
)
dialogues = st.builds(
    Dialogue,
    stage=st.sampled_from(Stage),
    at=st.none() | st.text(max_size=8),
    turn=st.integers(0, 10**6),
    answers=answers,
    picked=codes,
    editing=st.booleans(),
    entries=st.dictionaries(st.text(max_size=8), st.integers(0, 9), max_size=3),
    computed=answers,
    off=st.none() | st.frozensets(st.text(max_size=8), max_size=4),
    seed=st.integers(0, 2**31),
    page=st.text(max_size=8),
)


@given(dialogues)
def test_a_dialogue_comes_back_as_it_was(dialogue: Dialogue) -> None:
    assert dialogue_from_json(dialogue_to_json(dialogue)) == dialogue


@given(answers)
def test_submitted_answers_come_back_as_they_were(
    given: dict[str, str | int | float | tuple[str, ...] | None],
) -> None:
    assert answers_from_json(answers_to_json(given)) == given


@pytest.mark.parametrize("text", ["", "{}", "[1", '{"stage":"asleep"}'])
def test_other_text_is_no_dialogue(text: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        dialogue_from_json(text)


@pytest.mark.parametrize("answer", [{"a": 1}, {}])
def test_an_answer_of_no_known_form_is_refused(answer: object) -> None:
    with pytest.raises(ValueError, match="an answer is text"):
        answers_from_json(json.dumps({"q": answer}))
