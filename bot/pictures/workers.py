"""Pictures are drawn in a process of their own, so that no resident waits for somebody else's chart."""

import asyncio
import multiprocessing
import signal
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from bot.pictures.chart import Chart


class PictureWorkers:
    """One drawing process, started when the first picture is asked for (it takes about two seconds)."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    async def draw(self, chart: Chart) -> bytes:
        """Return a chart as PNG."""
        try:
            return await self._draw(chart)
        except BrokenProcessPool:  # the process was killed, perhaps for its memory: a new one may do
            self.close()
            return await self._draw(chart)

    def close(self) -> None:
        """Stop the process."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)

    async def _draw(self, chart: Chart) -> bytes:
        if self._pool is None:
            # Spawned, not forked: a forked child would inherit the database connection and its locks.
            self._pool = ProcessPoolExecutor(
                1,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=signal.signal,
                initargs=(signal.SIGINT, signal.SIG_IGN),  # on Ctrl-C the bot ends it when it is done
            )
        return await asyncio.get_running_loop().run_in_executor(self._pool, _draw, chart)


def _draw(chart: Chart) -> bytes:
    from bot.pictures.drawing import draw_png  # here: only the drawing process pays for its imports

    return draw_png(chart)
