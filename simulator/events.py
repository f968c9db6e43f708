"""What happens in the simulator, told in order to whoever listens: chat pages, residents, the crowd."""

import asyncio
from collections import deque
from collections.abc import Mapping
from typing import Any, NamedTuple

KEPT = 5000


class Event(NamedTuple):
    """One happening; `details` differ by type and are never changed afterwards."""

    number: int
    type: str
    chat_id: int | None
    details: Mapping[str, Any]


class Events:
    """The latest happenings, numbered from 1. Older ones are forgotten."""

    def __init__(self) -> None:
        self.next_number = 1
        self._kept: deque[Event] = deque(maxlen=KEPT)
        self._waiting: set[asyncio.Future[None]] = set()

    def tell(self, kind: str, chat_id: int | None, **details: Any) -> None:
        """Add a happening and wake the listeners."""
        self._kept.append(Event(self.next_number, kind, chat_id, details))
        self.next_number += 1
        if self._waiting:
            for waiter in self._waiting:
                if not waiter.done():
                    waiter.set_result(None)
            self._waiting.clear()

    def since(self, number: int) -> list[Event]:
        """Return the kept happenings from `number` on, oldest first."""
        if number >= self.next_number or not self._kept:
            return []
        skipped = max(0, number - self._kept[0].number)
        return [self._kept[place] for place in range(skipped, len(self._kept))]

    def oldest(self) -> int:
        """Return the number of the oldest happening that is still kept, or of the next one."""
        return self._kept[0].number if self._kept else self.next_number

    async def wait(self, number: int) -> list[Event]:
        """Wait until there is a happening numbered `number` or later; return all from there on."""
        while not (found := self.since(number)):
            waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.add(waiter)
            try:
                await waiter
            finally:
                self._waiting.discard(waiter)
        return found
