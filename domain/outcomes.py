"""What became of an attempt to say something."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Sent:
    """It stands in the chat, as the message with this number (None: the channel told none).

    `uploaded` is an attachment that went along as bytes, with the channel's own name of it from now on.
    """

    message: int | None = None
    uploaded: tuple[int, str] | None = None


@dataclass(frozen=True, slots=True)
class TryAgain:
    """It did not work, or nobody knows whether it did.

    `at` is the earliest time for the next attempt. `counts` is False where the message cannot be at
    fault (no network, a limit), so that it is not given up for that.
    """

    at: datetime
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Stopped:
    """It will never work; the reason is a word or two for the statistics, never the text."""

    reason: str


RESIDENT_LEFT = Stopped("resident left")
"""Another message to the same chat has found that its owner left."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """Nobody wants it any more: the consent is gone, the chat was stopped, what it is about is withdrawn."""


@dataclass(frozen=True, slots=True)
class ResidentLeft:
    """The resident blocked the bot or deleted the account: nothing more goes there until they return."""


Outcome = Sent | TryAgain | Stopped | Dropped | ResidentLeft
