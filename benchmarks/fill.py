"""Rows for our bot's database: residents with a past, and one message to many."""

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

from sqlalchemy import Table, insert, select

from benchmarks.ours import database
from benchmarks.peers.survey import CHOICES, QUESTIONS
from db import outbox
from db.connect import open_engine
from db.store import run_once
from db.tables import chat, consent, dialogue, handled_update, member, participation, response, survey_version
from db.unit import Unit
from domain.dialogue import Dialogue, Stage
from domain.dialogue_data import answers_to_json, dialogue_to_json
from domain.outgoing import Outgoing, Priority

FIRST_ADDRESS = 9_000_000_001  # beyond anybody whom the load makes up
AT_ONCE = 5_000
OPEN_SHARE = 4  # one resident in so many is in the middle of the survey, the others are through
Row = dict[str, Any]


def with_residents(folder: Path, count: int, first_address: int = FIRST_ADDRESS) -> None:
    """Register residents who agreed, and took the survey or are in the middle of it."""
    engine = open_engine(database(folder))
    now = datetime.now(UTC)
    with engine.begin() as connection:
        version_id = connection.execute(select(survey_version.c.id)).scalar_one()
        for first in range(1, count + 1, AT_ONCE):
            tables: dict[Table, list[Row]] = {}
            for number in range(first, min(first + AT_ONCE, count + 1)):
                for table, row in _resident(number, first_address + number - 1, version_id, now):
                    tables.setdefault(table, []).append(row)
            for table, rows in tables.items():
                connection.execute(insert(table), rows)
    engine.dispose()


def _resident(number: int, address: int, version_id: int, now: datetime) -> Iterator[tuple[Table, Row]]:
    today = now.date()
    yield chat, {"id": number, "address": address, "last_seen_on": today}
    yield member, {"id": number, "chat_id": number, "language": "en", "language_chosen": True}
    yield (
        consent,
        {
            "member_id": number,
            "purpose": "survey",
            "text_version": "1",
            "text_hash": "0" * 64,
            "language": "en",
            "given_at": now,
        },
    )
    yield handled_update, {"update_id": -number, "handled_on": today}
    names = [f"question_{place}" for place in range(1, len(QUESTIONS) + 1)]
    answers = {name: CHOICES[number % len(CHOICES)].lower() for name in names}
    if number % OPEN_SHARE:
        random = blake2b(str(number).encode(), digest_size=32).digest()
        yield (
            response,
            {"rid": random[:16], "version_id": version_id, "answers": answers_to_json(dict(answers))},
        )
        yield participation, {"mark": random, "survey_key": "benchmark"}
    else:
        half = {name: answers[name] for name in names[: len(names) // 2]}
        state = Dialogue(stage=Stage.ASKING, at=names[len(half)], turn=len(half), answers=half)
        yield (
            dialogue,
            {
                "member_id": number,
                "survey_key": "benchmark",
                "version_id": version_id,
                "state": dialogue_to_json(state),
                "touched_on": today,
            },
        )


def with_message_to_all(folder: Path, count: int, first_address: int) -> None:
    """Put one message with one button into the outbox for that many residents who follow one another."""
    with_residents(folder, count, first_address)
    messages = [
        Outgoing(
            address=first_address + number,
            template="declined",
            language="en",
            args={"options": ["agree"]},
            priority=Priority.BULK,
            occasion="benchmark",
        )
        for number in range(count)
    ]
    now = datetime.now(UTC)

    def enqueue(unit: Unit) -> None:
        outbox.say_to_many(unit, messages, now)

    run_once(database(folder), enqueue)
