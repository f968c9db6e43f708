"""A moderator's whole way over Telegram: the queue, the marks, the themes, and who is kept out."""

from db import contributions
from db.contributions import Contribution
from db.store import run_once
from simulator.residents import Resident
from simulator.server import Simulator
from tests.journeys import tables
from tests.journeys.conftest import MakeBot, on_sqlite

MARKER = "marker-4711"
TEXTS = (f"{MARKER}: mein Nachbar Ali, Bahnhofstr. 12, ist laut", f"{MARKER}: mehr Bänke")


def texts_arrive(url: str) -> None:
    new = [
        Contribution(bytes([number]) * 32, "likes_own_words", "de", text) for number, text in enumerate(TEXTS)
    ]
    run_once(url, contributions.add_all, "stadtweit", 1, new)


async def press(resident: Resident, number: int) -> str:
    """Press a button by its place in the newest message with buttons; return what stands there then."""
    await resident.press(number)
    await resident.settles()
    asked = resident.asked()
    return str(asked["text"]) if asked else ""


@on_sqlite
async def test_a_moderator_goes_through_the_texts_of_a_wave(
    make_bot: MakeBot, simulator: Simulator, town_database: str
) -> None:
    texts_arrive(town_database)
    bot = make_bot(debug=True)
    bot.start()
    curious = await simulator.resident("Carla", "en")
    await curious.start()
    await curious.settles()
    for refused in ("/moderate", "m:moderate:next:stadtweit", f"m:moderate:{'00' * 6}:0:clear"):
        if refused.startswith("/"):
            await curious.say(refused)
        else:
            await curious.press_data(curious.last().id, refused)
        await curious.settles()
        assert not any(MARKER in message.text for message in curious.sees())

    code, link = bot.command("staff", "invite", "--role", "moderator")
    assert code == 0
    clerk = await simulator.resident("Mia", "en")
    await clerk.start(link.strip().partition("start=")[2])
    await clerk.settles()
    await clerk.say("/moderate")
    await clerk.settles()
    card = await press(clerk, 0)
    assert "mein Nachbar [Ali], [Bahnhofstr. 12], ist laut" in card
    assert "mein Nachbar ▒▒▒, ▒▒▒, ist laut" in card
    await press(clerk, 2)
    await clerk.say("1")
    await clerk.settles()
    await clerk.say("0")
    await clerk.settles()
    bot.kill()
    assert MARKER not in str(tables.read(town_database, tables.OUTBOX))
    bot.start()
    assert "▒▒▒: mein Nachbar ▒▒▒" in await press(clerk, 1)
    for step in (2, 5):  # a theme, and done
        card = await press(clerk, step)
    assert "mehr Bänke" in card
    for step in (0, 1, 5):
        card = await press(clerk, step)
    assert "All texts of wave" in card
    card = await press(clerk, 0)
    assert "2" in card
    bot.kill()
    assert MARKER not in bot.wrote
    assert MARKER not in str(tables.read(town_database, tables.OUTBOX))
