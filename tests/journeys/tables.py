"""What the tests read from the bot's database, beside the running bot."""

import json
import re
from collections import Counter
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, create_engine, or_, select, text

from db import surveys
from db.connect import file_of, open_engine
from db.tables import dialogue, metadata, outbox, participation, response, set_aside, tally
from db.unit import Unit
from domain.outgoing import Priority
from domain.survey import Survey
from simulator.server import Simulator

# Ids and times differ from run to run; where a row belongs is compared by the tables around it.
_ASIDE = {"id", "rid", "update_id", "member_id", "chat_id", "dialogue_id", "staff_id", "version_id", "card"}
_ASIDE |= {
    "seal",
    "given_at",
    "since",
    "used_at",
    "expires_at",
    "token_hash",
    "at",
    "stopped_at",
    "created_at",
    "typed",  # ids of messages in the chat: of all that was sent while a question waited, whatever it was
}
_CHANCE = re.compile(r'"seed":\d+')  # of a draft: another one each time
# What passes through, or belongs to the deployment and not to its residents; the clock plans by itself.
_PASSING = {"outbox", "handled_update", "setting", "scheduled", "pace"}
OUTBOX = select(outbox)
_SEALED = select(dialogue.c.state).where(dialogue.c.seal.is_not(None))


@lru_cache(8)
def engine_of(url: str) -> Engine:
    """Return the engine of a database: it opens a connection each time it is asked, and keeps none."""
    return open_engine(url)


@lru_cache(8)
def reader_of(url: str) -> Engine:
    """Return an engine for reading alone, which on SQLite does not keep the bot from writing."""
    return engine_of(url) if file_of(url) is None else create_engine(url, poolclass=NullPool)


def read(url: str, query: Any) -> list[tuple[Any, ...]]:
    """Return the rows of a query, over a connection of its own."""
    with reader_of(url).connect() as connection:
        return [tuple(row) for row in connection.execute(query)]


def execute(url: str, command: str) -> None:
    """Carry out one command and commit it."""
    with engine_of(url).begin() as connection:
        connection.execute(text(command))


def look_into(url: str, simulator: Simulator) -> None:
    """Have residents of a simulator wait until nothing more waits for its sending to them, and no longer."""
    world = simulator.world

    def has_more_to_say(chat_id: int) -> bool:
        now = datetime.fromtimestamp(world.clock.now(), UTC)
        is_due = or_(outbox.c.priority == Priority.REPLY, outbox.c.due_at <= now)
        return bool(read(url, select(outbox.c.id).where(outbox.c.address == chat_id, is_due)))

    world.has_more_to_say = has_more_to_say


def asked_in(url: str, dialogue_id: int) -> str:
    """Return the key of the question that a draft stands at, empty at the review."""
    ((state,),) = read(url, select(dialogue.c.state).where(dialogue.c.id == dialogue_id))
    return str(json.loads(state)["at"] or "")


def survey_of(url: str, key: str) -> Survey:
    """Return a survey as the running bot asks it."""
    with engine_of(url).connect() as connection:
        offer = surveys.offer(Unit(connection, 0), key)
        assert offer is not None
        return offer.survey


def responses(url: str) -> list[dict[str, Any]]:
    """Return all submitted answers: those that are cut loose and those that still wait for others."""
    loose = [json.loads(answers) for (answers,) in read(url, select(response.c.answers))]
    return loose + [json.loads(state)["answers"] for (state,) in read(url, _SEALED)]


def participations(url: str) -> int:
    """Return how many people have taken part: their marks, and the sealed drafts that become marks."""
    return len(read(url, select(participation.c.mark))) + len(read(url, _SEALED))


def tallied(url: str, event: str) -> int:
    """Return how often something was counted."""
    query = select(tally.c.n).where(tally.c.event == event, tally.c.dimension == "all")
    return sum(n for (n,) in read(url, query))


def set_aside_updates(url: str) -> dict[int, str]:
    """Return the ids of the updates that were set aside, and why."""
    rows = read(url, select(set_aside.c.update_id, set_aside.c.reason))
    return {number: reason for number, reason in rows}  # noqa: C416 - dict() would lose the types


def state(url: str) -> dict[str, Counter[str]]:
    """Return all tables with their rows as text, ids and times aside, in no order."""
    with engine_of(url).connect() as connection:
        return {name: _rows(connection, name) for name in metadata.tables if name not in _PASSING}


def _rows(connection: Connection, name: str) -> Counter[str]:
    table = metadata.tables[name]
    columns = [column for column in table.columns if column.name not in _ASIDE]
    if not columns:
        columns = list(table.columns)
    return Counter(_CHANCE.sub("", repr(tuple(row))) for row in connection.execute(select(*columns)))
