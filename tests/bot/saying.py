"""A sender that says plain notes, for tests."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from bot.api import BotApi
from bot.counts import Counts
from bot.dialogs.message import Message
from bot.sender import Limits, Sender
from bot.speaker import Speaker
from bot.speech import OFFERED
from db import outbox
from db.store import Store
from db.tables import chat, consent, member
from db.unit import Unit
from domain.outgoing import Argument, Outgoing, Placement, Recipient
from domain.pacing import Pace
from domain.periods import Periods
from domain.quiet_hours import NEVER_QUIET
from domain.retry import pause_after
from usecases.content import read_town
from usecases.house import House
from usecases.to_many import plan

_CONTENT = Path(__file__).resolve().parents[2] / "content"
_DAYS = Periods().placeholders()
HOUSE = House(
    read_town(_CONTENT, OFFERED, _DAYS),
    OFFERED,
    b"a pepper for the tests",
    "Europe/Berlin",
    quiet=NEVER_QUIET,  # tests run at any hour
    bulk_a_day=0,
)
UNHURRIED = Limits(chat=Pace(0), bulk=Pace(0))


IN_LINE = Placement()
on_postgresql_in_a_soak = pytest.mark.parametrize(
    "database_url", ["sqlite", pytest.param("postgresql", marks=pytest.mark.soak)], indirect=True
)
"""For claims about time and the server, in which the database has no part."""


def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the sender wait a tenth as long after the server's errors, and less where it cannot be reached."""

    def shorter(attempts: int) -> timedelta | None:
        pause = pause_after(attempts)
        return None if pause is None else pause / 10

    monkeypatch.setattr("bot.outcomes.pause_after", shorter)
    monkeypatch.setattr("bot.outcomes._UNREACHABLE_PAUSE", 0.3)


def note(address: int, text: str, placement: Placement = IN_LINE) -> Outgoing:
    args: dict[str, Argument] = {"text": text}
    return Outgoing(address, "note", "de", args, placement)


def meet(unit: Unit, addresses: Iterable[int]) -> None:
    """Register residents who want to be told news; a chat's id is its address."""
    found = list(addresses)
    today = now().date()
    unit.connection.execute(
        insert(chat), [{"id": one, "address": one, "last_seen_on": today} for one in found]
    )
    unit.connection.execute(insert(member), [{"id": one, "chat_id": one, "language": "de"} for one in found])
    text = {"purpose": "news", "text_version": "1", "text_hash": "h", "language": "de", "given_at": now()}
    unit.connection.execute(insert(consent), [{"member_id": one, **text} for one in found])


def news(unit: Unit, addresses: Iterable[int], text: str, about: str = "news:1") -> int:
    """Plan a message to many, under the consent to be told news."""
    recipients = [Recipient(one, one, "de") for one in addresses]
    return plan(
        *(unit, HOUSE, recipients, lambda _: ("note", {"text": text}), about, now()),
        purpose="news",
        capped=False,
    )


def say(unit: Unit, *messages: Outgoing) -> None:
    """Say messages in one unit of work."""
    for message in messages:
        outbox.say(unit, message, now())


def now() -> datetime:
    return datetime.now(UTC)


def waiting(unit: Unit) -> int:
    """Count the outbox's rows."""
    return int(unit.connection.exec_driver_sql("SELECT count(*) FROM outbox").scalar_one())


def in_words(outgoing: Outgoing) -> Message:
    return Message(str(outgoing.args["text"]))


async def no_file(_wanted: object) -> bytes:
    raise NotImplementedError


@asynccontextmanager
async def sending(
    store: Store, api: BotApi, limits: Limits = UNHURRIED, clock: Callable[[], datetime] = now
) -> AsyncIterator[Sender]:
    """Run a sender; at the end it is stopped gracefully."""
    sender = Sender(store, HOUSE, Speaker(api, in_words, no_file, no_file), clock, limits, Counts())
    await sender.start()
    running = asyncio.create_task(sender.run())
    try:
        yield sender
    finally:
        sender.stop()
        await running


async def until_all_is_said(store: Store) -> None:
    """Return when the outbox is empty."""
    while await store.run(waiting):  # noqa: ASYNC110 - the table has no event
        await asyncio.sleep(0.02)
