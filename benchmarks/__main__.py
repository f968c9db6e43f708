"""`python -m benchmarks`: measure this bot beside its peers and print one table."""

import argparse
import asyncio
import json
import platform
import sys
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import uvloop

from benchmarks import measures
from benchmarks.bots import BROADCASTERS, LIMITED_BROADCASTERS, PEERS, broadcasters
from benchmarks.fill import with_broadcast, with_residents
from benchmarks.forms import answering, reading
from benchmarks.measures import QUICK, SCRATCH, BenchmarkError, Figures, Prepare, Sizes
from benchmarks.ours import OUR_BROADCAST, OUR_LIMITED, OURS, born
from benchmarks.process import DRIVER_CORE, ChildFailedError, on_core, two_cores
from benchmarks.profiling import profile
from benchmarks.report import IMPORT, Results
from benchmarks.results import results
from simulator.state import FIRST_PERSON

Job = tuple[str, str, Callable[[], Awaitable[Figures]]]  # measure, bot, what to do
OF_BOTS = {
    "saturation": measures.saturation,
    "steady": measures.steady,
    "memory": measures.memory,
    "start": measures.start_up,
}
MEASURES = (*OF_BOTS, "broadcast", "limited", "flat", "results", "forms")
FORM_SIZES = (10, 100, 300, 500)  # questions


BOTS = (OURS, *PEERS)


def jobs(
    sizes: Sizes,
    wanted_measures: list[str],
    wanted_bots: list[str],
    postgresql: str | None = None,
    repeat: int = 1,
) -> Iterator[Job]:
    """Return one repeat's jobs: bots next to each other, so that they see the same minute of the machine.

    What runs at the server's limit is measured once only: it takes minutes, nearly the same each time.
    """
    if {"memory", "start"} & set(wanted_measures):
        yield "baseline", IMPORT[0], partial(measures.baseline, sizes)
    for name, measure in OF_BOTS.items():
        if name in wanted_measures:
            for bot in BOTS:
                if bot.name in wanted_bots:
                    yield name, bot.name, partial(measure, bot, sizes)
    if "broadcast" in wanted_measures:
        if OURS.name in wanted_bots:
            work = partial(measures.broadcast, OUR_BROADCAST, sizes, _with_waiting(sizes.broadcast))
            yield "broadcast", OURS.name, work
        for bot in broadcasters(sizes.broadcast, BROADCASTERS):
            yield "broadcast", bot.name, partial(measures.broadcast, bot, sizes)
    if "limited" in wanted_measures and repeat == 1:
        if OURS.name in wanted_bots:
            waiting = _with_waiting(sizes.limited)
            yield "limited", OURS.name, partial(measures.limited, OUR_LIMITED, sizes, waiting)
            yield "meanwhile", OURS.name, partial(measures.meanwhile, OUR_LIMITED, sizes, waiting)
        for bot in broadcasters(sizes.limited, LIMITED_BROADCASTERS):
            yield "limited", bot.name, partial(measures.limited, bot, sizes)
    if "flat" in wanted_measures and OURS.name in wanted_bots:
        for residents in sizes.registered:
            work = partial(measures.saturation, OURS, sizes, _with_registered(residents))
            yield "flat", f"quartier, {residents:,}", work
    if "forms" in wanted_measures and OURS.name in wanted_bots:
        for questions in FORM_SIZES:
            name = f"{questions} questions in nine languages"
            yield "reading", name, partial(asyncio.to_thread, reading, questions)
            yield "answering", name, partial(asyncio.to_thread, answering, questions)
    if "results" in wanted_measures and OURS.name in wanted_bots:
        for server in [None, postgresql] if postgresql else [None]:
            for weighted in (False, True):
                name = f"{'PostgreSQL' if server else 'SQLite'}, {'weighted' if weighted else 'raw'}"
                read = partial(results, server, sizes.responses, weighted=weighted)
                yield "results", name, partial(asyncio.to_thread, read)


def _with_waiting(count: int) -> Prepare:
    async def prepare(folder: Path) -> None:
        await born(folder)
        await asyncio.to_thread(with_broadcast, folder, count, FIRST_PERSON)

    return prepare


def _with_registered(residents: int) -> Prepare:
    async def prepare(folder: Path) -> None:
        await born(folder)
        await asyncio.to_thread(with_residents, folder, residents)

    return prepare


async def measure_all(
    sizes: Sizes, wanted_measures: list[str], wanted_bots: list[str], postgresql: str | None
) -> tuple[Results, int]:
    """Do all repeats and return their figures and how many jobs failed; progress goes to stderr."""
    found, failed = Results(), 0
    for repeat in range(1, sizes.repeats + 1):
        for measure, bot, work in jobs(sizes, wanted_measures, wanted_bots, postgresql, repeat):
            try:
                figures = await work()
            except (BenchmarkError, ChildFailedError, TimeoutError) as error:
                failed += 1
                print(
                    f"{repeat}/{sizes.repeats} {measure}, {bot}: FAILED {error}", file=sys.stderr, flush=True
                )
                continue
            found.add(measure, bot, figures)
            shown = ", ".join(f"{name} {value:.4g}" for name, value in figures.items()) or "did not keep up"
            print(f"{repeat}/{sizes.repeats} {measure}, {bot}: {shown}", file=sys.stderr, flush=True)
    return found, failed


def main() -> int:
    """Read the options, measure, print; return 1 if anything could not be measured."""
    names = [bot.name for bot in BOTS]
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes, one repeat: a look, not a result")
    parser.add_argument("--repeats", type=int, help="how often each measure is taken")
    parser.add_argument("--measure", nargs="+", choices=MEASURES, default=list(MEASURES))
    parser.add_argument("--bot", nargs="+", choices=names, default=names)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure of every repeat there")
    parser.add_argument(
        "--postgresql", metavar="URL", help="read results on this server, too, in a database that is dropped"
    )
    parser.add_argument(
        "--profile", choices=names, metavar="BOT", help="say where one bot's time goes instead"
    )
    options = parser.parse_args()
    sizes = QUICK if options.quick else Sizes()
    if options.repeats:
        sizes = replace(sizes, repeats=options.repeats)
    SCRATCH.mkdir(exist_ok=True)
    if not two_cores():
        print("there is one core only: the load takes time from the bot", file=sys.stderr)
    with on_core(DRIVER_CORE):
        if options.profile:
            print(uvloop.run(profile(next(bot for bot in BOTS if bot.name == options.profile), sizes)))
            return 0
        found, failed = uvloop.run(measure_all(sizes, options.measure, options.bot, options.postgresql))
    print(f"Python {platform.python_version()}, medians of {sizes.repeats}, {sizes.residents} residents\n")
    print(found.tables())
    if imported := found.medians(*IMPORT):
        shown = f"{imported['memory MB']:.0f} MB and {imported['start s']:.2f} s"
        print(f"\nMemory and start are beyond a process that only imports aiogram: {shown}.")
    if options.json:
        options.json.write_text(json.dumps(found.as_json(), indent=1) + "\n", "utf-8")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
