"""Two ways to press: as fast as the bot answers, and at a fixed rate whatever it does."""

import asyncio
import time
from collections import deque
from dataclasses import dataclass

from benchmarks.peers.survey import QUESTIONS
from benchmarks.process import Child
from benchmarks.walk import Walker, Walkers, finished

PERCENTILES = (50, 95, 99)
LEAST_SHARE_OF_RATE = 0.97  # below it the bot did not keep up


@dataclass(frozen=True, slots=True)
class Run:
    """What a stretch of pressing cost: wall and CPU seconds, and a latency in seconds for each step."""

    steps: int
    seconds: float
    child_cpu: float
    driver_cpu: float
    latencies: list[float]

    def percentile(self, percent: int) -> float:
        """Return the latency in seconds that so many percent of the steps did not exceed."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


class _Stretch:
    """Watches a stretch of time from its start to `end()`."""

    def __init__(self, walkers: Walkers, child: Child) -> None:
        self.walkers, self.child = walkers, child
        walkers.latencies = []
        self.steps = walkers.steps
        self.cpu, self.driver_cpu = child.cpu_seconds(), time.process_time()
        self.began = time.perf_counter()

    def end(self) -> Run:
        """Return what happened since the start."""
        return Run(
            steps=self.walkers.steps - self.steps,
            seconds=time.perf_counter() - self.began,
            child_cpu=self.child.cpu_seconds() - self.cpu,
            driver_cpu=time.process_time() - self.driver_cpu,
            latencies=list(self.walkers.latencies),
        )


async def open_for(walkers: Walkers, residents: int, seconds: float) -> list[Walker]:
    """Open as many dialogues as that many pressing residents can use up in the time, and some more.

    How fast the bot opens dialogues tells how many that may be: a step costs it no less than one act of
    opening (`/start` and every press that leads to the first question).
    """
    await walkers.open(1)  # the bot runs now
    began = time.perf_counter()
    ready = await walkers.open(residents)
    acts = residents * (1 + len(walkers.opening))
    per_second = acts / (time.perf_counter() - began)
    needed = int(3 * per_second * seconds / len(QUESTIONS))
    if needed > 0:
        ready += await walkers.open(needed)
    return ready


async def closed_loop(
    walkers: Walkers, child: Child, ready: list[Walker], residents: int, warm_up: float, seconds: float
) -> Run:
    """Keep that many residents pressing; each presses again at once, a fresh one follows one who is through.

    The stretch ends early when there is nobody left to follow.
    """
    waiting = deque(ready)
    ended = asyncio.Event()

    def go_on(walker: Walker) -> None:
        if ended.is_set():
            return
        if not finished(walker):
            walkers.tap(walker)
        elif waiting:
            walkers.tap(waiting.popleft())
        else:
            ended.set()

    walkers.done = go_on
    for _ in range(residents):
        walkers.tap(waiting.popleft())
    await _ends_or(warm_up, ended, child)
    stretch = _Stretch(walkers, child)
    await _ends_or(seconds, ended, child)
    run = stretch.end()
    ended.set()
    return run


async def open_loop(
    walkers: Walkers, child: Child, ready: list[Walker], rate: float, warm_up: float, seconds: float
) -> Run | None:
    """Press at a fixed rate, whether the bot keeps up or not. Latency counts from when a tap was due.

    Returns:
        None where the bot did not keep up with the rate.
    """
    waiting = deque(ready)
    walkers.done = lambda walker: None if finished(walker) else waiting.append(walker)
    began = time.perf_counter()
    stretch, is_warm = _Stretch(walkers, child), False
    tapped = 0
    while (now := time.perf_counter() - began) < warm_up + seconds:
        child.check()
        if not is_warm and now >= warm_up:
            stretch, is_warm = _Stretch(walkers, child), True
        while tapped < now * rate and waiting:
            walkers.tap(waiting.popleft(), began + tapped / rate)
            tapped += 1
        await asyncio.sleep(max(0.0, tapped / rate - (time.perf_counter() - began)) if waiting else 0.001)
    run = stretch.end()
    walkers.done = lambda walker: None
    return run if run.steps >= LEAST_SHARE_OF_RATE * rate * run.seconds else None


async def _ends_or(seconds: float, ended: asyncio.Event, child: Child) -> None:
    """Wait so long, or until the load has ended."""
    try:
        await asyncio.wait_for(ended.wait(), seconds)
    except TimeoutError:
        child.check()
