"""The running bot: from the database to a graceful end."""

import asyncio
import gc
import logging
import signal
from collections.abc import Coroutine, Sequence
from contextlib import AsyncExitStack, suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from aiogram.types import User

from app.apart import apart
from app.clock import Clock, is_simulator
from app.erasures import repeat_erasures
from app.greeting import greet
from app.logs import log_lost_errors
from app.settings import TELEGRAM, Settings
from app.wiring import Parts, assemble, build_house, periods
from bot.api import BotApi
from bot.commands import registrations
from bot.counts import Counts
from bot.intake import ALLOWED_UPDATES
from bot.poller import Poller, WrongToken
from domain.survey import Survey
from domain.survey_data import survey_from_data
from domain.town import PlannedSurvey
from scheduler.erasures import ErasureList
from scheduler.ticks import Rhythm, start_ticks
from usecases.house import House
from usecases.introduce import introduce, is_there
from usecases.open_content import open_content, read_as_data
from usecases.work import Store

log = logging.getLogger(__name__)

LONGEST_PAUSE = 30.0  # seconds between attempts to reach the server at start
PATIENCE_AT_STOP = 5.0  # seconds for the updates at hand
LINKS = "https://t.me"
T = TypeVar("T")


async def serve(settings: Settings, token: str, server: str, pepper: bytes) -> None:
    """Run the bot until SIGTERM or SIGINT.

    Args:
        settings: the configuration.
        token: the bot's token.
        server: the Bot API server's address.
        pepper: the deployment's secret key.

    Raises:
        WrongToken: the server does not know the token.
        StoreUnavailable: the database cannot be used at the start.
        ContentError: the content folder lacks something.
        SurveyRefused: a survey has errors.
        ErasureListError: the list of erasures cannot be used.
    """
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(log_lost_errors)
    stop = asyncio.Event()
    for kind in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(kind, stop.set)
    house = build_house(settings, pepper)
    clock = Clock()
    async with AsyncExitStack() as stack:
        store = Store(settings.database)
        await store.open()
        stack.push_async_callback(store.close)
        api = BotApi(server, token)
        stack.push_async_callback(api.close)
        simulated = server != TELEGRAM and await is_simulator(server)
        if simulated:
            _in_background(stack, clock.follow(server))
        await store.run(open_content, house, settings.content, clock.now(), _read_apart)
        await repeat_erasures(store, pepper, settings.erasures, clock.now())
        listed = ErasureList(store, settings.erasures)
        store.on_erased = listed.add
        stack.push_async_callback(listed.finish)
        me = await _unless(stop, _introduce_oneself(store, api, server if simulated else LINKS))
        if me is None:
            return
        _in_background(stack, _register(api, house))
        parts = assemble(settings, token, me, house, store, api, clock.now)
        stack.callback(parts.pictures.close)
        _in_background(stack, parts.fetcher.run())
        _in_background(stack, parts.survey_jobs.run())
        ticks = start_ticks(
            store,
            house,
            periods(settings),
            Rhythm(settings.seal_every, settings.wave_days),
            listed,
            clock.now,
        )
        stack.callback(partial(ticks.shutdown, wait=False))
        await greet(store, server, simulated, clock.now())
        _settle_memory()
        await _work(settings, parts, stop)


def _read_apart(folder: Path, planned: Sequence[PlannedSurvey]) -> list[Survey]:
    """Read survey files in another process: pyxform would stay in the bot's memory."""
    return [survey_from_data(data) for data in apart(read_as_data, folder, planned)]


async def _work(settings: Settings, parts: Parts, stop: asyncio.Event) -> None:
    """Take updates and send until told to stop; then finish what is at hand."""
    poller = Poller(parts.api, parts.intake, parts.counts)
    await _unless(stop, parts.sender.start())
    if stop.is_set():
        return
    sending = asyncio.create_task(parts.sender.run())
    try:
        async with AsyncExitStack() as stack:
            if settings.listen is not None:
                await _start_web(settings, parts, stack)
            taking = asyncio.create_task(_take(settings, parts, poller))
            stopping = asyncio.create_task(stop.wait())
            await asyncio.wait([taking, sending, stopping], return_when=asyncio.FIRST_COMPLETED)
            stopping.cancel()
            log.info("stopping")
            poller.stop()
            if settings.webhook_url is None:
                await asyncio.wait([taking], timeout=PATIENCE_AT_STOP)
            taking.cancel()
            with suppress(asyncio.CancelledError):
                await taking
    finally:
        # The web server has finished its requests by now, so nothing new can be said.
        parts.sender.stop()
        await sending


async def _take(settings: Settings, parts: Parts, poller: Poller) -> None:
    """Let updates come in, by polling or by the webhook."""
    if settings.webhook_url is None:
        await _persist(parts.api, "deleteWebhook", {"drop_pending_updates": False}, parts.counts)
        await poller.run()
        return
    assert settings.webhook_secret is not None  # noqa: S101 # load_settings saw to it
    webhook = {
        "url": settings.webhook_url,
        "secret_token": settings.webhook_secret.get_secret_value(),
        "allowed_updates": ALLOWED_UPDATES,
        "max_connections": 100,
    }
    await _persist(parts.api, "setWebhook", webhook, parts.counts)
    await asyncio.Event().wait()


async def _start_web(settings: Settings, parts: Parts, stack: AsyncExitStack) -> None:
    from bot.metrics import metrics_page  # here: a bot that only polls needs no web server
    from bot.webhook import Webhook, WebServer

    webhook = None
    if settings.webhook_url is not None and settings.webhook_secret is not None:
        path = urlsplit(settings.webhook_url).path or "/"
        webhook = Webhook(path, settings.webhook_secret.get_secret_value())
    host, _, port = (settings.listen or "").rpartition(":")
    server = WebServer(
        host.strip("[]"),
        int(port),
        webhook,
        parts.intake,
        parts.counts,
        partial(parts.store.run, is_there),
        partial(metrics_page, parts.counts, parts.sender),
    )
    stack.push_async_callback(server.stop)
    log.info("listening on %s:%s", host, await server.start())


async def _introduce_oneself(store: Store, api: BotApi, links: str) -> User:
    """Ask the server who the bot is, for as long as it takes, and leave the answer to the command line."""
    me = User.model_validate(await _persist(api, "getMe", {}, Counts()))
    await store.run(introduce, me.username or "", f"{links}/{me.username}")
    return me


async def _register(api: BotApi, house: House) -> None:
    """Register commands and descriptions; they are there from the last start, should it fail."""
    failed = 0
    for method, payload in registrations(house.town):
        reply = await api.call(method, payload)
        failed += not reply.ok
    if failed:
        log.warning("%s of the commands and descriptions could not be registered", failed)


async def _persist(api: BotApi, method: str, payload: dict[str, Any], counts: Counts) -> Any:
    """Call a method until it succeeds.

    Raises:
        WrongToken: the server does not know the token.
    """
    pause = 0.5
    while not (reply := await api.call(method, payload)).ok:
        if reply.error_code in (401, 404):
            raise WrongToken
        what = reply.fault.value if reply.fault else f"the server says {reply.error_code}"
        counts.trouble("server", f"{method} failed: {what}. Trying again.")
        await asyncio.sleep(reply.retry_after or pause)
        pause = min(pause * 2, LONGEST_PAUSE)
    counts.settled("server")
    return reply.result


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, T]) -> T | None:
    """Return what the work returns, or None if the bot is told to stop first."""
    working, stopping = asyncio.create_task(work), asyncio.create_task(stop.wait())
    await asyncio.wait([working, stopping], return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if working.done():
        return working.result()
    working.cancel()
    return None


def _in_background(stack: AsyncExitStack, work: Coroutine[Any, Any, None]) -> None:
    """Do something beside everything else, and end it with everything else."""
    task = asyncio.create_task(work)

    async def end() -> None:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    stack.push_async_callback(end)


def _settle_memory() -> None:
    """Keep what start-up made out of the collector's sight: a full collection over it takes 150 ms."""
    gc.freeze()
    gc.enable()
    gc.set_threshold(10_000, 20, 20)
