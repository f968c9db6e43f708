"""Deleting what has served its purpose; each function returns how many rows went."""

from datetime import date, datetime

from sqlalchemy import and_, delete, exists, or_, select, update

from db.tables import (
    audit,
    chat,
    confirmation,
    contribution,
    member,
    release,
    response,
    set_aside,
    survey,
    survey_version,
    tally,
)
from db.unit import Unit
from domain.contributions import Status
from domain.feedback import PREFIX
from domain.outgoing import Recipient


def forget_audit(unit: Unit, before: datetime) -> int:
    """Delete the audit log's lines from before a time."""
    return unit.connection.execute(delete(audit).where(audit.c.at < before)).rowcount


def forget_confirmations(unit: Unit, before: datetime) -> int:
    """Delete confirmations that expired before a time."""
    return unit.connection.execute(delete(confirmation).where(confirmation.c.expires_at < before)).rowcount


def forget_set_aside(unit: Unit, before: datetime) -> int:
    """Delete the ids of updates that were set aside before a time."""
    return unit.connection.execute(delete(set_aside).where(set_aside.c.at < before)).rowcount


def forget_tallies(unit: Unit, before: date) -> int:
    """Delete the counts of days before a day."""
    return unit.connection.execute(delete(tally).where(tally.c.day < before)).rowcount


def forget_contributions(unit: Unit, before: date) -> int:
    """Delete free texts that were rejected, or never decided, of surveys that closed before a day.

    Of those that were cleared the original goes, if it is still there; what may be read stays.

    Returns:
        How many texts were deleted or lost their original.
    """
    closed = select(survey.c.key).where(survey.c.closes_on < before).scalar_subquery()
    is_old = contribution.c.survey_key.in_(closed)
    gone = unit.connection.execute(
        delete(contribution).where(is_old, contribution.c.status.in_((Status.NEW, Status.REJECTED)))
    )
    emptied = unit.connection.execute(
        update(contribution)
        .where(is_old, contribution.c.cleared_text.is_not(None), contribution.c.text != "")
        .values(text="", marks=None, revision=contribution.c.revision + 1)
    )
    return gone.rowcount + emptied.rowcount


def forget_unread_feedback(unit: Unit) -> int:
    """Delete the answers about events that too few have answered: nobody may ever read them."""
    released = exists().where(release.c.survey_key == survey.c.key)
    ended = select(survey.c.key).where(
        survey.c.key.startswith(PREFIX, autoescape=True), survey.c.ended_on.is_not(None), ~released
    )
    versions = select(survey_version.c.id).where(survey_version.c.survey_key.in_(ended))
    unread = and_(response.c.version_id.in_(versions), response.c.wave.is_(None))
    return unit.connection.execute(delete(response).where(unread)).rowcount


def forget_offers(unit: Unit, beginning: str) -> int:
    """Forget open menus that hold an option which begins like this; its buttons go on working."""
    return unit.connection.execute(
        update(member).where(member.c.menu.contains(f'"{beginning}', autoescape=True)).values(menu=None)
    ).rowcount


# --- residents who are away ------------------------------------------------------------------------


def inactive(unit: Unit, last_seen_before: date, told_until: date) -> list[int]:
    """Return the chats that nobody has used since a day, and whose owners were told or cannot be.

    Args:
        unit: The unit of work.
        last_seen_before: Who was seen on this day or later is active.
        told_until: On this day or before they have to have been told.
    """
    cannot_be_told = or_(chat.c.reachable.is_(False), chat.c.stopped_at.is_not(None))
    query = select(chat.c.address).where(
        chat.c.last_seen_on < last_seen_before, or_(chat.c.warned_on <= told_until, cannot_be_told)
    )
    return list(unit.connection.scalars(query.order_by(chat.c.id)))


def to_be_told(unit: Unit, last_seen_before: date) -> list[Recipient]:
    """Return the chats that nobody has used since a day and that were not told yet."""
    speaking = and_(member.c.chat_id == chat.c.id, member.c.ordinal == chat.c.speaking)
    query = (
        select(chat.c.id, chat.c.address, member.c.language)
        .join(member, speaking)
        .where(
            chat.c.last_seen_on < last_seen_before,
            chat.c.warned_on.is_(None),
            chat.c.reachable.is_(True),
            chat.c.stopped_at.is_(None),
        )
        .order_by(chat.c.id)
    )
    return [Recipient(*row) for row in unit.connection.execute(query)]


def keep_told(unit: Unit, chats: list[int], today: date) -> None:
    """Remember that the owners of these chats were told today that their data will go."""
    unit.connection.execute(update(chat).where(chat.c.id.in_(chats)).values(warned_on=today))
