"""A million receipts, and none is given twice."""

from random import Random

import pytest

from domain.receipts import RANDOM_SIGNS, SEAL_BYTES, read_receipt, receipt_of, response_key

PEPPER = b"a pepper for the tests"


def different(n: int) -> tuple[int, int]:
    """Return how many receipts and how many keys of responses there are to n seals."""
    rng = Random(1)
    receipts = {receipt_of(PEPPER, rng.randbytes(SEAL_BYTES)) for _ in range(n)}
    return len(receipts), len({response_key(PEPPER, one) for one in receipts})


def test_no_two_of_twenty_thousand_receipts_are_the_same() -> None:
    assert different(20_000) == (20_000, 20_000)


@pytest.mark.soak
@pytest.mark.timeout(600)
def test_no_two_of_a_million_receipts_are_the_same() -> None:
    assert different(1_000_000) == (1_000_000, 1_000_000)


def test_a_receipt_is_as_random_as_promised_and_another_secret_makes_another_one() -> None:
    assert RANDOM_SIGNS * 5 >= 80
    seal = bytes(SEAL_BYTES)
    codes = {receipt_of(pepper, seal) for pepper in (PEPPER, b"another pepper")}
    assert len(codes) == 2
    assert codes == {read_receipt(code) for code in codes}
