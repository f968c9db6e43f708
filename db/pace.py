"""The pace that all workers keep together, and the pauses that the server has asked one of them for.

Slots for messages to many are taken off one row. Who finds it locked goes on without and comes back in a
moment: nobody ever waits for it, least of all a reply in the same commit. A pause stands in a row of its
worker's own for the same reason. Times are seconds since 1970, as `datetime.timestamp` gives them; the
tables have microseconds.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT reads the same on SQLite

from db.prepared import Prepared
from db.tables import pace, pause
from db.unit import Unit
from domain.pacing import Grant, Pace, is_over, room

EVERYONE = 0
"""The address under which a pause for all chats stands."""

_BULK = "bulk"
_MICROSECONDS = 1_000_000
_LOCK = Prepared(select(pace.c.used_until).where(pace.c.kind == _BULK).with_for_update(skip_locked=True))
_IS_THERE = Prepared(select(pace.c.kind).where(pace.c.kind == _BULK))
_BEGIN = Prepared(insert(pace).on_conflict_do_nothing(), sets=("kind", "used_until"))
_KEEP = Prepared(update(pace).where(pace.c.kind == _BULK), sets=("used_until",))
_PAUSES = Prepared(
    select(pause.c.address, pause.c.held_until, pause.c.noted_at).where(pause.c.held_until > bindparam("now"))
)
_new = insert(pause)
_NOTE = Prepared(
    _new.on_conflict_do_update(
        index_elements=["address", "worker"],
        set_={"held_until": _new.excluded.held_until, "noted_at": _new.excluded.noted_at},
    ),
    sets=("address", "worker", "held_until", "noted_at"),
)
_TIDY = Prepared(
    delete(pause).where(pause.c.worker == bindparam("me"), pause.c.held_until <= bindparam("now"))
)


def look(unit: Unit, bulk: Pace, now: datetime) -> Grant | None:
    """Return the slots that can be taken now; they are kept for this unit until it ends.

    Returns:
        The slots, none if those that were given out reach far enough ahead; None where another worker is
        taking some at this moment.
    """
    row = _LOCK.first(unit.connection)
    if row is None and _IS_THERE.first(unit.connection) is None:
        _BEGIN.run(unit.connection, kind=_BULK, used_until=0)
        row = _LOCK.first(unit.connection)
    if row is None:
        return None
    held = max((until for address, until in pauses(unit, now) if address == EVERYONE), default=0.0)
    return room(row[0] / _MICROSECONDS, held, now.timestamp(), bulk)


def take(unit: Unit, slots: Grant, bulk: Pace, also: int = 0) -> None:
    """Take slots that `look` has returned, and as many more as replies have used."""
    _KEEP.run(unit.connection, used_until=_kept(slots.begin + (slots.n + also) * bulk.interval))


def pauses(unit: Unit, now: datetime) -> list[tuple[int, float]]:
    """Return the pauses that are not over: the chat's address, or `EVERYONE`, and when it ends."""
    time = now.timestamp()
    found = []
    for address, held_until, noted_at in _PAUSES.rows(unit.connection, now=_kept(time)):
        until = held_until / _MICROSECONDS
        if not is_over(until, noted_at / _MICROSECONDS, time):
            found.append((address, until))
    return found


def forget(unit: Unit, now: datetime) -> None:
    """Delete the pauses that are over."""
    unit.connection.execute(delete(pause).where(pause.c.held_until <= _kept(now.timestamp())))


def note_pauses(unit: Unit, held: Iterable[tuple[int, float]], now: datetime) -> None:
    """Keep pauses that the server has asked this worker for: the chat, or `EVERYONE`, and the end of each."""
    time = _kept(now.timestamp())
    _TIDY.run(unit.connection, me=unit.worker, now=time)
    for address, until in sorted(held):
        _NOTE.run(
            unit.connection, address=address, worker=unit.worker, held_until=_kept(until), noted_at=time
        )


def _kept(seconds: float) -> int:
    return round(seconds * _MICROSECONDS)
