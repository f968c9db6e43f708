"""Our bot under test: how it is started so that it serves the ten questions, and what it has kept."""

import sqlite3
import sys
from collections.abc import Mapping
from pathlib import Path
from shutil import copy, copytree

from benchmarks.bots import Bot
from benchmarks.measures import first_poll
from benchmarks.process import running
from benchmarks.simulated import SERVER_LIMIT, TOKEN, SimulatedTelegram

HERE = Path(__file__).parent
OWN_CONTENT = HERE.parent / "content"
SURVEY = """[[surveys]]
key = "benchmark"
file = "survey.md"
title = { en = "Ten questions" }
opens = 2000-01-01
closes = 2999-12-31
"""
KEPT = """
SELECT (SELECT count(*) FROM dialogue, json_each(dialogue.state, '$.answers'))
     + (SELECT count(*) FROM response, json_each(response.answers))
"""


def content(folder: Path) -> Path:
    """Return a content folder with the city's own texts and the ten questions as its only survey."""
    made = folder / "content"
    if not made.exists():
        copytree(OWN_CONTENT / "texts", made / "texts")
        process, _, _ = (OWN_CONTENT / "process.toml").read_text("utf-8").partition("[[surveys]]")
        (made / "process.toml").write_text(process + SURVEY, "utf-8")
        copy(HERE / "survey.md", made / "survey.md")
    return made


def database(folder: Path) -> str:
    """Return the address of the database in a folder."""
    return f"sqlite:///{folder / 'bot.sqlite'}"


def _command(api: str, folder: Path) -> list[str]:
    return [sys.executable, "-m", "app", "run"]


def _environment(api: str, folder: Path) -> Mapping[str, str]:
    return {
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": api,
        "DATABASE_URL": database(folder),
        "SECRET_KEY": "benchmark" * 4,
        "CONTENT": str(content(folder)),
        "CHAT_PER_SECOND": "0",  # peers have no pace per chat either
        "QUIET_HOURS": "none",
    }


def _without_pacing(api: str, folder: Path) -> Mapping[str, str]:
    return {**_environment(api, folder), "BULK_PER_SECOND": "0"}


def _at_the_limit(api: str, folder: Path) -> Mapping[str, str]:
    return {**_environment(api, folder), "BULK_PER_SECOND": str(SERVER_LIMIT)}


def _kept(folder: Path) -> int:
    connection = sqlite3.connect(folder / "bot.sqlite")
    (number,) = connection.execute(KEPT).fetchone()
    connection.close()
    return int(number)


OURS = Bot("quartier", _command, _environment, ("English", "Yes, I agree", "Start"), _kept)
OUR_BROADCAST = Bot("quartier", _command, _without_pacing)
OUR_LIMITED = Bot("quartier", _command, _at_the_limit, OURS.opening, _kept)


async def born(folder: Path) -> None:
    """Start our bot once, so that its tables and its survey are there."""
    async with SimulatedTelegram() as telegram:
        with running(
            _command(telegram.url, folder), _environment(telegram.url, folder), folder / "log"
        ) as child:
            await first_poll(telegram, child)
