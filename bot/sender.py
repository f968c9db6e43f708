"""The sender: says what the outbox holds, once, in order, no faster than allowed."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from time import monotonic

from bot.counts import Counts
from bot.lanes import Lanes
from bot.marks import Mark, Marks, persist
from bot.outcomes import Again, Decision
from bot.speaker import Speaker
from domain.outcomes import ResidentLeft, Sent, Stopped
from domain.outgoing import Outgoing, Priority
from domain.pacing import Pace
from usecases.deliver import LEASE, Leased, Taken, let_go, renew, take_rows
from usecases.house import House
from usecases.work import Store, StoreUnavailable

log = logging.getLogger(__name__)

SLOW_LOOK = 5.0  # seconds between looks for what other processes left
IN_HAND = 400  # rows taken from the table at most
LOW = 150  # rows to many in hand at which more are taken
CHATS_REFUSED = 3  # in a row: then the limit is not one chat's
_CHAT, _BULK = Pace(1, burst=30), Pace(25)
PATIENCE_AT_STOP = 3.0  # seconds for messages on their way


@dataclass(frozen=True, slots=True)
class Limits:
    """How much at once and how fast.

    `in_flight` messages are on their way or not yet marked; after a kill at most so many are repeated.
    """

    in_flight: int = 8
    chat: Pace = _CHAT
    bulk: Pace = _BULK


class Sender:
    """Says messages until it is stopped. The Store wakes it; a timer does for what is due later.

    Args:
        store: keeps the outbox.
        house: the deployment.
        speaker: says one message.
        now: the time.
        limits: how much at once and how fast.
        counts: what the operator's metrics show.
    """

    def __init__(
        self,
        store: Store,
        house: House,
        speaker: Speaker,
        now: Callable[[], datetime],
        limits: Limits,
        counts: Counts,
    ) -> None:
        self._house = house
        self._store = store
        self._speaker = speaker
        self._now = now
        self._limits = limits
        self._counts = counts
        self._lanes = Lanes(limits.chat, limits.bulk)
        self._flying: set[asyncio.Task[None]] = set()
        self._taken_slots = 0
        self._bulk_slots = 0
        self._flying_now = 0
        self._marks = Marks(store, now, counts, self._on_kept)
        self._look_now = asyncio.Event()
        self._more_in_table = False
        self._said_meanwhile: list[Leased] | None = None  # None: no rows are being taken in hand
        self._kept_until = 0.0
        self._refused: set[int] = set()
        self._unreachable = False
        self._timer: asyncio.TimerHandle | None = None
        self._loop = asyncio.get_running_loop()
        self._stopping = False
        self._all_landed = asyncio.Event()
        self._all_landed.set()
        speaker.on_refused = self._on_refused

    def said(self, messages: Sequence[tuple[int, Outgoing]]) -> None:
        """Take messages that were just committed, leased to this worker."""
        if not self._lanes.waiting and not self._taken_slots:
            self._kept_until = self._loop.time() + LEASE.total_seconds()
        rows = [Leased(row_id, outgoing) for row_id, outgoing in messages]
        if self._said_meanwhile is not None:
            self._said_meanwhile += rows
            return
        for row in rows:
            self._lanes.add(row)
        self._pump()

    async def start(self) -> None:
        """Free what a killed process left in this worker's hand, and listen to the Store.

        Nothing may be said before: it would be freed as well, and said twice.
        """
        await persist(self._store, self._counts, let_go)
        self._store.on_said = self.said
        self._store.on_work = self._marks.keep_now

    async def run(self) -> None:
        """Say messages until `stop`."""
        marking = asyncio.create_task(self._marks.run())
        try:
            while not self._stopping:
                pause = await self._look()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._look_now.wait(), pause)
                self._look_now.clear()
            await self._land()
        finally:
            marking.cancel()

    def stop(self) -> None:
        """Start nothing new; `run` returns when all that is on its way has arrived and is marked."""
        self._stopping = True
        self._look_now.set()
        self._marks.keep_now()

    @property
    def waiting(self) -> int:
        """Messages in hand that are not on their way yet."""
        return self._lanes.waiting

    # --- taking rows in hand -----------------------------------------------------------------------

    async def _look(self) -> float:
        """Take due rows in hand and keep the old ones; return the seconds until the next look."""
        try:
            await self._keep_leases()
            room = IN_HAND - self._lanes.waiting
            if room <= 0:
                return SLOW_LOOK
            taken = await self._take_rows(room)
        except StoreUnavailable as error:
            self._counts.trouble("store", str(error))
            return SLOW_LOOK
        except Exception as error:  # a sender that gave up here would leave everybody without an answer
            self._counts.trouble("store", f"The outbox cannot be read: {type(error).__name__}.")
            return SLOW_LOOK
        self._counts.settled("store")
        self._more_in_table = taken.next_due is not None and taken.next_due <= self._now()
        self._pump()
        if taken.next_due is None or self._more_in_table:
            return SLOW_LOOK
        return min(SLOW_LOOK, max(0.0, (taken.next_due - self._now()).total_seconds()))

    async def _take_rows(self, room: int) -> Taken:
        """Take rows in hand; they are older than what is said meanwhile, so they stand before it."""
        self._said_meanwhile = []
        older: Sequence[Leased] = ()
        try:
            taken = await self._store.run(take_rows, self._house, room, self._now())
            older = taken.rows
            return taken
        finally:
            for row in (*older, *self._said_meanwhile):
                self._lanes.add(row)
            self._said_meanwhile = None
            self._pump()

    async def _keep_leases(self) -> None:
        time, lease = self._loop.time(), LEASE.total_seconds()
        if not self._lanes.waiting and not self._taken_slots:
            self._kept_until = time + lease
        elif time > self._kept_until:
            # The database was away for too long: other workers may have taken these rows over.
            await self._all_landed.wait()
            self._lanes.drop_all()
            await self._store.run(let_go)
            self._kept_until = self._loop.time() + lease
        elif time > self._kept_until - lease * 2 / 3:
            await self._store.run(renew, self._now())
            self._kept_until = time + lease

    # --- sending -----------------------------------------------------------------------------------

    def _pump(self) -> None:
        """Start messages while there are free slots, and set the timer for the next."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        time = self._loop.time()
        if self._stopping or time > self._kept_until:
            return
        limits, lanes = self._limits, self._lanes
        while self._taken_slots < limits.in_flight:
            row = lanes.next(time, also_bulk=self._bulk_has_room)
            if lanes.superseded:
                self._finish([Mark(row, Sent(), holds_slot=False) for row in lanes.superseded])
                lanes.superseded = []
            if row is None:
                break
            self._start(row)
        if self._more_in_table and lanes.bulk_waiting < LOW:
            self._more_in_table = False
            self._look_now.set()
        if (
            self._taken_slots < limits.in_flight
            and (at := lanes.wake_at(time, also_bulk=self._bulk_has_room)) is not None
        ):
            self._timer = self._loop.call_at(max(at, time + 0.001), self._pump)

    @property
    def _bulk_has_room(self) -> bool:
        """Some slots stay free of messages to many, so that a reply need not wait for one of them."""
        return self._bulk_slots < max(1, self._limits.in_flight * 3 // 4)

    def _start(self, row: Leased) -> None:
        self._taken_slots += 1
        self._flying_now += 1
        self._all_landed.clear()
        self._bulk_slots += row.outgoing.priority is Priority.BULK
        task = self._loop.create_task(self._fly(row))
        self._flying.add(task)
        task.add_done_callback(self._flying.discard)

    async def _fly(self, row: Leased) -> None:
        decision = await self._speaker.say(row)
        address, again = row.outgoing.address, None
        self._flying_now -= 1
        self._pause_for(address, decision)
        if isinstance(decision, Again):
            again = replace(row, attempts=row.attempts + decision.counts)
        elif isinstance(decision, ResidentLeft):
            dropped = self._lanes.drop(address)
            self._finish([Mark(other, Stopped("resident left"), holds_slot=False) for other in dropped])
        if isinstance(decision, Sent):
            self._finish([Mark(row, decision, holds_slot=True)])
            await self._speaker.tidied(address)
            self._lanes.done(address, self._loop.time())
        else:
            self._lanes.done(address, self._loop.time(), again)
            self._finish([Mark(row, decision, holds_slot=True)])
        self._pump()

    def _pause_for(self, address: int, decision: Decision) -> None:
        """Keep the pauses that a reply asks for, at once and not only when it is marked."""
        if not isinstance(decision, Again):
            self._refused.clear()
            if self._unreachable:
                self._unreachable = False
                self._counts.settled("sending")
            return
        until = self._from_now(decision.after)
        self._lanes.hold(address, until)
        if decision.everyone:
            self._unreachable = True
            self._counts.trouble("sending", "The Bot API server cannot be reached; messages wait.")
            self._lanes.hold_everyone(until)
        elif decision.refused:
            self._on_refused(address, decision.after)

    def _from_now(self, seconds: float) -> float:
        """Return when a pause ends. The loop's own clock stands still while it works, so it is behind."""
        return max(monotonic(), self._loop.time()) + seconds

    def _on_refused(self, address: int, seconds: float) -> None:
        until = self._from_now(seconds)
        self._counts.refused += 1
        self._refused.add(address)
        self._lanes.hold(address, until)
        if len(self._refused) >= CHATS_REFUSED:
            self._lanes.hold_everyone(until)

    # --- marking -----------------------------------------------------------------------------------

    def _finish(self, marks: Sequence[Mark]) -> None:
        """Have results marked: at once where messages wait for slots, else with the next commit there is."""
        self._marks.add(marks)
        if not (self._stopping or self._slots_are_short):
            self._marks.keep_soon()
        elif len(self._marks) >= self._limits.in_flight * 3 // 4 or not self._flying_now:
            self._marks.keep_now()

    @property
    def _slots_are_short(self) -> bool:
        lanes = self._lanes
        if self._taken_slots >= self._limits.in_flight:
            return lanes.waiting > 0
        return lanes.bulk_waiting > 0 and not self._bulk_has_room

    def _on_kept(self, marks: Sequence[Mark]) -> None:
        """Free the slots; one is free only when its message is marked."""
        for mark in marks:
            if mark.holds_slot:
                self._taken_slots -= 1
                self._bulk_slots -= mark.row.outgoing.priority is Priority.BULK
        if not self._taken_slots:
            self._all_landed.set()
        self._pump()
        if self._marks:
            self._finish(())  # what came in between may have become urgent

    async def _land(self) -> None:
        """Wait for what is on its way, mark it, and free what waits for another process or start."""
        if self._timer is not None:
            self._timer.cancel()
        try:
            async with asyncio.timeout(PATIENCE_AT_STOP):
                await self._all_landed.wait()
                await self._speaker.finish()
                await self._store.run(let_go)
        except (TimeoutError, StoreUnavailable):
            log.warning("stopped with messages on their way; some may be repeated")
        for task in self._flying:
            task.cancel()
