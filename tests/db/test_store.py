"""The Store: many units, one commit, and nobody suffers for another's mistake."""

import asyncio
from datetime import date

import pytest
from sqlalchemy import func, insert, select

from db.store import Store, StoreInUse, run_once
from db.tables import tally
from db.unit import Unit

DAY = date(2026, 3, 1)


def note(unit: Unit, word: str) -> str:
    unit.connection.execute(insert(tally).values(day=DAY, event=word, dimension="", value="", n=1))
    return word


def note_and_fail(unit: Unit, word: str) -> None:
    note(unit, word)
    raise ValueError(word)


def notes(unit: Unit) -> set[str]:
    return set(unit.connection.scalars(select(tally.c.event)))


async def test_a_use_case_gets_its_result_after_the_commit(store: Store, database_url: str) -> None:
    assert await store.run(note, "one") == "one"
    assert run_once(database_url, notes) == {"one"}


async def test_units_that_wait_are_committed_together(store: Store) -> None:
    def transaction(unit: Unit, word: str) -> int:
        note(unit, word)
        number = func.count() if unit.connection.dialect.name == "sqlite" else func.txid_current()
        return int(unit.connection.scalar(select(number).select_from(tally)) or 0)

    seen = await asyncio.gather(*(store.run(transaction, str(n)) for n in range(50)))
    if store.is_sqlite:
        assert seen == list(range(1, 51))
    else:
        assert len(set(seen)) < 10


async def test_an_error_in_one_unit_undoes_that_unit_only(store: Store) -> None:
    jobs = [store.run(note_and_fail if n % 3 == 0 else note, str(n)) for n in range(30)]
    results = await asyncio.gather(*jobs, return_exceptions=True)
    assert [isinstance(r, ValueError) for r in results] == [n % 3 == 0 for n in range(30)]
    assert await store.run(notes) == {str(n) for n in range(30) if n % 3}


async def test_an_error_in_a_unit_that_is_alone_undoes_it(store: Store) -> None:
    with pytest.raises(ValueError, match="alone"):
        await store.run(note_and_fail, "alone")
    assert await store.run(notes) == set()


async def test_a_refused_row_is_the_callers_error_and_harms_no_other(store: Store) -> None:
    results = await asyncio.gather(*(store.run(note, "twice") for _ in range(3)), return_exceptions=True)
    assert sorted(type(r).__name__ for r in results) == ["IntegrityError", "IntegrityError", "str"]


async def test_what_waits_at_a_stop_is_still_done(store: Store, database_url: str) -> None:
    waiting = [asyncio.ensure_future(store.run(note, str(n))) for n in range(20)]
    await asyncio.sleep(0)
    await store.close()
    await asyncio.gather(*waiting)
    assert len(run_once(database_url, notes)) == 20


async def test_the_command_line_works_beside_a_running_bot(store: Store, database_url: str) -> None:
    await store.run(note, "bot")
    run_once(database_url, note, "command")
    assert await store.run(notes) == {"bot", "command"}


async def test_a_second_bot_on_one_sqlite_file_is_refused_with_a_sentence(
    store: Store, database_url: str
) -> None:
    if not store.is_sqlite:
        second = Store(database_url)
        await second.open()
        assert (store.worker, second.worker) == (1, 2)
        await second.close()
        return
    with pytest.raises(StoreInUse, match="Another bot process already works on sqlite:///"):
        await Store(database_url).open()
