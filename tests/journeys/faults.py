"""Statements that fail in the running bot's database, with errors that hold what somebody wrote."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from sqlalchemy import make_url

from db import dialogues, residents, sealed_drafts, surveys
from db.store import run_once
from db.unit import Unit
from domain.dialogue import Dialogue, Stage
from domain.receipts import SEAL_BYTES
from domain.survey import Kind
from tests.journeys import tables
from tests.journeys.bot_process import BotProcess

MARKER = "what-nobody-else-writes"
FIRST_CHAT = 8_000_000_000
_TOLD = re.compile(r"IntegrityError|CheckViolation")
_FAILS = f"no room for {MARKER}"
_FUNCTION = f"""
    CREATE OR REPLACE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE '{_FAILS}' USING ERRCODE = '23514', DETAIL = 'Failing row contains ({MARKER}).'; END $$
"""


class Faults:
    """Lets one kind of statement after the other fail until the bot has met it and told its log.

    `met` holds the kinds that it has met.
    """

    def __init__(self, bot: BotProcess, url: str) -> None:
        self._bot = bot
        self._url = url
        self._is_sqlite = make_url(url).get_backend_name() == "sqlite"
        self.met: set[str] = set()
        if not self._is_sqlite:
            tables.execute(url, _FUNCTION)

    def told(self) -> int:
        """Return how often the bot's log tells of such an error."""
        return len(_TOLD.findall(self._bot.wrote))

    @asynccontextmanager
    async def at(self, what: str) -> AsyncIterator[None]:
        """Let a kind of statement such as `INSERT ON chat` fail until it has been met."""
        async with self.one_after_the_other([what]):
            yield

    @asynccontextmanager
    async def one_after_the_other(self, kinds: Sequence[str]) -> AsyncIterator[None]:
        """Let all kinds fail; once the first has been met, it works again, and it is the next one's turn."""
        told = self.told()
        for number, what in enumerate(kinds):
            await asyncio.to_thread(tables.execute, self._url, self._trigger(f"fault{number}", what))
        yield
        for number, what in enumerate(kinds):
            await self.until(lambda before=told: self.told() > before, what)  # type: ignore[misc]
            self.met.add(what)
            table = "" if self._is_sqlite else f" ON {what.rpartition(' ')[2]}"
            told = self.told()
            await asyncio.to_thread(tables.execute, self._url, f"DROP TRIGGER fault{number}{table}")

    async def until(self, holds: Callable[[], bool], what: str = "") -> None:
        """Wait until something holds."""
        try:
            async with asyncio.timeout(20):
                while not await asyncio.to_thread(holds):  # noqa: ASYNC110 - a log has no event
                    await asyncio.sleep(0.02)
        except TimeoutError:
            raise AssertionError(f"nobody has met the fault at {what}") from None

    def _trigger(self, name: str, what: str) -> str:
        if self._is_sqlite:
            return f"CREATE TRIGGER {name} BEFORE {what} BEGIN SELECT RAISE(ABORT, '{_FAILS}'); END"
        return f"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW EXECUTE FUNCTION fault()"


def answers_wait(url: str, key: str, number: int) -> None:
    """Let the answers of so many people wait to be cut loose, each with words of their own."""

    def submit(unit: Unit) -> None:
        offer = surveys.offer(unit, key)
        assert offer is not None
        question = next(one.name for one in offer.survey.questions if one.kind is Kind.TEXT)
        today = datetime.now(UTC).date()
        for place in range(number):
            resident = residents.add(unit, FIRST_CHAT + place, "en", today)
            written = Dialogue(Stage.REVIEWING, answers={question: f"{MARKER} number {place} said so"})
            draft = dialogues.add(unit, resident.member_id, offer, written, today)
            sealed_drafts.seal(unit, draft.id, written, place.to_bytes(SEAL_BYTES))

    run_once(url, submit)
