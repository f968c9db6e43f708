"""Pictures and files are made in a process of their own, so that no resident waits for somebody else's."""

import asyncio
import multiprocessing
import os
import signal
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from threading import Thread
from typing import TypeVar

from bot.pictures.chart import Picture

Wanted = TypeVar("Wanted")
KEPT = 32
"""So many pictures are kept: a message to many shows the same few, in each of the languages."""


class PictureWorkers:
    """One process, started when the first picture or file is asked for (it takes about two seconds)."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._drawn: dict[Picture, asyncio.Task[bytes]] = {}

    async def draw(self, picture: Picture) -> bytes:
        """Return a picture as PNG; one that was drawn lately is not drawn again."""
        task = self._drawn.pop(picture, None)
        if task is None or (task.done() and (task.cancelled() or task.exception() is not None)):
            task = asyncio.create_task(self.make(_draw, picture))
        self._drawn[picture] = task  # at the end: the first one is that which was asked for longest ago
        while len(self._drawn) > KEPT:
            del self._drawn[next(iter(self._drawn))]
        return await asyncio.shield(task)  # others may wait for it, too

    async def make(self, function: Callable[[Wanted], bytes], wanted: Wanted) -> bytes:
        """Return what a function makes of what is wanted; both travel to the process."""
        try:
            return await self._make(function, wanted)
        except BrokenProcessPool:  # the process was killed, perhaps for its memory: a new one may do
            self.close()
            return await self._make(function, wanted)

    def close(self) -> None:
        """Stop the process."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)

    async def _make(self, function: Callable[[Wanted], bytes], wanted: Wanted) -> bytes:
        if self._pool is None:
            # Spawned, not forked: a forked child would inherit the database connection and its locks.
            self._pool = ProcessPoolExecutor(
                1,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_live_with_the_bot,
            )
        return await asyncio.get_running_loop().run_in_executor(self._pool, function, wanted)


def _live_with_the_bot() -> None:
    """Let the process outlive Ctrl-C, after which the bot ends it, but not a bot that was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_the_bot, daemon=True).start()


def _end_with_the_bot() -> None:
    bot = multiprocessing.parent_process()
    if bot is not None:
        bot.join()
        os._exit(1)  # the queue's pipe stays open, so the process would wait there for ever


def _draw(picture: Picture) -> bytes:
    from bot.pictures.drawing import draw_png  # here: only the drawing process pays for its imports

    return draw_png(picture)
