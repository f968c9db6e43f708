"""Confirmations: before something that cannot be undone, staff are asked once more, and what counts then."""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.invitation import Permission, may

VALID_FOR = timedelta(minutes=5)
SECOND_WITHIN = timedelta(days=1)
"""So long the first of two who have to confirm waits for the second."""

SEED_BYTES = 16
_TOKEN_BYTES = 16  # 128 bits are 22 signs on a button


class Doubt(StrEnum):
    """Why a confirmation does not hold."""

    UNKNOWN = "unknown"
    SOMEBODY_ELSE = "somebody_else"
    ROLE = "role"  # it was taken away, or does not allow this any more
    USED = "used"
    EXPIRED = "expired"
    CHANGED = "changed"  # the object is not what it was when staff were asked


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that cannot be undone.

    `permission` names what is done and what the role has to allow, `subject` the object (`stadtweit:3`),
    `version` the state that the object was in when staff were asked.
    """

    permission: Permission
    subject: str
    version: str


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A question that a member of staff was asked, and whether it has been answered."""

    user: int
    deed: Deed
    expires_at: datetime
    used_at: datetime | None = None


def doubt_about(
    asked: Confirmation | None, user: int, role: str | None, version: str | None, now: datetime
) -> Doubt | None:
    """Return why a confirmation does not hold, or None where it does.

    Args:
        asked: What was asked under the button's token; None for a token that there is none of.
        user: Who confirms.
        role: The role this user has now.
        version: The state that the object is in now; None: it is gone.
        now: The time.
    """
    if asked is None:
        return Doubt.UNKNOWN
    if asked.user != user:
        return Doubt.SOMEBODY_ELSE
    if not may(role, asked.deed.permission):
        return Doubt.ROLE
    if asked.used_at is not None:
        return Doubt.USED
    if asked.expires_at <= now:
        return Doubt.EXPIRED
    return None if asked.deed.version == version else Doubt.CHANGED


def confirmation_token(pepper: bytes, seed: bytes) -> str:
    """Return the token of a confirmation, as a button holds it.

    The outbox keeps only the seed, so that a message is made again after a crash and no token ever
    stands in the database.

    Args:
        pepper: The deployment's secret, which is not in the database.
        seed: Random bytes, new for every question.
    """
    digest = hmac.new(pepper, b"confirmation|" + seed, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:_TOKEN_BYTES]).decode().rstrip("=")
