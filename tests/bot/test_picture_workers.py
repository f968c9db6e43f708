"""Pictures are drawn in a process of their own, and its death is not the bot's."""

import asyncio
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from bot.pictures.chart import Bar, Chart
from bot.pictures.workers import KEPT, PictureWorkers

CHART = Chart(
    "de",
    "Wie zufrieden sind Sie?",
    (Bar("sehr", 12, 0.6, "60 %"), Bar("gar nicht", 8, 0.4, "40 %")),
    "n = 20",
)


async def test_a_picture_is_drawn_and_again_after_its_process_was_killed() -> None:
    workers = PictureWorkers()
    first = await workers.draw(CHART)
    assert first.startswith(b"\x89PNG")
    assert workers._pool is not None
    (process,) = workers._pool._processes
    os.kill(process, signal.SIGKILL)
    assert (await workers.draw(replace(CHART, title="Und nun?"))).startswith(b"\x89PNG")
    workers.close()


OF_A_BOT = """
import asyncio, os, signal
from bot.pictures.workers import PictureWorkers
from tests.bot.test_picture_workers import CHART

async def main():
    workers = PictureWorkers()
    await workers.draw(CHART)
    print(*workers._pool._processes, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

if __name__ == "__main__":
    asyncio.run(main())
"""


def test_the_drawing_process_ends_with_a_bot_that_was_killed(tmp_path: Path) -> None:
    script = tmp_path / "a_bot.py"
    script.write_text(OF_A_BOT)
    root = Path(__file__).resolve().parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    done = subprocess.run([sys.executable, script], cwd=root, env=environment, capture_output=True, text=True)
    assert done.returncode == -signal.SIGKILL, done.stderr
    with suppress(psutil.NoSuchProcess):
        psutil.Process(int(done.stdout)).wait(20)


async def test_the_same_picture_is_drawn_once_however_many_ask_for_it_and_old_ones_are_forgotten() -> None:
    drawn: list[Chart] = []

    class Counting(PictureWorkers):
        async def make(self, function: object, wanted: object) -> bytes:
            assert isinstance(wanted, Chart)
            drawn.append(wanted)
            if wanted.title == "broken":
                raise BrokenPipeError
            return wanted.title.encode()

    workers = Counting()
    assert await asyncio.gather(*(workers.draw(CHART) for _ in range(5))) == [CHART.title.encode()] * 5
    assert drawn == [CHART]
    for _ in range(2):
        with pytest.raises(BrokenPipeError):
            await workers.draw(replace(CHART, title="broken"))
    assert len(drawn) == 3  # what failed is tried again
    for number in range(KEPT):
        await workers.draw(replace(CHART, title=str(number)))
    await workers.draw(CHART)
    assert drawn.count(CHART) == 2
