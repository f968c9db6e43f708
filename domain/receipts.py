"""Receipts: the code that withdraws an answer, and the key under which the answer is kept.

The code is shown to the resident and never stored. While the answers wait to be sealed it can be made
again from the draft's seal, so that a crash between commit and message loses no receipt; the seal is
deleted with the draft, and from then on only the resident knows the code.
"""

import hashlib
import hmac
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""32 signs without I, L, O and U, which are misread or misheard (the alphabet of Crockford's Base32)."""

SEAL_BYTES = 16
RANDOM_SIGNS = 19  # 95 bits
SIGNS = RANDOM_SIGNS + 1  # the last one tells a slip of the pen
GROUP = 4
_LOOK_ALIKES = str.maketrans(
    {
        "O": "0",
        "I": "1",
        "L": "1",
        # Letters of a Cyrillic or Greek keyboard that look like ours.
        **dict(zip("АВЕКМНРСТХОІ", "ABEKMHPCTX01", strict=True)),
        **dict(zip("ΑΒΕΖΗΚΜΝΡΤΧΟΙ", "ABEZHKMNPTX01", strict=True)),
    }
)


class NoReceipt(ValueError):
    """What was typed is not the code of any receipt: too short, too long, or with a slip of the pen."""


def receipt_of(pepper: bytes, seal: bytes) -> str:
    """Return the receipt of a sealed draft, in groups that can be read aloud: `K7QM-2XNR-…`.

    Args:
        pepper: The deployment's secret, which is not in the database.
        seal: The draft's random bytes.
    """
    digest = hmac.new(pepper, b"receipt|" + seal, hashlib.sha256).digest()
    return spell(int.from_bytes(digest, "big"))


def spell(number: int) -> str:
    """Return the last 95 bits of a number as a code that can be read aloud, its last sign a check."""
    values = [number >> 5 * place & 31 for place in range(RANDOM_SIGNS)]
    code = "".join(ALPHABET[value] for value in [*values, _check(values)])
    return "-".join(code[start : start + GROUP] for start in range(0, SIGNS, GROUP))


def read_receipt(text: str) -> str:
    """Return a typed receipt in its one spelling, as `receipt_of` writes it.

    Case, spaces and dashes do not matter, nor do digits of other scripts and letters that look alike.

    Raises:
        NoReceipt: It cannot be the code of a receipt.
    """
    signs = [_sign(sign) for sign in unicodedata.normalize("NFKC", text).upper() if sign.isalnum()]
    code = "".join(signs).translate(_LOOK_ALIKES)
    values = [ALPHABET.find(sign) for sign in code]
    if len(values) != SIGNS or -1 in values or values[-1] != _check(values[:-1]):
        raise NoReceipt
    return "-".join(code[start : start + GROUP] for start in range(0, SIGNS, GROUP))


def response_key(pepper: bytes, receipt: str) -> bytes:
    """Return the key of the response that a receipt belongs to: HMAC(pepper, receipt)."""
    return hmac.new(pepper, b"response|" + receipt.encode(), hashlib.sha256).digest()


def contribution_key(pepper: bytes, response: bytes, question: str) -> bytes:
    """Return the key of a free text, which only the pepper links to the response it came with."""
    return hmac.new(pepper, b"contribution|" + response + question.encode(), hashlib.sha256).digest()


def erasure_token(pepper: bytes, kind: str, what: bytes) -> bytes:
    """Return what the list of erasures keeps instead of an id, so that a restore can repeat them.

    Args:
        pepper: The deployment's secret.
        kind: `chat` or `response`.
        what: The chat's number in digits, or the response's key.
    """
    return hmac.new(pepper, f"erased|{kind}|".encode() + what, hashlib.sha256).digest()


def _sign(sign: str) -> str:
    digit = unicodedata.digit(sign, None)
    return sign if digit is None else str(digit)


def _check(values: list[int]) -> int:
    """Return the check sign: each place weighs another odd number, so single slips and swaps show."""
    return sum((2 * place + 1) * value for place, value in enumerate(values)) % 32
