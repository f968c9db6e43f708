"""The whole program in this process: it starts, serves, and stops gracefully, or says in a line why not."""

import asyncio
import gc
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest

from app.cli import main
from app.serve import serve
from app.settings import Settings, load_settings
from app.wiring import build_house
from bot.poller import WrongToken
from db import schema
from db.store import run_once
from db.unit import Unit
from scheduler import ticks
from simulator.server import Simulator
from tests.databases import Play
from usecases.erasure_list import read_list
from usecases.open_content import open_content

PEPPER = b"pepper for tests"
SECRET = "a-secret-of-telegram"  # for this test


@pytest.fixture
def begins_with() -> Play:
    """A start has been there before: a first one reads all surveys, which takes seconds."""
    return open_surveys


def open_surveys(url: str) -> None:
    settings = load_settings()
    run_once(url, open_content, build_house(settings, PEPPER), settings.content, datetime.now(UTC))


@pytest.fixture(autouse=True)
def an_environment_of_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, database_url: str
) -> Iterator[None]:
    for name in ("BOT_API_URL", "SECRET_KEY", "WEBHOOK_URL", "WEBHOOK_SECRET", "LISTEN", "LOG_FORMAT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("BOT_TOKEN", "1000001:simulated")
    yield
    gc.unfreeze()


@asynccontextmanager
async def serving(simulator: Simulator) -> AsyncIterator[Callable[[], Awaitable[None]]]:
    """Run the program; it is stopped by SIGTERM, as an operator stops it."""
    running = asyncio.create_task(serve(load_settings(), simulator.token, simulator.base_url, PEPPER))

    async def stop() -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        async with asyncio.timeout(15):
            await running

    yield stop
    if not running.done():
        await stop()
    await running


async def test_a_resident_who_starts_the_bot_is_answered_and_sigterm_stops_it(simulator: Simulator) -> None:
    async with serving(simulator) as stop:
        resident = await simulator.resident(language_code="tr")
        await resident.start("plakat")
        await resident.waits_for("Türkçe")
        await resident.press("Türkçe")
        await resident.waits_until_gone("Leichte Sprache")
        await stop()
        await resident.say("after the stop")
    async with serving(simulator):
        await resident.answer()  # what came in between is not lost


async def test_the_bot_leaves_its_name_and_links_for_the_command_line(
    simulator: Simulator, database_url: str
) -> None:
    def settings(unit: Unit) -> dict[str, str]:
        rows = unit.connection.exec_driver_sql("SELECT key, value FROM setting")
        return {row[0]: row[1] for row in rows}

    async with serving(simulator):
        while not (await simulator.state())["bot"]["connected"]:  # noqa: ASYNC110 - it has no event
            await asyncio.sleep(0.02)
    left = run_once(database_url, settings)
    assert left["bot_username"] == "quartier_bot"
    assert left["link_base"] == f"{simulator.base_url}/quartier_bot"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_wrong_token_ends_the_program(simulator: Simulator) -> None:
    with pytest.raises(WrongToken):
        await serve(load_settings(), "1000001:wrong", simulator.base_url, PEPPER)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_while_the_server_cannot_be_reached_the_program_waits_and_can_be_stopped(
    caplog: pytest.LogCaptureFixture,
) -> None:
    running = asyncio.create_task(serve(load_settings(), "1000001:simulated", "http://127.0.0.1:9", PEPPER))
    async with asyncio.timeout(15):
        while "the server cannot be reached" not in caplog.text:  # noqa: ASYNC110 - a log has no event
            await asyncio.sleep(0.02)
        os.kill(os.getpid(), signal.SIGTERM)
        await running


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_with_a_webhook_telegram_delivers_and_the_operator_sees_health(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch, unused_tcp_port: int
) -> None:
    base = f"http://127.0.0.1:{unused_tcp_port}"
    monkeypatch.setenv("WEBHOOK_URL", f"{base}/telegram")
    monkeypatch.setenv("WEBHOOK_SECRET", SECRET)
    monkeypatch.setenv("LISTEN", f"127.0.0.1:{unused_tcp_port}")
    async with serving(simulator):
        resident = await simulator.resident()
        await resident.start()
        await resident.waits_for("Türkçe")
        async with aiohttp.ClientSession() as client, client.get(f"{base}/health") as health:
            assert (health.status, (await health.json())["ok"]) == (200, True)


async def test_an_erasure_is_in_the_list_before_any_tick_has_come(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ticks, "LIST_EVERY", timedelta(days=1))
    listed = load_settings().erasures
    async with serving(simulator) as stop:
        resident = await simulator.resident(language_code="en")
        await resident.start()
        await resident.waits_for("English")
        await resident.say("/delete")
        await resident.waits_for("Delete everything linked to this chat?")
        await resident.press("Yes, delete everything")
        await resident.waits_for("Everything linked to this chat is deleted")
        await stop()
    assert len(read_list(listed)) == 1


def come_from_the_future(unit: Unit) -> None:
    unit.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")


@pytest.mark.parametrize("command", [["run"], ["db", "upgrade"], ["db", "check"]])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_database_newer_than_the_program_stops_every_command_with_a_line(
    command: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    newer = f"sqlite:///{tmp_path}/newer.db"
    schema.upgrade(newer)
    run_once(newer, come_from_the_future)
    monkeypatch.setenv("DATABASE_URL", newer)
    monkeypatch.setenv("SECRET_KEY", "x" * 32)
    assert main(command) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "is newer than this program" in line


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("SECRET_KEY", "", "quartier: SECRET_KEY is missing: 32 or more random characters"),
        ("TIMEZONE", "Mars/Olympus", "quartier: TIMEZONE should be a time zone's name"),
        ("BOT_TOKEN", "nonsense", "quartier: BOT_TOKEN should be the token that @BotFather gave"),
    ],
)
def test_a_wrong_variable_stops_the_start_with_one_line(
    name: str, value: str, line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(name, value)
    assert main(["run"]) == 2
    (said,) = capsys.readouterr().err.splitlines()
    assert said.startswith(line)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_database_command_says_what_is_and_does_what_is_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/fresh/quartier.db")
    assert main(["db", "check"]) == 1
    assert main(["db", "upgrade"]) == 0
    assert main(["db", "upgrade"]) == 0
    assert main(["db", "check"]) == 0
    assert "is now at revision" in capsys.readouterr().out


def test_settings_never_show_what_is_secret() -> None:
    settings: Settings = load_settings()
    assert "simulated" not in repr(settings)
