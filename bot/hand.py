"""What this worker has in hand: taken from the outbox, kept as its own, put back; and the pauses of all."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from time import monotonic

from bot.counts import Counts
from bot.lanes import Lanes
from bot.marks import persist
from domain.outgoing import Outgoing, Priority
from domain.pacing import AHEAD, CAUGHT_UP, Grant, Slots
from usecases.deliver import (
    EVERYONE,
    LEASE,
    Leased,
    Taken,
    ToMany,
    hear_pauses,
    let_go,
    note_pauses,
    put_back,
    renew,
    take_rows,
)
from usecases.house import House
from usecases.work import Store, StoreUnavailable

SLOW_LOOK = 5.0  # seconds between looks for what other processes left
IN_HAND = 400  # replies at the most, and messages to many where no pace limits them
LOW = 150  # messages to many in hand at which more are taken, without a pace
OLD = 1.5  # seconds after which a message to many is looked at again instead of being sent
LOOKED_AFTER = 0.5  # seconds between looks at how old messages to many are
SOON = 0.02  # seconds until a look for slots that another worker was taking
HEARD_EVERY = 0.25  # seconds between looks for pauses that other workers were asked for


class Hand:
    """Takes rows in hand and puts them into the lanes; the Store tells it what was said and what has changed.

    A reply is this worker's from the start. A message to many is taken shortly before it goes, with a slot of
    the pace that all workers keep, and looked at again if it could not go then. So whatever a resident or
    staff decide is true for all that goes a moment later, whichever worker has it.

    Args:
        store: keeps the outbox.
        house: the deployment.
        lanes: what waits in this worker.
        slots: its slots for messages to many.
        now: the time.
        counts: what the operator's metrics show.
        go: called when what is in hand may go.
    """

    def __init__(
        self,
        store: Store,
        house: House,
        lanes: Lanes,
        slots: Slots,
        now: Callable[[], datetime],
        counts: Counts,
        go: Callable[[], None],
    ) -> None:
        self._go = go
        self._store = store
        self._house = house
        self._lanes = lanes
        self._slots = slots
        self._now = now
        self._counts = counts
        self._loop = asyncio.get_running_loop()
        self._said_meanwhile: list[Leased] | None = None  # None: no rows are being taken in hand
        self._taken_at: dict[int, float] = {}  # messages to many
        self._errands: set[asyncio.Task[None]] = set()
        self._others: dict[int, tuple[datetime, float]] = {}  # end of the newest lease, and known since
        self._heard_at = -HEARD_EVERY
        self._hearing = False
        self._more_in_table = False
        self.kept_until = 0.0
        self.look_now = asyncio.Event()

    def said(self, messages: Sequence[tuple[int, Outgoing]], *, idle: bool) -> None:
        """Take messages that were just committed, leased to this worker, and let them go.

        Args:
            messages: their rows' ids, and they.
            idle: whether nothing is in hand or on its way.
        """
        if idle:
            self.kept_until = self._loop.time() + LEASE.total_seconds()
        rows = [Leased(row_id, outgoing) for row_id, outgoing in messages]
        if self._said_meanwhile is not None:
            self._said_meanwhile += rows
            return
        for row in rows:
            self._lanes.add(row)
        if self._knows_pauses:
            self._go()
        else:
            self.hear_pauses()

    def changed(self, addresses: Iterable[int]) -> None:
        """Look again at what these chats want before any message to many goes there."""
        chats = set(addresses)
        self.put_back(self._lanes.drop_bulk(lambda row: row.outgoing.address in chats))

    # --- taking ------------------------------------------------------------------------------------

    async def look(self) -> float:
        """Take due rows in hand; return the seconds until the next look.

        Raises:
            StoreUnavailable: the database is away.
        """
        self._put_back_old()
        lanes, slots = self._lanes, self._slots
        room = max(0, IN_HAND - lanes.waiting) if slots.unlimited else 0
        behind = max(0, lanes.bulk_waiting - slots.left)
        to_many = ToMany(room, slots.pace, behind, slots.debt)
        replies = max(0, IN_HAND - (lanes.waiting - lanes.bulk_waiting))
        time, now = self._loop.time(), self._now()
        taken = await self._take(replies, to_many, time, now)
        self._keep_pauses(taken.pauses, time, now)
        self._heard_at = time
        return self._until_next_look(taken, time, now)

    async def _take(self, replies: int, to_many: ToMany, time: float, now: datetime) -> Taken:
        """Take rows in hand; they are older than what is said meanwhile, so they stand before it."""
        self._said_meanwhile = []
        older: Sequence[Leased] = ()
        try:
            dead = self._dead(time)
            taken = await self._store.run(take_rows, self._house, replies, now, to_many, dead)
            older = taken.rows
            self._watch(taken.others, time)
            if taken.slots is not None and taken.slots.n:
                # A database that took long must not make them too late for ever.
                begin = max(taken.slots.begin - now.timestamp() + time, self._loop.time() - CAUGHT_UP)
                self._slots.add(Grant(begin, taken.slots.n))
                self._slots.debt -= to_many.also
            return taken
        finally:
            for row in (*older, *self._said_meanwhile):
                self._lanes.add(row)
                if row.outgoing.priority is Priority.BULK:
                    self._taken_at[row.id] = time
            self._said_meanwhile = None

    def _until_next_look(self, taken: Taken, time: float, now: datetime) -> float:
        pause = LOOKED_AFTER if self._lanes.bulk_waiting else SLOW_LOOK
        is_due = taken.next_due is not None and taken.next_due <= now
        self._more_in_table = is_due and self._slots.unlimited
        if taken.next_due is not None and not is_due:
            pause = min(pause, (taken.next_due - now).total_seconds())
        if not self._slots.unlimited and (is_due or self._lanes.bulk_waiting > self._slots.left):
            pause = min(pause, max(SOON, taken.more_from - AHEAD - now.timestamp()))
        return max(0.0, pause - (self._loop.time() - time))

    def want_more(self) -> None:
        """Take more messages to many in hand if few are left, where no pace says when."""
        if self._more_in_table and self._lanes.bulk_waiting < LOW:
            self._more_in_table = False
            self.look_now.set()

    def started(self, row: Leased) -> None:
        """Forget when a message to many was taken: it is on its way, or will not go."""
        self._taken_at.pop(row.id, None)

    # --- keeping and putting back ------------------------------------------------------------------

    async def keep_leases(self, *, idle: bool, all_landed: asyncio.Event) -> None:
        """Keep what is in hand as this worker's own.

        Raises:
            StoreUnavailable: the database is away.
        """
        time, lease = self._loop.time(), LEASE.total_seconds()
        if idle:
            self.kept_until = time + lease
        elif time > self.kept_until:
            # The database was away for too long: other workers may have taken these rows over.
            await all_landed.wait()
            self._lanes.drop_all()
            self._taken_at.clear()
            await self._store.run(let_go)
            self.kept_until = self._loop.time() + lease
        elif time > self.kept_until - lease * 2 / 3:
            await self._store.run(renew, self._now())
            self.kept_until = time + lease

    def _watch(self, others: Mapping[int, datetime], time: float) -> None:
        """Remember since when the newest lease of each other worker has been the same."""
        before, self._others = self._others, {}
        for worker, until in others.items():
            known = before.get(worker)
            self._others[worker] = known if known is not None and known[0] == until else (until, time)

    def _dead(self, time: float) -> dict[int, datetime]:
        lease = LEASE.total_seconds()
        return {worker: until for worker, (until, since) in self._others.items() if time > since + lease}

    def put_back(self, rows: Sequence[Leased], seconds: float = 0.0) -> None:
        """Free messages to many for all workers, none of them before so many seconds are over."""
        if rows:
            for row in rows:
                self._taken_at.pop(row.id, None)
            at = self._now() + timedelta(seconds=seconds)
            self._on_an_errand(put_back, [row.id for row in rows], at)
            self.look_now.set()

    def _put_back_old(self) -> None:
        before = self._loop.time() - OLD
        old = self._lanes.drop_bulk(lambda row: self._taken_at.get(row.id, 0.0) < before)
        self._counts.put_back += len(old)
        self.put_back(old)

    # --- pauses ------------------------------------------------------------------------------------

    def note_pause(self, address: int | None, seconds: float) -> None:
        """Let all workers keep a pause that this one was asked for, in a chat or (None) everywhere."""
        until = self._now().timestamp() + seconds
        held = [(EVERYONE if address is None else address, until)]
        self._on_an_errand(note_pauses, held, self._now())

    @property
    def _knows_pauses(self) -> bool:
        """Whether nobody can have been asked for a pause of which this worker has not heard for long."""
        return self._store.is_sqlite or self._loop.time() < self._heard_at + HEARD_EVERY

    def hear_pauses(self) -> None:
        """Learn of pauses that other workers were asked for, if that was not done a moment ago."""
        if not self._knows_pauses and not self._hearing:
            self._hearing = True
            self._run(self._hear())

    async def _hear(self) -> None:
        time, now = self._loop.time(), self._now()
        try:
            self._keep_pauses(await self._store.run(hear_pauses, now), time, now)
        except StoreUnavailable as error:
            self._counts.trouble("store", str(error))
        finally:
            self._hearing = False
            self._heard_at = time
            self._go()

    def _keep_pauses(self, pauses: Iterable[tuple[int, float]], time: float, now: datetime) -> None:
        for address, until in pauses:
            at = until - now.timestamp() + time
            if address == EVERYONE:
                self._lanes.hold_everyone(at)
            else:
                self._lanes.hold(address, at)

    def from_now(self, seconds: float) -> float:
        """Return when a pause ends. The loop's own clock stands still while it works, so it is behind."""
        return max(monotonic(), self._loop.time()) + seconds

    # --- errands -----------------------------------------------------------------------------------

    def _on_an_errand(self, use_case: Callable[..., object], *args: object) -> None:
        self._run(persist(self._store, self._counts, use_case, *args))

    def _run(self, work: "asyncio._CoroutineLike[None]") -> None:
        task = self._loop.create_task(work)
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)

    async def finish(self) -> None:
        """Wait for what is being told to the database."""
        await asyncio.gather(*self._errands)
