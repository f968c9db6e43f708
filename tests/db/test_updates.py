"""Handled updates: each once, forgotten in time."""

import asyncio
from datetime import UTC, date, datetime

from sqlalchemy import select

from db import updates
from db.store import Store
from db.tables import set_aside

DAY = date(2026, 3, 1)
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


async def test_an_update_is_new_once_only(store: Store) -> None:
    assert [await store.run(updates.first_time, n, DAY) for n in (1, 2, 1, 2, 3)] == [
        True,
        True,
        False,
        False,
        True,
    ]


async def test_an_update_that_comes_many_times_at_once_is_new_once(store: Store, database_url: str) -> None:
    stores = [store]
    if not store.is_sqlite:
        stores.append(Store(database_url))
        await stores[1].open()
    seen = await asyncio.gather(*(stores[n % len(stores)].run(updates.first_time, 5, DAY) for n in range(20)))
    assert sum(seen) == 1
    for other in stores[1:]:
        await other.close()


async def test_an_update_set_aside_is_not_handled_again_and_keeps_only_its_id_and_reason(
    store: Store,
) -> None:
    for _ in range(2):
        await store.run(updates.set_aside, 8, "ValidationError", NOW)
    assert not await store.run(updates.first_time, 8, DAY)
    kept = await store.run(
        lambda unit: [tuple(row) for row in unit.connection.execute(select(set_aside)).all()]
    )
    assert kept == [(8, "ValidationError", NOW)]


async def test_old_updates_are_forgotten_by_the_day(store: Store) -> None:
    for number, day in enumerate((1, 2, 3)):
        await store.run(updates.first_time, number, date(2026, 3, day))
    assert await store.run(updates.forget_updates, date(2026, 3, 3)) == 2
    assert await store.run(updates.first_time, 0, DAY)
    assert not await store.run(updates.first_time, 2, DAY)
