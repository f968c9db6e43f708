"""The fetcher: brings residents' files from the channel into the media folder, and renames and deletes them.

The rows are the truth. What a crash interrupts is done again at the next look, and what lies in the folder
without a row goes at the next sweep.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures.process import BrokenProcessPool
from datetime import datetime
from enum import Enum

from bot.api import BotApi, Fault, Reply
from bot.counts import Counts
from bot.media.clean import NotWhatItSays, Raw
from bot.media.folder import MediaFolder
from domain.file_types import ending_of
from domain.media import LARGEST, Wish
from domain.retry import LONGEST, pause_after
from usecases.failed_files import failed
from usecases.house import House
from usecases.media_files import fetched, forgotten, known_names, renamed, to_do
from usecases.work import Store, StoreUnavailable

log = logging.getLogger(__name__)

LOOK_EVERY = 3.0  # seconds
SWEEP_EVERY = 600.0  # seconds
AT_ONCE = 4
_TOO_BIG = "file is too big"


class _Refused(Enum):
    """What becomes of a file that could not be fetched now."""

    FOR_EVER = "for ever"
    COUNTED = "counted"  # a few more attempts
    FOR_NOW = "for now"  # the file is not at fault


class Fetcher:
    """Works until it is cancelled.

    Args:
        store: the database.
        api: the Bot API.
        folder: where files are kept.
        clean: makes of a file what is kept of it, in another process.
        counts: what the operator's metrics show.
        house: the deployment, for what is told of a file that cannot be had.
        now: tells the time.
    """

    def __init__(
        self,
        store: Store,
        api: BotApi,
        folder: MediaFolder,
        clean: Callable[[Raw], Awaitable[bytes]],
        counts: Counts,
        house: House,
        now: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._api = api
        self._folder = folder
        self._clean = clean
        self._counts = counts
        self._house = house
        self._now = now
        self._attempts: dict[str, int] = {}
        self._waiting: dict[str, float] = {}  # until when, in the event loop's time
        self._swept_at: float | None = None

    async def run(self) -> None:
        """Look for something to do, again and again."""
        while True:
            try:
                await self.look()
                self._counts.settled("media")
            except StoreUnavailable as error:
                self._counts.trouble("store", str(error))
            except OSError as error:  # a full disk, a folder that is not ours: the operator has to see to it
                self._counts.trouble("media", f"The media folder cannot be used: {type(error).__name__}.")
            except Exception as error:  # a fetcher that gave up here would hold back all later answers
                self._counts.trouble("media", f"Files cannot be fetched: {type(error).__name__}.")
            await asyncio.sleep(LOOK_EVERY)

    async def look(self) -> None:
        """Fetch, rename and delete what is to be, and sweep now and then."""
        now = asyncio.get_running_loop().time()
        self._waiting = {name: until for name, until in self._waiting.items() if until > now}
        work = await self._store.run(to_do, AT_ONCE, tuple(self._waiting))
        for old, new in work.loose:
            is_there = await asyncio.to_thread(self._folder.rename, old, new)
            await self._store.run(renamed, new, is_there)
        for names in work.gone:
            for name in filter(None, names):
                await asyncio.to_thread(self._folder.remove, name)
        if work.gone:
            await self._store.run(forgotten, [name for name, _old in work.gone])
        await asyncio.gather(*(self._fetch(wish) for wish in work.wanted))
        if self._swept_at is None or now > self._swept_at + SWEEP_EVERY:
            await self.sweep()
            self._swept_at = now

    async def sweep(self) -> None:
        """Delete files without a row: their answers were erased while they were fetched, or by a restore."""
        await asyncio.to_thread(self._folder.forget_parts)
        there = await asyncio.to_thread(self._folder.names)  # before the rows: a file comes after its row
        for name in sorted(there - await self._store.run(known_names)):
            await asyncio.to_thread(self._folder.remove, name)

    async def _fetch(self, wish: Wish) -> None:
        got = await self._content(wish)
        if isinstance(got, _Refused):
            await self._try_later(wish, got)
            return
        try:
            kept = await self._clean(Raw(wish.kind, wish.pixels, got))
        except (NotWhatItSays, BrokenProcessPool) as error:
            what = {"question": wish.question, "kind": wish.kind, "error": type(error).__name__}
            log.warning("a file is not kept", extra=what)
            await self._give_up(wish)
            return
        await asyncio.to_thread(self._folder.keep, wish.name, ending_of(kept) or "", kept)
        self._attempts.pop(wish.name, None)
        if not await self._store.run(fetched, wish.name):  # erased meanwhile
            await asyncio.to_thread(self._folder.remove, wish.name)

    async def _content(self, wish: Wish) -> bytes | _Refused:
        most = LARGEST[wish.kind]
        about = await self._api.call("getFile", {"file_id": wish.channel_id})
        if not about.ok:
            return self._refused(wish, about)
        found = about.result if isinstance(about.result, dict) else {}
        size, path = found.get("file_size"), found.get("file_path")
        if isinstance(size, int) and size > most:
            return _Refused.FOR_EVER
        if not isinstance(path, str):
            return _Refused.COUNTED
        reply = await self._api.download(path, most)
        return bytes(reply.result) if reply.ok else self._refused(wish, reply)

    def _refused(self, wish: Wish, reply: Reply) -> _Refused:
        if reply.fault is Fault.TOO_LARGE or _TOO_BIG in reply.description.lower():
            return _Refused.FOR_EVER
        if reply.retry_after is not None:
            self._wait(wish, reply.retry_after)
            return _Refused.FOR_NOW
        if reply.fault is Fault.UNREACHABLE or reply.error_code in (401, 429):
            return _Refused.FOR_NOW
        return _Refused.COUNTED

    async def _try_later(self, wish: Wish, why: _Refused) -> None:
        attempts = self._attempts.get(wish.name, 0) + (why is _Refused.COUNTED)
        pause = LONGEST if why is _Refused.FOR_EVER else pause_after(max(attempts, 1))
        if why is _Refused.FOR_EVER or pause is None:
            self._attempts.pop(wish.name, None)
            what = {"question": wish.question, "kind": wish.kind, "attempts": attempts}
            log.warning("a file cannot be fetched", extra=what)
            await self._give_up(wish)
            return
        self._attempts[wish.name] = attempts
        self._wait(wish, pause.total_seconds())

    async def _give_up(self, wish: Wish) -> None:
        await self._store.run(failed, self._house, wish.name, self._now())

    def _wait(self, wish: Wish, seconds: float) -> None:
        until = asyncio.get_running_loop().time() + seconds
        self._waiting[wish.name] = max(until, self._waiting.get(wish.name, until))
