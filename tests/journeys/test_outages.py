"""What an operator can meet: one clear line names it, nothing confirmed is lost, and it goes on by itself."""

import asyncio
import resource
import sqlite3
from collections.abc import Callable

import pytest
from sqlalchemy import make_url

from domain.survey import Survey
from simulator.server import Simulator
from tests.journeys import tables
from tests.journeys.bot_process import BotProcess
from tests.journeys.conftest import MakeBot, on_postgresql, on_sqlite
from tests.journeys.crowd import check_answers, walkers
from tests.journeys.walkers import Walker

MISCONFIGURED = 2
SETTINGS = [
    ("BOT_TOKEN", "no token", "BOT_TOKEN should be the token"),
    ("BOT_API_URL", "nowhere", "BOT_API_URL should be an address"),
    ("DATABASE_URL", "mysql://x", "DATABASE_URL should be sqlite"),
    ("SECRET_KEY", "short", "SECRET_KEY should be at least 32"),
    ("TIMEZONE", "Europe/Kornwestheim", "TIMEZONE should be a time zone"),
    ("LISTEN", "no-port", "LISTEN should be host:port"),
    ("WEBHOOK_URL", "http://127.0.0.1:1/x", "WEBHOOK_SECRET is missing"),
    ("LOG_FORMAT", "a-poem", "LOG_FORMAT should be"),
    ("SEND_CONCURRENCY", "-3", "SEND_CONCURRENCY should be"),
]


@on_sqlite
@pytest.mark.parametrize(("name", "value", "sentence"), SETTINGS, ids=[name for name, *_ in SETTINGS])
def test_a_wrong_variable_stops_the_start_with_one_line(
    make_bot: MakeBot, name: str, value: str, sentence: str
) -> None:
    bot = make_bot(**{name: value})
    bot.start()
    assert bot.ended() == MISCONFIGURED
    (line,) = bot.wrote.splitlines()
    assert line.startswith(f"quartier: {sentence}")
    assert value not in line, "it may be a secret"


@on_sqlite
async def test_a_wrong_token_stops_the_start_with_one_line(make_bot: MakeBot) -> None:
    token = "1234567:a-token-that-nobody-knows"
    bot = make_bot(BOT_TOKEN=token)
    bot.start()
    assert await asyncio.to_thread(bot.ended) == MISCONFIGURED
    (line,) = bot.wrote.splitlines()
    assert line.startswith("quartier: BOT_TOKEN is not known to")
    assert "nobody-knows" not in bot.wrote


async def test_a_database_of_a_newer_program_stops_the_start_with_one_line(
    make_bot: MakeBot, town_database: str
) -> None:
    tables.execute(town_database, "UPDATE alembic_version SET version_num = '9999'")
    bot = make_bot()
    bot.start()
    assert await asyncio.to_thread(bot.ended) == 1
    (line,) = bot.wrote.splitlines()
    assert "is newer than this program" in line


@on_sqlite
async def test_a_server_that_is_not_there_is_named_and_the_bot_begins_when_it_comes(
    make_bot: MakeBot, simulator: Simulator, town_survey: Survey, town_database: str
) -> None:
    await simulator.set_faults(drop_before=1)
    bot = make_bot()
    bot.start()
    await _writes(bot, "getMe failed")
    await simulator.set_faults(drop_before=0)
    await _finishes(simulator, town_survey, town_database)


@on_sqlite
async def test_a_server_that_goes_away_is_named_once_and_residents_go_on_when_it_is_back(
    bot: BotProcess, simulator: Simulator, town_survey: Survey, town_database: str
) -> None:
    walker = await _half_way(simulator, town_survey)
    await simulator.set_faults(drop_before=1)
    going_on = asyncio.create_task(walker.go_on())
    await _writes(bot, "The connection to the Bot API server broke")
    await simulator.set_faults(drop_before=0)
    await going_on
    check_answers(town_database, [walker])
    await _writes(bot, "polling works again")


@on_sqlite
async def test_a_locked_database_is_named_and_what_was_said_meanwhile_is_answered_after_it(
    bot: BotProcess, simulator: Simulator, town_survey: Survey, town_database: str
) -> None:
    walker = await _half_way(simulator, town_survey)
    other = sqlite3.connect(str(make_url(town_database).database), isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    going_on = asyncio.create_task(walker.go_on())
    await _writes(bot, "is locked by another program")
    other.execute("ROLLBACK")
    other.close()
    await going_on
    check_answers(town_database, [walker])


@on_sqlite
async def test_a_disk_without_room_is_named_and_what_was_said_meanwhile_is_answered_after_it(
    bot: BotProcess, simulator: Simulator, town_survey: Survey, town_database: str
) -> None:
    walker = await _half_way(simulator, town_survey)
    assert bot.pid is not None
    _, most = resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, (600, resource.RLIM_INFINITY))
    going_on = asyncio.create_task(walker.go_on())
    await _until(lambda: _health_says_disk(bot))
    resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, (most, most))
    await going_on
    check_answers(town_database, [walker])


@on_postgresql
async def test_a_read_only_database_is_named_and_what_was_said_meanwhile_is_answered_after_it(
    bot: BotProcess, simulator: Simulator, town_survey: Survey, town_database: str
) -> None:
    walker = await _half_way(simulator, town_survey)
    _reconnects(town_database, "on")
    going_on = asyncio.create_task(walker.go_on())
    await _writes(bot, "can only be read, not written")
    _reconnects(town_database, "off")
    await going_on
    check_answers(town_database, [walker])


def _reconnects(url: str, read_only: str) -> None:
    name = make_url(url).database
    server = make_url(url).set(database="postgres").render_as_string(hide_password=False)
    tables.execute(server, f"ALTER DATABASE {name} SET default_transaction_read_only = {read_only}")
    others = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"  # noqa: S608
    tables.execute(server, others)


def _health_says_disk(bot: BotProcess) -> bool:
    return "perhaps a full or broken disk" in bot.wrote or "no room left" in bot.wrote


async def _half_way(simulator: Simulator, survey: Survey) -> Walker:
    (walker,) = await walkers(simulator, survey, 1, seed=9)
    await walker.resident.start()
    await walker.go_on(most_steps=8)
    await walker.resident.settles()
    return walker


async def _finishes(simulator: Simulator, survey: Survey, url: str) -> None:
    (walker,) = await walkers(simulator, survey, 1, seed=8)
    await walker.take_part()
    check_answers(url, [walker])


async def _writes(bot: BotProcess, sentence: str) -> None:
    await _until(lambda: sentence in bot.wrote)
    assert bot.wrote.count(sentence) == 1, "a trouble is told once"


async def _until(is_true: Callable[[], bool]) -> None:
    async with asyncio.timeout(40):
        while not is_true():  # noqa: ASYNC110 - another process's log tells nobody
            await asyncio.sleep(0.05)
