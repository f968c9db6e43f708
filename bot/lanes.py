"""Which message goes next: every chat is a lane of its own, replies go before messages to many."""

import heapq
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from math import isfinite

from domain.outgoing import Priority
from domain.pacing import Pace, Pacer, Slots
from usecases.deliver import Leased

REPLIES_IN_A_ROW = 8  # after so many, a message to many has its turn, so that those never starve


@dataclass(slots=True)
class _Lane:
    """The messages to one chat. Only one is on its way at a time, so their order stays."""

    address: int
    pacer: Pacer
    replies: deque[Leased] = field(default_factory=deque)
    bulk: deque[Leased] = field(default_factory=deque)
    busy: bool = False
    queued: Priority | None = None  # in which queue it waits for its turn

    def next_at(self, now: float) -> float:
        """Return when the next message may go; one to many waits until a burst of replies is paid off."""
        return self.pacer.next_at(now, burst=None if self.replies else 1)


class Lanes:
    """All lanes, and whose turn it is. No input or output; times are seconds of a clock that never goes back.

    Args:
        chat: the pace in one chat.
        bulk: this worker's slots for messages to many, over all chats.
    """

    def __init__(self, chat: Pace, bulk: Slots) -> None:
        self._chat = chat
        self._bulk = bulk
        self._everyone = Pacer(Pace(0))
        self._lanes: dict[int, _Lane] = {}
        self._with_replies: deque[_Lane] = deque()
        self._with_bulk: deque[_Lane] = deque()
        self._held: list[tuple[float, int]] = []  # a heap of (when, address)
        self._replies_in_a_row = 0
        self.waiting = 0
        self.bulk_waiting = 0
        self.superseded: list[Leased] = []

    def add(self, row: Leased) -> None:
        """Put a message at the end of its lane."""
        lane = self._lane(row.outgoing.address)
        self._line(lane, row).append(row)
        self._count(row, 1)
        self._queue(lane)

    def next(self, now: float, *, also_bulk: bool = True) -> Leased | None:
        """Return the message to send now, None if there is none; its lane is busy until `done`."""
        self._release(now)
        if self._everyone.next_at(now) > now:
            return None
        while True:
            bulk_may = also_bulk and bool(self._with_bulk) and self._bulk.next_at(now) <= now
            bulk_turn = bulk_may and self._replies_in_a_row >= REPLIES_IN_A_ROW
            if self._with_replies and not bulk_turn:
                lane, kind = self._with_replies.popleft(), Priority.REPLY
            elif bulk_may:
                lane, kind = self._with_bulk.popleft(), Priority.BULK
            else:
                return None
            if lane.queued is not kind:
                continue  # it has moved to the other queue since
            lane.queued = None
            if (at := lane.next_at(now)) > now:
                self._look_again(lane, at)
            elif row := self._take(lane, now):
                return row

    def done(self, address: int, now: float, again: Leased | None = None) -> None:
        """Let a lane go on after a message, which is put back to its head if it is to be tried again."""
        lane = self._lane(address)
        lane.busy = False
        if again is not None:
            self._line(lane, again).appendleft(again)
            self._count(again, 1)
        if lane.replies or lane.bulk:
            self._queue(lane)
        else:
            self._forget(lane, now)

    def hold(self, address: int, until: float) -> None:
        """Say nothing in one chat before `until`."""
        is_new = address not in self._lanes
        lane = self._lane(address)
        lane.pacer.hold(until)
        if is_new:
            self._look_again(lane, until)  # else it would stay for ever

    def hold_everyone(self, until: float) -> None:
        """Say nothing at all before `until`."""
        self._everyone.hold(until)

    def silence(self, now: float) -> float:
        """Return the seconds until anything may be said, 0 where it may be said now."""
        return self._everyone.next_at(now) - now

    def drop(self, address: int) -> list[Leased]:
        """Take all that waits for a chat out and return it."""
        lane = self._lane(address)
        rows = [*lane.replies, *lane.bulk]
        for row in rows:
            self._count(row, -1)
        lane.replies.clear()
        lane.bulk.clear()
        return rows

    def drop_bulk(self, which: Callable[[Leased], bool]) -> list[Leased]:
        """Take messages to many out, those for which `which` is true, and return them."""
        dropped: list[Leased] = []
        for lane in self._lanes.values():
            found = [row for row in lane.bulk if which(row)]
            if found:
                stays = [row for row in lane.bulk if not which(row)]
                lane.bulk.clear()
                lane.bulk.extend(stays)
                dropped += found
        for row in dropped:
            self._count(row, -1)
        return dropped

    def drop_all(self) -> None:
        """Forget all that waits."""
        for address in self._lanes:
            self.drop(address)

    def wake_at(self, now: float, *, also_bulk: bool = True) -> float | None:
        """Return when `next` may have something that it does not have now, None if only by an event."""
        times = [self._held[0][0]] if self._held else []
        if self._with_bulk and also_bulk and isfinite(at := self._bulk.next_at(now)):
            times.append(at)
        if times or self._with_replies:
            return max(min(times, default=now), self._everyone.next_at(now))
        return None

    def _lane(self, address: int) -> _Lane:
        lane = self._lanes.get(address)
        if lane is None:
            lane = self._lanes[address] = _Lane(address, Pacer(self._chat))
        return lane

    def _line(self, lane: _Lane, row: Leased) -> deque[Leased]:
        return lane.replies if row.outgoing.priority is Priority.REPLY else lane.bulk

    def _count(self, row: Leased, by: int) -> None:
        self.waiting += by
        if row.outgoing.priority is Priority.BULK:
            self.bulk_waiting += by

    def _queue(self, lane: _Lane) -> None:
        kind = Priority.REPLY if lane.replies else Priority.BULK
        if not lane.busy and lane.queued not in (Priority.REPLY, kind):
            lane.queued = kind
            (self._with_replies if lane.replies else self._with_bulk).append(lane)

    def _look_again(self, lane: _Lane, at: float) -> None:
        heapq.heappush(self._held, (at, lane.address))

    def _release(self, now: float) -> None:
        while self._held and self._held[0][0] <= now:
            lane = self._lanes.get(heapq.heappop(self._held)[1])
            if lane is None or lane.busy or lane.queued is not None:
                continue
            if lane.replies or lane.bulk:
                self._queue(lane)
            else:
                self._forget(lane, now)

    def _forget(self, lane: _Lane, now: float) -> None:
        """Drop an empty lane as soon as its pace no longer matters."""
        if (at := lane.pacer.next_at(now, burst=1)) > now:
            self._look_again(lane, at)
        else:
            del self._lanes[lane.address]

    def _take(self, lane: _Lane, now: float) -> Leased | None:
        line = lane.replies or lane.bulk
        if not line:  # emptied while it was queued
            self._forget(lane, now)
            return None
        row = line.popleft()
        self._count(row, -1)
        while self._is_superseded(row, line):
            self.superseded.append(row)
            row = line.popleft()
            self._count(row, -1)
        lane.busy = True
        lane.pacer.take(now)
        if row.outgoing.priority is Priority.REPLY:
            self._replies_in_a_row += 1
            self._bulk.give_way()
        else:
            self._replies_in_a_row = 0
            self._bulk.take(now)
        return row

    def _is_superseded(self, row: Leased, later: deque[Leased]) -> bool:
        """Tell whether a later message changes the same message in place: nobody needs to see this one.

        One with which other messages go out of the chat is needed all the same.
        """
        edit, away = row.outgoing.placement.edit, row.outgoing.placement.away
        return edit is not None and not away and any(other.outgoing.placement.edit == edit for other in later)
