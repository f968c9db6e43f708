"""The time: the real one, or the simulator's, which a trainer can move."""

import asyncio
from datetime import UTC, datetime, timedelta

import aiohttp


class Clock:
    """Tells the time. `offset` is how far it is ahead of the real one."""

    def __init__(self) -> None:
        self.offset = timedelta()

    def now(self) -> datetime:
        """Return the time, aware, in UTC."""
        return datetime.now(UTC) + self.offset

    async def follow(self, simulator: str) -> None:
        """Keep to the simulator's clock until cancelled.

        Args:
            simulator: its address.
        """
        async with aiohttp.ClientSession() as session:
            while True:
                known = {"wait": "25", "after": str(self.offset.total_seconds())}
                try:
                    async with session.get(f"{simulator}/control/clock", params=known) as answer:
                        self.offset = timedelta(seconds=float((await answer.json())["offset_seconds"]))
                except (aiohttp.ClientError, TimeoutError, KeyError, ValueError):
                    await asyncio.sleep(1)


async def is_simulator(server: str) -> bool:
    """Tell whether a Bot API server is the simulator: the real one knows no control calls."""
    timeout = aiohttp.ClientTimeout(total=3)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.get(f"{server}/control/clock") as answer,
        ):
            return answer.status == 200 and "offset_seconds" in await answer.json()
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return False
