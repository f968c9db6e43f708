"""The clock: a few ticks, each of which asks the tables what is due. The scheduler itself holds nothing."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from domain.schedule import Kind
from scheduler.erasures import ErasureList
from usecases.close_wave import close_due_waves
from usecases.house import House
from usecases.on_time import PLANNERS, STEPS, Step, StepFailed, do_next, let_wait, tell_missed
from usecases.retention import Periods, forget, tell_inactive
from usecases.scrub import scrub_asked_for, scrubbed
from usecases.seal import seal_waiting
from usecases.seats import lines_to_settle, settle_line
from usecases.work import Store, StoreUnavailable

log = logging.getLogger(__name__)

FORGET_EVERY = timedelta(hours=1)
PLAN_EVERY = timedelta(minutes=10)
ON_TIME_EVERY = timedelta(seconds=3)  # so late the first message of something may be
CHUNKS_AT_ONCE = 30  # of one tick; another tick goes on, and between chunks replies have their turn
SEATS_EVERY = timedelta(seconds=10)  # so late a seat that became free may be offered on
LIST_EVERY = timedelta(seconds=10)  # for what another process erased; our own is written at once
FIRST_AFTER = timedelta(seconds=20)  # starting up comes first


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often things are done."""

    seal_seconds: int
    wave_days: int


def start_ticks(
    store: Store,
    house: House,
    periods: Periods,
    rhythm: Rhythm,
    erasure_list: ErasureList,
    now: Callable[[], datetime],
) -> AsyncIOScheduler:
    """Start the ticks; return their scheduler, to be shut down at the end.

    Args:
        store: The database.
        house: The deployment.
        periods: How long things are kept.
        rhythm: How often things are done.
        erasure_list: What a restored backup is compared with.
        now: The time.
    """

    async def list_tick() -> None:
        await erasure_list.complete()

    async def forget_tick() -> None:
        if told := await store.run(tell_inactive, house, periods, now()):
            log.info("%s residents are told that their data will go", told)
        gone = await store.run(forget, periods, house.timezone, now())
        if any(gone.values()):
            log.info(
                "tidied up: %s", ", ".join(f"{number} {kind}" for kind, number in gone.items() if number)
            )

    async def seal_tick() -> None:
        await store.run(seal_waiting, house, now())
        for survey in await store.run(close_due_waves, house, rhythm.wave_days, now()):
            log.info("a wave of %s has closed", survey)
        if request := await store.run(scrub_asked_for):
            await store.scrub()
            await store.run(scrubbed, request)

    async def plan_tick() -> None:
        for planner in PLANNERS:
            try:
                await store.run(planner, house, now())
            except StoreUnavailable:
                raise
            except Exception:  # one series that cannot be planned holds up no other
                log.exception("%s failed", planner.__name__.replace("_", " "))

    async def seats_tick() -> None:
        for event_id in await store.run(lines_to_settle, now()):
            try:
                if await store.run(settle_line, house, event_id, now()):
                    log.info("seats of event %s were offered, or an offer of some has ended", event_id)
            except StoreUnavailable:
                raise
            except Exception:  # one event holds up no other
                log.exception("the line of event %s could not be settled", event_id)

    async def on_time_tick() -> None:
        await do_what_is_due(store, house, now)

    # A tick that was missed is made up for once, however late: what it looks for is still due.
    scheduler = AsyncIOScheduler(
        timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    )
    first = datetime.now(UTC) + min(FIRST_AFTER, timedelta(seconds=rhythm.seal_seconds))
    scheduler.add_job(
        _patiently(seal_tick), "interval", seconds=rhythm.seal_seconds, next_run_time=first, id="seal"
    )
    scheduler.add_job(
        _patiently(list_tick), "interval", seconds=LIST_EVERY.total_seconds(), id="erasure list"
    )
    scheduler.add_job(
        _patiently(forget_tick),
        "interval",
        seconds=FORGET_EVERY.total_seconds(),
        next_run_time=datetime.now(UTC) + FIRST_AFTER,
        id="forget",
    )
    scheduler.add_job(
        _patiently(plan_tick),
        "interval",
        seconds=PLAN_EVERY.total_seconds(),
        next_run_time=first,
        id="plan",
    )
    scheduler.add_job(
        _patiently(on_time_tick),
        "interval",
        seconds=ON_TIME_EVERY.total_seconds(),
        id="on time",
    )
    scheduler.add_job(
        _patiently(seats_tick),
        "interval",
        seconds=SEATS_EVERY.total_seconds(),
        next_run_time=first,
        id="seats",
    )
    scheduler.start()
    return scheduler


async def do_what_is_due(
    store: Store, house: House, now: Callable[[], datetime], steps: Mapping[Kind, Step] = STEPS
) -> None:
    """Do the chunks that are due, as many as one tick takes; then tell staff what came too late.

    A step that fails waits for its next attempt and holds up nothing else.

    Args:
        store: The database.
        house: The deployment.
        now: The time.
        steps: What is done for each kind of row.
    """
    for _ in range(CHUNKS_AT_ONCE):
        try:
            if await store.run(do_next, house, now(), steps) is None:
                break
        except StepFailed as failed:
            times = await store.run(let_wait, failed.row_id, now())
            log.error(
                "%s %s has failed %s times", failed.kind, failed.row_id, times, exc_info=failed.__cause__
            )
    if missed := await store.run(tell_missed, house, now()):
        log.warning("%s things were due, but came too late; /schedule names them", missed)


def _patiently(tick: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
    """Let a tick wait for the next one while the database is away."""

    async def run() -> None:
        try:
            await tick()
        except StoreUnavailable as error:
            log.warning("%s: %s", tick.__name__.replace("_", " "), error)
        except Exception:  # the scheduler itself is silent; the text may hold what somebody wrote
            log.exception("%s failed", tick.__name__.replace("_", " "))

    return run
