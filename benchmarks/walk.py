"""Residents who walk through a survey by pressing what they see, and how long each tap takes."""

import asyncio
import re
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

from benchmarks.peers.survey import CHOICES, QUESTIONS

QUESTION = re.compile(r"\bQuestion (\d+):")
Message = dict[str, Any]


class Telegram(Protocol):
    """What residents need of a Bot API server."""

    url: str
    shown: Callable[[int, Message], None]
    acknowledged: Callable[[str], None]

    def person(self) -> int:
        """Add a person and return the id of their chat."""

    def say(self, chat: int, text: str) -> None:
        """Send a message as the person."""

    def press(self, chat: int, message: Message, data: str) -> str:
        """Tap a button as the person and return the callback query's id."""


class Walker:
    """One resident.

    A step is a tap on a choice; it is done when the next question (or the end) is shown and the tap is
    acknowledged, in whichever order. `tapped_at` is None between steps.
    """

    __slots__ = (
        "chat",
        "due_at",
        "message",
        "opening",
        "question",
        "tapped_at",
        "unacknowledged",
        "unanswered",
    )

    def __init__(self, chat: int, opening: Iterable[str]) -> None:
        self.chat = chat
        self.opening = deque(opening)
        self.message: Message = {}
        self.question = 0  # shown now; 0: none yet, one more than there are: finished
        self.tapped_at: float | None = None
        self.due_at = 0.0
        self.unanswered = self.unacknowledged = False


class Walkers:
    """All residents of one run. `done` is called with each walker that has finished a step."""

    def __init__(self, telegram: Telegram, opening: Sequence[str], choice: int = 1) -> None:
        self.telegram = telegram
        self.opening = opening
        self.choice = choice
        self.by_chat: dict[int, Walker] = {}
        self.by_callback: dict[str, Walker] = {}
        self.done: Callable[[Walker], None] = lambda walker: None
        self.latencies: list[float] = []  # seconds from the tap's being due to the reply
        self.steps = 0
        self._opened: deque[Walker] = deque()
        self._opening_left = 0
        self._all_open: asyncio.Event = asyncio.Event()
        telegram.shown = self._shown
        telegram.acknowledged = self._acknowledged

    async def open(self, count: int) -> list[Walker]:
        """Let new residents begin and return them when all see the first question."""
        self._opening_left, self._opened = count, deque()
        self._all_open.clear()
        for _ in range(count):
            chat = self.telegram.person()
            self.by_chat[chat] = Walker(chat, self.opening)
            self.telegram.say(chat, "/start")
        await self._all_open.wait()
        return list(self._opened)

    def tap(self, walker: Walker, due_at: float | None = None) -> None:
        """Press the choice of the question that the resident sees now."""
        data = button(walker.message, CHOICES[self.choice])
        if data is None:
            raise LookupError(f"no button {CHOICES[self.choice]!r} at question {walker.question}")
        walker.tapped_at = time.perf_counter()
        walker.due_at = due_at or walker.tapped_at
        walker.unanswered = walker.unacknowledged = True
        self.by_callback[self.telegram.press(walker.chat, walker.message, data)] = walker

    def _shown(self, chat: int, message: Message) -> None:
        walker = self.by_chat.get(chat)
        if walker is None:
            return
        found = QUESTION.findall(message["text"])
        asked = int(found[0]) if len(found) == 1 else 0  # a review names them all
        if walker.question == 0:
            self._goes_on_opening(walker, message, asked)
            return
        number = asked or len(QUESTIONS) + 1
        if walker.unanswered and number == walker.question + 1:
            self.latencies.append(time.perf_counter() - walker.due_at)
            walker.question, walker.message, walker.unanswered = number, message, False
            self._maybe_done(walker)

    def _goes_on_opening(self, walker: Walker, message: Message, number: int) -> None:
        if number == 1:
            walker.question, walker.message = 1, message
            self._opened.append(walker)
            self._opening_left -= 1
            if not self._opening_left:
                self._all_open.set()
        elif walker.opening:
            data = button(message, walker.opening[0])
            if data is not None:
                walker.opening.popleft()
                self.telegram.press(walker.chat, message, data)

    def _acknowledged(self, callback: str) -> None:
        walker = self.by_callback.pop(callback, None)
        if walker is not None:
            walker.unacknowledged = False
            self._maybe_done(walker)

    def _maybe_done(self, walker: Walker) -> None:
        if walker.tapped_at is not None and not walker.unanswered and not walker.unacknowledged:
            walker.tapped_at = None
            self.steps += 1
            self.done(walker)


def button(message: Message, label: str) -> str | None:
    """Return the callback data of the first button whose text ends with the label, None if there is none."""
    for row in message.get("reply_markup", {}).get("inline_keyboard", ()):
        for one in row:
            if one["text"].endswith(label) and "callback_data" in one:
                return str(one["callback_data"])
    return None


def finished(walker: Walker) -> bool:
    """Return whether the resident has answered every question."""
    return walker.question > len(QUESTIONS)
