"""The mark that somebody has taken part, and the name of the poster that led here."""

import hashlib
import hmac
import re

LETTER = "letter"
"""The source of those who came with a letter's code, whichever it was."""

DIRECT = "direct"
"""The source of those whose link named none."""

_SOURCE = re.compile(r"[A-Za-z0-9_-]{1,64}")


def participation_mark(pepper: bytes, survey_key: str, chat: int, ordinal: int) -> bytes:
    """Return a mark that tells a second try and nobody's name: HMAC(pepper, survey | chat | member).

    Args:
        pepper: The deployment's secret, which is not in the database.
        survey_key: The survey that was taken.
        chat: The channel's number of the chat.
        ordinal: Which person of the household, from 1.
    """
    message = f"{survey_key}|{chat}|{ordinal}".encode()
    return hmac.new(pepper, message, hashlib.sha256).digest()


def source_of(payload: str | None) -> str:
    """Return the source that a start link names (`plakat-bahnhof`), or `direct`."""
    if payload and _SOURCE.fullmatch(payload):
        return payload.lower()
    return DIRECT
