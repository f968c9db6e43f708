"""How many messages of a broadcast were sent, and what became of the others. Never who got one."""

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import bindparam, func, select
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT reads the same on SQLite

from db.prepared import Prepared
from db.tables import broadcast, broadcast_count
from db.unit import Unit
from domain.languages import Language

SENT, BLOCKED, FAILED, DROPPED = "sent", "blocked", "failed", "dropped"
PREFIX = "broadcast:"
"""What the occasions of a broadcast's messages begin with: `broadcast:ID:PART:LANGUAGE`."""

_NEW = insert(broadcast_count).from_select(
    ["broadcast_id", "language", "outcome", "worker", "n"],
    # Nothing is counted where the broadcast is gone: its messages may still be on their way.
    select(
        broadcast.c.id,
        bindparam("language", type_=broadcast_count.c.language.type),
        bindparam("outcome", type_=broadcast_count.c.outcome.type),
        bindparam("me", type_=broadcast_count.c.worker.type),
        bindparam("more", type_=broadcast_count.c.n.type),
    ).where(broadcast.c.id == bindparam("which")),
)
_COUNT = Prepared(
    _NEW.on_conflict_do_update(
        index_elements=["broadcast_id", "language", "outcome", "worker"],
        set_={"n": broadcast_count.c.n + _NEW.excluded.n},
    )
)


def count(unit: Unit, outcome: str, occasions: Iterable[str | None]) -> None:
    """Count messages by their occasions; those of no broadcast are left out.

    It takes one statement for each broadcast and language.

    Args:
        unit: The unit of work, which also takes these messages out of the outbox.
        outcome: What became of them.
        occasions: One for each message.
    """
    for occasion, n in sorted(Counter(filter(None, occasions)).items()):
        broadcast_id = broadcast_of(occasion)
        if broadcast_id is not None:
            _COUNT.run(
                unit.connection,
                which=broadcast_id,
                language=occasion.rpartition(":")[2],
                outcome=outcome,
                me=unit.worker,
                more=n,
            )


def counts(unit: Unit, broadcast_id: int) -> dict[Language, Counter[str]]:
    """Return how many messages of a broadcast there are, by the language planned and by outcome."""
    columns = broadcast_count.c.language, broadcast_count.c.outcome
    query = (
        select(*columns, func.sum(broadcast_count.c.n))
        .where(broadcast_count.c.broadcast_id == broadcast_id)
        .group_by(*columns)
        .order_by(*columns)
    )
    found: dict[Language, Counter[str]] = {}
    for language, outcome, n in unit.connection.execute(query):
        found.setdefault(language, Counter())[outcome] = int(n)
    return found


def broadcast_of(occasion: str | None) -> int | None:
    """Return the broadcast that an occasion names, None for any other occasion."""
    if occasion is None or not occasion.startswith(PREFIX):
        return None
    number = occasion.removeprefix(PREFIX).partition(":")[0]
    return int(number) if number.isdecimal() else None
