"""Several processes tick at once on one database: each row's chunks are done once, whoever does them."""

import multiprocessing
import os
import signal
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.speech import OFFERED
from db import outbox, schedule
from db.batches import Batches, Job
from db.connect import open_engine
from db.unit import Unit
from domain.outgoing import Outgoing, Priority
from domain.periods import Periods
from domain.schedule import Finished, Kind, Progress, Reached, Scheduled
from usecases.content import read_town
from usecases.house import House
from usecases.on_time import do_next
from usecases.work import run_once

NOW = datetime(2027, 2, 10, 12, 0, tzinfo=UTC)
CONTENT = Path(__file__).resolve().parents[2] / "content"
ROWS, CHATS, CHUNK, PROCESSES = 6, 200, 10, 4
FORK = multiprocessing.get_context("fork")


def step(unit: Unit, _house: House, row: Scheduled, now: datetime) -> Progress:
    """Write to the next chats of 1 … CHATS; each row has messages of its own to them."""
    end = min(row.reached + CHUNK, CHATS)
    messages = [
        Outgoing(
            1000 + chat, "note", "de", {"row": row.id}, priority=Priority.BULK
        )  # no occasion: twice shows
        for chat in range(row.reached + 1, end + 1)
    ]
    outbox.say_to_many(unit, messages, now)
    return Reached(end) if end < CHATS else Finished()


def plan(unit: Unit) -> None:
    for number in range(ROWS):
        due = NOW - timedelta(minutes=number)
        schedule.put(
            unit, Kind.BROADCAST, f"broadcast:{number}", "", "2027-02-10T13:00", "Europe/Berlin", due
        )


def work(address: str, house: House, may_start: object) -> None:
    """Be a process that ticks until nothing is due."""
    batches = Batches(address, as_worker=False)
    may_start.wait()  # type: ignore[attr-defined] # an event of the fork context
    idle = 0
    while idle < 20:  # nothing free now: others may have the rows in hand
        job = Job(do_next, (house, NOW, {Kind.BROADCAST: step}))
        batches.run([job])
        idle = idle + 1 if job.error or job.result is None else 0
    batches.close()


@pytest.fixture(scope="module")
def house() -> House:
    return House(
        read_town(CONTENT, OFFERED, Periods().placeholders()), OFFERED, b"pepper" * 8, "Europe/Berlin"
    )


@pytest.fixture
def crew(database_url: str, house: House) -> Iterator[list[multiprocessing.process.BaseProcess]]:
    """Processes that begin to tick together."""
    run_once(database_url, plan)
    may_start = FORK.Event()
    processes = [FORK.Process(target=work, args=(database_url, house, may_start)) for _ in range(PROCESSES)]
    for process in processes:
        process.start()
    may_start.set()
    yield list(processes)
    for process in processes:
        process.kill()
        process.join()


def written(address: str) -> Counter[tuple[int, str]]:
    """Return how often each message stands in the outbox: by chat and row."""
    engine = open_engine(address)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT address, args FROM outbox")).all()
    engine.dispose()
    return Counter((chat, args) for chat, args in rows)


def all_done(address: str) -> bool:
    engine = open_engine(address)
    with engine.connect() as connection:
        states = set(connection.execute(text("SELECT status FROM scheduled")).scalars())
    engine.dispose()
    return states == {"done"}


def test_processes_that_tick_at_once_write_each_message_once(
    crew: list[multiprocessing.process.BaseProcess], database_url: str
) -> None:
    for process in crew:
        process.join(60)
    assert all_done(database_url)
    found = written(database_url)
    assert len(found) == ROWS * CHATS
    assert set(found.values()) == {1}


def test_processes_that_are_killed_lose_and_repeat_nothing(
    crew: list[multiprocessing.process.BaseProcess], database_url: str, house: House
) -> None:
    for process in crew:
        process.join(0.05)  # somewhere in the middle
        if process.pid and process.is_alive():
            os.kill(process.pid, signal.SIGKILL)
            process.join()
    free = FORK.Event()
    free.set()
    last = FORK.Process(target=work, args=(database_url, house, free))
    last.start()
    last.join(60)
    assert all_done(database_url)
    found = written(database_url)
    assert len(found) == ROWS * CHATS
    assert set(found.values()) == {1}
