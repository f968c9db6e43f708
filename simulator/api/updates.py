"""How the bot gets its updates: by polling, or by a webhook that it sets."""

import asyncio
from typing import Any
from urllib.parse import urlsplit

import orjson

from simulator.api.call import Call
from simulator.errors import (
    TERMINATED_BY_POLLER,
    TERMINATED_BY_WEBHOOK,
    WEBHOOK_IS_ACTIVE,
    ApiError,
    bad_request,
)
from simulator.state import World
from simulator.updates import UPDATE_KINDS, WaitingUpdate
from simulator.webhooks import OnReply, Webhook

LONGEST_POLL = 50
MOST_CONNECTIONS = 100


class Delivery:
    """Where updates go: to the one poll that waits, or to the webhook, whose replies may be calls."""

    def __init__(self, world: World, on_reply: OnReply) -> None:
        self.world = world
        self._on_reply = on_reply
        self.webhook: Webhook | None = None
        self.poll: asyncio.Future[None] | None = None

    def end_poll(self, error: ApiError | None) -> None:
        """End the poll that waits, with an error for the poller or without updates."""
        if self.poll is not None and not self.poll.done():
            if error is None:
                self.poll.set_result(None)
            else:
                self.poll.set_exception(error)
        self.poll = None

    async def get_updates(self, call: Call) -> bytes:
        """Return the waiting updates as a JSON array; wait for one if there is none.

        Raises:
            ApiError: a webhook is set, or another poller came.
        """
        if self.webhook is not None:
            raise WEBHOOK_IS_ACTIVE
        queue = self.world.updates
        remember_allowed(self.world, call)
        queue.confirm(call.integer("offset"))
        limit = min(100, max(1, call.integer("limit", 100)))
        timeout = min(LONGEST_POLL, max(0, call.integer("timeout")))
        self.end_poll(TERMINATED_BY_POLLER)
        bodies = queue.fetch(limit)
        if not bodies and timeout:
            await self._wait(timeout)
            bodies = queue.fetch(limit)
        return b"[" + b",".join(bodies) + b"]"

    async def _wait(self, seconds: float) -> None:
        poll: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def wake(_place: int, _update: WaitingUpdate) -> None:
            if not poll.done():
                poll.set_result(None)

        self.poll = poll
        self.world.updates.on_arrival = wake
        try:
            await asyncio.wait_for(poll, seconds)
        except TimeoutError:
            pass
        finally:
            if self.poll is poll:
                self.poll = None
            if self.world.updates.on_arrival is wake:
                self.world.updates.on_arrival = None

    async def set_webhook(self, call: Call) -> bool:
        """Have updates delivered to an address; an empty one deletes the webhook."""
        url = call.text("url")
        if not url:
            return await self.delete_webhook(call)
        webhook = Webhook(
            self.world,
            _checked_address(url),
            _checked_secret(call.text("secret_token")),
            min(MOST_CONNECTIONS, max(1, call.integer("max_connections", 40))),
            self._on_reply,
        )
        await self._stop_webhook()
        self.end_poll(TERMINATED_BY_WEBHOOK)
        remember_allowed(self.world, call)
        if call.flag("drop_pending_updates"):
            self.world.updates.clear()
        self.webhook = webhook
        webhook.start()
        return True

    async def delete_webhook(self, call: Call) -> bool:
        """Go back to polling."""
        await self._stop_webhook()
        if call.flag("drop_pending_updates"):
            self.world.updates.clear()
        return True

    async def _stop_webhook(self) -> None:
        if self.webhook is not None:
            webhook, self.webhook = self.webhook, None
            await webhook.stop()

    async def get_webhook_info(self, call: Call) -> dict[str, Any]:
        """Return where updates go and how that went."""
        info: dict[str, Any] = {
            "url": "",
            "has_custom_certificate": False,
            "pending_update_count": len(self.world.updates),
        }
        if self.webhook is not None:
            info |= self.webhook.info()
        if self.world.updates.allowed:
            info["allowed_updates"] = self.world.updates.allowed
        return info

    async def stop(self) -> None:
        """End the waiting poll and the webhook: the simulator shuts down."""
        self.end_poll(None)
        await self._stop_webhook()


def remember_allowed(world: World, call: Call) -> None:
    """Take over the kinds of updates that the bot wants; they hold until another call names others."""
    world.connected = True
    raw = call.args.get("allowed_updates")
    if raw is None or raw == "":
        return
    try:
        wanted = orjson.loads(raw) if isinstance(raw, str) else raw
    except orjson.JSONDecodeError:
        return  # as the real server does
    if isinstance(wanted, list):
        world.updates.allowed = [kind for kind in wanted if kind in UPDATE_KINDS]


def _checked_address(url: str) -> str:
    parts = urlsplit(url)
    if not parts.hostname:
        raise bad_request("invalid webhook URL specified")
    if parts.scheme != "https" and not (
        parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1")
    ):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    return url


def _checked_secret(secret: str) -> str:
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if not all(sign.isascii() and (sign.isalnum() or sign in "-_") for sign in secret):
        raise bad_request("secret token contains unallowed characters")
    return secret
