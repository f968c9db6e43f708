"""Withdrawing an answer by its receipt: wrong codes, and what a confirming button may carry."""

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

MOST_WRONG_CODES = 5
WAIT = timedelta(hours=1)
_NONCE = 6  # bytes; with the key's 32 they fit into a button


class Stage(StrEnum):
    """How far withdrawn answers had come, which decides what stays of them."""

    LINKED = "linked"  # submitted, not yet cut loose from the chat
    WAITING = "waiting"  # cut loose, counted nowhere yet
    COUNTED = "counted"


@dataclass(frozen=True, slots=True)
class WrongCodes:
    """How many wrong codes a chat has sent since when.

    The throttle is against pestering, not what protects answers: a code has 95 random bits, so that among
    a million answers one guess in 2^75 hits. That a chat which erases itself begins at nothing again does
    not matter therefore, and nothing has to be kept of it.
    """

    number: int
    since: datetime  # of the first; once they are too many, of the last

    def waits_until(self, now: datetime) -> datetime | None:
        """Return until when the chat has to wait, None if it need not."""
        end = self.since + WAIT
        return end if self.number >= MOST_WRONG_CODES and now < end else None


def one_more(before: WrongCodes | None, now: datetime) -> WrongCodes:
    """Return the wrong codes of a chat after another one; what is older than an hour is forgotten."""
    if before is None or now >= before.since + WAIT:
        return WrongCodes(1, now)
    number = before.number + 1
    return WrongCodes(number, now if number >= MOST_WRONG_CODES else before.since)


def hide_key(pepper: bytes, chat: int, key: bytes) -> str:
    """Return a response's key as the button that confirms its withdrawal carries it.

    While the question stands, the chat's row names the button's option. It must not link the chat to a
    response, so the key is encrypted: XORed with a keystream that only the pepper and this chat give.

    Args:
        pepper: The deployment's secret.
        chat: The channel's number of the chat in which the button works.
        key: The response's key, 32 bytes.
    """
    nonce = hmac.digest(pepper, f"nonce|{chat}|".encode() + key, hashlib.sha256)[:_NONCE]
    return base64.urlsafe_b64encode(nonce + _xor(key, _stream(pepper, chat, nonce))).decode().rstrip("=")


def reveal_key(pepper: bytes, chat: int, hidden: str) -> bytes | None:
    """Return the key that `hide_key` hid for this chat, None for what it did not make."""
    try:
        both = base64.b64decode(hidden + "=" * (-len(hidden) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    key = _xor(both[_NONCE:], _stream(pepper, chat, both[:_NONCE]))
    return key if hide_key(pepper, chat, key) == hidden else None


def _stream(pepper: bytes, chat: int, nonce: bytes) -> bytes:
    return hmac.digest(pepper, f"stream|{chat}|".encode() + nonce, hashlib.sha256)


def _xor(left: bytes, right: bytes) -> bytes:
    return bytes(one ^ other for one, other in zip(left, right, strict=False))
