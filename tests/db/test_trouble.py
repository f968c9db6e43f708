"""What the Store does when the database cannot do its work: one sentence, nothing lost, and on it goes."""

import asyncio
import sqlite3
from datetime import date
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import func, insert, select, update

from db.store import Store, StoreUnavailable
from db.tables import tally
from db.unit import Unit

DAY = date(2026, 3, 1)


def note(unit: Unit, word: str, n: int = 1) -> None:
    unit.connection.execute(insert(tally).values(day=DAY, event=word, dimension="", value="", n=n))


def count(unit: Unit) -> int:
    return unit.connection.scalar(select(func.count()).select_from(tally)) or 0


def tell(unit: Unit, command: str) -> None:
    unit.connection.exec_driver_sql(command)


async def fill(store: Store) -> None:
    for number in range(1000):
        await store.run(note, f"{number} " + "x" * 1000)


on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
KILL_OTHERS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


@on_sqlite
async def test_a_full_disk_is_named_and_once_there_is_room_work_goes_on(store: Store) -> None:
    await store.run(tell, "PRAGMA max_page_count = 1")  # as few pages as the tables need, no more
    sentence = r"^The database sqlite:///\S+ has no room left on its disk\.$"
    with pytest.raises(StoreUnavailable, match=sentence):
        await fill(store)
    kept = await store.run(count)
    await store.run(note, "room again")
    assert await store.run(count) == kept + 1


@on_sqlite
async def test_a_full_disk_refuses_all_units_of_the_commit_and_keeps_none(store: Store) -> None:
    await store.run(tell, "PRAGMA max_page_count = 1")
    units = [store.run(note, f"{number} " + "x" * 100_000) for number in range(5)]
    results = await asyncio.gather(*units, return_exceptions=True)
    assert {type(result) for result in results} == {StoreUnavailable}
    assert await store.run(count) == 0


async def test_a_read_only_database_is_named(store: Store) -> None:
    command = (
        "PRAGMA query_only = ON" if store.is_sqlite else "SET SESSION default_transaction_read_only = on"
    )
    await store.run(tell, command)
    with pytest.raises(StoreUnavailable, match="can only be read, not written"):
        await store.run(note, "in vain")
    await store.run(note, "a new connection can")


@on_sqlite
async def test_a_locked_database_is_named_and_work_goes_on_after_it(store: Store, tmp_path: Path) -> None:
    await store.run(tell, "PRAGMA busy_timeout = 20")
    other = sqlite3.connect(tmp_path / "quartier.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreUnavailable, match="is locked by another program"):
        await store.run(note, "in vain")
    other.execute("ROLLBACK")
    other.close()
    await store.run(note, "free again")
    assert await store.run(count) == 1


async def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("Dear neighbours, " * 100)
    with pytest.raises(StoreUnavailable, match="is damaged or no database"):
        await Store(f"sqlite:///{tmp_path}/letter.db").open()


async def test_a_server_that_is_not_there_is_named_without_its_password() -> None:
    store = Store("postgresql+psycopg://bot:hush@127.0.0.1:1/quartier")
    with pytest.raises(StoreUnavailable, match="cannot be reached") as caught:
        await store.open()
    assert "hush" not in str(caught.value)


@on_postgresql
async def test_a_connection_that_broke_while_idle_is_opened_again_unnoticed(
    store: Store, database_url: str
) -> None:
    other = Store(database_url)
    await other.open()
    await other.run(tell, KILL_OTHERS)
    await store.run(note, "as if nothing had happened")
    assert store.worker == 1
    await other.close()


@on_postgresql
async def test_a_connection_that_breaks_in_the_middle_keeps_nothing_twice(store: Store) -> None:
    def die_once(unit: Unit) -> None:
        note(unit, "once")
        if not died:
            died.append(True)
            tell(unit, "SELECT pg_terminate_backend(pg_backend_pid())")

    died: list[bool] = []
    await store.run(die_once)
    assert await store.run(count) == 1


@on_postgresql
async def test_a_deadlock_between_two_processes_is_solved_by_running_again(
    store: Store, database_url: str
) -> None:
    def add(unit: Unit, word: str) -> None:
        unit.connection.execute(update(tally).where(tally.c.event == word).values(n=tally.c.n + 1))

    def add_to_both(unit: Unit, first: str, second: str, met: list[bool]) -> None:
        add(unit, first)
        if not met:
            met.append(True)
            barrier.wait()
        add(unit, second)

    barrier = Barrier(2, timeout=20)
    await store.run(note, "a", 0)
    await store.run(note, "b", 0)
    other = Store(database_url)
    await other.open()
    one, two = store.run(add_to_both, "a", "b", []), other.run(add_to_both, "b", "a", [])
    await asyncio.gather(one, two)
    await other.close()
    assert await store.run(lambda unit: list(unit.connection.scalars(select(tally.c.n)))) == [2, 2]


@on_postgresql
async def test_the_number_of_a_dead_worker_goes_to_the_next(store: Store, database_url: str) -> None:
    stores = [Store(database_url) for _ in range(3)]
    for other in stores:
        await other.open()
    assert [other.worker for other in stores] == [2, 3, 4]
    await stores[1].close()
    heir = Store(database_url)
    await heir.open()
    assert heir.worker == 3
    for other in (stores[0], stores[2], heir):
        await other.close()
