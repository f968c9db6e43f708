"""A small HTTP/1.1 client for one server: POST and GET over kept connections, and nothing else.

A general client costs about 100 µs of CPU a call, this one about 15; the bot makes two calls for every
tap. Redirects, cookies and compression are not asked for and not understood.
"""

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

import aiohappyeyeballs
import httptools

CONNECT_TIMEOUT = 10.0  # seconds
OLDEST_IDLE = 50.0  # seconds; servers close connections that were idle for a minute or more
LARGEST_ANSWER = 64 * 1024 * 1024  # bytes
_LARGEST_HEAD = 64 * 1024  # bytes


class Unreachable(Exception):
    """No connection to the server: the request was not sent."""


class Lost(Exception):
    """The connection broke, or no answer came in time: nobody knows whether the request was carried out."""


class TooMuch(Exception):
    """The answer is larger than was asked for; reading ended there."""


class HttpClient:
    """Posts to one server over as many connections as calls are under way at once.

    Args:
        base: `http://host:port/prefix` or `https://…`; paths are appended to it.
    """

    def __init__(self, base: str) -> None:
        parts = urlsplit(base)
        self._host = parts.hostname or ""
        self._tls = ssl.create_default_context() if parts.scheme == "https" else None
        self._port = parts.port or (443 if self._tls else 80)
        self._prefix = parts.path
        self._named = parts.netloc.rpartition("@")[2]
        self._idle: list[_Connection] = []
        self._open: set[_Connection] = set()

    # ASYNC109: the timer is the connection's own; a cancelled call would lose the connection as well.
    async def post(self, path: str, body: bytes, content_type: str, timeout: float) -> tuple[int, bytes]:  # noqa: ASYNC109
        """Send a body; return the answer's status and body.

        Args:
            path: what is appended to the base.
            body: the body.
            content_type: its type.
            timeout: seconds for the whole answer.

        Raises:
            Unreachable: there is no connection.
            Lost: the answer did not come.
        """
        head = (
            f"POST {self._prefix}{path} HTTP/1.1\r\nHost: {self._named}\r\n"
            f"Content-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        try:
            return await self._ask(head.encode("latin-1") + body, timeout, LARGEST_ANSWER)
        except TooMuch:
            raise Lost from None

    async def get(self, path: str, most: int, timeout: float) -> tuple[int, bytes]:  # noqa: ASYNC109 - as above
        """Fetch something; return the answer's status and body.

        Args:
            path: what is appended to the base.
            most: bytes that are read at the most.
            timeout: seconds for the whole answer.

        Raises:
            Unreachable: there is no connection.
            Lost: the answer did not come.
            TooMuch: the answer is larger.
        """
        head = f"GET {self._prefix}{path} HTTP/1.1\r\nHost: {self._named}\r\n\r\n"
        return await self._ask(head.encode("latin-1"), timeout, most + _LARGEST_HEAD)

    async def _ask(self, request: bytes, timeout: float, most: int) -> tuple[int, bytes]:  # noqa: ASYNC109
        connection = self._kept() or await self._connected()
        status, answer = await connection.ask(request, timeout, most)
        if connection.is_open:
            connection.idle_since = asyncio.get_running_loop().time()
            self._idle.append(connection)
        return status, answer

    async def close(self) -> None:
        """Close all connections."""
        for connection in list(self._open):
            connection.abort()
        await asyncio.sleep(0)

    def _kept(self) -> "_Connection | None":
        oldest = asyncio.get_running_loop().time() - OLDEST_IDLE
        while self._idle:
            connection = self._idle.pop()
            if connection.is_open and connection.idle_since > oldest:
                return connection
            connection.abort()
        return None

    async def _connected(self) -> "_Connection":
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(CONNECT_TIMEOUT):
                addresses = await loop.getaddrinfo(self._host, self._port, type=socket.SOCK_STREAM)
                # IPv6 and IPv4 are tried almost at once: one of the two is broken in many networks.
                connected = await aiohappyeyeballs.start_connection(addresses, happy_eyeballs_delay=0.25)
                connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                _, connection = await loop.create_connection(
                    lambda: _Connection(self._open.discard),
                    sock=connected,
                    ssl=self._tls,
                    server_hostname=self._host if self._tls else None,
                )
        except (OSError, TimeoutError) as error:  # what TLS refuses is an OSError, too
            raise Unreachable(type(error).__name__) from None
        self._open.add(connection)
        return connection


class _Connection(asyncio.Protocol):
    """One connection, on which one request is under way at a time. httptools reads the answers."""

    def __init__(self, on_end: "Callable[[_Connection], None]") -> None:
        self._on_end = on_end
        self._transport: asyncio.Transport | None = None
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None
        self._parser = httptools.HttpResponseParser(self)
        self._body: list[bytes] = []
        self._size = 0
        self._most = LARGEST_ANSWER
        self.idle_since = 0.0

    @property
    def is_open(self) -> bool:
        """Whether another request can be sent."""
        return self._transport is not None and not self._transport.is_closing()

    def ask(self, request: bytes, timeout: float, most: int = LARGEST_ANSWER) -> Awaitable[tuple[int, bytes]]:
        """Send a request; return its answer to come, of so many bytes at the most."""
        loop = asyncio.get_running_loop()
        self._answer = loop.create_future()
        self._most = most
        assert self._transport is not None  # noqa: S101 # only connected ones are asked
        self._transport.write(request)
        return self._answered(self._answer, loop.call_later(timeout, self.abort))

    def abort(self) -> None:
        """Close at once."""
        if self._transport is not None:
            self._transport.abort()

    async def _answered(
        self, answer: "asyncio.Future[tuple[int, bytes]]", limit: asyncio.TimerHandle
    ) -> tuple[int, bytes]:
        try:
            return await answer
        except asyncio.CancelledError:
            self.abort()  # its answer may still come, and must not be taken for the next one's
            raise
        finally:
            limit.cancel()

    # --- what the transport tells ------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment] # asyncio promises a Transport here

    def connection_lost(self, exc: Exception | None) -> None:
        answer, self._answer = self._answer, None
        self._on_end(self)
        if answer is not None and not answer.done():
            answer.set_exception(Lost())

    def data_received(self, data: bytes) -> None:
        self._size += len(data)
        if self._answer is None:  # nobody asked
            self.abort()
            return
        if self._size > self._most:
            answer, self._answer = self._answer, None
            if not answer.done():  # nobody waits for it any more
                answer.set_exception(TooMuch())
            self.abort()
            return
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError:
            self.abort()

    # --- what the parser tells ---------------------------------------------------------------------

    def on_message_begin(self) -> None:
        self._body = []

    def on_body(self, body: bytes) -> None:
        self._body.append(body)

    def on_message_complete(self) -> None:
        status = self._parser.get_status_code()
        if status < 200:  # not the answer yet
            return
        answer, self._answer = self._answer, None
        self._size = 0
        if not self._parser.should_keep_alive():
            self.abort()
        if answer is not None and not answer.done():
            answer.set_result((status, b"".join(self._body)))
