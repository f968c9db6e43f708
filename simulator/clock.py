"""The simulated time, which runs with the real one and can be moved."""

import asyncio
import time


class Clock:
    """Real time plus an offset in seconds that a trainer or a test can change."""

    def __init__(self) -> None:
        self.offset = 0.0
        self._waiting: set[asyncio.Future[None]] = set()

    def now(self) -> float:
        """Return the simulated time in seconds since 1970."""
        return time.time() + self.offset

    def elapsed(self) -> float:
        """Return seconds that never jump by themselves; moving the clock moves them too."""
        return time.monotonic() + self.offset

    def set_offset(self, seconds: float) -> None:
        """Move the simulated time to `seconds` ahead of (or behind) the real one."""
        self.offset = seconds
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)

    async def moved(self, seconds: float) -> bool:
        """Wait at most `seconds` of real time; return True as soon as somebody moves the clock."""
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(waiter)
        try:
            await asyncio.wait_for(waiter, seconds)
        except TimeoutError:
            return False
        finally:
            self._waiting.discard(waiter)
        return True

    async def sleep(self, seconds: float) -> None:
        """Wait until the simulated time is `seconds` later."""
        until = self.elapsed() + seconds
        while (left := until - self.elapsed()) > 0:
            await self.moved(left)
