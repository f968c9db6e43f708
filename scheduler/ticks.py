"""The clock: a few ticks, each of which asks the tables what is due. The scheduler itself holds nothing."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from usecases.retention import Periods, forget
from usecases.work import Store, StoreUnavailable

log = logging.getLogger(__name__)

FORGET_EVERY = timedelta(hours=1)
FIRST_AFTER = timedelta(seconds=20)  # starting up comes first


def start_ticks(
    store: Store, periods: Periods, timezone: str, now: Callable[[], datetime]
) -> AsyncIOScheduler:
    """Start the ticks; return their scheduler, to be shut down at the end."""

    async def forget_tick() -> None:
        try:
            gone = await store.run(forget, periods, timezone, now())
        except StoreUnavailable as error:
            log.warning("nothing was tidied up: %s", error)
            return
        if any(gone.values()):
            log.info(
                "tidied up: %s", ", ".join(f"{number} {kind}" for kind, number in gone.items() if number)
            )

    # A tick that was missed is made up for once, however late: what it looks for is still due.
    scheduler = AsyncIOScheduler(
        timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    )
    scheduler.add_job(
        forget_tick,
        "interval",
        seconds=FORGET_EVERY.total_seconds(),
        next_run_time=datetime.now(UTC) + FIRST_AFTER,
    )
    scheduler.start()
    return scheduler
