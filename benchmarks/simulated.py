"""The simulator in the driver's own process, as the walkers need it: residents' acts and what they see."""

import asyncio
from collections.abc import Callable
from typing import Any, Self

from benchmarks.front import Front
from benchmarks.walk import Message
from simulator import people
from simulator.api.dispatch import Dispatcher
from simulator.state import World

SERVER_LIMIT = 30
"""Messages a second over all chats, where the server keeps a limit; Telegram's own figure."""

TOKEN = "1000001:simulated"  # noqa: S105 - a made-up token for a made-up server


class SimulatedTelegram:
    """One simulated Telegram with one bot, for the length of a context.

    Attributes:
        shown: Called with (chat, message) for each message that the bot sends or edits.
        acknowledged: Called with the id of each callback query that the bot answers.
        url: The Bot API's address.
    """

    def __init__(self) -> None:
        self.shown: Callable[[int, Message], None] = lambda chat, message: None
        self.acknowledged: Callable[[str], None] = lambda callback: None
        self.url = ""
        self._world = World(TOKEN, "bench_bot", "Bench")
        self._dispatcher = Dispatcher(self._world)
        self._server: asyncio.Server | None = None
        self._watching: asyncio.Task[None] | None = None

    def calls(self, method: str) -> int:
        """Return how often the bot called a method."""
        return self._world.statistics.calls[method]

    def refusals(self) -> dict[str, int]:
        """Return how many calls were refused, per method."""
        errors = self._world.statistics.errors
        return {method: sum(by_code.values()) for method, by_code in errors.items()}

    def keep_limits(self) -> None:
        """Refuse from now on what goes beyond the limit, as the real server does."""
        limits = {"enabled": True, "global_per_second": float(SERVER_LIMIT), "chat_burst": 30}
        self._world.faults.merge({"rate_limits": limits})

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: Front(self._dispatcher), "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        self._watching = asyncio.create_task(self._watch())
        return self

    async def __aexit__(self, *error: object) -> None:
        if self._watching:
            self._watching.cancel()
        if self._server:
            self._server.close()
        await self._dispatcher.delivery.stop()

    def person(self, wrote: bool = False) -> int:
        """Add a person; with `wrote` one to whom the bot may write unasked."""
        person = self._world.add_person("Resident", "en")
        person.wrote = wrote
        return person.id

    def say(self, chat: int, text: str) -> None:
        """Send a message as the person."""
        people.say(self._world, self._world.people[chat], text)

    def press(self, chat: int, message: Message, data: str) -> str:
        """Tap a button as the person and return the callback query's id."""
        return people.tap_data(self._world, self._world.people[chat], message["message_id"], data)

    async def _watch(self) -> None:
        events = self._world.events
        number = events.next_number
        while True:
            for event in await events.wait(number):
                number = event.number + 1
                if event.type == "toast":
                    self.acknowledged(event.details["callback_id"])
                elif event.type in ("message", "edited"):
                    message: dict[str, Any] = event.details["message"]
                    if message["from"] is self._world.bot and event.chat_id is not None:
                        self.shown(event.chat_id, message)
