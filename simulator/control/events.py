"""The stream of happenings, as Server-Sent Events."""

import asyncio
from contextlib import suppress
from typing import Any

import orjson
from aiohttp import web

from simulator.control.exchange import answer
from simulator.events import Event
from simulator.state import World
from simulator.views import seen

HEARTBEAT_SECONDS = 15.0


class EventControl:
    """Answers `GET /control/events`."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._streams: set[asyncio.Task[Any]] = set()

    def add_routes(self, app: web.Application) -> None:
        """Add the address."""
        app.router.add_get("/control/events", self.stream)

    async def stop(self) -> None:
        """End all streams."""
        for stream in self._streams:
            stream.cancel()

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Tell what happens from `since` on, all of it or what concerns `chat_id`, until the reader goes.

        Without `since` it begins with what happens next. If happenings in between are forgotten already, an
        event `gap` says so, and the reader should read everything anew.
        """
        events = self.world.events
        since = _number(request, "since", events.next_number)
        since = _number(request, "Last-Event-ID", since - 1, request.headers) + 1 if since else since
        chat_id = _number(request, "chat_id", 0)
        response = web.StreamResponse(
            headers={
                "Content-Type": "text/event-stream",
                "Cache-Control": "no-store",
                "X-Accel-Buffering": "no",
            }
        )
        await response.prepare(request)
        task = asyncio.current_task()
        if task is None:
            return answer({})
        self._streams.add(task)
        try:
            await response.write(b"retry: 1000\n\n")
            if since < events.oldest() or since > events.next_number:
                await response.write(b'data: {"type": "gap", "chat_id": null}\n\n')
                since = events.oldest()
            with suppress(ConnectionError):
                await self._tell(response, since, chat_id)
        finally:
            self._streams.discard(task)
        return response

    async def _tell(self, response: web.StreamResponse, since: int, chat_id: int) -> None:
        while True:
            try:
                async with asyncio.timeout(HEARTBEAT_SECONDS):
                    news = await self.world.events.wait(since)
            except TimeoutError:
                await response.write(b": still here\n\n")
                continue
            since = news[-1].number + 1
            told = [self._line(event) for event in news if not chat_id or event.chat_id == chat_id]
            if told:
                await response.write(b"".join(told))

    def _line(self, event: Event) -> bytes:
        details = dict(event.details)
        if "message" in details:
            details["message"] = seen(details["message"], event.chat_id)
        data = orjson.dumps({"type": event.type, "chat_id": event.chat_id, **details})
        return b"id: %d\ndata: %s\n\n" % (event.number, data)


def _number(request: web.Request, name: str, default: int, source: Any = None) -> int:
    given = (request.query if source is None else source).get(name)
    if given is None:
        return default
    try:
        return int(given)
    except ValueError:
        raise ValueError(f"{name} has to be a whole number") from None
