"""A program under measurement: a child process on a core of its own, and what it costs."""

import asyncio
import os
import signal
import subprocess
from collections.abc import Awaitable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import psutil

DRIVER_CORE, CHILD_CORE = 0, 1
SECONDS_TO_STOP = 20
LONGEST_WORK = 300  # seconds
Result = TypeVar("Result")


class ChildFailedError(Exception):
    """The program under measurement ended by itself."""


def two_cores() -> bool:
    """Return whether driver and child can each have a core."""
    return hasattr(os, "sched_setaffinity") and len(os.sched_getaffinity(0)) > 1


@contextmanager
def on_core(core: int) -> Iterator[None]:
    """Run the block on one core, where there are two; threads and children started inside keep to it."""
    if not two_cores():
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


class Child:
    """A running program.

    Args:
        command: What to run.
        environment: Added to the driver's own environment.
        log: The file for what it prints.
    """

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
        self.command = " ".join(command)
        self.log = log
        with on_core(CHILD_CORE), log.open("wb") as output:
            self.popen = subprocess.Popen(  # noqa: S603 - the commands are ours
                list(command), env={**os.environ, **environment}, stdout=output, stderr=subprocess.STDOUT
            )
        self.process = psutil.Process(self.popen.pid)

    def check(self) -> None:
        """Do nothing while it runs.

        Raises:
            ChildFailedError: It ended; the message holds the end of what it printed.
        """
        if self.popen.poll() is not None:
            tail = self.log.read_text("utf-8", "replace")[-2000:]
            raise ChildFailedError(f"{self.command} ended with {self.popen.returncode}:\n{tail}")

    async def while_alive(self, work: Awaitable[Result], longest: float = LONGEST_WORK) -> Result:
        """Return the work's result.

        Raises:
            ChildFailedError: The program ended meanwhile.
            TimeoutError: The work took longer than anything here should.
        """
        task = asyncio.ensure_future(work)
        async with asyncio.timeout(longest):
            while not (await asyncio.wait([task], timeout=1))[0]:
                self.check()
        return task.result()

    def cpu_seconds(self) -> float:
        """Return the CPU time spent so far by all threads of it and of its children."""
        family = [self.process, *self.process.children(recursive=True)]
        return sum(times.user + times.system for times in (one.cpu_times() for one in family))

    def resident_bytes(self) -> int:
        """Return the memory it holds in RAM."""
        return int(self.process.memory_info().rss)

    def stop(self) -> None:
        """Ask it to end, and end it where it does not listen."""
        if self.popen.poll() is None:
            self.popen.send_signal(signal.SIGTERM)
            try:
                self.popen.wait(SECONDS_TO_STOP)
            except subprocess.TimeoutExpired:
                self.popen.kill()
                self.popen.wait()


@contextmanager
def running(command: Sequence[str], environment: Mapping[str, str], log: Path) -> Iterator[Child]:
    """Run a program for the length of the block."""
    child = Child(command, environment, log)
    try:
        yield child
    finally:
        child.stop()
