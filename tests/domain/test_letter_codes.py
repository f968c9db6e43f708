"""The codes of letters: spelled like receipts, and of no use as such."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.access import CODE_BYTES, code_hash, code_of, read_code
from domain.participation import source_of
from domain.receipts import NoReceipt, read_receipt, response_key

PEPPER = b"pepper"


@given(st.binary(min_size=CODE_BYTES, max_size=CODE_BYTES))
def test_every_code_can_be_read_back_and_fits_into_a_start_link(random: bytes) -> None:
    code = code_of(random)
    assert read_receipt(code) == code
    assert code_hash(PEPPER, code.lower().replace("-", " ")) == code_hash(PEPPER, code)
    assert source_of(f"i-{code}") != "direct", "Telegram passes on these signs only"


def test_a_thousand_codes_are_a_thousand_and_use_every_sign() -> None:
    codes = {code_of(Random(number).randbytes(CODE_BYTES)) for number in range(1_000)}
    assert len(codes) == 1_000
    assert len(set("".join(codes))) == 33  # 32 signs and the dash


def test_a_code_that_lacks_a_sign_is_none() -> None:
    with pytest.raises(NoReceipt):
        code_hash(PEPPER, code_of(bytes(CODE_BYTES))[:-1])


def test_a_letters_code_leads_to_no_response_and_depends_on_the_secret() -> None:
    code = code_of(Random(1).randbytes(CODE_BYTES))
    assert code_hash(PEPPER, code) != response_key(PEPPER, code)
    assert code_hash(PEPPER, code) != code_hash(b"another", code)


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ("i-ABC", "ABC"),
        ("I-abc", "abc"),
        ("i-", ""),
        ("i", None),
        ("", None),
        (None, None),
        ("plakat-i-ABC", None),
        ("staff-i-ABC", None),
    ],
)
def test_a_code_stands_behind_its_prefix(payload: str | None, code: str | None) -> None:
    assert read_code(payload) == code
