"""Delivery of updates to the bot's webhook, in the real server's order and with its patience."""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any

import aiohttp
import orjson

from simulator.state import World
from simulator.updates import WaitingUpdate

OnReply = Callable[[str, dict[str, Any]], None]
ANSWER_SECONDS = 60.0
LONGEST_PAUSE = 60.0
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name


class Webhook:
    """One set webhook. Every lane (a chat, a person's callback queries) is delivered in order.

    Args:
        world: whose updates are delivered.
        url: the bot's address.
        secret: sent in a header with every update, "" for none.
        connections: how many updates may be under way at once.
        on_reply: told the method and the parameters that the bot put into a reply.
    """

    def __init__(self, world: World, url: str, secret: str, connections: int, on_reply: OnReply) -> None:
        self.world = world
        self.url = url
        self.connections = connections
        self._on_reply = on_reply
        self._headers = {"Content-Type": "application/json"}
        if secret:
            self._headers[SECRET_HEADER] = secret
        self._free = asyncio.Semaphore(connections)
        self._lanes: dict[int | str, deque[tuple[int, WaitingUpdate]]] = {}
        self._workers: set[asyncio.Task[None]] = set()
        self._client: aiohttp.ClientSession | None = None
        self._last_error: tuple[int, str] | None = None

    def info(self) -> dict[str, Any]:
        """Return this webhook's part of WebhookInfo."""
        info: dict[str, Any] = {"url": self.url, "max_connections": self.connections}
        if self._last_error is not None:
            info["last_error_date"], info["last_error_message"] = self._last_error
        return info

    def start(self) -> None:
        """Deliver what waits and what will come."""
        self._client = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=ANSWER_SECONDS))
        for place, update in self.world.updates.waiting():
            self._queue(place, update)
        self.world.updates.on_arrival = self._queue

    async def stop(self) -> None:
        """Stop delivering; what was not confirmed stays in the queue."""
        self.world.updates.on_arrival = None
        for worker in self._workers:
            worker.cancel()
        await asyncio.gather(*self._workers, return_exceptions=True)
        if self._client is not None:
            await self._client.close()

    def _queue(self, place: int, update: WaitingUpdate) -> None:
        lane = self._lanes.get(update.lane)
        if lane is not None:
            lane.append((place, update))
            return
        self._lanes[update.lane] = deque([(place, update)])
        worker = asyncio.create_task(self._empty(update.lane))
        self._workers.add(worker)
        worker.add_done_callback(self._workers.discard)

    async def _empty(self, name: int | str) -> None:
        lane = self._lanes[name]
        while lane:
            place, update = lane[0]
            await self._deliver(update)
            self.world.updates.forget(place)
            lane.popleft()
        del self._lanes[name]

    async def _deliver(self, update: WaitingUpdate) -> None:
        pause = 0.0
        while update.expires_at > self.world.clock.now():
            async with self._free:
                asked_pause = await self._attempt(update)
            if asked_pause is None:
                return
            await self.world.clock.sleep(asked_pause or pause)
            pause = min(LONGEST_PAUSE, pause * 2 or 1.0)

    async def _attempt(self, update: WaitingUpdate) -> float | None:
        """Send once; None if the bot confirmed, else the seconds it asked to wait (0: none named)."""
        if self._client is None:
            raise RuntimeError("the webhook was not started")
        try:
            async with self._client.post(self.url, data=update.body, headers=self._headers) as reply:
                body = await reply.read()
                if 200 <= reply.status <= 299:
                    self._carry_out(body)
                    return None
                asked = reply.headers.get("Retry-After", "")
                self._failed(f"Wrong response from the webhook: {reply.status} {reply.reason}")
                return min(3600.0, float(asked)) if asked.isdigit() else 0.0
        except aiohttp.ClientConnectorError:
            self._failed("Connection refused")
        except aiohttp.ClientError:
            self._failed("Connection reset by peer")
        except TimeoutError:
            self._failed("Read timeout expired")
        return 0.0

    def _failed(self, sentence: str) -> None:
        self._last_error = (self.world.now(), sentence)

    def _carry_out(self, body: bytes) -> None:
        """Carry out a method that the bot put into its reply; its result goes nowhere."""
        if not body:
            return
        try:
            reply = orjson.loads(body)
        except orjson.JSONDecodeError:
            return
        if isinstance(reply, dict) and isinstance(reply.get("method"), str):
            self._on_reply(reply.pop("method"), reply)
