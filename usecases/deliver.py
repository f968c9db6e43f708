"""What the sender asks for: rows to send, with what they show, and to keep what became of them."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from db import attachments, marks, outbox
from db.outbox import LEASE, Leased
from db.unit import Unit
from domain.outcomes import Outcome, Sent, Stopped
from domain.outgoing import Outgoing
from usecases.house import House
from usecases.views import load_view

__all__ = ["LEASE", "Leased", "Taken", "keep_outcomes", "let_go", "renew", "take_rows"]

log = logging.getLogger(__name__)
LoadView = Callable[[Unit, House, Outgoing, datetime], Outgoing | None]


@dataclass(frozen=True, slots=True)
class Taken:
    """Rows now in this worker's hand, and when the next free row is due (None: there is none)."""

    rows: list[Leased]
    next_due: datetime | None


def take_rows(unit: Unit, house: House, limit: int, now: datetime, load: LoadView = load_view) -> Taken:
    """Take due rows in hand, those of dead workers included, and load what they show from the tables.

    A row whose subject is gone, or that cannot be shown for another reason, is ended here.
    """
    outbox.free_expired(unit, now)
    rows: list[Leased] = []
    ended: list[tuple[Leased, Outcome]] = []
    for leased in outbox.lease(unit, limit, now):
        try:
            outgoing = load(unit, house, leased.outgoing, now)
        except (LookupError, TypeError, ValueError) as error:
            log.error("outbox row has no view", extra={"outbox_id": leased.id, "error": type(error).__name__})
            ended.append((leased, Stopped("no view")))
            continue
        if outgoing is None:
            ended.append((leased, Stopped("subject gone")))
        else:
            rows.append(replace(leased, outgoing=outgoing))
    if ended:
        marks.mark(unit, ended, now)
    return Taken(rows, outbox.next_due(unit))


def keep_outcomes(unit: Unit, outcomes: Sequence[tuple[Leased, Outcome]], now: datetime) -> None:
    """Keep what became of messages, and the channel's names of files that went out with them."""
    marks.mark(unit, outcomes, now)
    uploaded = {one.uploaded for _row, one in outcomes if isinstance(one, Sent) and one.uploaded}
    for attachment, name in sorted(uploaded):
        attachments.keep_channel_id(unit, attachment, name)


def renew(unit: Unit, now: datetime) -> None:
    """Keep all rows in this worker's hand for another `LEASE`."""
    outbox.renew(unit, now)


def let_go(unit: Unit) -> int:
    """Free all rows in this worker's hand: at a stop, and at a start what a killed one left behind."""
    return outbox.free_mine(unit)
