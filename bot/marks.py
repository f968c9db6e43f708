"""Marks: what became of messages is kept durably, many at a time."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.counts import Counts
from bot.outcomes import Again, Decision
from domain.outcomes import Outcome, TryAgain
from usecases.deliver import Leased, keep_outcomes
from usecases.work import Store, StoreUnavailable

KEPT_WITHIN = 0.02  # seconds until results are kept when nothing else is committed
_LONGEST_PAUSE = 5.0  # seconds between attempts while the database is away


@dataclass(frozen=True, slots=True)
class Mark:
    """What became of a message, and whether it holds one of the sender's slots until that is kept."""

    row: Leased
    decision: Decision
    holds_slot: bool


class Marks:
    """Collects marks and keeps them: at once where it is asked to, else with the next commit there is.

    Args:
        store: keeps the outbox.
        now: the time.
        counts: what the operator's metrics show.
        on_kept: told of the marks that are durable now.
    """

    def __init__(
        self,
        store: Store,
        now: Callable[[], datetime],
        counts: Counts,
        on_kept: Callable[[Sequence[Mark]], None],
    ) -> None:
        self._store = store
        self._now = now
        self._counts = counts
        self._on_kept = on_kept
        self._waiting: list[Mark] = []
        self._due = asyncio.Event()
        self._timer: asyncio.TimerHandle | None = None

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, marks: Sequence[Mark]) -> None:
        """Take marks to be kept."""
        self._waiting += marks

    def keep_now(self) -> None:
        """Keep what waits at once."""
        if self._waiting:
            self._due.set()

    def keep_soon(self) -> None:
        """Keep what waits within a moment, in which another commit may take it along."""
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(KEPT_WITHIN, self._due.set)

    async def run(self) -> None:
        """Keep marks until cancelled."""
        while True:
            await self._due.wait()
            self._due.clear()
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
            batch, self._waiting = self._waiting, []
            if not batch:
                continue
            now = self._now()
            outcomes = [(mark.row, _outcome(mark.decision, now)) for mark in batch]
            await persist(self._store, self._counts, keep_outcomes, outcomes, now)
            for mark in batch:
                self._counts.count(mark.decision)
            self._on_kept(batch)


async def persist(store: Store, counts: Counts, use_case: Callable[..., object], *args: object) -> None:
    """Run a use case, however long the database is away or refuses."""
    pause = 0.5
    while True:
        try:
            await store.run(use_case, *args)
        except StoreUnavailable as error:
            counts.trouble("store", str(error))
        except Exception as error:  # a sender that gave up here would leave everybody without an answer
            counts.trouble("store", f"The outbox cannot be kept: {type(error).__name__}.")
        else:
            counts.settled("store")
            return
        await asyncio.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)


def _outcome(decision: Decision, now: datetime) -> Outcome:
    if isinstance(decision, Again):
        return TryAgain(now + timedelta(seconds=decision.after), decision.counts)
    return decision
