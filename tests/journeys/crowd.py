"""Many residents at once, and whether the database holds what they saw accepted."""

import asyncio
from collections.abc import Sequence
from itertools import cycle
from random import Random

from bot.speech import OFFERED
from domain.survey import Survey
from simulator.server import Simulator
from tests.journeys import tables
from tests.journeys.walkers import Pace, Walker, without_delay


async def walkers(
    simulator: Simulator,
    survey: Survey,
    count: int,
    seed: int,
    pace: Pace = without_delay,
    patience: float = 60,
) -> list[Walker]:
    """Return residents in all languages who have not begun yet; the same seed taps the same."""
    return [
        Walker(
            await simulator.resident(f"Resident {number}", language.partition("_")[0]),
            language,
            survey,
            f"marker-{seed}-{number}-",
            Random(f"{seed}:{number}"),
            pace,
            patience,
        )
        for number, language in zip(range(count), cycle(OFFERED), strict=False)
    ]


async def all_take_part(crowd: Sequence[Walker]) -> None:
    """Let everybody walk through the survey at once; the first who cannot finish fails for all."""
    async with asyncio.TaskGroup() as group:
        for walker in crowd:
            group.create_task(walker.take_part())


def check_answers(url: str, crowd: Sequence[Walker]) -> None:
    """Check that each resident's answers are kept once, exactly as they saw them accepted."""
    kept = tables.responses(url)
    by_marker = {str(answers["improve"]): answers for answers in kept}
    assert len(kept) == len(by_marker) == len(crowd), "each resident has one response"
    for walker in crowd:
        accepted = {
            name: list(answer) if isinstance(answer, tuple) else answer
            for name, answer in walker.accepted.items()
            if answer is not None
        }
        assert by_marker[walker.marker] == accepted
    assert tables.participations(url) == len(crowd)
    assert tables.tallied(url, "submitted") == len(crowd)
    assert not tables.set_aside_updates(url)
