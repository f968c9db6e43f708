"""Many kinds of fault in the database, each of which says what somebody wrote: no log repeats it."""

import re
from random import Random

from sqlalchemy import func, select

from db.tables import contribution, outbox, response
from domain.receipts import SEAL_BYTES, receipt_of
from domain.survey import Kind, Survey
from simulator.residents import Resident
from simulator.server import Simulator
from tests.journeys import tables
from tests.journeys.conftest import MakeBot
from tests.journeys.faults import MARKER, Faults, answers_wait
from tests.journeys.walkers import Walker, without_delay

CUTTING = (  # what fails while answers are cut loose and counted, in the order in which it is done
    *("INSERT ON response", "INSERT ON participation", "INSERT ON setting"),
    *("INSERT ON frozen", "INSERT ON release", "INSERT ON contribution", "UPDATE ON response"),
)
ENOUGH = 21  # for a wave
UNKNOWN = receipt_of(b"another secret, of another town", bytes(SEAL_BYTES))  # a code that opens nothing
_RECEIPT = re.compile(r"(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}")


async def test_no_word_no_token_and_no_receipt_is_logged_under_twenty_kinds_of_fault(
    make_bot: MakeBot, simulator: Simulator, town_survey: Survey, town_database: str
) -> None:
    bot = make_bot(debug=True, SEAL_SECONDS="1", WAVE_DAYS="1")
    bot.start()
    faults = Faults(bot, town_database)
    await somebody_comes(simulator, faults)
    receipt = await somebody_takes_part(simulator, faults, town_survey)
    await somebody_has_everything_erased(simulator, faults, town_survey)
    await answers_are_cut_loose_and_counted(faults, town_database)
    code, link = bot.command("staff", "invite", "--role", "moderator")
    assert code == 0
    clerk = await simulator.resident("Mia", "en")
    await clerk.start(link.strip().partition("start=")[2])
    await clerk.settles()
    await a_moderator_reads(clerk, faults, town_database)
    await somebody_withdraws(simulator, faults, receipt)

    assert len(faults.met) >= 20
    last = await simulator.resident("Zoe", "en")
    await last.start()
    await last.waits_for("English")  # after all that the bot is there for everybody
    bot.kill()
    assert faults.told() >= len(faults.met), "the faults were there, and each was told of"
    for secret in (MARKER, receipt, UNKNOWN, simulator.token, simulator.token.partition(":")[2]):
        assert secret not in bot.wrote
        assert secret.replace("-", "") not in bot.wrote
        assert secret not in str(tables.read(town_database, select(outbox)))


async def somebody_comes(simulator: Simulator, faults: Faults) -> None:
    """New people write, while there is no room for them, nor for what the bot says."""
    for what in ("INSERT ON chat", "INSERT ON member", "INSERT ON handled_update", "INSERT ON outbox"):
        newcomer = await simulator.resident("Neu", "de")
        async with faults.at(what):
            await newcomer.say(MARKER)
    async with faults.at("DELETE ON outbox"):  # it goes out and cannot be marked
        await newcomer.say(MARKER)
    async with faults.at("INSERT ON tally"):
        await (await simulator.resident("Neu", "de")).start(MARKER)
    await newcomer.settles()
    async with faults.at("UPDATE ON chat"):
        await newcomer.say("/stop")
    async with faults.at("INSERT ON throttle"):
        await newcomer.say(f"/withdraw {UNKNOWN}")


async def somebody_takes_part(simulator: Simulator, faults: Faults, survey: Survey) -> str:
    """Somebody agrees and answers, and does each step that fails once more; return the receipt."""
    anna = await simulator.resident("Anna", "en")
    await anna.start()
    await anna.waits_for("English")
    async with faults.at("UPDATE ON member"):
        await anna.press("English")
    await anna.press("English")
    await anna.waits_for("Yes, I agree")
    async with faults.at("INSERT ON consent"):
        await anna.press("Yes, I agree")
    await anna.press("Yes, I agree")
    await anna.waits_for("1. Start")
    async with faults.at("INSERT ON dialogue"):
        await anna.press("1. Start")
    walker = Walker(anna, "en", survey, f"{MARKER}-1", Random(1), without_delay)
    await walker.go_on(until=Kind.TEXT)
    async with faults.at("UPDATE ON dialogue"):
        await anna.say(MARKER)
    await walker.go_on()
    found = _RECEIPT.search((await anna.waits_for("Your receipt code")).text)
    assert found is not None
    return found.group()


async def somebody_has_everything_erased(simulator: Simulator, faults: Faults, survey: Survey) -> None:
    """Somebody who has written already wants all of it deleted, and says so until it is."""
    berkay = await simulator.resident("Berkay", "en")
    await berkay.start()
    await Walker(berkay, "en", survey, f"{MARKER}-2", Random(2), without_delay).go_on(until=Kind.TEXT)
    await berkay.say(MARKER)
    await berkay.settles()
    await berkay.say("/delete")
    question = await berkay.waits_for("Delete everything linked to this chat?")
    for table in ("erasure", "dialogue", "consent", "member", "chat"):
        async with faults.at(f"{'INSERT' if table == 'erasure' else 'DELETE'} ON {table}"):
            await berkay.press(0, question.id)
    await berkay.press(0, question.id)
    await berkay.waits_for("Everything linked to this chat is deleted")


async def answers_are_cut_loose_and_counted(faults: Faults, url: str) -> None:
    """Every step of sealing and of a wave fails once, at one tick after the other."""
    async with faults.one_after_the_other(CUTTING):
        answers_wait(url, "stadtweit", ENOUGH)
    await faults.until(lambda: tables.read(url, select(func.count()).select_from(contribution)) >= [(10,)])
    kept = tables.read(url, select(response.c.wave))
    assert len(kept) == ENOUGH + 1, "and in the end all are counted or wait, once each"


async def a_moderator_reads(clerk: Resident, faults: Faults, url: str) -> None:
    """A text is cleared and coded, one redacted by typed words, one rejected; each step fails once."""

    def card() -> str:
        asked = clerk.asked()
        return str(asked["text"]) if asked else ""

    async def press(label: str) -> None:
        await clerk.press(label)
        await clerk.settles()

    async def press_twice(label: str, what: str = "UPDATE ON contribution") -> None:
        async with faults.at(what):
            await clerk.press(label)
        await press(label)

    async def say_twice(text: str) -> None:
        async with faults.at("UPDATE ON contribution"):
            await clerk.say(text)
        await clerk.say(text)
        await clerk.settles()

    await clerk.say("/moderate")
    await clerk.settles()
    await press_twice("Read: ", "INSERT ON audit")
    assert MARKER in card()
    await press_twice("Clear as it is")
    await press_twice("Another theme")
    await press_twice("Done", "INSERT ON audit")

    await press("Change the marks")
    await say_twice(MARKER)
    await clerk.say("0")
    await clerk.settles()
    await press_twice("Redact as marked")
    assert "▒▒▒" in card()
    assert MARKER not in card()
    await press("Another theme")
    await press("Done")

    await press("Reject")
    await say_twice(f"It says {MARKER}, a neighbour's name")
    statuses = {status for (status,) in tables.read(url, select(contribution.c.status))}
    assert statuses == {"coded", "rejected", "new"}
    tables.execute(url, "UPDATE contribution SET status = 'rejected' WHERE status = 'new'")
    await clerk.say("/moderate")
    await clerk.settles()
    await press_twice("Count wave 1", "INSERT ON coding")
    await clerk.waits_for("The wave is counted")


async def somebody_withdraws(simulator: Simulator, faults: Faults, receipt: str) -> None:
    """Somebody brings a receipt and taps until the answers are gone."""
    bea = await simulator.resident("Bea", "en")
    await bea.start()
    await bea.settles()
    await bea.say(f"/withdraw {receipt}")
    question = await bea.waits_for("Yes, delete these answers")
    for what in ("DELETE ON response", "INSERT ON withdrawal"):
        async with faults.at(what):
            await bea.press("Yes, delete these answers", question.id)
    await bea.press("Yes, delete these answers", question.id)
    await bea.waits_until_gone("Yes, delete these answers")
