"""What the list of erasures holds: tokens that only the pepper and the erased thing together give."""

from collections.abc import Iterator
from datetime import datetime
from itertools import count

from domain.receipts import erasure_token


def chat_tokens(pepper: bytes, chat: int) -> Iterator[bytes]:
    """Yield the tokens of a chat's first erasure, its second, and so on without end.

    A chat that comes back and is erased again needs a token of its own each time: a backup taken in
    between holds the first one and would otherwise keep what the second one erased.
    """
    for nth in count(1):
        yield erasure_token(pepper, "chat", (str(chat) if nth == 1 else f"{chat}|{nth}").encode())


def member_tokens(pepper: bytes, chat: int, ordinal: int) -> Iterator[bytes]:
    """Yield the tokens of one person's first erasure out of a chat, the second, and so on, as `chat_tokens`.

    A number is given once in a chat's life; a chat that was erased and comes back begins anew.
    """
    for nth in count(1):
        yield erasure_token(pepper, "member", f"{chat}|{ordinal}|{nth}".encode())


def response_token(pepper: bytes, key: bytes) -> bytes:
    """Return the token of a withdrawn response, by its key."""
    return erasure_token(pepper, "response", key)


def consent_token(pepper: bytes, chat: int, ordinal: int, purpose: str, given_at: datetime) -> bytes:
    """Return the token of a withdrawn consent: this one, not one that is given later.

    Args:
        pepper: The deployment's secret.
        chat: The channel's number of the chat.
        ordinal: Which person of the household, from 1.
        purpose: What the consent was for.
        given_at: When it was given, as the database keeps it.
    """
    what = f"{chat}|{ordinal}|{purpose}|{given_at.isoformat(timespec='milliseconds')}"
    return erasure_token(pepper, "consent", what.encode())
