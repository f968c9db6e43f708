"""The numbers of the benchmark are worth something: a step is an answer that the database holds."""

import asyncio
import sqlite3
from pathlib import Path
from shutil import copytree

import pytest

from benchmarks import process
from benchmarks.bots import PEERS, Bot
from benchmarks.fill import with_broadcast
from benchmarks.measures import BenchmarkError, Sizes, broadcast, first_poll, limited, started
from benchmarks.ours import OUR_BROADCAST, OUR_LIMITED, OURS, born, content
from benchmarks.peers.survey import CHOICES, QUESTIONS
from benchmarks.report import Results, aligned
from benchmarks.walk import Walker, finished
from simulator.state import FIRST_PERSON
from usecases.xlsform import read_survey

RESIDENTS = 5
FLOOR = next(bot for bot in PEERS if bot.name == "floor")
GROUP = next(bot for bot in PEERS if bot.name == "floor, group commit")


@pytest.fixture(autouse=True)
def no_core_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let bots run where there is room: beside other tests, a core of their own is one that is busy."""
    monkeypatch.setattr(process, "two_cores", lambda: False)


async def walk_to_the_end(bot: Bot, keep: Path) -> int:
    """Let a few residents answer everything; return the steps that were counted, and keep the database."""
    async with started(bot) as bench:
        await first_poll(bench.telegram, bench.child)
        through = asyncio.Event()
        walkers = bench.walkers
        at_the_end: list[Walker] = []

        def go_on(walker: Walker) -> None:
            if not finished(walker):
                walkers.tap(walker)
                return
            at_the_end.append(walker)  # what is shown may be ahead of the answer to the tap
            if len(at_the_end) == RESIDENTS:
                through.set()

        walkers.done = go_on
        for walker in await bench.child.while_alive(walkers.open(RESIDENTS)):
            walkers.tap(walker)
        await bench.child.while_alive(through.wait())
        bench.child.stop()
        for file in bench.folder.glob("bot.sqlite*"):
            (keep / file.name).write_bytes(file.read_bytes())
        return walkers.steps


@pytest.mark.parametrize("bot", [FLOOR, GROUP, OURS], ids=lambda bot: bot.name)
async def test_every_step_that_is_counted_is_an_answer_in_the_bots_database(bot: Bot, tmp_path: Path) -> None:
    steps = await walk_to_the_end(bot, tmp_path)
    assert steps == RESIDENTS * len(QUESTIONS)
    assert bot.answers(tmp_path) == steps


async def answer_one_question(bot: Bot) -> None:
    """Let one resident answer one question."""
    async with started(bot) as bench:
        answered = asyncio.Event()
        bench.walkers.done = lambda walker: answered.set()
        (walker,) = await bench.child.while_alive(bench.walkers.open(1))
        bench.walkers.tap(walker)
        await bench.child.while_alive(answered.wait())


async def test_a_bot_that_answers_without_saving_is_no_result() -> None:
    forgetful = Bot("forgetful", FLOOR.command, answers=lambda folder: FLOOR.answers(folder) - 1)
    with pytest.raises(BenchmarkError, match="1 steps were answered, 0 answers are kept"):
        await answer_one_question(forgetful)


@pytest.fixture(scope="module")
def new_born(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of our bot after its first start, to be copied: a start takes seconds."""
    folder = tmp_path_factory.mktemp("born")
    asyncio.run(born(folder))
    return folder


async def test_our_broadcast_reaches_every_resident_of_a_filled_database_exactly_once(new_born: Path) -> None:
    sizes = Sizes(broadcast=20)
    rows: dict[str, int] = {}

    async def prepare(folder: Path) -> None:
        copytree(new_born, folder, dirs_exist_ok=True)
        with_broadcast(folder, sizes.broadcast, FIRST_PERSON)
        connection = sqlite3.connect(folder / "bot.sqlite")
        for table in ("chat", "member", "consent", "response", "dialogue", "outbox"):
            rows[table] = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - ours
        connection.close()

    figures = await broadcast(OUR_BROADCAST, sizes, prepare)
    assert figures["sends/s"] > 0
    assert rows == {"chat": 20, "member": 20, "consent": 40, "response": 15, "dialogue": 5, "outbox": 20}


async def test_our_bot_at_the_servers_limit_is_never_refused(new_born: Path) -> None:
    sizes = Sizes(limited=50)

    async def prepare(folder: Path) -> None:
        copytree(new_born, folder, dirs_exist_ok=True)
        with_broadcast(folder, sizes.limited, FIRST_PERSON)

    figures = await limited(OUR_LIMITED, sizes, prepare)
    assert figures["refused"] == 0


def test_our_bot_and_the_peers_ask_the_same(tmp_path: Path) -> None:
    survey = read_survey((content(tmp_path) / "survey.md").read_bytes(), ".md", "benchmark")
    assert [question.label["en"] for question in survey.questions] == list(QUESTIONS)
    for question in survey.questions:
        assert [choice.label["en"] for choice in question.choices] == list(CHOICES)


def test_the_table_shows_medians_and_their_ratio_to_the_honest_peer() -> None:
    results = Results()
    for steps in (100.0, 900.0, 200.0):
        results.add("saturation", "aiogram honest", {"steps/CPU s": steps})
    results.add("saturation", "quartier", {"steps/CPU s": 800.0})
    assert results.tables() == aligned(
        [
            ["A survey's steps", "steps/CPU s"],
            ["aiogram honest", "200 (1.0×)"],
            ["quartier", "800 (4.0×)"],
        ]
    )
