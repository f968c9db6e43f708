"""What is measured of a bot. Each measure runs it anew, in a folder and with a Telegram of its own."""

import asyncio
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.bots import Bot
from benchmarks.load import PERCENTILES, Run, closed_loop, open_for, open_loop
from benchmarks.process import LONGEST_WORK, Child, running
from benchmarks.simulated import SERVER_LIMIT, SimulatedTelegram
from benchmarks.walk import Message, Walkers

Figures = dict[str, float]
Prepare = Callable[[Path], Awaitable[None]]
SCRATCH = Path("build").absolute()  # on a real disk, so that a durable commit costs what it costs
MEGABYTE = 1_000_000
LONGEST_START = 60  # seconds
CPU_TICK = 0.01  # seconds: the kernel counts no finer
SPARE = (1, 5)  # so many times the residents that should do; the second if they did not
IMPORT_AIOGRAM = "import aiogram; print('done', flush=True); import sys; sys.stdin.read()"


async def nothing(folder: Path) -> None:
    """Leave a bot's folder as it is."""


class BenchmarkError(Exception):
    """A bot did not do what is measured, so that its figures would mean nothing."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much of everything; times in seconds."""

    residents: int = 500
    warm_up: float = 3
    seconds: float = 15
    rate: float = 200
    open_dialogues: int = 1000
    broadcast: int = 20_000
    limited: int = 10_000
    meanwhile: float = 60
    registered: tuple[int, ...] = (1_000, 10_000, 100_000)
    responses: int = 1_000_000
    repeats: int = 3


QUICK = Sizes(
    residents=100,
    warm_up=1,
    seconds=3,
    open_dialogues=200,
    broadcast=2_000,
    limited=300,
    meanwhile=8,
    registered=(1_000, 10_000),
    responses=100_000,
    repeats=1,
)


@dataclass(frozen=True, slots=True)
class Bench:
    """A bot that runs and the Telegram it talks to."""

    telegram: SimulatedTelegram
    child: Child
    walkers: Walkers
    folder: Path


@asynccontextmanager
async def started(
    bot: Bot, prepare: Prepare = nothing, people: int = 0, *, may_be_refused: bool = False
) -> AsyncIterator[Bench]:
    """Run a bot for the length of the block.

    Args:
        bot: Which one.
        prepare: Fills its folder before it starts.
        people: How many there are already to whom it may write, from `FIRST_PERSON` on.
        may_be_refused: Whether refused calls are part of what is measured.

    Raises:
        BenchmarkError: Calls were refused, or answers are missing from its database at the end.
    """
    SCRATCH.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=SCRATCH) as name:
        folder = Path(name)
        await prepare(folder)
        async with SimulatedTelegram() as telegram:
            for _ in range(people):
                telegram.person(wrote=True)
            walkers = Walkers(telegram, bot.opening)
            command, environment = bot.command(telegram.url, folder), bot.environment(telegram.url, folder)
            with running(command, environment, folder / "log") as child:
                yield Bench(telegram, child, walkers, folder)
            if (refused := telegram.refusals()) and not may_be_refused:
                raise BenchmarkError(f"{bot.name}: calls were refused: {refused}")
            if walkers.steps and (kept := bot.answers(folder)) < walkers.steps:
                raise BenchmarkError(
                    f"{bot.name}: {walkers.steps} steps were answered, {kept} answers are kept"
                )


async def first_poll(telegram: SimulatedTelegram, child: Child) -> None:
    """Return when the bot asks for updates for the first time."""
    give_up = time.perf_counter() + LONGEST_START
    while not telegram.calls("getUpdates"):
        child.check()
        if time.perf_counter() > give_up:
            raise BenchmarkError(f"{child.command} did not ask for updates")
        await asyncio.sleep(0.001)


def _latencies(run: Run, name: str) -> Figures:
    return {f"{name} p{percent} ms": run.percentile(percent) * 1000 for percent in PERCENTILES}


async def saturation(bot: Bot, sizes: Sizes, prepare: Prepare = nothing) -> Figures:
    """Measure how many steps a second the bot does when residents press as fast as it answers."""
    for spare in SPARE:
        run = await _pressed(bot, sizes, prepare, spare)
        if run.seconds >= sizes.seconds / 2:
            break
    else:
        raise BenchmarkError(f"{bot.name}: the residents were used up after {run.seconds:.1f} s")
    return {
        "steps/s": run.steps / run.seconds,
        "CPU ms/step": 1000 * run.child_cpu / run.steps,
        "steps/CPU s": run.steps / run.child_cpu,
        "busy": run.child_cpu / run.seconds,
        "driver busy": run.driver_cpu / run.seconds,
        **_latencies(run, "full"),
    }


async def _pressed(bot: Bot, sizes: Sizes, prepare: Prepare, spare: float) -> Run:
    async with started(bot, prepare) as bench:
        await first_poll(bench.telegram, bench.child)
        seconds = spare * (sizes.warm_up + sizes.seconds)
        ready = await bench.child.while_alive(open_for(bench.walkers, sizes.residents, seconds))
        return await closed_loop(
            bench.walkers, bench.child, ready, sizes.residents, sizes.warm_up, sizes.seconds
        )


async def steady(bot: Bot, sizes: Sizes) -> Figures:
    """Measure latency at a fixed rate; no figures where the bot does not keep up."""
    async with started(bot) as bench:
        await first_poll(bench.telegram, bench.child)
        seconds = sizes.warm_up + sizes.seconds
        residents = max(sizes.residents, int(sizes.rate * seconds / 5))
        ready = await bench.child.while_alive(bench.walkers.open(residents))
        run = await open_loop(bench.walkers, bench.child, ready, sizes.rate, sizes.warm_up, sizes.seconds)
    return _latencies(run, "steady") if run else {}


async def baseline(sizes: Sizes) -> Figures:
    """Measure time and memory of a process that only imports aiogram, which is its own affair."""
    log = SCRATCH / "import.log"
    began = time.perf_counter()
    with running([sys.executable, "-c", IMPORT_AIOGRAM], {}, log) as child:
        while not log.read_bytes():
            child.check()
            await asyncio.sleep(0.001)
        return {
            "start s": time.perf_counter() - began,
            "start CPU s": child.cpu_seconds(),
            "memory MB": child.resident_bytes() / MEGABYTE,
        }


async def memory(bot: Bot, sizes: Sizes) -> Figures:
    """Measure the memory of a bot with many open dialogues, the first question answered."""
    async with started(bot) as bench:
        await first_poll(bench.telegram, bench.child)
        answered = asyncio.Event()
        walkers = bench.walkers
        walkers.done = lambda walker: answered.set() if walkers.steps == sizes.open_dialogues else None
        for walker in await bench.child.while_alive(walkers.open(sizes.open_dialogues)):
            walkers.tap(walker)
        await bench.child.while_alive(answered.wait())
        return {"memory MB": bench.child.resident_bytes() / MEGABYTE}


async def start_up(bot: Bot, sizes: Sizes) -> Figures:
    """Measure the time from a process's start to its first poll: at the very first start, and the next."""
    starts: list[float] = []
    cpu = 0.0
    with TemporaryDirectory(dir=SCRATCH) as name:
        folder = Path(name)
        for _ in range(2):
            async with SimulatedTelegram() as telegram:
                command, environment = (
                    bot.command(telegram.url, folder),
                    bot.environment(telegram.url, folder),
                )
                began = time.perf_counter()
                with running(command, environment, folder / "log") as child:
                    await first_poll(telegram, child)
                    starts.append(time.perf_counter() - began)
                    cpu = child.cpu_seconds()
    return {"first start s": starts[0], "start s": starts[1], "start CPU s": cpu}


@dataclass(frozen=True, slots=True)
class _Delivered:
    """How long it took to reach many chats, from the first to the last, and what that cost."""

    seconds: float
    cpu: float
    memory: int
    refused: int


async def _deliver(
    bot: Bot, count: int, prepare: Prepare, *, limited: bool = False, longest: float = LONGEST_WORK
) -> _Delivered:
    """Let a bot send to many chats, each of which must get exactly one message."""
    async with started(bot, prepare, people=count, may_be_refused=limited) as bench:
        if limited:
            bench.telegram.keep_limits()
        reached = Counter[int]()
        marks: list[tuple[float, float]] = []
        all_reached = asyncio.Event()

        def count_one(chat: int, message: Message) -> None:
            new = chat not in reached
            reached[chat] += 1
            if new and len(reached) in (1, count):
                marks.append((time.perf_counter(), bench.child.cpu_seconds()))
                if len(reached) == count:
                    all_reached.set()

        bench.telegram.shown = count_one
        await bench.child.while_alive(all_reached.wait(), longest)
        memory = bench.child.resident_bytes()
        refused = sum(bench.telegram.refusals().values())
    if reached.total() != count:
        raise BenchmarkError(f"{bot.name}: {reached.total()} messages reached {count} chats")
    (began, cpu_before), (ended, cpu_after) = marks
    return _Delivered(ended - began, max(cpu_after - cpu_before, CPU_TICK), memory, refused)


async def broadcast(bot: Bot, sizes: Sizes, prepare: Prepare = nothing) -> Figures:
    """Measure how many messages a CPU second sends to many chats."""
    count = sizes.broadcast
    done = await _deliver(bot, count, prepare)
    return {
        "sends/s": count / done.seconds,
        "CPU ms/send": 1000 * done.cpu / count,
        "sends/CPU s": count / done.cpu,
        "sent memory MB": done.memory / MEGABYTE,
    }


async def limited(bot: Bot, sizes: Sizes, prepare: Prepare = nothing) -> Figures:
    """Measure how near a bot comes to the server's limit, and how often the server has to refuse it."""
    count = sizes.limited
    done = await _deliver(bot, count, prepare, limited=True, longest=LONGEST_WORK + 3 * count / SERVER_LIMIT)
    return {
        "sends/s": count / done.seconds,
        "of the limit": 100 * count / done.seconds / SERVER_LIMIT,
        "refused": done.refused,
    }


async def meanwhile(bot: Bot, sizes: Sizes, prepare: Prepare) -> Figures:
    """Measure how long residents wait for replies while a broadcast runs at the server's limit.

    They press three times a second; each tap is a change of a message that counts for the limit, too.
    """
    people = sizes.limited
    async with started(bot, prepare, people=people, may_be_refused=True) as bench:
        await first_poll(bench.telegram, bench.child)
        ready = await bench.child.while_alive(bench.walkers.open(int(sizes.meanwhile)))
        bench.telegram.keep_limits()
        before = bench.telegram.calls("sendMessage")
        run = await open_loop(bench.walkers, bench.child, ready, 3, 0, sizes.meanwhile)
        sent = bench.telegram.calls("sendMessage") - before
        refused = sum(bench.telegram.refusals().values())
    if run is None:
        raise BenchmarkError(f"{bot.name} did not keep up with three taps a second")
    return {
        **_latencies(run, "meanwhile"),
        "sends/s": sent / run.seconds,
        "refused": refused,
    }
