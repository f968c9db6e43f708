"""The list of erasures at a start: a restored backup forgets again what it had to forget."""

import logging
from datetime import datetime
from pathlib import Path

from usecases.erasure_list import complete_list, read_list
from usecases.restore import erasures, reapply
from usecases.work import Store

log = logging.getLogger(__name__)


async def repeat_erasures(store: Store, pepper: bytes, path: Path, now: datetime) -> None:
    """Erase again what the list knows and the database does not, before anybody is answered.

    Args:
        store: the database.
        pepper: the deployment's secret key.
        path: the list.
        now: the time.

    Raises:
        ErasureListError: the list cannot be used.
    """
    repeated = await store.run(reapply, pepper, read_list(path), now)
    if repeated:
        log.warning(
            "the database is older than its list of erasures: %s chats, %s answers and %s consents"
            " were erased or withdrawn again",
            repeated.chats,
            repeated.answers,
            repeated.consents,
        )
    complete_list(path, await store.run(erasures))
