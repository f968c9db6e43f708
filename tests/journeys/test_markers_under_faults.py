"""Twenty kinds of fault in the database, each of which says what a resident wrote: no log repeats it."""

import asyncio
from random import Random

from sqlalchemy import func, select

from db.tables import response
from domain.survey import Survey
from simulator.server import Simulator
from tests.journeys import tables
from tests.journeys.conftest import MakeBot, on_sqlite
from tests.journeys.crowd import all_take_part
from tests.journeys.walkers import Walker, without_delay

MARKER = "what-nobody-else-writes"
CHATTING = (  # what fails while somebody writes
    *(
        "INSERT ON chat",
        "UPDATE ON chat",
        "INSERT ON member",
        "UPDATE ON member",
        "INSERT ON consent",
        "DELETE ON chat",
    ),
    *("INSERT ON dialogue", "UPDATE ON dialogue", "INSERT ON throttle", "INSERT ON erasure"),
    *("INSERT ON tally", "DELETE ON dialogue"),
)
CUTTING = (  # while answers are cut loose and counted
    *("INSERT ON response", "INSERT ON participation", "UPDATE ON setting"),
    *("INSERT ON contribution", "INSERT ON frozen", "INSERT ON release", "UPDATE ON response"),
)
FATAL = ("INSERT ON handled_update", "INSERT ON outbox")  # not even a set-aside update can be kept
ENOUGH = 21  # for a wave


async def fail_for_a_while(url: str, what: str, seconds: float) -> None:
    """Let one kind of statement fail with an error that holds the resident's words."""
    words = f"CREATE TRIGGER fault BEFORE {what} BEGIN SELECT RAISE(ABORT, 'no room for {MARKER}'); END"
    await asyncio.to_thread(tables.execute, url, words)
    await asyncio.sleep(seconds)
    await asyncio.to_thread(tables.execute, url, "DROP TRIGGER fault")


@on_sqlite
async def test_no_word_no_token_and_no_receipt_is_logged_under_twenty_kinds_of_fault(
    make_bot: MakeBot, simulator: Simulator, town_survey: Survey, town_database: str
) -> None:
    assert len({*CHATTING, *CUTTING, *FATAL}) >= 20
    bot = make_bot(debug=True, SEAL_SECONDS="1", WAVE_DAYS="1")
    bot.start()
    berkay = await simulator.resident("Berkay", "de")
    for what in CHATTING:
        failing = asyncio.create_task(fail_for_a_while(town_database, what, 0.3))
        for text in ("/start", MARKER, f"/withdraw {MARKER}", "/survey", "/delete", "1"):
            await berkay.say(text)
        await failing
    await asyncio.sleep(1)
    crowd = [
        Walker(
            await simulator.resident(f"R{number}", "de"),
            "de",
            town_survey,
            f"{MARKER}-{number}",
            Random(number),
            without_delay,
        )
        for number in range(ENOUGH)
    ]
    for what in CUTTING[:1]:
        tables.execute(
            town_database,
            f"CREATE TRIGGER held BEFORE {what} BEGIN SELECT RAISE(ABORT, 'no room for {MARKER}'); END",
        )
    await all_take_part(crowd)
    await asyncio.sleep(1.2)
    tables.execute(town_database, "DROP TRIGGER held")
    for what in CUTTING[1:]:
        await fail_for_a_while(town_database, what, 1.2)
    for _ in range(100):
        if tables.read(town_database, select(func.count()).select_from(response)) == [(ENOUGH,)]:
            break
        await asyncio.sleep(0.1)
    assert tables.read(town_database, select(func.count()).select_from(response)) == [(ENOUGH,)]
    for what in FATAL:
        if bot.pid is None:
            bot.start()
        failing = asyncio.create_task(fail_for_a_while(town_database, what, 1))
        await asyncio.sleep(0.3)
        await berkay.say(MARKER)
        await failing
        bot.kill()
    assert bot.wrote.count("update set aside") >= 5, "the faults were there"
    assert MARKER not in bot.wrote
    assert simulator.token.partition(":")[2] not in bot.wrote
