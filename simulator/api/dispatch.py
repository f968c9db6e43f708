"""From a method's name to its answer, with the troubles that are switched on in between."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import orjson

from simulator.api import callbacks, chats, commands, editing, media, messages, places, polls
from simulator.api.call import Call
from simulator.api.updates import Delivery
from simulator.errors import INTERNAL_ERROR, NOT_FOUND, ApiError
from simulator.state import World

log = logging.getLogger(__name__)
Handler = Callable[[World, Call], Any]
HANDLERS: dict[str, Handler] = {
    **messages.METHODS,
    **editing.METHODS,
    **media.METHODS,
    **callbacks.METHODS,
    **commands.METHODS,
    **chats.METHODS,
    **places.METHODS,
    **polls.METHODS,
}
LIMITED_BEGINNINGS = ("send", "edit", "copy", "forward")
NOT_LIMITED = frozenset({"sendChatAction"})


class Dropped(Exception):
    """The connection is to be closed without an answer."""


class Dispatcher:
    """Carries out Bot API calls, one for each request."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.delivery = Delivery(world, self.carry_out)
        self._waiting: dict[str, Callable[[Call], Awaitable[Any]]] = {
            "getUpdates": self.delivery.get_updates,
            "setWebhook": self.delivery.set_webhook,
            "deleteWebhook": self.delivery.delete_webhook,
            "getWebhookInfo": self.delivery.get_webhook_info,
        }
        self._names = {name.lower(): name for name in (*HANDLERS, *self._waiting)}

    def name_of(self, method: str) -> str | None:
        """Return a method's name as it is documented; case does not matter."""
        return method if method in HANDLERS else self._names.get(method.lower())

    async def answer(self, call: Call) -> tuple[int, bytes]:
        """Carry out a call.

        Returns:
            HTTP status and the reply's JSON.

        Raises:
            Dropped: the connection is to be closed, before or after the call was carried out.
        """
        method = call.method
        statistics = self.world.statistics
        statistics.calls[method] += 1
        try:
            if self.world.faults.active:
                await self._trouble(call)
            if (handler := HANDLERS.get(method)) is not None:
                reply = orjson.dumps({"ok": True, "result": handler(self.world, call)})
            elif method in self._waiting:
                result = await self._waiting[method](call)
                body = result if isinstance(result, bytes) else orjson.dumps(result)
                reply = b'{"ok":true,"result":' + body + b"}"
            else:
                raise NOT_FOUND
        except ApiError as error:
            error.__traceback__ = None  # some errors are shared and would gather one traceback a call
            statistics.failed(method, error.code)
            return error.code, orjson.dumps(error.answer())
        if self.world.faults.active and self._strikes(method, self.world.faults.settings.drop_after):
            statistics.dropped += 1
            raise Dropped
        return 200, reply

    def carry_out(self, method: str, args: dict[str, Any]) -> None:
        """Carry out a call that came in a webhook's reply; errors go nowhere, as on the real server."""
        name = self.name_of(method)
        if name is None or name not in HANDLERS:
            return
        self.world.statistics.calls[name] += 1
        try:
            HANDLERS[name](self.world, Call(name, args))
        except ApiError as error:
            error.__traceback__ = None
            self.world.statistics.failed(name, error.code)

    def _strikes(self, method: str, share: float) -> bool:
        return self.world.faults.strikes(method, share)

    async def _trouble(self, call: Call) -> None:
        faults, method = self.world.faults, call.method
        if delay := faults.delay(method):
            await asyncio.sleep(delay)
        if self._strikes(method, faults.settings.drop_before):
            self.world.statistics.dropped += 1
            raise Dropped
        if method.startswith(LIMITED_BEGINNINGS) and method not in NOT_LIMITED:
            error, early = faults.limit(method, call.text("chat_id"))
            self.world.statistics.early += early
            if error is not None:
                raise error
        if self._strikes(method, faults.settings.errors_500):
            raise INTERNAL_ERROR
