"""Before messages to many go: does everybody still want theirs, is the hour decent, has staff held it?"""

from collections.abc import Sequence
from datetime import datetime

from db import broadcasts, bulk_days, marks, readers, waiting
from db.broadcast_counts import broadcast_of
from db.outbox import Leased
from db.unit import Unit
from domain.broadcasts import BroadcastStatus
from domain.decent_days import at_the_same_time
from domain.outcomes import Dropped
from domain.quiet_hours import decent
from domain.readers import wants
from domain.times import local_day
from usecases.house import House


def sift(unit: Unit, house: House, rows: Sequence[Leased], now: datetime) -> list[Leased]:
    """Return those of the rows just taken in hand that may go now, in their order.

    What nobody wants any more is dropped and counted; what staff hold is set aside; in quiet hours what is
    not urgent waits for the next decent moment, and counts for that day instead of this one.
    """
    if not rows:
        return []
    known = readers.readers(unit, list({row.outgoing.address for row in rows}))
    states = {occasion: _state(unit, occasion) for occasion in {row.outgoing.occasion for row in rows}}
    is_quiet = house.quiet.hold(now, house.timezone)
    go, dropped, held, early = [], [], [], []
    for row in rows:
        outgoing = row.outgoing
        state = states[outgoing.occasion]
        if state is BroadcastStatus.CANCELLED or not wants(
            known.get(outgoing.address), outgoing.terms, outgoing.language
        ):
            dropped.append(row)
        elif state is BroadcastStatus.PAUSED:
            held.append(row.id)
        elif is_quiet and not outgoing.terms.urgent:
            early.append(row)
        else:
            go.append(row)
    if dropped:
        drop(unit, dropped, now)
    if held:
        waiting.set_aside(unit, held)
    if early:
        _put_off(unit, house, early, now)
    return go


def drop(unit: Unit, rows: Sequence[Leased], now: datetime) -> None:
    """Take messages out that nobody wants any more, and give their days back."""
    marks.mark(unit, [(row, Dropped()) for row in rows], now)
    days = ((row.outgoing.address, row.outgoing.terms.day) for row in rows)
    bulk_days.give_back(unit, ((address, day) for address, day in days if day is not None))


def _state(unit: Unit, occasion: str | None) -> BroadcastStatus | None:
    """Return the status of the broadcast that an occasion names, None for any other occasion."""
    number = broadcast_of(occasion)
    found = None if number is None else broadcasts.state(unit, number)
    return None if found is None else found[0]


def _put_off(unit: Unit, house: House, rows: Sequence[Leased], now: datetime) -> None:
    """Let messages wait for the next decent moment; those that count for a day get the next one with room."""
    due_at = decent(now, house.timezone, house.quiet)
    first = local_day(due_at, house.timezone)
    counted = [row for row in rows if row.outgoing.terms.day not in (None, first.toordinal())]
    waiting.put_off(unit, [row.id for row in rows if row not in counted], due_at)
    if not counted:
        return
    addresses = (row.outgoing.address for row in counted)
    days = bulk_days.take(unit, addresses, first, max(house.bulk_a_day, 1))
    for row in counted:
        day = days[row.outgoing.address]
        at = at_the_same_time(due_at, day, house.timezone, house.quiet)
        waiting.move(unit, row, at, day)
