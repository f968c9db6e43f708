"""The HTTP client: it understands what servers send, in whatever pieces, and knows what it does not know."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
from aiohttp import web
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.api import BotApi, Upload
from bot.http import HttpClient, Lost, Unreachable, _Connection

KIND = "application/json"


@asynccontextmanager
async def server(*answers: bytes | None, pause: float = 0) -> AsyncIterator[HttpClient]:
    """Serve these answers, one a request on each connection; None closes the connection instead."""
    waiting = list(answers)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        serving.append(asyncio.current_task())
        with suppress(OSError, asyncio.IncompleteReadError):
            while waiting:
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
                await reader.readexactly(length)
                answer = waiting.pop(0)
                if answer is None:
                    break
                for piece in (answer[:20], answer[20:]):
                    writer.write(piece)
                    await writer.drain()
                    await asyncio.sleep(pause)
                if b"Connection: close" in answer or b"Content-Length" not in answer:
                    break
        with suppress(OSError):
            writer.close()
            await writer.wait_closed()

    serving: list[asyncio.Task[None] | None] = []
    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    client = HttpClient(f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/base")
    yield client
    await client.close()
    listening.close()
    await listening.wait_closed()
    await asyncio.gather(*filter(None, serving))


def answer(body: bytes, *headers: str) -> bytes:
    lines = ["HTTP/1.1 200 OK", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


async def ask(client: HttpClient) -> tuple[int, bytes]:
    return await client.post("/path", b"{}", KIND, 5)


async def test_a_connection_is_kept_for_the_next_request() -> None:
    async with server(answer(b"one"), answer(b"two")) as client:
        assert [await ask(client), await ask(client)] == [(200, b"one"), (200, b"two")]
        assert len(client._open) == 1


async def test_calls_at_the_same_time_get_connections_of_their_own() -> None:
    async with server(*[answer(b"x")] * 5, pause=0.02) as client:
        assert await asyncio.gather(*(ask(client) for _ in range(5))) == [(200, b"x")] * 5
        assert len(client._open) == 5


async def test_a_connection_that_the_server_closes_is_not_used_again() -> None:
    async with server(answer(b"one", "Connection: close"), answer(b"two")) as client:
        assert [await ask(client), await ask(client)] == [(200, b"one"), (200, b"two")]


async def test_an_answer_without_a_length_cannot_be_told_from_one_that_broke_off() -> None:
    async with server(b"HTTP/1.1 200 OK\r\n\r\nuntil the end") as client:
        with pytest.raises(Lost):
            await ask(client)


async def test_a_connection_closed_instead_of_an_answer_leaves_the_outcome_unknown() -> None:
    async with server(None) as client:
        with pytest.raises(Lost):
            await ask(client)


async def test_an_answer_that_breaks_off_leaves_the_outcome_unknown() -> None:
    async with server(answer(b"long body")[:-4] + b"", None) as client:
        task = asyncio.create_task(client.post("/path", b"{}", KIND, 0.2))
        with pytest.raises(Lost):
            await task


async def test_what_is_no_http_leaves_the_outcome_unknown() -> None:
    async with server(b"SSH-2.0-OpenSSH_9.2p1 Debian\r\n\r\n") as client:
        with pytest.raises(Lost):
            await ask(client)


async def test_a_server_that_is_not_there_got_nothing(unused_tcp_port: int) -> None:
    with pytest.raises(Unreachable):
        await ask(HttpClient(f"http://127.0.0.1:{unused_tcp_port}"))


async def test_a_server_without_tls_got_nothing_over_https() -> None:
    async def greet(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 no TLS here\r\n")
        writer.close()

    listening = await asyncio.start_server(greet, "127.0.0.1", 0)
    with pytest.raises(Unreachable):
        await ask(HttpClient(f"https://127.0.0.1:{listening.sockets[0].getsockname()[1]}"))
    listening.close()
    await listening.wait_closed()


async def test_a_cancelled_call_does_not_leave_its_answer_to_the_next() -> None:
    async with server(answer(b"late"), answer(b"mine"), pause=0.05) as client:
        task = asyncio.create_task(ask(client))
        await asyncio.sleep(0.02)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await ask(client) == (200, b"mine")


def read(*pieces: bytes) -> tuple[int, bytes] | None:
    """Return what a connection that awaits an answer reads from pieces; None where it is not complete."""

    async def feed() -> tuple[int, bytes] | None:
        connection = _Connection(lambda _: None)
        answer = connection._answer = asyncio.get_running_loop().create_future()
        for piece in pieces:
            connection.data_received(piece)
        return answer.result() if answer.done() else None

    return asyncio.run(feed())


@given(st.lists(st.binary(max_size=30), max_size=5), st.integers(1, 40))
@settings(max_examples=50)
def test_chunks_are_put_together_wherever_the_network_cuts_them(chunks: list[bytes], cut: int) -> None:
    sent = b"HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\n\r\n"
    sent += b"".join(b"%x;ext=1\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks if chunk) + b"0\r\n\r\n"
    pieces = [sent[start : start + cut] for start in range(0, len(sent), cut)]
    assert read(*pieces[:-1]) is None
    assert read(*pieces) == (200, b"".join(chunks))


@pytest.mark.parametrize(
    "nonsense",
    [
        b"HTTP/9 200\r\n\r\n",
        b"x" * 100,
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 abc\r\n\r\n",
    ],
)
async def test_nonsense_counts_as_a_lost_answer(nonsense: bytes) -> None:
    async with server(nonsense) as client:
        with pytest.raises(Lost):
            await ask(client)


def test_an_interim_answer_is_passed_over() -> None:
    assert read(b"HTTP/1.1 100 Continue\r\n\r\n" + answer(b"real")) == (200, b"real")


async def test_a_file_arrives_with_its_name_and_parameters(unused_tcp_port: int) -> None:
    got: dict[str, object] = {}

    async def take(request: web.Request) -> web.Response:
        form = await request.post()
        for name, value in form.items():
            if isinstance(value, web.FileField):
                got[name] = (value.filename, value.content_type, value.file.read())
            else:
                got[name] = value
        return web.json_response({"ok": True, "result": {"message_id": 5}})

    app = web.Application()
    app.router.add_post("/bot1:x/sendDocument", take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", unused_tcp_port).start()
    api = BotApi(f"http://127.0.0.1:{unused_tcp_port}", "1:x")
    upload = Upload("document", 'Übersicht "neu".json', b"\r\n--x\0", "application/json")
    reply = await api.call(
        "sendDocument", {"chat_id": 5, "caption": "Grüße", "reply_markup": {"a": [1]}}, upload
    )
    await api.close()
    await runner.cleanup()
    assert reply.result == {"message_id": 5}
    assert got["document"] == ("Übersicht %22neu%22.json", "application/json", b"\r\n--x\0")
    assert (got["chat_id"], got["caption"], got["reply_markup"]) == ("5", "Grüße", '{"a":[1]}')
