"""Pictures and documents to many: their bytes go out once, then the channel's own name of them."""

import asyncio
import struct
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot.api import BotApi, Reply, Upload
from bot.counts import Counts
from bot.dialogs.message import Button, Message
from bot.render import plan
from bot.sender import Sender
from bot.speaker import Speaker
from db import attachments
from db.store import Store
from db.unit import Unit
from domain.attachments import Attachment, AttachmentKind
from domain.outgoing import Outgoing, Placement
from simulator.residents import Resident
from simulator.server import Simulator
from tests.bot.saying import HOUSE, UNHURRIED, no_file, note, now, say, until_all_is_said

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + struct.pack(">II", 40, 30) + b"\x08\x02\0\0\0"
ROWS = ((Button("Mehr", url="https://example.org"),),)


async def said_to_all(
    store: Store, api: BotApi, residents: list[Resident], attached: Attachment, text: str = "Das Fest"
) -> None:
    """Say one message with an attachment to everybody."""

    def words(_outgoing: Outgoing) -> Message:
        return Message(text, ROWS, attachment=attached)

    sender = Sender(store, HOUSE, Speaker(api, words, no_file, no_file), now, UNHURRIED, Counts())
    await sender.start()
    running = asyncio.create_task(sender.run())
    await store.run(say, *(note(one.id, "") for one in residents))
    await until_all_is_said(store)
    sender.stop()
    await running


@pytest.fixture
async def residents(simulator: Simulator) -> list[Resident]:
    people = [await simulator.resident(f"R{n}") for n in range(12)]
    for one in people:
        await one.start()
    return people


class CountingApi(BotApi):
    """The real client, which counts what it sends as bytes."""

    uploads = 0

    async def call(
        self,
        method: str,
        payload: Mapping[str, Any] | None = None,
        upload: Upload | None = None,
        patience: float = 0,
    ) -> Reply:
        self.uploads += upload is not None
        return await super().call(method, payload, upload, patience)


@pytest.fixture
async def counting(simulator: Simulator) -> AsyncIterator[CountingApi]:
    client = CountingApi(simulator.base_url, simulator.token)
    yield client
    await client.close()


@pytest.mark.parametrize(
    ("kind", "name", "media_type", "content"),
    [
        (AttachmentKind.PICTURE, "fest.png", "image/png", PNG),
        (AttachmentKind.DOCUMENT, "plan.pdf", "application/pdf", b"%PDF-1.7 a plan"),
        (AttachmentKind.DOCUMENT, "fest.png", "image/png", PNG),
        (AttachmentKind.VOICE, "words.ogg", "audio/ogg", b"OggS and more"),
        (AttachmentKind.AUDIO, "song.mp3", "audio/mpeg", b"ID3 and more"),
        (AttachmentKind.VIDEO, "film.mp4", "video/mp4", b"\0\0\0\x18ftypmp42"),
    ],
)
async def test_the_bytes_go_out_first_and_then_the_name_that_the_channel_gave_them(
    store: Store,
    counting: CountingApi,
    simulator: Simulator,
    residents: list[Resident],
    kind: AttachmentKind,
    name: str,
    media_type: str,
    content: bytes,
) -> None:
    number = await store.run(attachments.keep_content, kind, name, media_type, content)
    assert await store.run(attachments.keep_content, kind, name, media_type, content) == number
    attached = await store.run(attachments.by_id, number)
    assert attached == Attachment(number, kind, name, media_type, None, content)
    field = "photo" if kind is AttachmentKind.PICTURE else kind.value
    await said_to_all(store, counting, residents[:1], attached)
    assert counting.uploads == 1
    kept = await store.run(attachments.by_id, number)
    assert kept is not None
    assert kept.channel_id is not None
    assert kept == replace(attached, channel_id=kept.channel_id)
    assert simulator.world.files.by_id(kept.channel_id) is not None
    await said_to_all(store, counting, residents[1:], kept)
    assert counting.uploads == 1
    for one in residents:
        assert one.last()["caption"] == "Das Fest"
        assert field in one.last()


async def test_rows_that_were_read_before_the_first_upload_use_its_name_as_soon_as_it_is_there(
    store: Store, counting: CountingApi, residents: list[Resident]
) -> None:
    number = await store.run(attachments.keep_content, AttachmentKind.PICTURE, "a.png", "image/png", PNG)
    attached = await store.run(attachments.by_id, number)
    assert attached is not None
    await said_to_all(store, counting, residents, attached)
    assert 1 <= counting.uploads <= UNHURRIED.in_flight
    assert all("photo" in one.last() for one in residents)


async def test_a_name_that_the_channel_does_not_know_any_more_is_made_good_from_the_bytes(
    store: Store, api: BotApi, simulator: Simulator, residents: list[Resident]
) -> None:
    kind = AttachmentKind.PICTURE
    number = await store.run(attachments.keep_content, kind, "fest.png", "image/png", PNG)
    await store.run(attachments.keep_channel_id, number, "of-another-bot")
    attached = await store.run(attachments.by_id, number)
    assert attached is not None
    await said_to_all(store, api, residents[:1], attached)
    assert "photo" in residents[0].last()

    def kept_name(unit: Unit) -> str | None:
        kept = attachments.by_id(unit, number)
        return kept.channel_id if kept else None

    assert await store.run(kept_name) not in (None, "of-another-bot")


def test_a_caption_that_is_too_long_goes_ahead_and_a_renewed_file_goes_alone() -> None:
    attached = Attachment(1, AttachmentKind.PICTURE, "fest.png", "image/png", "name", PNG)
    made = plan(5, Message("x" * 1025, ROWS, attachment=attached), Placement())
    assert [call.method for call in made.first] == ["sendMessage", "sendPhoto"]
    assert made.first[1].payload["photo"] == "name"
    (again,) = made.instead
    assert again.upload is not None
    assert again.upload.content == PNG
    assert "photo" not in again.payload


def test_an_attachment_without_bytes_and_without_a_name_says_so() -> None:
    attached = Attachment(1, AttachmentKind.PICTURE, "fest.png", "image/png")
    with pytest.raises(ValueError, match="neither bytes nor a name"):
        plan(5, Message("", attachment=attached), Placement())
