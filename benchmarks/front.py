"""A lean HTTP front for the simulator's Bot API, so that the load's core is not the one that is full first.

The simulator's own front serves browsers, files and webhooks as well and costs several times a floor bot.
What a call does is the simulator's in both cases.
"""

import asyncio
from typing import cast
from urllib.parse import parse_qsl

import httptools
import orjson

from simulator.api.call import Call
from simulator.api.dispatch import Dispatcher

JSON, FORM = b"application/json", b"application/x-www-form-urlencoded"
REASONS = {200: b"OK", 400: b"Bad Request", 401: b"Unauthorized", 403: b"Forbidden", 404: b"Not Found"}


class Front(asyncio.Protocol):
    """One kept-alive connection of the bot under test, which sends one request at a time."""

    def __init__(self, dispatcher: Dispatcher) -> None:
        self.dispatcher = dispatcher
        self.parser = httptools.HttpRequestParser(self)
        self.transport: asyncio.Transport
        self.answering: asyncio.Task[None] | None = None
        self.target, self.kind, self.body = b"", b"", b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self.transport = cast(asyncio.Transport, transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """Give up what is still to be answered on this connection."""
        if self.answering:
            self.answering.cancel()

    def data_received(self, data: bytes) -> None:
        """Feed the parser."""
        self.parser.feed_data(data)

    def on_url(self, url: bytes) -> None:
        """Note the target."""
        self.target += url

    def on_header(self, name: bytes, value: bytes) -> None:
        """Note the content type."""
        if name.lower() == b"content-type":
            self.kind = value

    def on_body(self, body: bytes) -> None:
        """Collect the body."""
        self.body += body

    def on_message_complete(self) -> None:
        """Carry out the call and reply."""
        method = self.dispatcher.name_of(self.target.rsplit(b"/", 1)[-1].partition(b"?")[0].decode())
        fields = self._fields()
        self.target, self.kind, self.body = b"", b"", b""
        if method is None:  # our bot asks whether this is the simulator with its clock: here it is not
            self._reply(404, b'{"ok":false,"error_code":404,"description":"Not Found"}')
            return
        call = Call(method, fields)
        self.answering = asyncio.create_task(self._answer(call))

    def _fields(self) -> dict[str, object]:
        if not self.body:
            return {}
        if self.kind.startswith(JSON):
            return cast(dict[str, object], orjson.loads(self.body))
        if self.kind.startswith(FORM):
            return dict(parse_qsl(self.body.decode(), keep_blank_values=True))
        raise ValueError(f"the benchmark does not read a body of type {self.kind!r}")

    async def _answer(self, call: Call) -> None:
        self._reply(*await self.dispatcher.answer(call))

    def _reply(self, status: int, body: bytes) -> None:
        head = b"HTTP/1.1 %d %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
        if not self.transport.is_closing():
            self.transport.write(head % (status, REASONS.get(status, b"Error"), len(body)) + body)
