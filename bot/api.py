"""The Bot API over one keep-alive client: ready-made JSON goes out, a small reply comes back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from http import HTTPStatus
from secrets import token_hex
from typing import Any
from urllib.parse import quote

import orjson

from bot.http import HttpClient, Lost, TooMuch, Unreachable


class Fault(Enum):
    """How a call can fail without any reply."""

    UNREACHABLE = "the server cannot be reached"  # the request was never sent
    LOST = "the connection broke before the reply came"  # nobody knows whether it was carried out
    TOO_LARGE = "the file is larger than was asked for"


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
        token: the bot's token. It is part of every path, so no path leaves this class.
        timeout: seconds until a call counts as lost.
    """

    def __init__(self, base: str, token: str, timeout: float = 30) -> None:
        self._client = HttpClient(base)
        self._path = f"/bot{token}/"
        self._files = f"/file/bot{token}/"
        self._timeout = timeout

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
        body, kind = (orjson.dumps(payload or {}), _JSON) if upload is None else _form(payload or {}, upload)
        return await self._post(method, body, kind, self._timeout + patience)

    async def post(self, method: str, body: bytes) -> Reply:
        """Call a method with parameters that are JSON already; never raises because of the network.

        What a successful call returns is not read: it is the message, which is known here.
        """
        return await self._post(method, body, _JSON, self._timeout, unread=True)

    async def download(self, path: str, most: int) -> Reply:
        """Fetch a file; never raises because of the network.

        Args:
            path: what `getFile` calls `file_path`.
            most: bytes that are read at the most.

        Returns:
            The reply, with the file's bytes as its result.
        """
        try:
            status, body = await self._client.get(self._files + quote(path), most, self._timeout * 4)
        except Unreachable:
            return Reply(ok=False, fault=Fault.UNREACHABLE)
        except Lost:
            return Reply(ok=False, fault=Fault.LOST)
        except TooMuch:
            return Reply(ok=False, fault=Fault.TOO_LARGE)
        if status != HTTPStatus.OK:
            return _reply(status, body)
        return Reply(ok=True, status=status, result=body)

    async def _post(
        self,
        method: str,
        body: bytes,
        kind: str,
        timeout: float,  # noqa: ASYNC109 - the timer is the connection's own
        *,
        unread: bool = False,
    ) -> Reply:
        try:
            status, said = await self._client.post(self._path + method, body, kind, timeout)
        except Unreachable:
            return Reply(ok=False, fault=Fault.UNREACHABLE)
        except Lost:
            return Reply(ok=False, fault=Fault.LOST)
        if unread and status == HTTPStatus.OK and said.startswith(_SUCCESS):
            return _DONE
        return _reply(status, said)

    async def close(self) -> None:
        """Close all connections."""
        await self._client.close()


_JSON = "application/json"
_SUCCESS = b'{"ok":true,"result":'
_DONE = Reply(ok=True, status=HTTPStatus.OK)


def _form(payload: Mapping[str, Any], upload: Upload) -> tuple[bytes, str]:
    """Return the parameters and the file as multipart form data, with its content type."""
    boundary = token_hex(16)
    parts = [(f'name="{name}"', b"", _text(value)) for name, value in payload.items()]
    name = upload.name.translate(_UNQUOTABLE)
    kind = f"Content-Type: {upload.media_type}\r\n".encode()
    parts.append((f'name="{upload.field}"; filename="{name}"', kind, upload.content))
    body = b"".join(
        f"--{boundary}\r\nContent-Disposition: form-data; {what}\r\n".encode()
        + kind
        + b"\r\n"
        + value
        + b"\r\n"
        for what, kind, value in parts
    )
    return body + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


_UNQUOTABLE = str.maketrans({'"': "%22", "\r": "%0D", "\n": "%0A"})


def _text(value: object) -> bytes:
    return value.encode() if isinstance(value, str) else orjson.dumps(value)


def read_json(body: bytes) -> Any:
    """Read JSON, with half characters as question marks, so that one odd update hides no others.

    Raises:
        ValueError: it is no JSON, or nested beyond all reason.
    """
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        try:
            whole = json.dumps(json.loads(body), ensure_ascii=False).encode(errors="replace")
            return orjson.loads(whole)
        except RecursionError:
            raise ValueError("nested too deeply") from None


def _reply(status: int, body: bytes) -> Reply:
    try:
        said = read_json(body)
    except ValueError:
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
