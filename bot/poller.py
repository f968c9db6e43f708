"""The poller: asks for updates and confirms only what is committed."""

import asyncio
import logging
from typing import Any

from bot.api import BotApi, Fault, Reply
from bot.counts import Counts
from bot.intake import ALLOWED_UPDATES, Intake, update_id_of
from usecases.work import StoreUnavailable

log = logging.getLogger(__name__)

LONG_POLL = 25  # seconds
LONGEST_PAUSE = 30.0
AT_ONCE = 100  # updates


class WrongToken(Exception):
    """The server does not know the bot's token."""


class Poller:
    """Polls until it is stopped or the token turns out to be wrong.

    Asking with a higher offset confirms all updates below it, so the next request goes out only when
    every update of the last one is committed or set aside.

    Args:
        api: the Bot API.
        intake: handles the updates.
        counts: what the operator's metrics show.
    """

    def __init__(self, api: BotApi, intake: Intake, counts: Counts) -> None:
        self._api = api
        self._intake = intake
        self._counts = counts
        self._offset = 0
        self._stopping = False
        self._asking: asyncio.Task[Reply] | None = None

    async def run(self) -> None:
        """Poll.

        Raises:
            WrongToken: the server does not know the token.
        """
        pause = 0.0
        while not self._stopping:
            reply = await self._ask()
            if reply is None:
                break
            if reply.ok and isinstance(reply.result, list):
                self._counts.last_poll = asyncio.get_running_loop().time()
                self._counts.settled("polling")
                done = await self._take_all(reply.result)
                pause = 0.0 if done else _longer(pause)
            else:
                pause = self._trouble(reply, pause)
            if pause and not self._stopping:
                self._asking = asyncio.create_task(_nothing(pause))
                await asyncio.wait([self._asking])
        await self._confirm()

    def stop(self) -> None:
        """Ask for nothing more; `run` returns when the updates at hand are finished."""
        self._stopping = True
        if self._asking is not None:
            self._asking.cancel()

    async def _ask(self) -> Reply | None:
        payload = {
            "offset": self._offset,
            "timeout": LONG_POLL,
            "limit": AT_ONCE,
            "allowed_updates": ALLOWED_UPDATES,
        }
        self._asking = asyncio.create_task(self._api.call("getUpdates", payload, patience=LONG_POLL))
        await asyncio.wait([self._asking])
        return None if self._asking.cancelled() else self._asking.result()

    async def _take_all(self, updates: list[Any]) -> bool:
        """Handle all updates; return False if they have to come again."""
        results = await asyncio.gather(*map(self._intake.take, updates), return_exceptions=True)
        failed = [result for result in results if isinstance(result, BaseException)]
        for failure in failed:
            if not isinstance(failure, StoreUnavailable):
                raise failure
        if failed:
            self._counts.trouble("store", str(failed[0]))
            return False
        ids = [update_id for update in updates if (update_id := update_id_of(update)) is not None]
        self._offset = max([self._offset, *(update_id + 1 for update_id in ids)])
        return bool(ids) or not updates

    def _trouble(self, reply: Reply, pause: float) -> float:
        """Say what is wrong, once per cause; return the seconds to wait."""
        if reply.error_code in (401, 404):
            raise WrongToken
        if reply.fault is Fault.UNREACHABLE:
            sentence = "The Bot API server cannot be reached; polling goes on when it can."
        elif reply.fault is Fault.LOST:
            sentence = "The connection to the Bot API server broke; polling goes on when it holds."
        elif reply.error_code == 409:
            sentence = "Another program receives this bot's updates (409); stop it, or this one."
        elif reply.error_code == 429:
            self._counts.trouble("polling", "The Bot API server asks for a pause (429).")
            return float(reply.retry_after or 1)
        else:
            sentence = f"The Bot API server has a trouble of its own ({reply.error_code}); polling goes on."
        self._counts.trouble("polling", sentence)
        return _longer(pause)

    async def _confirm(self) -> None:
        """Tell the server what is done, so that a planned restart repeats nothing."""
        if self._offset:
            confirm = self._api.call("getUpdates", {"offset": self._offset, "timeout": 0, "limit": 1})
            try:
                await asyncio.wait_for(confirm, 1)
            except TimeoutError:
                log.info("the last updates will be offered again")


def _longer(pause: float) -> float:
    return min(max(0.5, pause * 2), LONGEST_PAUSE)


async def _nothing(seconds: float) -> Any:
    await asyncio.sleep(seconds)
