"""What is erased stands in the list outside of the database at once, and nobody waits for the disk."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from db import residents, rights
from db.residents import ConsentText
from db.store import Store
from db.unit import Unit
from domain.person import Person
from domain.receipts import receipt_of, response_key
from domain.town import SURVEY_CONSENT
from domain.withdrawal import hide_key
from scheduler.erasures import ErasureList
from usecases.choose import choose
from usecases.erasure_list import read_list
from usecases.rehearsal import Guest, Rehearsal
from usecases.restore import erasures

NOON = datetime(2026, 10, 3, 12, 0, tzinfo=UTC)


@pytest.fixture
def rehearsal(database_url: str) -> Iterator[Rehearsal]:
    """Three have submitted, whose answers wait."""
    played = Rehearsal(database_url, NOON, Random(5))
    played.take_part(["word"] * 3)
    yield played
    played.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The list."""
    return tmp_path / "erasures"


@pytest.fixture
async def listed(rehearsal: Rehearsal, path: Path) -> AsyncIterator[tuple[Store, ErasureList]]:
    """The Store beside its list, as the running bot has them, without any tick."""
    store = Store(rehearsal.address, as_worker=False)
    await store.open()
    erasure_list = ErasureList(store, path)
    store.on_erased = erasure_list.add
    yield store, erasure_list
    await store.close()


def chooses(unit: Unit, played: Rehearsal, guest: Guest, option: str, update: int) -> None:
    choose(unit, played.house, update, Person(guest.chat, guest.chat, "en"), option, 1, NOON)


def agrees(unit: Unit, guest: Guest) -> None:
    resident = residents.by_address(unit, guest.chat)
    assert resident is not None
    residents.agree(unit, resident.member_id, SURVEY_CONSENT, ConsentText("1", "h", "en"), NOON)


async def test_an_erasure_a_withdrawal_and_the_end_of_a_consent_are_written_without_any_tick(
    listed: tuple[Store, ErasureList], rehearsal: Rehearsal, path: Path
) -> None:
    store, erasure_list = listed
    erases, withdraws, ends = rehearsal.guests
    await store.run(agrees, ends)
    pepper = rehearsal.house.pepper
    code = hide_key(pepper, withdraws.chat, response_key(pepper, receipt_of(pepper, withdraws.seal)))
    ways = [
        (erases, "erase", 2),
        (withdraws, f"withdraw:{code}", 1),
        (ends, f"unconsent:{SURVEY_CONSENT}", 1),
    ]
    known = 0
    for update, (guest, option, tokens) in enumerate(ways, start=10_000):
        await store.run(chooses, rehearsal, guest, option, update)
        await erasure_list.finish()
        known += tokens  # of the chat, and of its submitted answers
        assert read_list(path) == await store.run(erasures)
        assert len(read_list(path)) == known


async def test_while_a_slow_disk_takes_the_list_everybody_else_is_served(
    listed: tuple[Store, ErasureList], rehearsal: Rehearsal, path: Path
) -> None:
    store, erasure_list = listed
    os.mkfifo(path)  # whoever reads it waits until somebody writes
    for update, guest in enumerate(rehearsal.guests, start=10_000):
        await store.run(chooses, rehearsal, guest, "erase", update)
    await asyncio.to_thread(lambda: path.open("w").close())
    await erasure_list.finish()
    assert read_list(path) == await store.run(erasures)
    assert len(read_list(path)) == 6


async def test_what_could_not_be_written_is_made_up_for_by_the_next_tick(
    listed: tuple[Store, ErasureList],
    rehearsal: Rehearsal,
    path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    store, erasure_list = listed
    os.mkdir(path)
    await store.run(chooses, rehearsal, rehearsal.guests[0], "erase", 10_000)
    await erasure_list.finish()
    assert "cannot be read" in caplog.text
    assert str(rehearsal.guests[0].chat) not in caplog.text
    os.rmdir(path)
    await erasure_list.complete()
    assert read_list(path) == await store.run(erasures) != set()


async def test_only_what_is_committed_is_told(listed: tuple[Store, ErasureList]) -> None:
    def keep(unit: Unit, token: bytes, *, fails: bool) -> None:
        rights.keep_erasures(unit, [token])
        if fails:
            raise LookupError

    store, _ = listed
    told: list[bytes] = []
    store.on_erased = told.extend
    tokens = [number.to_bytes(32) for number in range(20)]
    units = [store.run(lambda unit, n=n: keep(unit, tokens[n], fails=n % 3 == 0)) for n in range(20)]  # type: ignore[misc]
    await asyncio.gather(*units, return_exceptions=True)
    assert sorted(told) == [token for n, token in enumerate(tokens) if n % 3]
    assert await store.run(rights.erasures) == {*told}
