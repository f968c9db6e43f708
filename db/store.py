"""The Store: use cases run on one database thread, and all that wait are committed together."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Concatenate, ParamSpec, TypeVar

from db.batches import Batches, Job
from db.errors import StoreInUse, StoreUnavailable
from db.unit import Unit
from domain.outgoing import Outgoing

__all__ = ["Store", "StoreInUse", "StoreUnavailable", "run_once"]

BATCH = 200  # units in one commit, at the most

log = logging.getLogger(__name__)
P = ParamSpec("P")
T = TypeVar("T")
OnSaid = Callable[[Sequence[tuple[int, Outgoing]]], None]
OnChanged = Callable[[Sequence[int]], None]
OnErased = Callable[[Sequence[bytes]], None]


def _scrub(_unit: Unit) -> None:
    """Stand for a scrub among the units that wait; it is no transaction."""


class Store:
    """Runs units of work for an event loop.

    One commit costs a wait for the disk, so the thread takes every unit that waits, runs each in its own
    savepoint, commits once, and answers all of them in one step of the event loop.

    Args:
        address: the database's address.
        as_worker: False for a process that sends no messages.
    """

    def __init__(self, address: str, *, as_worker: bool = True) -> None:
        self._batches = Batches(address, as_worker=as_worker)
        self._waiting: SimpleQueue[Job | None] = SimpleQueue()
        self._thread: Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self.on_said: OnSaid = lambda said: None
        self.on_erased: OnErased = lambda tokens: None
        """Called with the tokens of what was erased, once that is committed."""
        self.on_changed: OnChanged = lambda addresses: None
        """Called with the chats whose messages to many have to be looked at again, once that is committed."""
        self.on_planned: Callable[[], None] = lambda: None
        """Called when messages to many were planned, once that is committed."""
        self.on_work: Callable[[], None] = lambda: None
        """Called when a unit begins to wait, so that what is in no hurry can join its commit."""

    @property
    def worker(self) -> int:
        """The number under which this process holds leases."""
        return self._batches.worker

    @property
    def is_sqlite(self) -> bool:
        """Whether this is a database for one bot process only."""
        return self._batches.is_sqlite

    async def open(self) -> None:
        """Connect and start the thread.

        Raises:
            StoreInUse: another bot process works on this SQLite database.
            StoreUnavailable: the database cannot be used.
        """
        self._loop = asyncio.get_running_loop()
        await self._loop.run_in_executor(None, self._batches.open)
        self._thread = Thread(target=self._work, name="store", daemon=True)
        self._thread.start()

    async def run(self, use_case: Callable[Concatenate[Unit, P], T], *args: P.args, **_: P.kwargs) -> T:
        """Run a use case and return its result once it is committed.

        Arguments are given by position. An exception of the use case undoes only this unit.

        Raises:
            StoreUnavailable: the database cannot be used now; nothing of the unit is kept.
        """
        if self._thread is None or self._loop is None:
            raise StoreUnavailable("The store is closed.")
        job = Job(use_case, args, self._loop.create_future())
        self._waiting.put(job)
        self.on_work()
        result: T = await job.future
        return result

    async def scrub(self) -> None:
        """Write the database's tables anew; units wait meanwhile. After it, nothing deleted can be found.

        Raises:
            StoreUnavailable: it could not be done now.
        """
        await self.run(_scrub)

    async def close(self) -> None:
        """Finish what waits, then let go of the database."""
        thread, self._thread = self._thread, None
        if thread is not None:
            self._waiting.put(None)
            await asyncio.get_running_loop().run_in_executor(None, thread.join)

    def _work(self) -> None:
        while jobs := self._next_jobs():
            units = [job for job in jobs if job.use_case is not _scrub]
            try:
                if units:
                    self._batches.run(units)
            except Exception as error:  # a bug of ours must be heard by who waits, not stop the thread
                for job in units:
                    job.error = error
            if len(units) < len(jobs):
                self._scrub([job for job in jobs if job.use_case is _scrub])
            try:
                assert self._loop is not None  # noqa: S101 # set before the thread starts
                self._loop.call_soon_threadsafe(self._answer, jobs)
            except RuntimeError:  # the event loop was closed over our heads: nobody waits for an answer
                break
        self._batches.close()

    def _scrub(self, jobs: list[Job]) -> None:
        try:
            self._batches.scrub()
        except Exception as error:
            for job in jobs:
                job.error = error

    def _next_jobs(self) -> list[Job]:
        """Wait for a unit, then take all that wait; an empty list says that it is time to stop."""
        jobs: list[Job] = []
        job = self._waiting.get()
        while job is not None:
            jobs.append(job)
            if len(jobs) == BATCH:
                return jobs
            try:
                job = self._waiting.get_nowait()
            except Empty:
                return jobs
        if jobs:
            self._waiting.put(None)
        return jobs

    def _answer(self, jobs: list[Job]) -> None:
        said = [message for job in jobs if job.error is None for message in job.said]
        erased = [token for job in jobs if job.error is None for token in job.erased]
        changed = [address for job in jobs if job.error is None for address in job.changed]
        if changed:
            self.on_changed(changed)
        for job in jobs:
            if job.future.done():  # its caller was cancelled
                continue
            if job.error is None:
                job.future.set_result(job.result)
            else:
                job.future.set_exception(job.error)
        if erased:
            self.on_erased(erased)
        if any(job.planned for job in jobs if job.error is None):
            self.on_planned()
        if said:
            self.on_said(said)


def run_once(address: str, use_case: Callable[Concatenate[Unit, P], T], *args: P.args, **_: P.kwargs) -> T:
    """Run one use case in one short transaction, for the command line; a running bot is not disturbed.

    Raises:
        StoreUnavailable: the database cannot be used.
    """
    batches = Batches(address, as_worker=False)
    job = Job(use_case, args)
    try:
        batches.run([job])
    finally:
        batches.close()
    if job.error is not None:
        raise job.error
    result: T = job.result
    return result
