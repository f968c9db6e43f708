"""Whose day already has its message to many: so many a day a person, counted ahead to the day it is due."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import case, delete, literal, update
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT reads the same on SQLite

from db.tables import bulk_day
from db.unit import Unit

_AT_ONCE = 1000  # rows in one statement


def take(unit: Unit, addresses: Iterable[int], first: date, a_day: int) -> dict[int, date]:
    """Give each chat the first day from `first` on that still has room, and count it there.

    Two plans at a time cannot get the same place: each chat's row is read and written by one statement.

    Args:
        unit: The unit of work.
        addresses: The chats.
        first: The day on which the message would go.
        a_day: How many messages to many a person gets a day.

    Returns:
        The day of each chat.
    """
    new = insert(bulk_day)
    is_past = bulk_day.c.day < new.excluded.day
    has_room = bulk_day.c.n < literal(a_day)
    statement = new.on_conflict_do_update(
        index_elements=["address"],
        set_={
            "day": case((is_past, new.excluded.day), (has_room, bulk_day.c.day), else_=bulk_day.c.day + 1),
            "n": case((is_past, 1), (has_room, bulk_day.c.n + 1), else_=1),
        },
    ).returning(bulk_day.c.address, bulk_day.c.day)
    ordered = sorted(set(addresses))  # two plans lock them in the same order
    days: dict[int, date] = {}
    for start in range(0, len(ordered), _AT_ONCE):
        rows = [
            {"address": one, "day": first.toordinal(), "n": 1} for one in ordered[start : start + _AT_ONCE]
        ]
        days |= {one: date.fromordinal(day) for one, day in unit.connection.execute(statement, rows)}
    return days


def give_back(unit: Unit, dropped: Iterable[tuple[int, int]]) -> None:
    """Free the days of messages that will not go, where they were the last that is planned for their chat.

    Args:
        unit: The unit of work.
        dropped: The chat and the day of each message, as the outbox has them.
    """
    by_day: dict[int, set[int]] = {}
    for address, day in dropped:
        by_day.setdefault(day, set()).add(address)
    for day, chats in sorted(by_day.items()):
        ordered = sorted(chats)
        for start in range(0, len(ordered), _AT_ONCE):
            mine = bulk_day.c.address.in_(ordered[start : start + _AT_ONCE])
            freed = update(bulk_day).where(mine, bulk_day.c.day == day, bulk_day.c.n > 0)
            unit.connection.execute(freed.values(n=bulk_day.c.n - 1))


def forget(unit: Unit, before: date) -> int:
    """Delete what is counted for days before a day: it decides nothing any more."""
    return unit.connection.execute(delete(bulk_day).where(bulk_day.c.day < before.toordinal())).rowcount
