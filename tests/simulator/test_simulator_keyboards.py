"""Which keyboards the server accepts, keeps and refuses."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.errors import ApiError
from simulator.keyboards import checked_keyboard

UNPARSABLE = "can't parse inline keyboard button: "
UNALLOWED = "Text buttons are unallowed in the inline keyboard"


def inline(*buttons: Any) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)]}


def test_unknown_fields_are_ignored_and_known_ones_kept() -> None:
    button = {"text": "a", "callback_data": "b", "style": "Success", "colour": "red"}
    keyboard = checked_keyboard(inline(button))
    assert keyboard is not None
    assert keyboard.markup == inline({"text": "a", "callback_data": "b", "style": "success"})


@pytest.mark.parametrize(
    ("button", "sentence"),
    [
        ({"text": "a", "callback_data": "ä" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "a"}, UNPARSABLE + UNALLOWED),
        ({"text": "a", "callback_data": ""}, UNPARSABLE + UNALLOWED),
        ({"callback_data": "b"}, UNPARSABLE + 'Can\'t find field "text"'),
        ({"text": " ", "callback_data": "b"}, "inline keyboard button text must be non-empty"),
        ({"text": "a", "callback_data": "b", "style": "pink"}, UNPARSABLE + "invalid button style specified"),
        (
            {"text": "a", "url": "localhost"},
            "inline keyboard button URL 'localhost' is invalid: Wrong HTTP URL",
        ),
        (
            {"text": "a", "web_app": {"url": "http://a.de"}},
            "inline keyboard button Web App URL 'http://a.de' is invalid: Only HTTPS links are allowed",
        ),
        ({"text": "a", "copy_text": {"text": ""}}, "BUTTON_COPY_TEXT_INVALID"),
        ("a", UNPARSABLE + "InlineKeyboardButton must be an Object"),
    ],
)
def test_bad_buttons_are_refused(button: Any, sentence: str) -> None:
    with pytest.raises(ApiError) as refusal:
        checked_keyboard(inline(button))
    assert refusal.value.description == f"Bad Request: {sentence}"


def test_callback_data_may_have_64_bytes_and_buttons_are_limited() -> None:
    fine = {"text": "a", "callback_data": "ä" * 32}
    assert checked_keyboard(inline(*[fine] * 8)) is not None
    assert checked_keyboard({"inline_keyboard": [[fine] * 5] * 20}) is not None
    for rows in ([[fine] * 9], [[fine] * 5] * 21):
        with pytest.raises(ApiError, match="reply markup is too long"):
            checked_keyboard({"inline_keyboard": rows})


def test_other_kinds_of_keyboards() -> None:
    assert checked_keyboard({}) is None
    assert checked_keyboard({"inline_keyboard": []}) is None
    for markup, kind in (
        ({"remove_keyboard": True}, "remove"),
        ({"force_reply": True}, "force_reply"),
        ({"keyboard": [["a"]]}, "reply"),
    ):
        keyboard = checked_keyboard(markup)
        assert keyboard is not None
        assert keyboard.kind == kind


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "inline_keyboard",
                    "keyboard",
                    "text",
                    "callback_data",
                    "url",
                    "style",
                    "copy_text",
                    "web_app",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_any_markup_is_either_kept_or_refused(markup: Any) -> None:
    try:
        checked_keyboard(markup)
    except ApiError as error:
        assert error.code == 400  # noqa: PT017 - either way is right
