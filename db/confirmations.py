"""Confirmations: which question a member of staff was asked, under the hash of its token."""

from datetime import datetime

from sqlalchemy import delete, insert, select, update

from db.tables import confirmation, staff
from db.unit import Unit
from domain.confirmations import SECOND_WITHIN, Confirmation, Deed
from domain.invitation import Permission


def add(unit: Unit, token_hash: str, staff_id: int, deed: Deed, expires_at: datetime) -> None:
    """Keep a question; only the hash of its token is known. Those that expired a day ago go."""
    connection = unit.connection
    connection.execute(delete(confirmation).where(confirmation.c.expires_at < expires_at - SECOND_WITHIN))
    connection.execute(
        insert(confirmation).values(
            token_hash=token_hash, staff_id=staff_id, action=_spelled(deed), expires_at=expires_at
        )
    )


def by_hash(unit: Unit, token_hash: str) -> Confirmation | None:
    """Return the question with this token, or None."""
    query = (
        select(staff.c.user_address, confirmation.c.action, confirmation.c.expires_at, confirmation.c.used_at)
        .join(staff, staff.c.id == confirmation.c.staff_id)
        .where(confirmation.c.token_hash == token_hash)
    )
    row = unit.connection.execute(query).first()
    if row is None:
        return None
    user, action, expires_at, used_at = row
    permission, subject, version = action.split(" ")
    return Confirmation(user, Deed(Permission(permission), subject, version), expires_at, used_at)


def others_who_confirmed(unit: Unit, deed: Deed, user: int, since: datetime) -> list[str]:
    """Return the roles of the other members of staff who have confirmed the same deed since a time.

    The same means: of the same object, in the same state.
    """
    query = (
        select(staff.c.role)
        .join(confirmation, confirmation.c.staff_id == staff.c.id)
        .where(
            confirmation.c.action == _spelled(deed),
            confirmation.c.used_at >= since,
            staff.c.user_address != user,
            staff.c.revoked_at.is_(None),
        )
    )
    return list(unit.connection.scalars(query))


def use(unit: Unit, token_hash: str, now: datetime) -> bool:
    """Use a confirmation up; return False where that was done before."""
    changed = unit.connection.execute(
        update(confirmation)
        .where(confirmation.c.token_hash == token_hash, confirmation.c.used_at.is_(None))
        .values(used_at=now)
    )
    return changed.rowcount > 0


def _spelled(deed: Deed) -> str:
    return f"{deed.permission} {deed.subject} {deed.version}"
