"""The operator invites staff, lists them, and takes roles away."""

import secrets
from datetime import datetime

from db import staff
from db.unit import Unit
from domain.invitation import START_PREFIX, TOKEN_BYTES, VALID_FOR, Role, token_hash


class BotUnknown(Exception):
    """The bot has not run against this database yet, so its address is not known."""

    def __str__(self) -> str:
        """Say what to do."""
        return "The bot's address is not known yet: start it once with `quartier run`."


def invite_staff(unit: Unit, role: Role, now: datetime) -> str:
    """Make a single-use link that gives a role to whoever opens it within 15 minutes.

    Raises:
        BotUnknown: The bot's address is not known yet.
    """
    base = staff.get_setting(unit, "link_base")
    if base is None:
        raise BotUnknown
    token = secrets.token_urlsafe(TOKEN_BYTES)
    staff.invite(unit, token_hash(token), role, now + VALID_FOR)
    staff.record(unit, None, "invited", role, now)
    return f"{base}?start={START_PREFIX}{token}"


def list_staff(unit: Unit) -> list[tuple[int, str, datetime]]:
    """Return (staff id, role, since) of everybody who has a role."""
    return staff.listed(unit)


def revoke_staff(unit: Unit, staff_id: int, now: datetime) -> bool:
    """Take a role away, from the next update on; tell whether there was one."""
    revoked = staff.revoke(unit, staff_id, now)
    if revoked:
        staff.record(unit, None, "revoked", str(staff_id), now)
    return revoked
