"""The sender: says what the outbox holds, once, in order, no faster than allowed."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from bot.counts import Counts
from bot.hand import SLOW_LOOK, Hand
from bot.lanes import Lanes
from bot.marks import Mark, Marks, persist
from bot.outcomes import Again, Decision
from bot.speaker import Speaker
from domain.outcomes import RESIDENT_LEFT, ResidentLeft, Sent
from domain.outgoing import Outgoing, Priority
from domain.pacing import Pace, Slots
from usecases.deliver import Leased, let_go
from usecases.house import House
from usecases.work import Store, StoreUnavailable

log = logging.getLogger(__name__)

CHATS_REFUSED = 3  # in a row: then the limit is not one chat's
QUIET_FOR = 1.0  # seconds without a reply after which messages to many may have all slots
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
        self._store = store
        self._speaker = speaker
        self._now = now
        self._limits = limits
        self._counts = counts
        self._slots = Slots(limits.bulk)
        self._lanes = Lanes(limits.chat, self._slots)
        self._hand = Hand(store, house, self._lanes, self._slots, now, counts, self._pump)
        self._flying: set[asyncio.Task[None]] = set()
        self._taken_slots = 0
        self._bulk_slots = 0
        self._flying_now = 0
        self._marks = Marks(store, now, counts, self._on_kept)
        self._replied_at = -QUIET_FOR
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
        self._replied_at = self._loop.time()
        self._hand.said(messages, idle=self._is_idle)

    async def start(self) -> None:
        """Free what a killed process left in this worker's hand, and listen to the Store.

        Nothing may be said before: it would be freed as well, and said twice.
        """
        await persist(self._store, self._counts, let_go)
        self._store.on_said = self.said
        self._store.on_changed = self._hand.changed
        self._store.on_planned = self._hand.look_now.set
        self._store.on_work = self._marks.keep_now

    async def run(self) -> None:
        """Say messages until `stop`."""
        marking = asyncio.create_task(self._marks.run())
        try:
            while not self._stopping:
                pause = await self._look()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._hand.look_now.wait(), pause)
                self._hand.look_now.clear()
            await self._land()
        finally:
            marking.cancel()

    def stop(self) -> None:
        """Start nothing new; `run` returns when all that is on its way has arrived and is marked."""
        self._stopping = True
        self._hand.look_now.set()
        self._marks.keep_now()

    @property
    def waiting(self) -> int:
        """Messages in hand that are not on their way yet."""
        return self._lanes.waiting

    @property
    def waiting_to_many(self) -> int:
        """Those of them that go to many."""
        return self._lanes.bulk_waiting

    @property
    def silence(self) -> float:
        """Seconds until the server lets messages go."""
        return self._lanes.silence(self._loop.time())

    @property
    def _is_idle(self) -> bool:
        """Whether nothing is in hand and nothing on its way or to be marked."""
        return not self._lanes.waiting and not self._taken_slots

    async def _look(self) -> float:
        """Take due rows in hand and keep the old ones; return the seconds until the next look."""
        try:
            await self._hand.keep_leases(idle=self._is_idle, all_landed=self._all_landed)
            pause = await self._hand.look()
        except StoreUnavailable as error:
            self._counts.trouble("store", str(error))
            return SLOW_LOOK
        except Exception as error:  # a sender that gave up here would leave everybody without an answer
            self._counts.trouble("store", f"The outbox cannot be read: {type(error).__name__}.")
            return SLOW_LOOK
        finally:
            self._pump()
        self._counts.settled("store")
        return pause

    # --- sending -----------------------------------------------------------------------------------

    def _pump(self) -> None:
        """Start messages while there are free slots, and set the timer for the next."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        time = self._loop.time()
        if self._stopping or time > self._hand.kept_until:
            return
        limits, lanes = self._limits, self._lanes
        self._slots.forget_late(time)
        while self._taken_slots < limits.in_flight:
            row = lanes.next(time, also_bulk=self._bulk_has_room)
            if lanes.superseded:
                self._finish([Mark(row, Sent(), holds_slot=False) for row in lanes.superseded])
                lanes.superseded = []
            if row is None:
                break
            self._start(row)
        self._hand.want_more()
        if (
            self._taken_slots < limits.in_flight
            and (at := lanes.wake_at(time, also_bulk=self._bulk_has_room)) is not None
        ):
            self._timer = self._loop.call_at(max(at, time + 0.001), self._pump)

    @property
    def _bulk_has_room(self) -> bool:
        """While residents write, some slots stay free of messages to many, so that replies need not wait."""
        return self._bulk_slots < self._bulk_most

    @property
    def _bulk_most(self) -> int:
        if self._loop.time() > self._replied_at + QUIET_FOR:
            return self._limits.in_flight
        return max(1, self._limits.in_flight * 3 // 4)

    def _start(self, row: Leased) -> None:
        self._taken_slots += 1
        self._flying_now += 1
        self._all_landed.clear()
        if row.outgoing.priority is Priority.BULK:
            self._bulk_slots += 1
            self._hand.started(row)
        task = self._loop.create_task(self._fly(row))
        self._flying.add(task)
        task.add_done_callback(self._flying.discard)

    async def _fly(self, row: Leased) -> None:
        decision = await self._speaker.say(row)
        address = row.outgoing.address
        self._flying_now -= 1
        self._pause_for(address, decision)
        if isinstance(decision, Sent):
            self._finish([Mark(row, decision, holds_slot=True)])
            await self._speaker.tidied(address)
            self._lanes.done(address, self._loop.time())
        else:
            self._lanes.done(address, self._loop.time(), self._to_try_again(row, decision))
            self._finish([Mark(row, decision, holds_slot=True)])
        self._pump()

    def _to_try_again(self, row: Leased, decision: Decision) -> Leased | None:
        """Return a row that stays in hand for another attempt, after others to its chat were dealt with."""
        address = row.outgoing.address
        if isinstance(decision, ResidentLeft):
            dropped = self._lanes.drop(address)
            for other in dropped:
                self._hand.started(other)
            self._finish([Mark(other, RESIDENT_LEFT, holds_slot=False) for other in dropped])
        if not isinstance(decision, Again):
            return None
        if row.outgoing.priority is Priority.REPLY:
            return replace(row, attempts=row.attempts + decision.counts)
        # It waits in the table, free for all, and so do those behind it, so that their order stays.
        behind = self._lanes.drop_bulk(lambda other: other.outgoing.address == address)
        self._hand.put_back(behind, decision.after)
        return None

    def _pause_for(self, address: int, decision: Decision) -> None:
        """Keep the pauses that a reply asks for, at once and not only when it is marked."""
        if not isinstance(decision, Again):
            self._refused.clear()
            if self._unreachable:
                self._unreachable = False
                self._counts.settled("sending")
            return
        until = self._hand.from_now(decision.after)
        self._lanes.hold(address, until)
        if decision.everyone:
            self._unreachable = True
            self._counts.trouble("sending", "The Bot API server cannot be reached; messages wait.")
            self._lanes.hold_everyone(until)
        elif decision.refused:
            self._on_refused(address, decision.after)

    def _on_refused(self, address: int, seconds: float) -> None:
        until = self._hand.from_now(seconds)
        self._counts.refused += 1
        self._refused.add(address)
        self._lanes.hold(address, until)
        is_for_all = len(self._refused) >= CHATS_REFUSED
        if is_for_all:
            self._lanes.hold_everyone(until)
        self._hand.note_pause(None if is_for_all else address, seconds)

    # --- marking -----------------------------------------------------------------------------------

    def _finish(self, marks: Sequence[Mark]) -> None:
        """Have results marked: at once where messages wait for slots, else with the next commit there is."""
        self._marks.add(marks)
        if not (self._stopping or self._slots_are_short):
            self._marks.keep_soon()
        elif len(self._marks) >= self._bulk_most or not self._flying_now:
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
        self._hand.hear_pauses()
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
                await self._hand.finish()
                await self._store.run(let_go)
        except (TimeoutError, StoreUnavailable):
            log.warning("stopped with messages on their way; some may be repeated")
        for task in self._flying:
            task.cancel()
