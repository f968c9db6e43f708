"""Wrong codes are counted for an hour, and a confirming button carries a key that only its chat reveals."""

from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.erasures import chat_tokens, consent_token, response_token
from domain.withdrawal import WAIT, WrongCodes, hide_key, one_more, reveal_key

NOON = datetime(2026, 10, 3, 12, tzinfo=UTC)
KEYS = st.binary(min_size=32, max_size=32)
CHATS = st.integers(1, 2**52)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("minutes", "waits_until"),
    [
        ([0, 1, 2, 3], None),
        ([0, 1, 2, 3, 4], 64),
        ([0, 1, 2, 3, 59], 119),
        ([0, 1, 2, 3, 60], None),  # the first ones are an hour old
        ([0, 1, 2, 3, 4, 64], None),  # the wait is over: it begins anew
        ([0, 1, 2, 3, 4, 64, 65, 66, 67, 68], 128),
    ],
)
def test_five_wrong_codes_in_an_hour_make_a_chat_wait_for_an_hour(
    minutes: list[int], waits_until: int | None
) -> None:
    wrong = None
    for minute in minutes:
        wrong = one_more(wrong, NOON + minute * MINUTE)
    assert wrong is not None
    until = wrong.waits_until(NOON + minutes[-1] * MINUTE)
    assert until == (None if waits_until is None else NOON + waits_until * MINUTE)


def test_the_wait_ends_on_the_minute() -> None:
    wrong = WrongCodes(5, NOON)
    assert wrong.waits_until(NOON + WAIT - timedelta(milliseconds=1)) == NOON + WAIT
    assert wrong.waits_until(NOON + WAIT) is None


@given(KEYS, CHATS)
def test_a_hidden_key_fits_a_button_and_only_its_chat_reveals_it(key: bytes, chat: int) -> None:
    hidden = hide_key(b"pepper", chat, key)
    assert len(f"withdraw:{hidden}") <= 60
    assert reveal_key(b"pepper", chat, hidden) == key
    assert reveal_key(b"pepper", chat + 1, hidden) is None
    assert reveal_key(b"another pepper", chat, hidden) is None


@given(CHATS, KEYS, KEYS)
def test_two_hidden_keys_of_a_chat_tell_nothing_about_each_other(chat: int, one: bytes, other: bytes) -> None:
    if one != other:
        assert hide_key(b"pepper", chat, one)[8:] != hide_key(b"pepper", chat, other)[8:]


@given(CHATS, st.text(max_size=60))
def test_a_forged_button_reveals_nothing(chat: int, hidden: str) -> None:
    assert reveal_key(b"pepper", chat, hidden) is None


def test_tokens_differ_by_kind_chat_and_how_often_it_was_erased() -> None:
    tokens = [
        *islice(chat_tokens(b"pepper", 501), 3),
        *islice(chat_tokens(b"pepper", 502), 3),
        *islice(chat_tokens(b"another pepper", 501), 3),
        response_token(b"pepper", b"501"),
        *(consent_token(b"pepper", 501, 1, purpose, NOON) for purpose in ("survey", "results")),
        consent_token(b"pepper", 501, 1, "survey", NOON + timedelta(milliseconds=1)),
        consent_token(b"pepper", 501, 2, "survey", NOON),
    ]
    assert len(set(tokens)) == len(tokens)
    assert {len(token) for token in tokens} == {32}
