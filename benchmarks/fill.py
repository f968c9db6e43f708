"""Rows for our bot's database: residents with a past, and a broadcast to all of them."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

from sqlalchemy import Table, insert, select

from benchmarks.ours import content, database
from benchmarks.peers.survey import CHOICES, NEWS, QUESTIONS
from db.connect import open_engine
from db.store import run_once
from db.tables import (
    broadcast,
    chat,
    consent,
    dialogue,
    handled_update,
    member,
    participation,
    response,
    survey_version,
)
from db.unit import Unit
from domain.broadcasts import BroadcastStatus
from domain.dialogue import Dialogue, Stage
from domain.dialogue_data import answers_to_json, dialogue_to_json
from domain.outgoing import Recipient
from domain.periods import Periods
from domain.quiet_hours import NEVER_QUIET
from domain.town import NEWS_CONSENT
from usecases.content import read_town
from usecases.house import House
from usecases.to_many import plan

FIRST_ADDRESS = 9_000_000_001  # beyond anybody whom the load makes up
AT_ONCE = 5_000
CHUNK = 1_000
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


def with_broadcast(folder: Path, count: int, first_address: int) -> None:
    """Let a broadcast with one button wait for that many residents who follow one another."""
    with_residents(folder, count, first_address)
    town = read_town(content(folder), ("en",), Periods().placeholders())
    house = House(town, ("en",), b"", "Europe/Berlin", quiet=NEVER_QUIET)
    now = datetime.now(UTC)

    def begin(unit: Unit) -> None:
        news = {
            "id": 1,
            "key": "benchmark",
            "status": BroadcastStatus.RUNNING.value,
            "purpose": NEWS_CONSENT,
            "text": json.dumps({"en": NEWS}),
            "buttons": json.dumps([["survey", "benchmark"]]),
            "timezone": house.timezone,
        }
        unit.connection.execute(insert(broadcast), news)

    def wait(unit: Unit, first: int, last: int) -> None:
        recipients = [Recipient(number, first_address + number - 1, "en") for number in range(first, last)]
        agreed = {"purpose": NEWS_CONSENT, "text_version": "1", "text_hash": "0" * 64, "language": "en"}
        consents = [{"member_id": one.chat_id, "given_at": now, **agreed} for one in recipients]
        unit.connection.execute(insert(consent), consents)
        words = ("broadcast_news", {"broadcast": 1})
        plan(
            *(unit, house, recipients, lambda _language: words, "broadcast:1:today", now),
            purpose=NEWS_CONSENT,
            capped=True,
        )

    run_once(database(folder), begin)
    for first in range(1, count + 1, CHUNK):
        run_once(database(folder), wait, first, min(first + CHUNK, count + 1))
