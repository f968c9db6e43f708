"""A courier between the simulator's webhook and the bot, who may deliver the same letter three times."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import Enum
from random import Random

import aiohttp
from aiohttp import web

SECRET = "a-secret-of-the-tests"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Manner(Enum):
    """How often and when an update is delivered."""

    ONCE = "once"
    AT_ONCE = "three times at once"
    MIXED = "three times, mixed with later ones"


class Courier:
    """Takes updates from the simulator and hands them to the bot's webhook.

    Args:
        manner: how often and when.
        seed: decides which old update comes again.
    """

    def __init__(self, manner: Manner, seed: int = 0) -> None:
        self._manner = manner
        self._random = Random(seed)
        self._again: list[bytes] = []  # what still has to come, once each time it stands here
        self._session: aiohttp.ClientSession | None = None
        self.bot_port = _free_port()
        self.port = 0
        self.delivered = 0

    @property
    def settings(self) -> dict[str, str]:
        """The bot's environment variables with which its updates take this way."""
        return {
            "LISTEN": f"127.0.0.1:{self.bot_port}",
            "WEBHOOK_URL": f"http://127.0.0.1:{self.port}/updates",
            "WEBHOOK_SECRET": SECRET,
        }

    async def deliver_the_rest(self) -> None:
        """Deliver in random order all that has come fewer than three times."""
        self._random.shuffle(self._again)
        while self._again:
            await self._hand_over(self._again.pop())

    async def _take(self, request: web.Request) -> web.Response:
        body = await request.read()
        match self._manner:
            case Manner.ONCE:
                await self._hand_over(body)
            case Manner.AT_ONCE:
                await asyncio.gather(*(self._hand_over(body) for _ in range(3)))
            case Manner.MIXED:
                await self._hand_over(body)
                self._again += [body, body]
                for _ in range(self._random.randint(0, 3)):
                    if self._again:
                        place = self._random.randrange(len(self._again))
                        await self._hand_over(self._again.pop(place))
        return web.Response()

    async def _hand_over(self, body: bytes) -> None:
        assert self._session is not None
        address = f"http://127.0.0.1:{self.bot_port}/updates"
        async with self._session.post(address, data=body, headers={SECRET_HEADER: SECRET}) as answer:
            assert answer.status == 200
        self.delivered += 1


@asynccontextmanager
async def courier_on_the_way(manner: Manner, seed: int = 0) -> AsyncIterator[Courier]:
    """Let a courier work for as long as the context is open."""
    courier = Courier(manner, seed)
    app = web.Application()
    app.router.add_post("/updates", courier._take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    courier.port = runner.addresses[0][1]
    try:
        async with aiohttp.ClientSession() as session:
            courier._session = session
            yield courier
    finally:
        await runner.cleanup()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
