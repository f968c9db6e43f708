"""Reading a Bot API call out of an HTTP request, and answering it."""

from typing import Any
from urllib.parse import parse_qsl

import orjson
from aiohttp import web

from simulator.api.call import Call, Upload
from simulator.api.dispatch import Dispatcher, Dropped
from simulator.errors import NOT_FOUND, UNAUTHORIZED, ApiError, bad_request

FORM = "application/x-www-form-urlencoded"


class BotApi:
    """Answers `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

    def __init__(self, dispatcher: Dispatcher) -> None:
        self.dispatcher = dispatcher
        self.world = dispatcher.world

    async def call(self, request: web.Request) -> web.StreamResponse:
        """Answer one call, or close the connection without an answer if a fault says so."""
        if request.match_info["token"] != self.world.token:
            return _refusal(UNAUTHORIZED)
        method = self.dispatcher.name_of(request.match_info["method"])
        if method is None:
            self.world.statistics.calls["unknown"] += 1
            self.world.statistics.failed("unknown", 404)
            return _refusal(NOT_FOUND)
        try:
            call = await _read(request, method)
        except ApiError as error:
            return _refusal(error)
        try:
            status, body = await self.dispatcher.answer(call)
        except Dropped:
            if request.transport is not None:
                request.transport.abort()
            return web.Response(status=500)
        return web.Response(status=status, body=body, content_type="application/json")

    async def file(self, request: web.Request) -> web.StreamResponse:
        """Answer with a file's bytes."""
        if request.match_info["token"] != self.world.token:
            return _refusal(UNAUTHORIZED)
        stored = self.world.files.by_path(request.match_info["path"])
        if stored is None:
            return _refusal(NOT_FOUND)
        return web.Response(body=stored.body, content_type="application/octet-stream")


async def _read(request: web.Request, method: str) -> Call:
    args: dict[str, Any] = dict(request.query) if request.query_string else {}
    if not request.can_read_body:
        return Call(method, args)
    kind = request.content_type
    if kind == "application/json":
        try:
            given = orjson.loads(await request.read() or b"{}")
        except orjson.JSONDecodeError:
            raise bad_request("can't parse request body as JSON object") from None
        if not isinstance(given, dict):
            raise bad_request("can't parse request body as JSON object")
        return Call(method, args | given)
    if kind == FORM:
        body = (await request.read()).decode("utf-8", "replace")
        return Call(method, args | dict(parse_qsl(body, keep_blank_values=True)))
    if kind == "multipart/form-data":
        return await _read_multipart(request, method, args)
    return Call(method, args)


async def _read_multipart(request: web.Request, method: str, args: dict[str, Any]) -> Call:
    files = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[name] = Upload(value.filename, value.content_type, value.file.read())
            value.file.close()
        else:
            args[name] = value.decode() if isinstance(value, bytes | bytearray) else value
    return Call(method, args, files)


def _refusal(error: ApiError) -> web.Response:
    return web.Response(status=error.code, body=orjson.dumps(error.answer()), content_type="application/json")
