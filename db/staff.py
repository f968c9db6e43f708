"""Staff: who has which role, single-use invitations, and the audit log."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import and_, delete, insert, select, update

from db.tables import audit, chat, member, setting, staff, staff_invite
from db.unit import Unit
from domain.languages import Language


def role_of(unit: Unit, user: int) -> tuple[int, str] | None:
    """Return (staff id, role) of a Telegram user, or None for everybody else."""
    query = select(staff.c.id, staff.c.role).where(staff.c.user_address == user, staff.c.revoked_at.is_(None))
    row = unit.connection.execute(query).first()
    return (row[0], row[1]) if row else None


def appoint(unit: Unit, user: int, role: str, now: datetime) -> int:
    """Give a user a role; a new one replaces the old. Return the staff id."""
    changed: int | None = unit.connection.execute(
        update(staff)
        .where(staff.c.user_address == user)
        .values(role=role, since=now, revoked_at=None)
        .returning(staff.c.id)
    ).scalar_one_or_none()
    if changed is not None:
        return changed
    added: int = unit.connection.execute(
        insert(staff).values(user_address=user, role=role, since=now).returning(staff.c.id)
    ).scalar_one()
    return added


def revoke(unit: Unit, staff_id: int, now: datetime) -> bool:
    """Take a role away; tell whether there was one."""
    changed = unit.connection.execute(
        update(staff).where(staff.c.id == staff_id, staff.c.revoked_at.is_(None)).values(revoked_at=now)
    )
    return changed.rowcount > 0


def listed(unit: Unit) -> list[tuple[int, str, datetime]]:
    """Return (staff id, role, since) of everybody with a role."""
    query = select(staff.c.id, staff.c.role, staff.c.since).where(staff.c.revoked_at.is_(None))
    return [(row[0], row[1], row[2]) for row in unit.connection.execute(query.order_by(staff.c.id))]


def chats_of(unit: Unit, roles: Collection[str]) -> list[tuple[int, Language]]:
    """Return (address, language) of everybody with one of these roles whom a message may reach."""
    # A private chat has its owner's number.
    query = (
        select(chat.c.address, member.c.language)
        .join(staff, staff.c.user_address == chat.c.address)
        .join(member, and_(member.c.chat_id == chat.c.id, member.c.ordinal == chat.c.speaking))
        .where(
            staff.c.role.in_(roles),
            staff.c.revoked_at.is_(None),
            chat.c.reachable,
            chat.c.stopped_at.is_(None),
        )
        .order_by(chat.c.id)
    )
    return [(address, language) for address, language in unit.connection.execute(query)]


def invite(unit: Unit, token_hash: str, role: str, expires_at: datetime) -> None:
    """Keep an invitation; only the hash of its token is known from now on."""
    unit.connection.execute(
        insert(staff_invite).values(token_hash=token_hash, role=role, expires_at=expires_at)
    )


def use_invite(unit: Unit, token_hash: str, now: datetime) -> str | None:
    """Use an invitation up and return its role; None where it is unknown, expired or used."""
    return unit.connection.execute(
        update(staff_invite)
        .where(
            staff_invite.c.token_hash == token_hash,
            staff_invite.c.used_at.is_(None),
            staff_invite.c.expires_at > now,
        )
        .values(used_at=now)
        .returning(staff_invite.c.role)
    ).scalar_one_or_none()


def forget_invites(unit: Unit, before: datetime) -> int:
    """Delete invitations that expired before a time; return how many."""
    return unit.connection.execute(delete(staff_invite).where(staff_invite.c.expires_at < before)).rowcount


def record(unit: Unit, staff_id: int | None, action: str, what: str, now: datetime) -> None:
    """Add a line to the audit log: who of the staff did what; None is the operator."""
    unit.connection.execute(insert(audit).values(at=now, staff_id=staff_id, action=action, object=what))


def put_setting(unit: Unit, key: str, value: str) -> None:
    """Leave a value for other processes, such as the bot's username."""
    changed = unit.connection.execute(update(setting).where(setting.c.key == key).values(value=value))
    if not changed.rowcount:
        unit.connection.execute(insert(setting).values(key=key, value=value))


def get_setting(unit: Unit, key: str) -> str | None:
    """Return a value that the running bot has left, or None."""
    return unit.connection.execute(select(setting.c.value).where(setting.c.key == key)).scalar_one_or_none()
