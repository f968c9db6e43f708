"""Through the whole program: the receipt, its withdrawal, all that is kept, and a restored backup."""

import asyncio
import json
import re
import shutil
from random import Random

from sqlalchemy import select

from db.connect import file_of
from db.tables import chat, dialogue
from domain.survey import Survey
from simulator.residents import Resident
from simulator.server import Simulator
from tests.journeys import tables
from tests.journeys.conftest import MakeBot, on_sqlite
from tests.journeys.walkers import Walker, without_delay

MARKER = "what-nobody-else-writes"
_RECEIPT = re.compile(r"(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}")


async def takes_part(resident: Resident, survey: Survey) -> str:
    """Take part and return the receipt that is read in the thanks."""
    await Walker(resident, "en", survey, MARKER, Random(3), without_delay).take_part()
    found = _RECEIPT.search((await resident.waits_for("Your receipt code")).text)
    assert found is not None
    return found.group()


async def says(resident: Resident, text: str, answered: str) -> None:
    await resident.say(text)
    await resident.waits_for(answered)


def drafts(url: str) -> list[tuple[object, ...]]:
    return tables.read(url, select(dialogue.c.state))


async def test_a_code_withdraws_answers_in_any_chat_and_is_never_written_down(
    make_bot: MakeBot, simulator: Simulator, town_survey: Survey, town_database: str
) -> None:
    bot = make_bot(debug=True)
    bot.start()
    anna, berta = await simulator.resident("Anna", "en"), await simulator.resident("Berta", "en")
    code = await takes_part(anna, town_survey)
    await says(anna, "/mydata", "Submitted. They wait in this chat")
    await anna.settles()
    (document,) = [message for message in anna.sees() if message.get("document")]
    assert document["document"]["file_name"] == "my-data.json"
    await says(berta, f"/withdraw {code[:-1]}", "not yet a receipt code")
    bot.kill()
    bot.start()
    await says(berta, code.lower(), "They are deleted for good")
    assert MARKER in str(drafts(town_database))
    await berta.press("Yes, delete these answers")
    await berta.waits_for("nothing of them is left")
    assert drafts(town_database) == []
    await says(anna, f"/withdraw {code}", "deleted already")
    bot.kill()
    for trace in (code, code.replace("-", ""), MARKER):
        assert trace not in bot.wrote


@on_sqlite
async def test_a_restored_file_has_forgotten_again_when_the_bot_answers(
    make_bot: MakeBot, simulator: Simulator, town_survey: Survey, town_database: str
) -> None:
    file = file_of(town_database)
    assert file is not None
    backup, listed = file.with_name("backup.db"), file.with_name(f"{file.name}.erasures")
    bot = make_bot()
    bot.start()
    anna, berta = await simulator.resident("Anna", "en"), await simulator.resident("Berta", "en")
    await takes_part(anna, town_survey)
    await says(berta, "/start", "Deutsch")
    bot.stop()
    shutil.copy(file, backup)
    bot.start()
    await says(anna, "/delete", "Delete everything linked to this chat?")
    await anna.press("Yes, delete everything")
    await anna.waits_for("Everything linked to this chat is deleted")
    bot.kill()  # before or after a tick has written the list
    bot.start()
    async with asyncio.timeout(20):
        while not listed.exists():  # noqa: ASYNC110 - a file has no event
            await asyncio.sleep(0.05)
    bot.kill()
    shutil.copy(backup, file)
    assert len(tables.read(town_database, select(chat.c.id))) == 2
    bot.start()
    await says(berta, "/help", "How this works")
    assert tables.read(town_database, select(chat.c.address)) == [(berta.id,)]
    assert "1 chats" in bot.wrote
    assert str(anna.id) not in listed.read_text() + bot.wrote


@on_sqlite
async def test_the_desk_withdraws_beside_the_running_bot(
    make_bot: MakeBot, simulator: Simulator, town_survey: Survey, town_database: str
) -> None:
    bot = make_bot()
    bot.start()
    anna = await simulator.resident("Anna", "en")
    code = await takes_part(anna, town_survey)
    status, said = bot.command("response", "withdraw", code, "--yes", "--json")
    assert (status, json.loads(said)) == (0, {"survey": "stadtweit", "stage": "linked"})
    assert drafts(town_database) == []
    bot.stop()
    assert bot.command("retention", "run", "--dry-run", "--json")[0] == 0
