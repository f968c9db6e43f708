"""The bots under test: how each is started, and how many answers its database holds."""

import sqlite3
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.simulated import TOKEN
from simulator.state import FIRST_PERSON

HONEST = "aiogram honest"
Command = Callable[[str, Path], list[str]]


@dataclass(frozen=True, slots=True)
class Bot:
    """One bot under test.

    Attributes:
        name: As the table names it.
        command: What to run for a Bot API address and a folder of its own.
        environment: Variables for the same.
        opening: Labels that a new resident presses before the first question.
        answers: Returns how many answers the database in its folder holds.
    """

    name: str
    command: Command
    environment: Callable[[str, Path], Mapping[str, str]] = lambda api, folder: {}
    opening: Sequence[str] = ()
    answers: Callable[[Path], int] = lambda folder: _count(folder, "SELECT count(*) FROM answers")


def _count(folder: Path, query: str) -> int:
    with sqlite3.connect(folder / "bot.sqlite") as connection:
        (number,) = connection.execute(query).fetchone()
    connection.close()
    return int(number)


def _peer(module: str, *options: str) -> Command:
    def command(api: str, folder: Path) -> list[str]:
        given = ["--api", api, "--token", TOKEN, "--database", str(folder / "bot.sqlite")]
        return [sys.executable, "-m", f"benchmarks.peers.{module}", *given, *options]

    return command


PEERS = (
    Bot(HONEST, _peer("aiogram_fsm", "--honest")),
    Bot("aiogram", _peer("aiogram_fsm")),
    Bot("aiogram, SQLAlchemy", _peer("aiogram_sqlalchemy", "--honest")),
    Bot("python-telegram-bot", _peer("ptb_conversation")),
    Bot("aiogram-dialog", _peer("aiogram_dialog_peer")),
    Bot("floor", _peer("floor")),
    Bot("floor, group commit", _peer("floor", "--group")),
)

BROADCASTERS = {"aiogram": "aiogram", "python-telegram-bot": "telegram", "bare aiohttp": "aiohttp"}

LIMITED_BROADCASTERS = {
    "aiogram, documented": "documented",
    "python-telegram-bot, AIORateLimiter": "limiter",
}


def broadcasters(count: int, ways: Mapping[str, str]) -> list[Bot]:
    """Return the peers that send one message to that many chats and end."""

    def sender(way: str) -> Command:
        def command(api: str, folder: Path) -> list[str]:
            run = _peer("broadcast")(api, folder)
            return [*run[:3], way, str(FIRST_PERSON), str(count), *run[3:]]

        return command

    return [Bot(name, sender(way)) for name, way in ways.items()]
