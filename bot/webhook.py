"""The web server: Telegram's webhook, and health and metrics for the operator."""

import asyncio
import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import orjson
from aiohttp import web

from bot.api import read_json
from bot.counts import Counts
from bot.intake import Intake
from usecases.work import StoreUnavailable

LARGEST_UPDATE = 1024 * 1024  # bytes; a real one has a few thousand
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 # a header's name
POLL_SILENCE = 120.0  # seconds without a successful poll after which the bot counts as ill


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram delivers, and the secret by which we know it is Telegram."""

    path: str
    secret: str

    def __post_init__(self) -> None:
        if not self.secret:
            raise ValueError("a webhook without a secret would take anybody's updates")


class WebServer:
    """Serves the webhook (if there is one), `/health` and `/metrics`.

    Args:
        host: where to listen.
        port: where to listen; 0 takes a free port.
        webhook: None when the bot polls.
        intake: handles the updates.
        counts: what is wrong now.
        check_store: raises StoreUnavailable when the database is away.
        metrics: returns the page of numbers.
    """

    def __init__(
        self,
        host: str,
        port: int,
        webhook: Webhook | None,
        intake: Intake,
        counts: Counts,
        check_store: Callable[[], Awaitable[object]],
        metrics: Callable[[], bytes],
    ) -> None:
        self._host, self._port = host, port
        self._webhook = webhook
        self._intake = intake
        self._counts = counts
        self._check_store = check_store
        self._metrics = metrics
        self._runner: web.AppRunner | None = None

    async def start(self) -> int:
        """Listen; return the port."""
        app = web.Application(client_max_size=LARGEST_UPDATE)
        app.router.add_get("/health", self._health)
        app.router.add_get("/metrics", self._show_metrics)
        if self._webhook is not None:
            app.router.add_post(self._webhook.path, self._take)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=3)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self._host, self._port)
        await site.start()
        port: int = self._runner.addresses[0][1]
        return port

    async def stop(self) -> None:
        """Take no new requests and finish those at hand."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _take(self, request: web.Request) -> web.Response:
        """Take one update; only what is committed is answered with 200, so that the rest comes again."""
        assert self._webhook is not None  # noqa: S101 # the route exists only with a webhook
        # The raw bytes of the header: a text comparison fails on letters that are not ASCII.
        given = next((v for k, v in request.raw_headers if k.lower() == SECRET_HEADER.lower().encode()), b"")
        if not hmac.compare_digest(given, self._webhook.secret.encode()):
            return web.Response(status=401)
        try:
            raw = read_json(await request.read())
        except ValueError:
            return web.Response(status=400)
        try:
            await self._intake.take(raw)
        except StoreUnavailable as error:
            self._counts.trouble("store", str(error))
            return web.Response(status=503)
        self._counts.settled("store")
        return web.Response()

    async def _health(self, request: web.Request) -> web.Response:
        poll_age = None
        if self._counts.last_poll is not None:
            poll_age = round(asyncio.get_running_loop().time() - self._counts.last_poll, 1)
        try:
            async with asyncio.timeout(5):
                await self._check_store()
            database = "ok"
        except (StoreUnavailable, TimeoutError) as error:
            database = str(error) or "The database does not answer."
        is_well = database == "ok" and (self._webhook is not None or (poll_age or 0) < POLL_SILENCE)
        report = {"ok": is_well, "database": database, "last_poll_seconds": poll_age}
        report["troubles"] = list(self._counts.troubles.values())
        return web.Response(
            body=orjson.dumps(report), status=200 if is_well else 503, content_type="application/json"
        )

    async def _show_metrics(self, request: web.Request) -> web.Response:
        return web.Response(body=self._metrics(), content_type="text/plain")
