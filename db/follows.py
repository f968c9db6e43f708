"""What residents follow, who of them is to be told, and up to which update each has been told."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, exists, func, select, update
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT reads the same on SQLite

from db.tables import chat, consent, follow, goal, measure, measure_update, member, need
from db.unit import Unit
from domain.audience import Following
from domain.following import Follow, Told, around_and_within
from domain.languages import Language
from domain.town import MEASURES_CONSENT


@dataclass(frozen=True, slots=True)
class Follower:
    """Somebody who follows something; `wants` tells whether a message may reach them."""

    chat_id: int
    address: int
    member_id: int
    language: Language
    heard: int
    wants: bool
    follows: frozenset[Follow]


# --- what one resident follows ---------------------------------------------------------------------


def add(unit: Unit, member_id: int, what: Follow) -> bool:
    """Let somebody follow something; return False where they did already.

    What was published before somebody follows their first thing is not told to them.
    """
    if not followed(unit, member_id):
        keep_heard(unit, [member_id], newest_number(unit))
    row = insert(follow).values(member_id=member_id, kind=what.kind, key=what.key)
    return unit.connection.execute(row.on_conflict_do_nothing().returning(follow.c.key)).first() is not None


def remove(unit: Unit, member_id: int, what: Follow) -> bool:
    """Let somebody follow something no longer; return False where they did not."""
    gone = unit.connection.execute(
        delete(follow).where(
            follow.c.member_id == member_id, follow.c.kind == what.kind, follow.c.key == what.key
        )
    )
    return gone.rowcount > 0


def remove_all(unit: Unit, member_id: int) -> int:
    """Let somebody follow nothing any more; return how many things they did."""
    return unit.connection.execute(delete(follow).where(follow.c.member_id == member_id)).rowcount


def remove_from_all(unit: Unit, what: Follow) -> None:
    """Let nobody follow something any more, which is gone."""
    unit.connection.execute(delete(follow).where(follow.c.kind == what.kind, follow.c.key == what.key))


def followed(unit: Unit, member_id: int) -> list[Follow]:
    """Return what somebody follows, by kind."""
    query = select(follow.c.kind, follow.c.key).where(follow.c.member_id == member_id)
    rows = unit.connection.execute(query.order_by(follow.c.kind, follow.c.key))
    return [Follow(Following(kind), key) for kind, key in rows]


def followed_in(unit: Unit, address: int) -> set[Follow]:
    """Return what anybody in a chat follows."""
    query = (
        select(follow.c.kind, follow.c.key)
        .join(member, member.c.id == follow.c.member_id)
        .join(chat, chat.c.id == member.c.chat_id)
        .where(chat.c.address == address)
    )
    return {Follow(Following(kind), key) for kind, key in unit.connection.execute(query)}


def is_weekly(unit: Unit, member_id: int) -> bool:
    """Tell whether somebody is told once a week, and not at once."""
    query = select(member.c.weekly).where(member.c.id == member_id)
    return bool(unit.connection.execute(query).scalar_one())


def set_weekly(unit: Unit, member_id: int, weekly: bool) -> None:
    """Remember whether somebody wants to be told once a week."""
    unit.connection.execute(update(member).where(member.c.id == member_id).values(weekly=weekly))


def heard(unit: Unit, member_id: int) -> int:
    """Return the number up to which somebody has been told."""
    query = select(member.c.heard_update).where(member.c.id == member_id)
    return int(unit.connection.execute(query).scalar_one())


def keep_heard(unit: Unit, member_ids: Sequence[int], number: int) -> None:
    """Remember that these people have been told up to a number; it never falls."""
    unit.connection.execute(
        update(member)
        .where(member.c.id.in_(member_ids), member.c.heard_update < number)
        .values(heard_update=number)
    )


# --- what there is to tell, and to whom ------------------------------------------------------------


def newest_number(unit: Unit) -> int:
    """Return the number of the update that was published last, 0 where there is none."""
    return unit.connection.execute(select(func.max(measure_update.c.number))).scalar_one() or 0


def told_since(unit: Unit, number: int, parents: Mapping[str, str]) -> list[Told]:
    """Return the published updates with higher numbers, and what each concerns.

    Args:
        unit: The unit of work.
        number: The number.
        parents: The area around each area.
    """
    return _told(unit, measure_update.c.number > number, parents)


def told_by_id(unit: Unit, update_ids: Sequence[int], parents: Mapping[str, str]) -> list[Told]:
    """Return those of some updates that are told, and what each concerns."""
    return _told(unit, measure_update.c.number.is_not(None) & measure_update.c.id.in_(update_ids), parents)


def _told(unit: Unit, which: ColumnElement[bool], parents: Mapping[str, str]) -> list[Told]:
    query = (
        select(
            measure_update.c.number,
            measure_update.c.id,
            measure.c.key,
            func.coalesce(measure.c.theme, need.c.theme),
            func.coalesce(measure.c.area, need.c.area),
        )
        .join(measure, measure.c.id == measure_update.c.measure_id)
        .join(goal, goal.c.id == measure.c.goal_id)
        .join(need, need.c.id == goal.c.need_id)
        .where(which)
        .order_by(measure_update.c.number)
    )
    return [
        Told(number, update_id, key, theme, around_and_within(area, parents))
        for number, update_id, key, theme, area in unit.connection.execute(query)
    ]


def next_followers(
    unit: Unit, *, weekly: bool, newest: int, after: int, limit: int
) -> tuple[list[Follower], int | None]:
    """Return the people of the next chats who follow something and have not been told up to a number.

    Their chats are locked until the unit's end, as an update that arrives from there does first.

    Args:
        unit: The unit of work.
        weekly: Those who are told once a week, or those who are told at once.
        newest: The number.
        after: The last chat that was returned before.
        limit: How many chats.

    Returns:
        The people, and the last chat that was looked at; None where no other follows.
    """
    meant = (member.c.weekly.is_(weekly), member.c.heard_update < newest, _follows())
    here = exists().where(member.c.chat_id == chat.c.id, *meant)
    chats = select(chat.c.id).where(chat.c.id > after, here).order_by(chat.c.id).limit(limit)
    ids = list(unit.connection.execute(chats.with_for_update()).scalars())
    agreed = exists().where(
        consent.c.member_id == member.c.id,
        consent.c.purpose == MEASURES_CONSENT,
        consent.c.withdrawn_at.is_(None),
    )
    people = (
        select(
            *(chat.c.id, chat.c.address, member.c.id, member.c.language, member.c.heard_update),
            chat.c.reachable & chat.c.stopped_at.is_(None) & agreed,
        )
        .join(member, member.c.chat_id == chat.c.id)
        .where(chat.c.id.in_(ids), *meant)
        .order_by(chat.c.id, member.c.ordinal)
    )
    rows = unit.connection.execute(people).all()
    follows = _follows_of(unit, [row[2] for row in rows])
    found = [
        Follower(chat_id, address, who, language, heard, bool(wants), frozenset(follows[who]))
        for chat_id, address, who, language, heard, wants in rows
    ]
    return found, ids[-1] if ids else None


def _follows_of(unit: Unit, member_ids: Sequence[int]) -> Mapping[int, set[Follow]]:
    found: defaultdict[int, set[Follow]] = defaultdict(set)
    query = select(follow.c.member_id, follow.c.kind, follow.c.key).where(follow.c.member_id.in_(member_ids))
    for member_id, kind, key in unit.connection.execute(query):
        found[member_id].add(Follow(Following(kind), key))
    return found


def _follows() -> ColumnElement[bool]:
    return exists().where(follow.c.member_id == member.c.id)
