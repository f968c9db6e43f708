"""The list of erasures, written at once: a disk that dies a second later takes no erasure with it."""

import asyncio
import logging
from collections.abc import Iterable
from pathlib import Path

from usecases.erasure_list import ErasureListError, complete_list
from usecases.restore import erasures
from usecases.work import Store

log = logging.getLogger(__name__)


class ErasureList:
    """Adds to the list what the Store says was erased, and now and then whatever it still lacks.

    One write at a time, in a thread of its own: the list is read and written whole, and a slow disk must
    keep nobody waiting.

    Args:
        store: The database.
        path: The list.
    """

    def __init__(self, store: Store, path: Path) -> None:
        self._store = store
        self._path = path
        self._new: set[bytes] = set()
        self._writing: asyncio.Task[None] | None = None

    def add(self, tokens: Iterable[bytes]) -> None:
        """Have tokens written that were just committed."""
        self._new.update(tokens)
        if self._new and (self._writing is None or self._writing.done()):
            self._writing = asyncio.create_task(self._write())

    async def complete(self) -> None:
        """Write what the list lacks: of another process, or what could not be written before.

        Raises:
            StoreUnavailable: The database cannot be used now.
        """
        self.add(await self._store.run(erasures))
        await self.finish()

    async def finish(self) -> None:
        """Wait until all that was added is written."""
        if self._writing is not None:
            await self._writing

    async def _write(self) -> None:
        while self._new:
            tokens, self._new = self._new, set()
            try:
                await asyncio.to_thread(complete_list, self._path, tokens)
            except ErasureListError as error:
                log.error("%s A restored backup would not forget the newest erasures.", error)
