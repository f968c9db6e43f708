"""Messages to many that wait: held, let go on, or taken out, by what they are about."""

from sqlalchemy import ColumnElement, Select, delete, or_, select, update

from db import broadcast_counts, bulk_days
from db.tables import outbox
from db.unit import Unit
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
    return unit.connection.execute(statement).rowcount


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


def _about(prefix: str) -> ColumnElement[bool]:
    return outbox.c.occasion.startswith(prefix, autoescape=True)


def _ids(prefix: str, state: ColumnElement[bool]) -> Select[tuple[int]]:
    """Return the query for messages that nobody else changes just now: nothing here waits for a worker."""
    return select(outbox.c.id).where(_about(prefix), state).with_for_update(skip_locked=True)
