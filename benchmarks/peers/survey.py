"""What every peer asks, how it is started and where it saves answers."""

import argparse
import sqlite3
from dataclasses import dataclass
from pathlib import Path

CHOICES = ("Never", "Seldom", "Often", "Always")
QUESTIONS = tuple(
    f"Question {number}: how often does statement {number} hold for you?" for number in range(1, 11)
)
GREETING = "Welcome. Ten questions follow."
THANKS = "Thank you, all answers are saved."
NEWS = "The new survey of your quarter is open. It takes about five minutes."

TABLES = """
CREATE TABLE IF NOT EXISTS answers (
    chat INTEGER NOT NULL, question INTEGER NOT NULL, choice INTEGER NOT NULL, PRIMARY KEY (chat, question)
);
CREATE TABLE IF NOT EXISTS position (chat INTEGER PRIMARY KEY, question INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS fsm (key TEXT PRIMARY KEY, state TEXT, data TEXT);
"""
DURABLE = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"  # the cheapest setting that survives a power cut
)
SAVE_ANSWER = "INSERT OR REPLACE INTO answers (chat, question, choice) VALUES (?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Arguments:
    """What the driver tells a peer: the Bot API's base address, the bot's token and the database file."""

    api: str
    token: str
    database: Path


def arguments() -> Arguments:
    """Return the command line's arguments."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--api", required=True)
    parser.add_argument("--token", required=True)
    parser.add_argument("--database", type=Path, required=True)
    given, _ = parser.parse_known_args()  # a peer's own options are read by the peer
    return Arguments(given.api, given.token, given.database)


def open_database(file: Path) -> sqlite3.Connection:
    """Return a connection to the peer's database, its tables made, every commit durable."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.executescript(DURABLE + TABLES)
    return connection
