"""Messages to many that wait: held, let go on, put off, or taken out."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, bindparam, case, delete, or_, select, update

from db import broadcast_counts, bulk_days
from db.id_lists import ByIds
from db.outbox import Leased
from db.prepared import Prepared
from db.tables import Moment, outbox
from db.unit import Unit
from domain.languages import Language
from domain.outgoing import Priority

HELD = -1
"""The worker of messages that wait for staff to let them go on."""

_FREE = outbox.c.worker.is_(None)


def hold(unit: Unit, prefix: str) -> int:
    """Keep messages from going until `release`; return how many.

    What a worker has in its hand at this moment is looked at again before it would go, or has gone within
    about a second. So staff's wish has to stand in a table, too, such as a broadcast's status.

    Args:
        unit: The unit of work.
        prefix: What the messages' occasions begin with, such as `broadcast:3:`.
    """
    statement = update(outbox).where(outbox.c.id.in_(_ids(prefix, _FREE))).values(worker=HELD)
    return unit.connection.execute(statement).rowcount


def release(unit: Unit, prefix: str) -> int:
    """Let messages that were held go on; return how many."""
    statement = update(outbox).where(_about(prefix), outbox.c.worker == HELD).values(worker=None)
    released = unit.connection.execute(statement).rowcount
    unit.planned += released
    return released


def drop(unit: Unit, prefix: str) -> int:
    """Take messages out that wait, held ones too, count them and give their days back; return how many.

    Of what a worker has in its hand the same is true as for `hold`.
    """
    waits = _ids(prefix, or_(_FREE, outbox.c.worker == HELD))
    gone = delete(outbox).where(outbox.c.id.in_(waits))
    rows = unit.connection.execute(gone.returning(outbox.c.address, outbox.c.day, outbox.c.occasion)).all()
    bulk_days.give_back(unit, ((address, day) for address, day, _ in rows if day is not None))
    broadcast_counts.count(unit, broadcast_counts.DROPPED, (occasion for *_, occasion in rows))
    return len(rows)


def drop_for(unit: Unit, address: int, outcome: str = broadcast_counts.DROPPED) -> int:
    """Take out all messages to many that wait for a chat, wherever they are; return how many they were."""
    mine = outbox.c.address == address, outbox.c.priority == int(Priority.BULK)
    gone = delete(outbox).where(*mine).returning(outbox.c.occasion)
    occasions = list(unit.connection.scalars(gone))
    broadcast_counts.count(unit, outcome, occasions)
    return len(occasions)


# --- rows in this worker's hand --------------------------------------------------------------------

_mine = outbox.c.worker == bindparam("me")
_at = bindparam("at", type_=Moment)  # without its type a result of CASE is bound as it comes
_later = case((outbox.c.due_at < _at, _at), else_=outbox.c.due_at)
_PUT_BACK = ByIds(
    outbox.c.id,
    lambda which: update(outbox).where(which, _mine).values(worker=None, leased_until=None, due_at=_later),
)
_SET_ASIDE = ByIds(
    outbox.c.id, lambda which: update(outbox).where(which, _mine).values(worker=HELD, leased_until=None)
)
_WAIT = Prepared(
    update(outbox)
    .where(outbox.c.address == bindparam("whom"), outbox.c.priority == int(Priority.BULK), _FREE)
    .values(due_at=_later)
)
_MOVE = Prepared(
    update(outbox)
    .where(
        outbox.c.address == bindparam("whom"),
        outbox.c.day == bindparam("from_day"),
        outbox.c.occasion.startswith(bindparam("about")),
        or_(outbox.c.id == bindparam("row"), _FREE),
    )
    .values(worker=None, leased_until=None),
    sets=("due_at", "day"),
)


def put_off(unit: Unit, rows: Sequence[int], at: datetime) -> None:
    """Free rows in hand for all workers, none of them before a time."""
    if rows:
        _PUT_BACK.run(unit.connection, rows, me=unit.worker, at=at)


def set_aside(unit: Unit, rows: Sequence[int]) -> None:
    """Keep rows in hand from going until `release`: staff have held what they are about."""
    _SET_ASIDE.run(unit.connection, rows, me=unit.worker)


def let_wait(unit: Unit, address: int, at: datetime) -> None:
    """Let a chat's messages to many that nobody has in hand wait until a time, in their order."""
    _WAIT.run(unit.connection, whom=address, at=at)


def move(unit: Unit, row: Leased, due_at: datetime, day: date) -> None:
    """Let a message in hand go on another day, and with it the parts that nobody has in hand yet.

    A message's parts have occasions that differ in the last two words, and count for the same day.
    """
    outgoing = row.outgoing
    about = str(outgoing.occasion).rsplit(":", 2)[0]
    _MOVE.run(
        unit.connection,
        whom=outgoing.address,
        from_day=outgoing.terms.day,
        about=f"{about}:",
        row=row.id,
        due_at=due_at,
        day=day.toordinal(),
    )


def speak(unit: Unit, address: int, before: Language, after: Language) -> None:
    """Let what waits for a chat follow a member into another language.

    Where the chat has the same message in the new language already, the old one is dropped.
    """
    mine = outbox.c.address == address, outbox.c.priority == int(Priority.BULK)
    rows = unit.connection.execute(
        select(outbox.c.id, outbox.c.occasion, outbox.c.language).where(*mine)
    ).all()
    there = {(str(occasion).rpartition(":")[0], language) for _, occasion, language in rows}
    moves = [
        (row, str(occasion).rpartition(":")[0]) for row, occasion, language in rows if language == before
    ]
    twice = [row for row, about in moves if (about, after) in there]
    gone = unit.connection.scalars(delete(outbox).where(outbox.c.id.in_(twice)).returning(outbox.c.occasion))
    broadcast_counts.count(unit, broadcast_counts.DROPPED, list(gone))
    others = [row for row, about in moves if (about, after) not in there]
    unit.connection.execute(update(outbox).where(outbox.c.id.in_(others)).values(language=after))


def _about(prefix: str) -> ColumnElement[bool]:
    return outbox.c.occasion.startswith(prefix, autoescape=True)


def _ids(prefix: str, state: ColumnElement[bool]) -> Select[tuple[int]]:
    """Return the query for messages that nobody else changes just now: nothing here waits for a worker."""
    return select(outbox.c.id).where(_about(prefix), state).with_for_update(skip_locked=True)
