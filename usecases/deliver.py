"""What the sender asks for: rows to send, with what they show, and to keep what became of them."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from db import attachments, marks, outbox, pace, waiting
from db.outbox import LEASE, Leased
from db.pace import EVERYONE
from db.unit import Unit
from domain.outcomes import Outcome, Sent, Stopped
from domain.outgoing import Outgoing, Priority
from domain.pacing import Grant, Pace
from usecases.house import House
from usecases.still_wanted import drop, sift
from usecases.views import load_view

__all__ = [
    "EVERYONE",
    "LEASE",
    "Leased",
    "Taken",
    "ToMany",
    "hear_pauses",
    "keep_outcomes",
    "let_go",
    "note_pauses",
    "put_back",
    "renew",
    "take_rows",
]

log = logging.getLogger(__name__)
LoadView = Callable[[Unit, House, Outgoing, datetime], Outgoing | None]

_SAME_FOR_ALL = frozenset({"broadcast_news", "said_news", "said_picture", "said_scales"})
"""Templates whose view depends on the arguments alone: it is loaded once for all who get it."""

_UNLIMITED = Pace(0)
_ROUNDS = 10  # of rows that nobody wants any more, until others of the commit have their turn


@dataclass(frozen=True, slots=True)
class ToMany:
    """What a worker wants of messages to many.

    Attributes:
        room: Rows at the most, where no pace limits them.
        pace: The pace that all workers keep together.
        behind: Rows in this worker's hand that have no slot.
        also: Slots that replies have used since the last time.
    """

    room: int
    pace: Pace = _UNLIMITED
    behind: int = 0
    also: int = 0


@dataclass(frozen=True, slots=True)
class Taken:
    """Rows now in this worker's hand.

    Attributes:
        rows: Replies, then messages to many.
        next_due: When the next free row is due; None where there is none.
        slots: When these messages to many may go; None where no pace is kept.
        more_from: From when the next slots can be had, in seconds as `datetime.timestamp` gives them.
        pauses: That the server has asked any worker for.
        others: The other workers that have rows in hand, with the end of the newest lease of each.
    """

    rows: list[Leased]
    next_due: datetime | None
    slots: Grant | None = None
    more_from: float = 0.0
    pauses: list[tuple[int, float]] = field(default_factory=list)
    others: Mapping[int, datetime] = field(default_factory=dict)


def take_rows(
    unit: Unit,
    house: House,
    limit: int,
    now: datetime,
    to_many: ToMany | None = None,
    dead: Mapping[int, datetime] = MappingProxyType({}),
    load: LoadView = load_view,
) -> Taken:
    """Take due rows in hand, those of dead workers included, and load what they show from the tables.

    A row whose subject is gone, that nobody wants any more, or that cannot be shown, is ended here.

    Args:
        unit: The unit of work.
        house: The deployment.
        limit: Replies at the most.
        now: The time.
        to_many: What is wanted of messages to many; by default the rest of the limit, without a pace.
        dead: Workers that have not taken or renewed a lease for longer than one lasts; as `Taken.others`.
        load: Loads a view.
    """
    for worker, until in dead.items():
        outbox.free_of(unit, worker, until)
    replies = outbox.lease(unit, limit, now, [Priority.REPLY])
    wanted = to_many or ToMany(limit - len(replies))
    if wanted.pace.per_second:
        bulk, slots, more_from = _take_paced(unit, house, wanted, now)
    else:
        bulk, slots, more_from = _take_bulk(unit, house, wanted.room, now), None, 0.0
    rows = _with_views(unit, house, [*replies, *bulk], now, load)
    others = outbox.leases_of_others(unit)
    return Taken(rows, outbox.next_due(unit), slots, more_from, pace.pauses(unit, now), others)


def _take_paced(unit: Unit, house: House, wanted: ToMany, now: datetime) -> tuple[list[Leased], Grant, float]:
    """Take messages to many in hand, and a slot for each; also return from when on there are more slots."""
    nothing = Grant(now.timestamp(), 0)
    due = outbox.next_due(unit, [Priority.BULK])
    if not wanted.behind and (due is None or due > now):
        return [], nothing, nothing.begin
    free = pace.look(unit, wanted.pace, now)
    if free is None:
        return [], nothing, nothing.begin
    if not free.n:
        return [], nothing, free.begin
    rows = _take_bulk(unit, house, max(0, free.n - wanted.behind), now)
    slots = Grant(free.begin, min(free.n, wanted.behind + len(rows)))
    if not slots.n:
        return rows, slots, free.begin
    pace.take(unit, slots, wanted.pace, wanted.also)
    return rows, slots, slots.begin + (slots.n + wanted.also) * wanted.pace.interval


def _take_bulk(unit: Unit, house: House, room: int, now: datetime) -> list[Leased]:
    rows: list[Leased] = []
    for _ in range(_ROUNDS):
        leased = outbox.lease(unit, room - len(rows), now, [Priority.BULK]) if len(rows) < room else []
        if not leased:
            break
        rows += sift(unit, house, leased, now)
    return rows


def _with_views(
    unit: Unit, house: House, leased: Sequence[Leased], now: datetime, load: LoadView
) -> list[Leased]:
    rows: list[Leased] = []
    ended: list[tuple[Leased, Outcome]] = []
    unwanted: list[Leased] = []
    known: dict[tuple[object, ...], object] = {}
    for row in leased:
        outgoing = row.outgoing
        key = (outgoing.template, *outgoing.args.items()) if outgoing.template in _SAME_FOR_ALL else None
        if key is not None and key in known:
            rows.append(Leased(row.id, outgoing.showing(known[key]), row.attempts))
            continue
        try:
            shown = load(unit, house, outgoing, now)
        except (LookupError, TypeError, ValueError) as error:
            log.error("outbox row has no view", extra={"outbox_id": row.id, "error": type(error).__name__})
            ended.append((row, Stopped("no view")))
            continue
        if shown is not None:
            rows.append(Leased(row.id, shown, row.attempts))
            if key is not None:
                known[key] = shown.view
        elif outgoing.priority is Priority.BULK:
            unwanted.append(row)
        else:
            ended.append((row, Stopped("subject gone")))
    if ended:
        marks.mark(unit, ended, now)
    if unwanted:
        drop(unit, unwanted, now)
    return rows


def keep_outcomes(unit: Unit, outcomes: Sequence[tuple[Leased, Outcome]], now: datetime) -> None:
    """Keep what became of messages, and the channel's names of files that went out with them."""
    marks.mark(unit, outcomes, now)
    uploaded = {one.uploaded for _row, one in outcomes if isinstance(one, Sent) and one.uploaded}
    for attachment, name in sorted(uploaded):
        attachments.keep_channel_id(unit, attachment, name)


def renew(unit: Unit, now: datetime) -> None:
    """Keep all rows in this worker's hand for another `LEASE`."""
    outbox.renew(unit, now)


def put_back(unit: Unit, rows: Sequence[int], at: datetime) -> None:
    """Free rows in hand for all workers; before they go, at this time or later, they are looked at again."""
    waiting.put_off(unit, rows, at)


def let_go(unit: Unit) -> int:
    """Free all rows in this worker's hand: at a stop, and at a start what a killed one left behind."""
    return outbox.free_mine(unit)


def hear_pauses(unit: Unit, now: datetime) -> list[tuple[int, float]]:
    """Return the pauses that the server has asked any worker for: the chat, or `EVERYONE`, and the end."""
    return pace.pauses(unit, now)


def note_pauses(unit: Unit, pauses: Sequence[tuple[int, float]], now: datetime) -> None:
    """Let all workers keep pauses that the server has asked this one for."""
    pace.note_pauses(unit, pauses, now)
