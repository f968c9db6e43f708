"""The Bot API over one keep-alive client: ready-made JSON goes out, a small reply comes back."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from http import HTTPStatus
from typing import Any

import aiohttp
import orjson


class Fault(Enum):
    """How a call can fail without any reply."""

    UNREACHABLE = "the server cannot be reached"  # the request was never sent
    LOST = "the connection broke before the reply came"  # nobody knows whether it was carried out


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server said, or why it said nothing. Holds no address and no token."""

    ok: bool
    status: int = 0
    result: Any = None
    error_code: int = 0
    description: str = ""
    retry_after: float | None = None  # seconds
    migrate_to: int | None = None
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that goes along with a call."""

    field: str
    name: str
    content: bytes
    media_type: str


class BotApi:
    """Calls methods of the Bot API.

    Args:
        base: the server's address, without a slash at its end.
        token: the bot's token. It is part of every address, so no address leaves this class.
        timeout: seconds until a call counts as lost.
    """

    def __init__(self, base: str, token: str, timeout: float = 30) -> None:
        self._methods = f"{base}/bot{token}/"
        self._timeout = timeout
        self._session: aiohttp.ClientSession | None = None

    async def call(
        self,
        method: str,
        payload: Mapping[str, Any] | None = None,
        upload: Upload | None = None,
        patience: float = 0,
    ) -> Reply:
        """Call a method; never raises because of the network.

        Args:
            method: its name.
            payload: its parameters.
            upload: a file to send along.
            patience: seconds to wait longer than usual, for long polling.
        """
        session = self._opened()
        timeout = aiohttp.ClientTimeout(total=self._timeout + patience, sock_connect=10)
        data, headers = _body(payload or {}, upload)
        try:
            async with session.post(
                self._methods + method, data=data, headers=headers, timeout=timeout
            ) as got:
                return _reply(got.status, await got.read())
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL):
            return Reply(ok=False, fault=Fault.UNREACHABLE)
        except (TimeoutError, aiohttp.ClientError, ConnectionError):
            return Reply(ok=False, fault=Fault.LOST)

    async def close(self) -> None:
        """Close all connections."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=50, ttl_dns_cache=300),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"Accept-Encoding": "identity"},
                skip_auto_headers=("User-Agent", "Accept"),
            )
        return self._session


_JSON = {"Content-Type": "application/json"}


def _body(
    payload: Mapping[str, Any], upload: Upload | None
) -> tuple[bytes | aiohttp.FormData, dict[str, str]]:
    if upload is None:
        return orjson.dumps(payload), _JSON
    form = aiohttp.FormData()
    for name, value in payload.items():
        form.add_field(name, value if isinstance(value, str) else orjson.dumps(value).decode())
    form.add_field(upload.field, upload.content, filename=upload.name, content_type=upload.media_type)
    return form, {}


def _reply(status: int, body: bytes) -> Reply:
    try:
        said = orjson.loads(body)
    except orjson.JSONDecodeError:
        said = None
    if not isinstance(said, dict):  # a proxy in between answered
        phrase = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "no JSON"
        return Reply(ok=False, status=status, error_code=status, description=phrase)
    if said.get("ok") is True:
        return Reply(ok=True, status=status, result=said.get("result"))
    parameters = said.get("parameters") or {}
    return Reply(
        ok=False,
        status=status,
        error_code=int(said.get("error_code") or status),
        description=str(said.get("description") or ""),
        retry_after=parameters.get("retry_after"),
        migrate_to=parameters.get("migrate_to_chat_id"),
    )
