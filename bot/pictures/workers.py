"""Pictures and files are made in a process of their own, so that no resident waits for somebody else's."""

import asyncio
import multiprocessing
import signal
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from bot.pictures.chart import Picture

Wanted = TypeVar("Wanted")


class PictureWorkers:
    """One process, started when the first picture or file is asked for (it takes about two seconds)."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    async def draw(self, picture: Picture) -> bytes:
        """Return a picture as PNG."""
        return await self.make(_draw, picture)

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
                initializer=signal.signal,
                initargs=(signal.SIGINT, signal.SIG_IGN),  # on Ctrl-C the bot ends it when it is done
            )
        return await asyncio.get_running_loop().run_in_executor(self._pool, function, wanted)


def _draw(picture: Picture) -> bytes:
    from bot.pictures.drawing import draw_png  # here: only the drawing process pays for its imports

    return draw_png(picture)
