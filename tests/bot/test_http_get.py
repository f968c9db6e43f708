"""Fetching a file: read up to a limit, and never more."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.api import BotApi, Fault
from bot.http import HttpClient, TooMuch
from simulator.server import Simulator

SECRET_TOKEN = "123:abc"


@pytest.fixture
async def address() -> AsyncIterator[str]:
    """A server that sends as many bytes as its path says, with and without saying how many."""

    async def send(request: web.Request) -> web.StreamResponse:
        size = int(request.match_info["size"])
        if request.match_info["how"] == "whole":
            return web.Response(body=bytes(size))
        response = web.StreamResponse()
        response.enable_chunked_encoding()
        await response.prepare(request)
        for _ in range(size // 1000):
            await response.write(bytes(1000))
        return response

    async def echo(request: web.Request) -> web.Response:
        return web.Response(text=request.raw_path)

    app = web.Application()
    app.router.add_get("/{how}/{size}", send)
    app.router.add_get(f"/file/bot{SECRET_TOKEN}/{{path:[\\s\\S]+}}", echo)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


@pytest.fixture
async def client(address: str) -> AsyncIterator[HttpClient]:
    client = HttpClient(address)
    yield client
    await client.close()


@pytest.mark.parametrize("how", ["whole", "in-chunks"])
async def test_a_file_within_the_limit_is_read(client: HttpClient, how: str) -> None:
    assert await client.get(f"/{how}/1000000", 1_000_000, 5) == (200, bytes(1_000_000))


@pytest.mark.parametrize("how", ["whole", "in-chunks"])
async def test_a_larger_one_is_not_read_to_its_end(client: HttpClient, how: str) -> None:
    with pytest.raises(TooMuch):
        await client.get(f"/{how}/50000000", 1_000_000, 5)
    assert await client.get(f"/{how}/1000", 1_000_000, 5) == (200, bytes(1000))


async def test_a_path_of_the_server_cannot_become_another_request(address: str) -> None:
    api = BotApi(address, SECRET_TOKEN)
    reply = await api.download("photos/a b.jpg HTTP/1.1\r\nX: y?z#", 1000)
    await api.close()
    assert (
        reply.result == f"/file/bot{SECRET_TOKEN}/photos/a%20b.jpg%20HTTP/1.1%0D%0AX%3A%20y%3Fz%23".encode()
    )


async def test_a_file_comes_from_where_get_file_says(simulator: Simulator, api: BotApi) -> None:
    stored = simulator.world.files.add("document", "plan.pdf", "application/pdf", b"%PDF- a plan")
    about = await api.call("getFile", {"file_id": stored.file_id})
    reply = await api.download(about.result["file_path"], 1000)
    assert (reply.ok, reply.result) == (True, b"%PDF- a plan")


async def test_what_is_not_there_is_told_without_the_token(api: BotApi) -> None:
    reply = await api.download("documents/none.pdf", 1000)
    assert (reply.ok, reply.error_code) == (False, 404)
    assert "simulated" not in repr(reply)
    away = BotApi("http://127.0.0.1:9", "1:x")
    assert (await away.download("a", 10)).fault is Fault.UNREACHABLE
    await away.close()
