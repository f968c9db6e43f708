"""A running simulator and three kinds of bots: raw HTTP, aiogram, python-telegram-bot."""

from collections.abc import AsyncIterator
from typing import Any

import aiogram
import aiohttp
import pytest
import telegram
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from telegram.request import HTTPXRequest

from simulator.server import Simulator


class RawBot:
    """Calls the Bot API as bare HTTP and gives the reply's JSON, errors too."""

    def __init__(self, sim: Simulator, session: aiohttp.ClientSession) -> None:
        self.sim = sim
        self.session = session
        self.offset = 0

    async def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """POST the parameters as JSON."""
        address = f"{self.sim.base_url}/bot{self.sim.token}/{method}"
        async with self.session.post(address, json=parameters) as reply:
            answer: dict[str, Any] = await reply.json()
            assert reply.status == answer.get("error_code", 200)
            return answer

    async def result(self, method: str, **parameters: Any) -> Any:
        """Return the result of a call that has to succeed."""
        answer = await self.call(method, **parameters)
        assert answer["ok"], answer
        return answer["result"]

    async def refusal(self, method: str, **parameters: Any) -> str:
        """Return the description of a call that has to be refused."""
        answer = await self.call(method, **parameters)
        assert not answer["ok"], answer
        return str(answer["description"])

    async def updates(self, **parameters: Any) -> list[dict[str, Any]]:
        """Poll once, confirming what was seen before."""
        found: list[dict[str, Any]] = await self.result("getUpdates", offset=self.offset, **parameters)
        if found:
            self.offset = found[-1]["update_id"] + 1
        return found

    async def control(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """Call the control API; returns status and JSON."""
        async with self.session.request(method, f"{self.sim.base_url}/control/{path}", json=body) as reply:
            return reply.status, await reply.json()


@pytest.fixture
async def sim() -> AsyncIterator[Simulator]:
    async with Simulator() as simulator:
        yield simulator


@pytest.fixture
async def raw(sim: Simulator) -> AsyncIterator[RawBot]:
    async with aiohttp.ClientSession() as session:
        yield RawBot(sim, session)


@pytest.fixture
async def aio(sim: Simulator) -> AsyncIterator[aiogram.Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(sim.base_url))
    async with aiogram.Bot(sim.token, session=session) as bot:
        yield bot


@pytest.fixture
async def ptb(sim: Simulator) -> AsyncIterator[telegram.Bot]:
    bot = telegram.Bot(
        sim.token,
        base_url=f"{sim.base_url}/bot",
        base_file_url=f"{sim.base_url}/file/bot",
        request=HTTPXRequest(httpx_kwargs={"trust_env": False}),
        get_updates_request=HTTPXRequest(httpx_kwargs={"trust_env": False}),
    )
    async with bot:
        yield bot
