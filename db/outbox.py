"""The outbox: what is to be said, and who has it in hand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from types import MappingProxyType

import orjson
from sqlalchemy import Select, and_, bindparam, delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT reads the same on SQLite

from db.prepared import Prepared, Row
from db.tables import outbox
from db.unit import Unit
from domain.outgoing import Argument, Aside, Outgoing, Placement, Priority, Terms

LEASE = timedelta(seconds=60)
"""How long a row stays in a worker's hand unless the worker renews it."""


@dataclass(frozen=True, slots=True)
class Leased:
    """A row in this worker's hand."""

    id: int
    outgoing: Outgoing
    attempts: int = 0


_CONTENT = (
    outbox.c.id,
    outbox.c.address,
    outbox.c.priority,
    outbox.c.template,
    outbox.c.language,
    outbox.c.args,
    outbox.c.placement,
    outbox.c.occasion,
    outbox.c.attempts,
    outbox.c.purpose,
    outbox.c.urgent,
    outbox.c.day,
    outbox.c.due_at,
)
_ONCE = insert(outbox).on_conflict_do_nothing(index_elements=["occasion", "address"])
_SET_BY_SAY = (
    *("address", "priority", "template", "language", "args", "placement", "occasion"),
    *("due_at", "worker", "leased_until", "purpose", "urgent", "day"),
)
_SAY = Prepared(_ONCE.returning(outbox.c.id), sets=_SET_BY_SAY)
_SAY_MANY = Prepared(_ONCE, sets=_SET_BY_SAY)


def occasions(unit: Unit, prefix: str) -> set[str]:
    """Return the occasions of waiting messages that begin with these words."""
    query = select(outbox.c.occasion).where(outbox.c.occasion.startswith(prefix, autoescape=True))
    return {occasion for occasion in unit.connection.execute(query).scalars() if occasion}


def _free(*columns: object) -> Select[tuple[int]]:
    """Return the query for rows of one priority that nobody has in hand."""
    # The types of `select` know a fixed number of columns only.
    return select(*columns).where(outbox.c.worker.is_(None), outbox.c.priority == bindparam("kind"))  # type: ignore[call-overload,no-any-return]


_LEASE = Prepared(
    update(outbox)
    .where(
        outbox.c.id.in_(
            _free(outbox.c.id)
            .where(outbox.c.due_at <= bindparam("now"))
            .order_by(outbox.c.due_at, outbox.c.id)
            .limit(bindparam("most"))
            .with_for_update(skip_locked=True)  # SQLite has one writer and leaves it out
        )
    )
    .returning(*_CONTENT),
    sets=("worker", "leased_until"),
)
_NEXT_DUE = Prepared(_free(func.min(outbox.c.due_at)))
_RENEW = Prepared(update(outbox).where(outbox.c.worker == bindparam("me")), sets=("leased_until",))
_FREE_MINE = Prepared(
    update(outbox).where(outbox.c.worker == bindparam("me")).values(worker=None, leased_until=None)
)
_OF_OTHERS = Prepared(
    select(outbox.c.worker, func.max(outbox.c.leased_until))
    # Two ranges of the index, in which nobody's rows and those that staff hold are not.
    .where(
        or_(and_(outbox.c.worker > 0, outbox.c.worker < bindparam("me")), outbox.c.worker > bindparam("me"))
    )
    .group_by(outbox.c.worker)
)
_FREE_OF = Prepared(
    update(outbox)
    .where(outbox.c.worker == bindparam("whose"), outbox.c.leased_until <= bindparam("until"))
    .values(worker=None, leased_until=None)
)


def say(unit: Unit, outgoing: Outgoing, now: datetime) -> int | None:
    """Put a message into the outbox; return its row id, None if this occasion was already said there.

    Replies are this worker's from the start and reach its sender with the commit; messages to many
    are free for all workers.
    """
    mine = unit.worker != 0 and outgoing.priority is Priority.REPLY
    row = _SAY.first(unit.connection, **_row_of(outgoing, now, unit.worker if mine else None))
    if row is None:
        return None
    row_id: int = row[0]
    if mine:
        unit.said.append((row_id, outgoing))
    return row_id


_RECALL = Prepared(
    delete(outbox).where(
        outbox.c.address == bindparam("whom"),
        outbox.c.occasion == bindparam("about"),
        outbox.c.worker.is_(None),
    )
)


def say_later(unit: Unit, outgoing: Outgoing, due_at: datetime) -> None:
    """Put a message into the outbox that goes later, from whichever worker."""
    _SAY_MANY.run(unit.connection, **_row_of(outgoing, due_at, None))


def recall(unit: Unit, address: int, occasion: str) -> bool:
    """Take a message out that waits for its time; return False where there is none any more."""
    return _RECALL.run(unit.connection, whom=address, about=occasion) > 0


def say_to_many(unit: Unit, messages: Iterable[Outgoing], due_at: datetime) -> int:
    """Put many messages into the outbox at once, free for all workers, each occasion only once.

    Returns:
        How many are new.
    """
    new = _SAY_MANY.run_many(unit.connection, [_row_of(outgoing, due_at, None) for outgoing in messages])
    unit.planned += new
    return new


def lease(
    unit: Unit, limit: int, now: datetime, priorities: Iterable[Priority] = tuple(Priority)
) -> list[Leased]:
    """Take up to `limit` due rows in hand, replies before messages to many, in the order they are due."""
    taken: list[Leased] = []
    for priority in priorities:
        if len(taken) < limit:
            rows = _LEASE.rows(
                unit.connection,
                kind=int(priority),
                most=limit - len(taken),
                now=now,
                worker=unit.worker,
                leased_until=now + LEASE,
            )
            taken += [_leased(row) for row in sorted(rows, key=lambda row: (row[-1], row[0]))]
    return taken


def next_due(unit: Unit, priorities: Iterable[Priority] = tuple(Priority)) -> datetime | None:
    """Return when the next free row is due, None if there is none."""
    due = (_NEXT_DUE.first(unit.connection, kind=int(priority)) for priority in priorities)
    return min((row[0] for row in due if row is not None and row[0] is not None), default=None)


def renew(unit: Unit, now: datetime) -> None:
    """Keep all that this worker has in hand for another `LEASE`."""
    _RENEW.run(unit.connection, me=unit.worker, leased_until=now + LEASE)


def free_mine(unit: Unit) -> int:
    """Let go of all that this worker has in hand: at a stop, and what a killed one left at a start."""
    return _FREE_MINE.run(unit.connection, me=unit.worker)


def leases_of_others(unit: Unit) -> dict[int, datetime]:
    """Return the other workers that have rows in hand, each with the end of its newest lease.

    A worker that lives takes new ones or renews them. Whether it does is to be told by a clock that nobody
    sets: when the time of day jumps ahead, everybody's leases seem to be over.
    """
    return dict(_OF_OTHERS.rows(unit.connection, me=unit.worker))


def free_of(unit: Unit, worker: int, until: datetime) -> int:
    """Let go of what a dead worker holds, whose newest lease ended then; return how many rows."""
    return _FREE_OF.run(unit.connection, whose=worker, until=until)


def _row_of(outgoing: Outgoing, now: datetime, worker: int | None) -> dict[str, object]:
    place = outgoing.placement
    return {
        "address": outgoing.address,
        "priority": int(outgoing.priority),
        "template": outgoing.template,
        "language": outgoing.language,
        "args": orjson.dumps(outgoing.args).decode(),
        "placement": orjson.dumps(
            (place.edit, place.replace, place.card_of, _aside_to_data(place.aside), *place.away)
        ).decode(),
        "occasion": outgoing.occasion,
        "due_at": now,
        "worker": worker,
        "leased_until": None if worker is None else now + LEASE,
        "purpose": outgoing.terms.purpose,
        "urgent": outgoing.terms.urgent,
        "day": outgoing.terms.day,
    }


def _leased(row: Row) -> Leased:
    row_id, address, priority, template, language, args, placement, occasion, attempts, *terms, _ = row
    outgoing = Outgoing(
        address,
        template,
        language,
        orjson.loads(args) if "[" in args else _args(args),  # a list could be changed by who gets it
        _placement(placement),
        Priority(priority),
        occasion,
        None,
        _terms(*terms),
    )
    return Leased(row_id, outgoing, attempts)


# The rows of a message to many have these three alike, and nobody changes them.


@lru_cache(64)
def _args(kept: str) -> Mapping[str, Argument]:
    return MappingProxyType(orjson.loads(kept))


@lru_cache(64)
def _placement(kept: str) -> Placement:
    edit, older, card_of, *rest = orjson.loads(kept)
    aside, *away = rest or [None]  # an older program's rows have three
    return Placement(edit, older, card_of, tuple(away), None if aside is None else Aside(*aside))


def _aside_to_data(aside: Aside | None) -> tuple[int, str] | None:
    return None if aside is None else (aside.dialogue, aside.subject)


@lru_cache(64)
def _terms(purpose: str | None, urgent: bool, day: int | None) -> Terms:
    return Terms(purpose, urgent, day)
