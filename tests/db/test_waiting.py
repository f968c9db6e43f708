"""Messages to many that wait are held, go on, or are taken out, and each is counted once."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, insert, select

from db import broadcast_counts, marks, outbox, waiting
from db.broadcast_counts import DROPPED, SENT
from db.outbox import Leased
from db.store import Store
from db.tables import broadcast, bulk_day
from db.tables import outbox as rows
from db.unit import Unit
from domain.outcomes import Sent
from domain.outgoing import Outgoing, Priority, Terms

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = NOW.date().toordinal()


def message(address: int, about: str, language: str = "de") -> Outgoing:
    return Outgoing(
        address,
        "news",
        language,
        priority=Priority.BULK,
        occasion=f"{about}:{language}",
        terms=Terms("news", day=DAY),
    )


@pytest.fixture
async def planned(store: Store) -> Store:
    """Two broadcasts in two languages wait, and something else."""

    def plan(unit: Unit) -> None:
        values = [{"id": n, "key": f"b{n}", "purpose": "news", "timezone": "Europe/Berlin"} for n in (3, 33)]
        unit.connection.execute(insert(broadcast), values)
        unit.connection.execute(insert(bulk_day), [{"address": n, "day": DAY, "n": 1} for n in range(10)])
        for about in ("broadcast:3:2026-03-01", "broadcast:33:2026-03-01"):
            outbox.say_to_many(unit, [message(n, about, "de" if n < 6 else "tr") for n in range(10)], NOW)
        outbox.say_to_many(unit, [message(n, "reminder") for n in range(10)], NOW)

    await store.run(plan)
    return store


async def about(store: Store, taken: list[Leased]) -> Counter[str]:
    return Counter(str(row.outgoing.occasion).rpartition(":")[0] for row in taken)


async def test_what_is_held_is_not_sent_until_it_is_let_go_on(planned: Store) -> None:
    assert await planned.run(waiting.hold, "broadcast:3:") == 10
    taken = await planned.run(outbox.lease, 100, NOW)
    assert await about(planned, taken) == {"broadcast:33:2026-03-01": 10, "reminder": 10}
    assert await planned.run(waiting.release, "broadcast:3:") == 10
    assert await about(planned, await planned.run(outbox.lease, 100, NOW)) == {"broadcast:3:2026-03-01": 10}


async def test_what_is_held_stays_so_when_the_worker_that_held_it_starts_anew(planned: Store) -> None:
    await planned.run(waiting.hold, "broadcast:3:")
    await planned.run(outbox.free_mine)
    assert len(await planned.run(outbox.lease, 100, NOW)) == 20


async def test_holding_and_dropping_leave_alone_what_a_worker_has_in_hand(planned: Store) -> None:
    in_hand = [
        row
        for row in await planned.run(outbox.lease, 4, NOW)
        if str(row.outgoing.occasion).startswith("broadcast:3:")
    ]
    assert len(in_hand) == 4
    assert await planned.run(waiting.hold, "broadcast:3:") == 6
    assert await planned.run(waiting.drop, "broadcast:3:") == 6
    await planned.run(marks.mark, [(row, Sent(1)) for row in in_hand], NOW)
    assert await planned.run(broadcast_counts.counts, 3) == {
        "de": {SENT: 4, DROPPED: 2},
        "tr": {DROPPED: 4},
    }


async def test_what_is_dropped_is_counted_by_language_and_gives_the_day_back(planned: Store) -> None:
    await planned.run(waiting.hold, "broadcast:3:")
    assert await planned.run(waiting.drop, "broadcast:3:") == 10
    assert await planned.run(waiting.drop, "broadcast:3:") == 0
    assert await planned.run(broadcast_counts.counts, 3) == {"de": {DROPPED: 6}, "tr": {DROPPED: 4}}
    assert await planned.run(broadcast_counts.counts, 33) == {}
    free = select(func.count()).where(bulk_day.c.n == 0)
    assert await planned.run(lambda unit: unit.connection.scalar(free)) == 10


async def test_a_message_is_counted_once_whoever_marks_it_however_often(planned: Store) -> None:
    taken = [
        row
        for row in await planned.run(outbox.lease, 100, NOW)
        if str(row.outgoing.occasion).startswith("broadcast:3:")
    ]
    for _ in range(2):
        await planned.run(marks.mark, [(row, Sent(1)) for row in taken], NOW)
    await planned.run(waiting.drop_for, 1)
    assert await planned.run(broadcast_counts.counts, 3) == {"de": {SENT: 6}, "tr": {SENT: 4}}
    assert await planned.run(broadcast_counts.counts, 33) == {"de": {DROPPED: 1}}


async def test_what_every_worker_counts_makes_one_sum(planned: Store) -> None:
    def mark_as(unit: Unit, worker: int, address: int) -> None:
        me = Unit(unit.connection, worker)
        taken = [row for row in outbox.lease(me, 100, NOW) if row.outgoing.address == address]
        marks.mark(me, [(row, Sent(1)) for row in taken], NOW)
        outbox.free_mine(me)

    for worker, address in ((1, 1), (2, 2), (7, 7), (2, 3)):
        await planned.run(mark_as, worker, address)
    assert await planned.run(broadcast_counts.counts, 33) == {"de": {SENT: 3}, "tr": {SENT: 1}}


async def test_a_broadcast_that_is_gone_counts_nothing_and_stops_nobody(planned: Store) -> None:
    taken = await planned.run(outbox.lease, 100, NOW)
    await planned.run(lambda unit: unit.connection.execute(broadcast.delete()) and None)
    await planned.run(marks.mark, [(row, Sent(1)) for row in taken], NOW)
    left = select(func.count()).select_from(rows)
    assert await planned.run(lambda unit: unit.connection.scalar(left)) == 0


async def test_what_is_put_off_waits_for_its_time_and_goes_then(planned: Store) -> None:
    taken = await planned.run(outbox.lease, 100, NOW)
    later = NOW + timedelta(minutes=5)
    await planned.run(waiting.put_off, [row.id for row in taken], later)
    assert await planned.run(outbox.next_due) == later
    assert await planned.run(outbox.lease, 100, NOW) == []
    assert len(await planned.run(outbox.lease, 100, later)) == len(taken) == 30


async def test_a_chat_that_has_to_wait_keeps_what_goes_later_anyway(planned: Store) -> None:
    later = NOW + timedelta(minutes=5)
    await planned.run(waiting.let_wait, 3, later)
    await planned.run(waiting.let_wait, 3, NOW)
    assert {row.outgoing.address for row in await planned.run(outbox.lease, 100, NOW)} == {*range(10)} - {3}
    assert len(await planned.run(outbox.lease, 100, later)) == 3
