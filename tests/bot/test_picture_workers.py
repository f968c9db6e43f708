"""Pictures are drawn in a process of their own, and its death is not the bot's."""

import os
import signal

from bot.pictures.chart import Bar, Chart
from bot.pictures.workers import PictureWorkers

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
    assert await workers.draw(CHART) == first
    workers.close()
