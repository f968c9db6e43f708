"""`python -m simulator` as others start it."""

import asyncio
import json
import sys

import aiohttp


async def start(*arguments: str) -> asyncio.subprocess.Process:
    pipe = asyncio.subprocess.PIPE
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "simulator", *arguments, stdout=pipe, stderr=pipe
    )


async def test_it_prints_its_address_serves_and_ends_on_sigterm() -> None:
    process = await start("--listen", "127.0.0.1:0", "--token", "7:x", "--username", "a_bot", "--name", "Ä")
    assert process.stdout is not None
    url = json.loads(await process.stdout.readline())["url"]
    async with aiohttp.ClientSession() as session, session.get(f"{url}/bot7:x/getMe") as reply:
        me = (await reply.json())["result"]
    assert (me["id"], me["username"], me["first_name"]) == (7, "a_bot", "Ä")
    second = await start("--listen", url.removeprefix("http://"))
    _, complaint = await second.communicate()
    assert second.returncode == 1
    assert complaint.startswith(b"simulator: cannot listen on 127.0.0.1:")
    process.terminate()
    _, complaint = await process.communicate()
    assert (process.returncode, complaint) == (0, b"")


async def test_wrong_arguments_are_named() -> None:
    for arguments in (("--listen", "nowhere"), ("--token", "x")):
        process = await start(*arguments)
        _, complaint = await process.communicate()
        assert process.returncode == 2
        assert arguments[0].encode() in complaint
