"""The queue of updates that wait for the bot, as the real server keeps it."""

import json
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Any

import orjson

from simulator.clock import Clock

DAY = 86_400.0
CALLBACK_LIFETIME = 150.0
UPDATE_KINDS = frozenset(
    {
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "business_connection",
        "business_message",
        "edited_business_message",
        "deleted_business_messages",
        "message_reaction",
        "message_reaction_count",
        "inline_query",
        "chosen_inline_result",
        "callback_query",
        "shipping_query",
        "pre_checkout_query",
        "purchased_paid_media",
        "poll",
        "poll_answer",
        "my_chat_member",
        "chat_member",
        "chat_join_request",
        "chat_boost",
        "removed_chat_boost",
        "managed_bot",
    }
)
NOT_SENT_UNASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(slots=True)
class WaitingUpdate:
    """An update that the bot has not confirmed.

    `lane` names what has to stay in order when delivered by webhook: a chat, or a person's callback
    queries. A `forged` update carries whatever id its author chose, so no offset can confirm it: it counts
    as confirmed by the poll after the one that delivered it.
    """

    number: int
    lane: int | str
    chat_id: int | None
    body: bytes
    expires_at: float
    forged: bool = False
    delivered: bool = False


class UpdateQueue:
    """Updates in order of their rising ids, each kept until it is confirmed or too old.

    `on_arrival` is told the place and the update whenever one is queued: the waiting poll or the webhook.
    """

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.next_id = 700_000_001
        self.allowed: list[str] = []
        self._waiting: OrderedDict[int, WaitingUpdate] = OrderedDict()
        self._places = 0
        self._per_chat: dict[int, int] = {}
        self.on_arrival: Callable[[int, WaitingUpdate], None] | None = None

    def __len__(self) -> int:
        return len(self._waiting)

    def pending_in(self, chat_id: int) -> int:
        """Return how many updates of a chat the bot has not confirmed yet."""
        return self._per_chat.get(chat_id, 0)

    def allows(self, kind: str) -> bool:
        """Return whether the bot wants updates of this kind."""
        return kind in self.allowed if self.allowed else kind not in NOT_SENT_UNASKED

    def add(
        self, kind: str, content: dict[str, Any], chat_id: int, lane: int | str, lifetime: float = DAY
    ) -> None:
        """Queue an update of a kind the bot wants; others are dropped, as on the real server."""
        if not self.allows(kind):
            return
        update_id = self.next_id
        self.next_id += 1
        body = orjson.dumps({"update_id": update_id, kind: content})
        self._keep(WaitingUpdate(update_id, lane, chat_id, body, self.clock.now() + lifetime))

    def add_raw(self, update: Any) -> int:
        """Queue any JSON as it is; an object without `update_id` gets one. Returns the id it stands under."""
        number = self.next_id
        forged = True
        if isinstance(update, dict):
            given = update.setdefault("update_id", number)
            if isinstance(given, int) and not isinstance(given, bool) and number <= given < 2**31 - 1:
                number, forged = given, False
                self.next_id = given + 1
        body = json.dumps(update).encode()  # unlike orjson, it writes half characters and huge numbers
        self._keep(WaitingUpdate(number, f"raw {number}", None, body, self.clock.now() + DAY, forged))
        return number

    def _keep(self, update: WaitingUpdate) -> None:
        self._places += 1
        self._waiting[self._places] = update
        if update.chat_id is not None:
            self._per_chat[update.chat_id] = self._per_chat.get(update.chat_id, 0) + 1
        if self.on_arrival is not None:
            self.on_arrival(self._places, update)

    def _drop(self, place: int) -> None:
        chat_id = self._waiting.pop(place).chat_id
        if chat_id is not None:
            left = self._per_chat[chat_id] - 1
            if left:
                self._per_chat[chat_id] = left
            else:
                del self._per_chat[chat_id]

    def confirm(self, offset: int) -> None:
        """Forget what a poll with this offset confirms.

        A positive offset confirms all updates with lower ids, a negative one all but the newest -offset.
        An offset beyond the queue's end confirms nothing.
        """
        if offset < 0:
            for place in list(islice(self._waiting, max(0, len(self._waiting) + offset))):
                self._drop(place)
            return
        if not 0 < offset <= self.next_id:
            return
        confirmed = []
        for place, update in self._waiting.items():
            if update.forged:
                if update.delivered:
                    confirmed.append(place)
            elif update.number < offset:
                confirmed.append(place)
            else:
                break
        for place in confirmed:
            self._drop(place)

    def fetch(self, limit: int) -> list[bytes]:
        """Return the oldest waiting updates as JSON, at most `limit`; updates past their time are dropped."""
        now = self.clock.now()
        bodies: list[bytes] = []
        expired: list[int] = []
        for place, update in self._waiting.items():
            if update.expires_at <= now:
                expired.append(place)
                continue
            update.delivered = True
            bodies.append(update.body)
            if len(bodies) >= limit:
                break
        for place in expired:
            self._drop(place)
        return bodies

    def waiting(self) -> list[tuple[int, WaitingUpdate]]:
        """Return the unconfirmed updates with their places in the queue, oldest first."""
        return list(self._waiting.items())

    def forget(self, place: int) -> None:
        """Confirm one single update, or give it up."""
        if place in self._waiting:
            self._drop(place)

    def clear(self) -> None:
        """Forget all waiting updates."""
        self._waiting.clear()
        self._per_chat.clear()
