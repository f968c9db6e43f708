"""Two units of work at once, on two connections to one PostgreSQL: one is begun while the other one runs."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from threading import Thread
from typing import Any

import psycopg

from tests.usecases.town import Town, opened


@dataclass
class Beside:
    """A second connection to a town, and one that watches whether it waits for a lock."""

    town: Town
    watching: psycopg.Connection[Any]
    errors: list[Exception] = field(default_factory=list)

    def start(self, use_case: Callable[..., Any], *args: object) -> Thread:
        """Run a use case beside this thread; return when it is done or waits for a lock."""

        def run() -> None:
            try:
                self.town.run(use_case, *args)
            except Exception as error:  # told by `finish`
                self.errors.append(error)

        process = self.town.connection.connection.dbapi_connection
        assert isinstance(process, psycopg.Connection)
        number = process.info.backend_pid
        thread = Thread(target=run)
        thread.start()
        while thread.is_alive() and not self._waits(number):
            time.sleep(0.005)
        return thread

    def finish(self, thread: Thread) -> None:
        """Wait until what was started is done, and see that it went well."""
        thread.join()
        assert not self.errors

    def _waits(self, number: int) -> bool:
        row = self.watching.execute("SELECT cardinality(pg_blocking_pids(%s))", [number]).fetchone()
        return bool(row and row[0])


class Pausing(Random):
    """Chance that stops at one of its shuffles to let something else happen."""

    def __init__(self, at: int, then: Callable[[], object]) -> None:
        super().__init__(1)
        self._left, self._then = at, then

    def shuffle(self, x: Any) -> None:
        """Shuffle, after what is to happen at this one."""
        self._left -= 1
        if not self._left:
            self._then()
        super().shuffle(x)


@contextmanager
def beside(database_url: str, town: Town) -> Iterator[Beside]:
    """Connect to a town's database once more, and once to watch."""
    address = database_url.replace("+psycopg", "", 1)
    with opened(database_url, town.house) as other, psycopg.connect(address, autocommit=True) as watching:
        other.updates = town.updates
        yield Beside(other, watching)
