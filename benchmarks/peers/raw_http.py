"""The least HTTP client that does the job: kept-alive connections, httptools for the replies."""

import asyncio
from collections import deque
from typing import Any
from urllib.parse import urlsplit

import httptools
import orjson


class Connection(asyncio.Protocol):
    """One connection that carries one request at a time."""

    def __init__(self) -> None:
        self.transport: Any = None
        self.reply: asyncio.Future[bytes] | None = None
        self.body: list[bytes] = []
        self.parser = httptools.HttpResponseParser(self)

    def connection_made(self, transport: Any) -> None:
        """Keep the transport."""
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """Feed the parser."""
        self.parser.feed_data(data)

    def on_body(self, body: bytes) -> None:
        """Collect the body."""
        self.body.append(body)

    def on_message_complete(self) -> None:
        """Answer whoever waits."""
        body, self.body = b"".join(self.body), []
        if self.reply and not self.reply.done():
            self.reply.set_result(body)

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell whoever waits that nothing will come."""
        if self.reply and not self.reply.done():
            self.reply.set_exception(exc or ConnectionError("closed"))

    async def request(self, head: bytes, payload: bytes) -> bytes:
        """Send one request and return the body of its reply."""
        self.reply = asyncio.get_running_loop().create_future()
        self.transport.write(b"%s%d\r\n\r\n%s" % (head, len(payload), payload))
        return await self.reply


class BotApi:
    """Calls of the Bot API over a pool of connections."""

    def __init__(self, api: str, token: str) -> None:
        address = urlsplit(api)
        self.host, self.port = address.hostname, address.port
        self.prefix = f"POST /bot{token}/"
        self.suffix = (
            f" HTTP/1.1\r\nHost: {address.netloc}\r\nContent-Type: application/json\r\nContent-Length: "
        )
        self.free: deque[Connection] = deque()

    async def call(self, method: str, payload: dict[str, Any]) -> Any:
        """Call one method and return its result."""
        return await self.post(method, orjson.dumps(payload))

    async def post(self, method: str, payload: bytes) -> Any:
        """Call one method with ready-made JSON and return its result."""
        if self.free:
            connection = self.free.pop()
        else:
            loop = asyncio.get_running_loop()
            _, connection = await loop.create_connection(Connection, self.host, self.port)
        head = (self.prefix + method + self.suffix).encode()
        reply = orjson.loads(await connection.request(head, payload))
        self.free.append(connection)
        if not reply["ok"]:
            raise RuntimeError(reply["description"])
        return reply["result"]
