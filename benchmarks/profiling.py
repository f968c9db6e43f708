"""Where a bot's time goes while it is kept busy, sampled from outside by py-spy."""

import asyncio
import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.bots import Bot
from benchmarks.load import closed_loop, open_for
from benchmarks.measures import BenchmarkError, Sizes, first_poll, started
from benchmarks.process import Child

A_SECOND = 250
SHOWN = 25
FRAME = re.compile(r"^(?P<function>.+) \((?P<file>[^()]+?)(?::\d+)?\)$")
OWN_ROOMS = ("app", "bot", "usecases", "db", "domain", "scheduler")


async def profile(bot: Bot, sizes: Sizes) -> str:
    """Return which packages and functions the time of a saturated bot goes to, as shares of its samples.

    Raises:
        BenchmarkError: py-spy is missing or may not look into the process.
    """
    spy = shutil.which("py-spy", path=str(Path(sys.executable).parent)) or shutil.which("py-spy")
    if spy is None:
        raise BenchmarkError("py-spy is not installed")
    async with started(bot) as bench:
        await first_poll(bench.telegram, bench.child)
        seconds = sizes.warm_up + sizes.seconds + 2
        ready = await bench.child.while_alive(open_for(bench.walkers, sizes.residents, seconds))
        stacks = bench.folder / "stacks"
        # Only threads that hold the interpreter's lock: others wait, or are inside SQLite or the kernel.
        options = [
            "--gil",
            "-d",
            str(int(sizes.seconds)),
            "-r",
            str(A_SECOND),
            "-f",
            "raw",
            "-o",
            str(stacks),
        ]
        sampling = await asyncio.create_subprocess_exec(
            *[spy, "record", "-p", str(bench.child.process.pid), *options],
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        steps, before = bench.walkers.steps, _threads(bench.child)
        await closed_loop(bench.walkers, bench.child, ready, sizes.residents, sizes.warm_up, sizes.seconds)
        steps, after = bench.walkers.steps - steps, _threads(bench.child)
        if await sampling.wait():
            raise BenchmarkError("py-spy could not sample the process; it may need to be run as root")
        cpu = {name: (after[name] - before.get(name, 0)) / steps for name in after}
        return "\n\n".join([bot.name, _cpu_table(cpu), summary(stacks.read_text("utf-8"))])


def _threads(child: Child) -> dict[str, float]:
    """Return the CPU seconds of the main thread and of the others, in the program and in the kernel."""
    cpu: dict[str, float] = {}
    for thread in child.process.threads():
        name = "event loop" if thread.id == child.process.pid else "other threads"
        for place, seconds in (("program", thread.user_time), ("kernel", thread.system_time)):
            cpu[f"{name}, {place}"] = cpu.get(f"{name}, {place}", 0) + seconds
    return cpu


def _cpu_table(cpu: dict[str, float]) -> str:
    lines = [f"{seconds * 1000:7.3f} ms  {name}" for name, seconds in sorted(cpu.items())]
    return "\n".join(["CPU a step, py-spy's own cost included", *lines])


def summary(stacks: str) -> str:
    """Return the shares of packages (by the innermost frame) and of functions (with all they call)."""
    packages, functions, total = Counter[str](), Counter[str](), 0
    for frames, samples in _stacks(stacks):
        total += samples
        packages[_package(frames[-1][1])] += samples
        functions.update(dict.fromkeys({f"{_short(file)} {function}" for function, file in frames}, samples))
    lines = [f"{total} samples of a thread that ran Python", "", "itself, by package"]
    lines += [f"{n / total:6.1%}  {package}" for package, n in packages.most_common(SHOWN)]
    lines += ["", "with all it calls, by function"]
    lines += [f"{n / total:6.1%}  {function}" for function, n in functions.most_common(2 * SHOWN)]
    return "\n".join(lines)


def _stacks(text: str) -> Iterator[tuple[list[tuple[str, str]], int]]:
    """Yield each distinct stack, outermost frame first, as (function, file), and how often it was seen."""
    for line in text.splitlines():
        frames, _, samples = line.rpartition(" ")
        found = [FRAME.match(frame) for frame in frames.split(";")]
        named = [(match["function"], match["file"]) for match in found if match]
        if named:
            yield named, int(samples)


def _package(file: str) -> str:
    parts = Path(file).parts
    if "site-packages" in parts:
        return parts[parts.index("site-packages") + 1]
    room = next((part for part in parts if part in OWN_ROOMS), None)
    return room or (parts[0] if len(parts) > 1 and not file.startswith("/") else Path(file).stem)


def _short(file: str) -> str:
    parts = Path(file).parts
    for mark in ("site-packages", *OWN_ROOMS):
        if mark in parts:
            place = parts.index(mark)
            return "/".join(parts[place + (mark == "site-packages") :])
    return "/".join(parts[-2:])
