"""What became of messages: kept in sets, with the counts of broadcasts in the same commit."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, update
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT reads the same on SQLite

from db import asides, broadcast_counts, waiting
from db.broadcast_counts import BLOCKED, DROPPED, FAILED, SENT
from db.id_lists import ByIds
from db.outbox import Leased
from db.prepared import Prepared
from db.tables import chat, dialogue, outbox, tally
from db.unit import Unit
from domain.outcomes import RESIDENT_LEFT, Dropped, Outcome, ResidentLeft, Sent, Stopped, TryAgain
from domain.outgoing import Placement, Priority

_DONE = ByIds(outbox.c.id, lambda which: delete(outbox).where(which).returning(outbox.c.id))
_TRY_AGAIN = Prepared(
    update(outbox)
    .where(outbox.c.id == bindparam("row"))
    .values(attempts=outbox.c.attempts + bindparam("more"))
)
_TRY_LATER = Prepared(
    update(outbox)
    .where(outbox.c.id == bindparam("row"), outbox.c.worker == bindparam("me"))
    .values(attempts=outbox.c.attempts + bindparam("more"), worker=None, leased_until=None),
    sets=("due_at",),
)
_KEEP_CARD = Prepared(update(dialogue).where(dialogue.c.id == bindparam("row")), sets=("card",))
_UNREACHABLE = Prepared(update(chat).where(chat.c.address == bindparam("whom")).values(reachable=False))
_TALLY = Prepared(
    insert(tally).on_conflict_do_update(
        index_elements=["day", "event", "dimension", "value"], set_={"n": tally.c.n + 1}
    ),
    sets=("day", "event", "dimension", "value", "n"),
)


def mark(unit: Unit, outcomes: Sequence[tuple[Leased, Outcome]], now: datetime) -> None:
    """Keep what became of rows in hand.

    Only those to try again stay in the outbox: a reply in this worker's hand, a message to many free for all,
    so that what its reader wants is looked at again before the next attempt.

    A broadcast counts what this very commit takes out of the outbox. So a message that two workers have
    marked, or that /stop has taken out meanwhile, is counted once.
    """
    done = [leased.id for leased, outcome in outcomes if not isinstance(outcome, TryAgain)]
    gone = {row[0] for row in _DONE.rows(unit.connection, done)} if done else set()
    counted: dict[str, list[str | None]] = {}
    for leased, outcome in outcomes:
        if leased.outgoing.occasion is not None and leased.id in gone:
            counted.setdefault(_counted_as(outcome), []).append(leased.outgoing.occasion)
        _keep(unit, leased, outcome, now)
    for name, occasions in counted.items():
        broadcast_counts.count(unit, name, occasions)


def _keep(unit: Unit, leased: Leased, outcome: Outcome, now: datetime) -> None:
    match outcome:
        case Sent(message):
            _keep_card(unit, leased.outgoing.placement, message)
        case TryAgain(at, counts) if leased.outgoing.priority is Priority.BULK:
            _TRY_LATER.run(unit.connection, row=leased.id, me=unit.worker, due_at=at, more=int(counts))
            waiting.let_wait(unit, leased.outgoing.address, at)
        case TryAgain(
            _, counts
        ):  # whoever has it after a kill says it before what was said later in its chat
            _TRY_AGAIN.run(unit.connection, row=leased.id, more=int(counts))
        case Stopped(reason):
            _TALLY.run(
                unit.connection, day=now.date(), event="undeliverable", dimension="reason", value=reason, n=1
            )
        case ResidentLeft():
            _UNREACHABLE.run(unit.connection, whom=leased.outgoing.address)
            waiting.drop_for(unit, leased.outgoing.address, BLOCKED)


def _counted_as(outcome: Outcome) -> str:
    match outcome:
        case Sent():
            return SENT
        case ResidentLeft() | Stopped(reason=RESIDENT_LEFT.reason):
            return BLOCKED
        case Dropped():
            return DROPPED
        case _:
            return FAILED


def _keep_card(unit: Unit, placement: Placement, message: int | None) -> None:
    if placement.aside is not None and message is not None:
        asides.keep(unit, placement.aside, message)
    if placement.card_of is not None and message is not None and message != placement.edit:
        _KEEP_CARD.run(unit.connection, row=placement.card_of, card=message)
