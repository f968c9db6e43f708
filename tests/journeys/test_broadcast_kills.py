"""Workers are killed while a broadcast runs, and the server has troubles: everybody gets it all the same."""

import asyncio
import json
import socket
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import func, insert, select

from db import broadcast_counts
from db.store import run_once
from db.tables import chat, consent, member, outbox
from db.unit import Unit
from domain.town import NEWS_CONSENT
from simulator.server import Simulator
from tests.journeys.bot_process import BotProcess
from tests.journeys.conftest import MakeBot, on_both

MOST_REPEATED = 8  # messages a kill
LANGUAGES = ("de", "tr", "ar")
NEWS = """key: fest
text:
  de: Am Samstag ist Straßenfest.
  tr: Cumartesi günü sokak şenliği var.
  ar: حفلة الشارع يوم السبت.
"""
STORM, LULL = 0.75, 1.5  # seconds


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def worker(make_bot: MakeBot, per_second: int) -> BotProcess:
    """Return one of several bots that share a database; updates come by a webhook, and none does here."""
    return make_bot(
        LISTEN=f"127.0.0.1:{free_port()}",
        WEBHOOK_URL="http://127.0.0.1:9/updates",
        WEBHOOK_SECRET="a-secret-of-the-tests",
        QUIET_HOURS="none",
        BULK_PER_SECOND=str(per_second),
        PAID_BROADCASTS="true",
    )


def audience(simulator: Simulator, database: str, people: int) -> list[int]:
    """Let people come who want news; return their chats."""
    addresses = []
    for _ in range(people):
        person = simulator.world.add_person("Resident", "de")
        person.wrote = True
        addresses.append(person.id)

    def come(unit: Unit) -> None:
        today, now = datetime.now(UTC).date(), datetime.now(UTC)
        run = unit.connection.execute
        run(insert(chat), [{"id": one, "address": one, "last_seen_on": today} for one in addresses])
        spoken = {one: LANGUAGES[one % len(LANGUAGES)] for one in addresses}
        run(
            insert(member),
            [
                {"id": one, "chat_id": one, "language": spoken[one], "language_chosen": True}
                for one in addresses
            ],
        )
        text = {"purpose": NEWS_CONSENT, "text_version": "1", "text_hash": "h", "given_at": now}
        run(insert(consent), [{"member_id": one, "language": spoken[one], **text} for one in addresses])

    run_once(database, come)
    return addresses


@asynccontextmanager
async def troubles(simulator: Simulator, seed: int) -> AsyncIterator[None]:
    """Let one call in twenty fail, one answer in fifty be lost, and storms of refusals pass by."""
    faults = simulator.world.faults
    faults.merge({"errors_500": 0.05, "drop_after": 0.02, "methods": ["sendMessage"], "seed": seed})

    async def storms() -> None:
        while True:
            await asyncio.sleep(LULL)
            faults.merge({"retry_after": {"share": 0.5, "seconds": 1}})
            await asyncio.sleep(STORM)
            faults.merge({"retry_after": {"share": 0.0}})

    passing = asyncio.create_task(storms())
    try:
        yield
    finally:
        passing.cancel()
        faults.reset()


async def kill_now_and_then(
    bots: list[BotProcess], kills: int, life: tuple[float, float], chance: Random
) -> None:
    """Kill one of the workers at a random moment, as often as wanted, and start it again."""
    for _ in range(kills):
        await asyncio.sleep(chance.uniform(*life))
        one = chance.choice(bots)
        one.kill()
        await asyncio.sleep(chance.uniform(0, 0.5))
        one.start()


def left(database: str) -> int:
    def count(unit: Unit) -> int:
        return unit.connection.scalar(select(func.count()).select_from(outbox)) or 0

    return run_once(database, count)


def got(simulator: Simulator, addresses: list[int]) -> Counter[int]:
    """Return how many people have how many messages."""
    chats = simulator.world.chats
    return Counter(len(chats[one].messages) for one in addresses)


async def finished(bot: BotProcess) -> None:
    """Wait until a tick has noticed that everybody has it."""
    while json.loads(bot.command("broadcast", "report", "1", "--json")[1])["status"] != "finished":  # noqa: ASYNC110
        await asyncio.sleep(0.5)


@on_both
@pytest.mark.parametrize(
    ("people", "workers", "kills", "per_second", "life"),
    [
        pytest.param(300, 2, 3, 100, (0.4, 0.8), id="300 people, 2 workers, 3 kills"),
        pytest.param(
            *(10_000, 4, 20, 150, (2.0, 4.0)),
            id="10,000 people, 4 workers, 20 kills",
            marks=[pytest.mark.soak, pytest.mark.timeout(900)],
        ),
    ],
)
async def test_everybody_gets_a_broadcast_whatever_is_killed_and_whatever_the_server_does(
    make_bot: MakeBot,
    simulator: Simulator,
    town_database: str,
    tmp_path: Path,
    people: int,
    workers: int,
    kills: int,
    per_second: int,
    life: tuple[float, float],
) -> None:
    if town_database.startswith("sqlite"):
        workers = 1  # it has room for one bot
    addresses = audience(simulator, town_database, people)
    bots = [worker(make_bot, per_second) for _ in range(workers)]
    for one in bots:
        one.start()
    file = tmp_path / "news.yaml"
    file.write_text(NEWS)
    code, said = bots[0].command("broadcast", "plan", str(file), "--now", "--json")
    assert code == 0, said
    began = asyncio.get_running_loop().time()
    async with troubles(simulator, seed=kills):
        chance = Random(kills)
        while got(simulator, addresses)[0] > people * 0.95:  # noqa: ASYNC110 - until it has begun
            await asyncio.sleep(0.1)
        await kill_now_and_then(bots, kills, life, chance)
        while got(simulator, addresses)[0] or left(town_database):  # noqa: ASYNC110 - the table has no event
            await asyncio.sleep(0.2)
    seconds = asyncio.get_running_loop().time() - began
    messages = got(simulator, addresses)
    repeated = sum((times - 1) * chats for times, chats in messages.items())
    statistics = await simulator.statistics()
    lost, errors = statistics["dropped"], statistics["methods"]["sendMessage"]["errors"]
    print(  # noqa: T201 - a soak's figures
        f"{people} people, {workers} workers, {kills} kills, {lost} lost answers, errors {errors}, "
        f"{statistics['early']} too early: {repeated} repeated, {seconds:.0f} s"
    )
    assert messages[0] == 0
    assert repeated <= lost + MOST_REPEATED * kills
    counted = run_once(town_database, broadcast_counts.counts, 1)
    assert {language: counts["sent"] for language, counts in counted.items()} == {
        language: sum(1 for one in addresses if LANGUAGES[one % len(LANGUAGES)] == language)
        for language in LANGUAGES
    }, "each is counted once, whatever was repeated"
    await finished(bots[0])
    for one in bots:
        assert one.stop() == 0
