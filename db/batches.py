"""Units of work on one connection: each in its own savepoint, all committed together."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from db.connect import file_of, open_engine, shown
from db.errors import StoreInUse, StoreUnavailable, is_conflict, is_lost, trouble
from db.scrubbing import StillInUse, scrub_postgresql, scrub_sqlite
from db.unit import Unit
from domain.outgoing import Outgoing

NO_WORKER = 0  # the command line: what it says is sent by another process
_ATTEMPTS = 3  # of a unit that runs alone and still gets into another process's way
_OUR_LOCKS = 0x51756172  # "Quar": the class of our advisory locks
_MOST_WORKERS = 1000


@dataclass(slots=True)
class Job:
    """A use case that waits to be run; afterwards it holds the result or the error."""

    use_case: Callable[..., Any]
    args: tuple[Any, ...]
    future: Any = None
    result: Any = None
    error: BaseException | None = None
    said: list[tuple[int, Outgoing]] = field(default_factory=list)
    erased: list[bytes] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)
    planned: int = 0


@dataclass(frozen=True, slots=True)
class _Failure:
    """Why a batch was rolled back as a whole."""

    error: Exception
    may_repeat: bool  # True: nothing of it can have been committed, and a new connection may help


class Batches:
    """Runs batches of jobs. Synchronous, for one thread; it opens its connection again by itself.

    Args:
        address: the database's address.
        as_worker: True for a bot process, which sends messages under a number of its own. SQLite has
            room for one such process, PostgreSQL for many.
    """

    def __init__(self, address: str, *, as_worker: bool) -> None:
        self._address = address
        self._engine = open_engine(address)
        self._as_worker = as_worker
        self._connection: Connection | None = None
        self._driver: Any = None  # the driver's own connection beneath it
        self._one_bot: sqlite3.Connection | None = None
        self.worker = NO_WORKER

    @property
    def is_sqlite(self) -> bool:
        """Whether this is a database for one bot process only."""
        return self._engine.dialect.name == "sqlite"

    def open(self) -> None:
        """Connect now, so that what is wrong shows at start.

        Raises:
            StoreInUse: another bot process works on this SQLite database.
            StoreUnavailable: the database cannot be used.
        """
        try:
            self._connected()
        except Exception as error:
            raise self._told(error) from error

    def run(self, jobs: Sequence[Job]) -> None:
        """Run the jobs and commit; afterwards each has its result or its error."""
        failure = self._attempt(jobs)
        if failure is not None and failure.may_repeat:
            failure = self._attempt(jobs)
        if failure is None:
            return
        if trouble(failure.error) and not is_conflict(failure.error):
            for job in jobs:
                job.error = self._told(failure.error)
        else:
            for job in jobs:
                self._run_alone(job)

    def scrub(self) -> None:
        """Write the tables anew: neither what was deleted nor an order of arrival is left in the files.

        Raises:
            StoreUnavailable: it could not be done now.
        """
        try:
            self._connected()
            if self.is_sqlite:
                scrub_sqlite(self._driver)
            else:
                scrub_postgresql(self._driver)
        except StillInUse as error:
            raise StoreUnavailable(
                f"The database {shown(self._address)} cannot be scrubbed while an older transaction lasts."
            ) from error
        except Exception as error:
            self._disconnect()
            raise self._told(error) from error

    def close(self) -> None:
        """Let go of the connection and the locks."""
        self._disconnect()
        if self._one_bot is not None:
            self._one_bot.close()
            self._one_bot = None

    def _run_alone(self, job: Job) -> None:
        for _ in range(_ATTEMPTS):
            failure = self._attempt([job])
            if failure is None:
                return
            job.error = self._told(failure.error)
            if not is_conflict(failure.error):
                return

    def _attempt(self, jobs: Sequence[Job]) -> _Failure | None:
        """Run and commit all jobs; a job's own error stays in the job, a failure concerns them all."""
        is_old = self._connection is not None
        committing = False
        try:
            connection = self._connected()
            if self.is_sqlite:
                self._driver.execute("BEGIN IMMEDIATE")  # PostgreSQL's driver begins by itself
            try:
                self._run_jobs(jobs, connection)
                committing = True
                self._driver.commit()
            except BaseException:
                with suppress(Exception):
                    self._driver.rollback()
                raise
        except Exception as error:
            if trouble(error) and not is_conflict(error):
                self._disconnect()
            # A commit that got no answer may have been carried out; running it again could do it twice.
            return _Failure(error, may_repeat=is_old and is_lost(error) and not committing)
        return None

    def _run_jobs(self, jobs: Sequence[Job], connection: Connection) -> None:
        execute = self._driver.execute
        for place, job in enumerate(jobs):
            if place:
                execute("RELEASE SAVEPOINT unit")
            if len(jobs) > 1:
                execute("SAVEPOINT unit")
            unit = Unit(connection, self.worker)
            job.error = None
            try:
                job.result = job.use_case(unit, *job.args)
                job.said, job.erased = unit.said, unit.erased
                job.changed, job.planned = unit.changed, unit.planned
            except Exception as error:
                if is_conflict(error) or trouble(error):
                    raise
                job.error = error
                execute("ROLLBACK TO SAVEPOINT unit" if len(jobs) > 1 else "ROLLBACK")

    def _connected(self) -> Connection:
        if self._connection is None:
            if self._as_worker and self.is_sqlite:
                self._be_the_one_bot()
            connection = self._engine.connect()
            if self._as_worker and not self.is_sqlite:
                self.worker = _free_number(connection)
            # For SQLAlchemy one transaction lasts for ever: its own begin and commit cost more than a unit's
            # statements. The real ones are made on the driver.
            connection.begin()
            self._driver = connection.connection.dbapi_connection
            self._driver.rollback()
            self._connection = connection
        return self._connection

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(Exception):
                connection.close()

    def _be_the_one_bot(self) -> None:
        """Hold a lock beside the database for as long as this process lives, however it ends."""
        self.worker = 1
        file = file_of(self._address)
        if file is None or self._one_bot is not None:
            return
        lock = sqlite3.connect(f"{file}.lock", timeout=0, isolation_level=None, check_same_thread=False)
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            lock.close()
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            raise StoreInUse(
                f"Another bot process already works on {shown(self._address)}; "
                "stop it first, or use PostgreSQL for several."
            ) from None
        self._one_bot = lock

    def _told(self, error: Exception) -> Exception:
        """Return the error as its caller shall see it."""
        what = trouble(error)
        if isinstance(error, StoreUnavailable) or not what:
            return error
        told = StoreUnavailable(f"The database {shown(self._address)} {what}.")
        told.__cause__ = error
        return told


def _free_number(connection: Connection) -> int:
    """Take the smallest worker number that no living process holds; the server frees it when we die."""
    for number in range(1, _MOST_WORKERS + 1):
        with connection.begin():
            lock = connection.exec_driver_sql(f"SELECT pg_try_advisory_lock({_OUR_LOCKS}, {number})")
            if lock.scalar_one():
                return number
    raise StoreUnavailable(f"More than {_MOST_WORKERS} processes work on this database.")
