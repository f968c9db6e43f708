"""How somebody comes to a survey: invited into its sample by a letter, or not; and the letter's code.

A letter's code is read aloud and typed like a receipt, so it is spelled like one. Only its hash is kept, and
nothing says who used it.
"""

import hashlib
import hmac
from collections.abc import Iterable
from enum import StrEnum

from domain.receipts import read_receipt, spell
from domain.survey import Survey

CODE_PREFIX = "i-"
"""What a start link's payload begins with when a letter's code follows."""

CODE_BYTES = 16
MOST_PERSONS = 6
"""So many of a household can share one code."""


class Access(StrEnum):
    """The values of the dimension `ACCESS` (domain.survey)."""

    INVITED = "invited"
    OPEN = "open"


def access_of(survey: Survey, *, came_with_code: bool) -> str:
    """Return how somebody came to a version of a survey, "" where it does not tell that."""
    if not survey.has_sample:
        return ""
    return Access.INVITED if came_with_code else Access.OPEN


def code_of(random: bytes) -> str:
    """Return a letter's code, in groups that can be read aloud: `K7QM-2XNR-…`, 95 random bits.

    Args:
        random: At least twelve random bytes.
    """
    return spell(int.from_bytes(random, "big"))


def read_code(payload: str | None) -> str | None:
    """Return what follows the prefix in a start link or a typed /start, None where it begins otherwise."""
    if payload is None or payload[: len(CODE_PREFIX)].lower() != CODE_PREFIX:
        return None
    return payload[len(CODE_PREFIX) :]


def code_hash(pepper: bytes, code: str) -> bytes:
    """Return the hash under which a letter's code is kept.

    Args:
        pepper: The deployment's secret. Without it, whoever has the database and a list of the letters
            cannot tell which of them were answered.
        code: The code as it was typed; case, spaces and signs that look alike do not matter.

    Raises:
        NoReceipt: It cannot be a code: a sign is missing, or one was misread.
    """
    return hmac.new(pepper, b"code|" + read_receipt(code).encode(), hashlib.sha256).digest()


def accesses_hidden(waiting: Iterable[str], k: int) -> set[str]:
    """Return the ways of coming that fewer than k of those who wait for a wave have.

    They would be mixed when the wave is split, and until then each would point at few.

    Args:
        waiting: How each of them came; "" where that is not told.
        k: The fewest people of a block.
    """
    came = [one for one in waiting if one]
    return {one for one in came if came.count(one) < k}
