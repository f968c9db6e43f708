"""What was withdrawn or deleted is gone from every file of the database, to the last byte."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from os import urandom
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Connection

from db import traces
from db.connect import open_engine
from db.store import StoreUnavailable
from domain.receipts import SEAL_BYTES
from tests.usecases.town import NOON
from usecases.rehearsal import Guest, Rehearsal

GONE, LIVING = "verschwunden-ÄÖ-", "geblieben-ÄÖ-"
SEAL = b"seal-of-a-draft"  # 15 bytes that every seal begins with here; the last one differs
MANY, FEW = 100, 20
"""How many are in each state; the few still make a batch and a wave of their own."""


class Seals:
    """Random bytes that can be found again."""

    def __init__(self) -> None:
        self._numbers = count()

    def __call__(self, size: int | None = None) -> bytes:
        return SEAL + bytes([next(self._numbers)]) if size == SEAL_BYTES else urandom(size or 32)


@pytest.fixture
def rehearsal(database_url: str) -> Iterator[Rehearsal]:
    played = Rehearsal(database_url, NOON, Random(9))
    yield played
    played.close()


@contextmanager
def looking(rehearsal: Rehearsal) -> Iterator[Connection]:
    engine = open_engine(rehearsal.address)
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("CHECKPOINT")  # the server writes what it has in memory
        yield connection
    engine.dispose()


def files(rehearsal: Rehearsal) -> list[Path]:
    with looking(rehearsal) as connection:
        found = traces.files(connection, rehearsal.address)
    assert found
    return found


def found(rehearsal: Rehearsal, *needles: bytes) -> dict[str, int]:
    return traces.found_in(files(rehearsal), needles)


def texts(word: str, n: int) -> list[str]:
    """Return texts that differ, all with the same rare words in them."""
    return [f"{word}{number} " + "und noch mehr dazu " * (number % 40) for number in range(n)]


def play(rehearsal: Rehearsal, each: int) -> tuple[list[int], list[Guest]]:
    """Let texts come into every state in which they can be deleted or withdrawn; return whose those are."""
    begun = rehearsal.begin(texts(GONE, each))
    counted = rehearsal.take_part(texts(GONE, each))
    stay = rehearsal.take_part(texts(LIVING, each))
    rehearsal.seal()
    rehearsal.close_wave()
    rehearsal.close_wave()
    loose = rehearsal.take_part(texts(GONE, each))
    rehearsal.seal()
    waiting = rehearsal.take_part(texts(GONE, each))
    assert len(stay) == each
    return begun + [guest.chat for guest in waiting], [*counted, *loose]


def delete_and_withdraw(rehearsal: Rehearsal, chats: Sequence[int], guests: Sequence[Guest]) -> None:
    rehearsal.erase(chats)
    assert rehearsal.withdraw(guests) == len(guests)


def test_two_hundred_withdrawn_and_two_hundred_deleted_texts_are_in_no_file_after_scrubbing(
    rehearsal: Rehearsal,
) -> None:
    chats, guests = play(rehearsal, MANY)
    assert (len(chats), len(guests)) == (200, 200)
    delete_and_withdraw(rehearsal, chats, guests)
    rehearsal.scrub()
    assert found(rehearsal, *traces.encoded(GONE)) == {}
    assert found(rehearsal, *traces.encoded(LIVING)), "the search finds what is there"


def test_seals_from_which_receipts_could_be_made_again_are_in_no_file_after_scrubbing(
    rehearsal: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("usecases.talk.secrets.token_bytes", Seals())
    rehearsal.take_part(texts(LIVING, FEW))
    assert found(rehearsal, SEAL), "the search finds what is there"
    rehearsal.seal()
    rehearsal.scrub()
    assert found(rehearsal, SEAL, SEAL.hex().encode()) == {}
    receipts = [guest.receipt.encode() for guest in rehearsal.guests]
    assert found(rehearsal, *receipts, *(one.replace(b"-", b"") for one in receipts)) == {}


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_the_statistics_of_the_server_hold_no_text(rehearsal: Rehearsal) -> None:
    chats, guests = play(rehearsal, FEW)
    with looking(rehearsal) as connection:
        connection.exec_driver_sql("ANALYZE")
        connection.commit()
        known = connection.exec_driver_sql(
            "SELECT most_common_vals::text, histogram_bounds::text FROM pg_stats"
        )
        assert not any(GONE in str(row) for row in known), "as they are read; files may hold them compressed"
    delete_and_withdraw(rehearsal, chats, guests)
    rehearsal.scrub()
    assert found(rehearsal, *traces.encoded(GONE)) == {}


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_without_a_scrub_the_search_finds_what_was_deleted(rehearsal: Rehearsal) -> None:
    chats, guests = play(rehearsal, FEW)
    delete_and_withdraw(rehearsal, chats, guests)
    assert len(found(rehearsal, *traces.encoded(GONE))) > 1, "in the tables' files and in the log of writes"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_after_a_scrub_nothing_can_be_read_between_the_rows_of_a_file(rehearsal: Rehearsal) -> None:
    delete_and_withdraw(rehearsal, *play(rehearsal, MANY))  # so many that pages are left half empty
    rehearsal.scrub()
    with looking(rehearsal) as connection:
        file = traces.sqlite_file(connection, rehearsal.address)
    assert file is not None
    assert file.readable_remnants() == []


def test_a_scrub_that_fails_says_so_and_what_was_deleted_goes_with_the_next(rehearsal: Rehearsal) -> None:
    chats, guests = play(rehearsal, FEW)
    delete_and_withdraw(rehearsal, chats, guests)
    engine = open_engine(rehearsal.address)
    is_sqlite = engine.dialect.name == "sqlite"
    impatient = "PRAGMA busy_timeout = 20" if is_sqlite else "SET SESSION lock_timeout = 20"
    rehearsal.run(lambda unit: unit.connection.exec_driver_sql(impatient))
    with engine.connect() as other, other.begin():
        if not is_sqlite:
            other.exec_driver_sql("LOCK TABLE response IN ACCESS SHARE MODE")
        with pytest.raises(StoreUnavailable):
            rehearsal.scrub()
    engine.dispose()
    rehearsal.scrub()
    assert found(rehearsal, *traces.encoded(GONE)) == {}
