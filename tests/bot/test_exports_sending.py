"""A file on its whole way: described in a message, made in its own process, sent as a document."""

import asyncio
from functools import partial

from aiohttp import ClientSession

from bot.api import BotApi
from bot.dialogs import say_in_words
from bot.exports.export import Export, write
from bot.pictures.workers import PictureWorkers
from bot.speaker import Speaker
from domain.outcomes import Sent
from domain.outgoing import Argument, Outgoing
from simulator.server import Simulator
from tests.bot.saying import HOUSE, no_file
from tests.domain.reporting import asked, counted, reported
from usecases.deliver import Leased
from usecases.reports import Format

NAMES = {
    Format.PDF: "stadtweit-2-de.pdf",
    Format.XLSX: "stadtweit-2-de.xlsx",
    Format.CSV: "stadtweit-2-de.csv",
    Format.CODEBOOK: "stadtweit-codebook.csv",
}


async def test_every_kind_of_file_arrives_as_a_document_with_its_name_and_its_very_bytes(
    simulator: Simulator, api: BotApi
) -> None:
    resident = await simulator.resident("Erika")
    await resident.start()
    workers = PictureWorkers()
    speaker = Speaker(api, partial(say_in_words, HOUSE.town), no_file, partial(workers.make, write))
    report = reported(asked(), counted(asked()))
    async with ClientSession() as session:
        for kind in Format:
            args: dict[str, Argument] = {"survey": "stadtweit", "release": 2, "format": str(kind)}
            row = Leased(1, Outgoing(resident.id, "export_file", "de", args, view=report))
            assert isinstance(await speaker.say(row), Sent)
            message = next(reversed(resident.person.chat.messages.values()))
            assert message["document"]["file_name"] == NAMES[kind]
            assert "22. November 2026" in message["caption"]
            found = await api.call("getFile", {"file_id": message["document"]["file_id"]})
            path = f"{simulator.base_url}/file/bot{simulator.token}/{found.result['file_path']}"
            async with session.get(path) as reply:
                export = Export(report, kind, "de", HOUSE.town.title, HOUSE.town.city)
                assert await reply.read() == write(export)
    workers.close()


async def test_the_event_loop_goes_on_while_a_file_is_made() -> None:
    workers = PictureWorkers()
    export = Export(reported(asked(), counted(asked())), Format.PDF, "ar", HOUSE.town.title, HOUSE.town.city)
    making = asyncio.create_task(workers.make(write, export))
    steps = 0
    while not making.done():
        await asyncio.sleep(0.001)
        steps += 1
    assert (await making).startswith(b"%PDF")
    assert steps > 10  # made here, it would have been done before the second
    workers.close()
