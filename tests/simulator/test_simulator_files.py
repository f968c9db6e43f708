"""Pictures and documents: sent, shown, fetched, replaced, refused."""

import struct
import zlib
from io import BytesIO
from typing import Any

import aiohttp
import pytest
from PIL import Image

from simulator.files import picture_size
from simulator.residents import Resident
from simulator.server import Simulator


def picture(width: int = 3, height: int = 2, kind: str = "PNG", **options: Any) -> bytes:
    target = BytesIO()
    Image.new("RGB", (width, height)).save(target, kind, **options)
    return target.getvalue()


def huge_png(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))


@pytest.fixture
async def ayse(sim: Simulator) -> Resident:
    resident = await sim.resident("Ayşe")
    await resident.start()
    return resident


async def send(raw: Any, method: str, files: dict[str, tuple[str, bytes]], **fields: Any) -> dict[str, Any]:
    form = aiohttp.FormData({name: str(value) for name, value in fields.items()})
    for field, (name, body) in files.items():
        form.add_field(field, body, filename=name)
    address = f"{raw.sim.base_url}/bot{raw.sim.token}/{method}"
    async with raw.session.post(address, data=form) as reply:
        answer: dict[str, Any] = await reply.json()
        return answer


@pytest.mark.parametrize(
    "body",
    [
        picture(31, 17),
        picture(31, 17, "JPEG"),
        picture(31, 17, "JPEG", progressive=True),
        picture(31, 17, "GIF"),
        picture(31, 17, "WEBP"),
        picture(31, 17, "WEBP", lossless=True),
    ],
)
def test_the_size_of_a_picture_is_read(body: bytes) -> None:
    assert picture_size(body) == (31, 17)
    assert picture_size(body[:9]) is None


async def test_a_photo_has_its_real_size_and_can_be_sent_again(raw: Any, ayse: Resident) -> None:
    body = picture(640, 480)
    sent = await send(
        raw,
        "sendPhoto",
        {"photo": ("a.png", body)},
        chat_id=ayse.id,
        caption="<b>Karte</b>",
        parse_mode="HTML",
    )
    message = sent["result"]
    *_smaller, size = message["photo"]
    assert (size["width"], size["height"], size["file_size"]) == (640, 480, len(body))
    assert message["caption"] == "Karte"
    assert message["caption_entities"][0]["type"] == "bold"
    again = await raw.result("sendPhoto", chat_id=ayse.id, photo=size["file_id"])
    assert again["photo"] == message["photo"]


async def test_a_document_can_be_fetched_by_bot_and_page(raw: Any, ayse: Resident) -> None:
    sent = await send(raw, "sendDocument", {"document": ("daten.json", b"{}")}, chat_id=ayse.id)
    document = sent["result"]["document"]
    assert (document["file_name"], document["file_size"]) == ("daten.json", 2)
    found = await raw.result("getFile", file_id=document["file_id"])
    base = raw.sim.base_url
    for address in (
        f"{base}/file/bot{raw.sim.token}/{found['file_path']}",
        f"{base}/control/files/{document['file_id']}",
    ):
        async with raw.session.get(address) as reply:
            assert await reply.read() == b"{}"
    assert await raw.refusal("getFile", file_id="nothing") == "Bad Request: invalid file_id"
    async with raw.session.get(f"{base}/file/bot{raw.sim.token}/nothing") as reply:
        assert reply.status == 404


async def test_what_is_no_file_is_refused(raw: Any, ayse: Resident) -> None:
    async def refusal(body: bytes) -> str:
        answer = await send(raw, "sendPhoto", {"photo": ("a", body)}, chat_id=ayse.id)
        return str(answer["description"])

    assert await refusal(b"no picture") == "Bad Request: IMAGE_PROCESS_FAILED"
    assert await refusal(b"") == "Bad Request: file must be non-empty"
    assert await refusal(huge_png(9000, 2000)) == "Bad Request: PHOTO_INVALID_DIMENSIONS"
    assert await refusal(huge_png(2100, 100)) == "Bad Request: PHOTO_INVALID_DIMENSIONS"
    there_is_none = await raw.refusal("sendPhoto", chat_id=ayse.id)
    assert there_is_none == "Bad Request: there is no photo in the request"
    unknown = await raw.refusal("sendPhoto", chat_id=ayse.id, photo="unknown")
    assert unknown == "Bad Request: wrong file identifier/HTTP URL specified"
    web = await raw.refusal("sendPhoto", chat_id=ayse.id, photo="https://a.de/x.png")
    assert web == "Bad Request: failed to get HTTP URL content"
    long = await send(raw, "sendPhoto", {"photo": ("a.png", picture())}, chat_id=ayse.id, caption="x" * 1025)
    assert long["description"] == "Bad Request: message caption is too long"


async def test_an_album_is_several_messages_of_one_group(raw: Any, ayse: Resident) -> None:
    media = '[{"type":"photo","media":"attach://a","caption":"eins"},{"type":"photo","media":"attach://b"}]'
    files = {"a": ("a.png", picture(4, 4)), "b": ("b.png", picture(5, 5))}
    messages = (await send(raw, "sendMediaGroup", files, chat_id=ayse.id, media=media))["result"]
    assert len({m["media_group_id"] for m in messages}) == 1
    assert [m.get("caption") for m in messages] == ["eins", None]
    mixed = media.replace('"photo","media":"attach://b"', '"document","media":"attach://b"')
    refused = await send(raw, "sendMediaGroup", files, chat_id=ayse.id, media=mixed)
    assert refused["description"] == "Bad Request: document can't be mixed with other media types"


async def test_caption_and_picture_can_be_edited(raw: Any, ayse: Resident) -> None:
    sent = (await send(raw, "sendPhoto", {"photo": ("a.png", picture())}, chat_id=ayse.id, caption="a"))[
        "result"
    ]
    edit = {"chat_id": ayse.id, "message_id": sent["message_id"]}
    assert (await raw.result("editMessageCaption", **edit, caption="b"))["caption"] == "b"
    assert "not modified" in await raw.refusal("editMessageCaption", **edit, caption="b")
    no_text = await raw.refusal("editMessageText", **edit, text="x")
    assert no_text == "Bad Request: there is no text in the message to edit"
    media = '{"type":"document","media":"attach://d","caption":"c"}'
    edited = (await send(raw, "editMessageMedia", {"d": ("d.txt", b"x")}, **edit, media=media))["result"]
    assert edited["document"]["file_name"] == "d.txt"
    assert "photo" not in edited
    text = await raw.result("sendMessage", chat_id=ayse.id, text="x")
    no_caption = await raw.refusal(
        "editMessageCaption", chat_id=ayse.id, message_id=text["message_id"], caption="x"
    )
    assert no_caption == "Bad Request: there is no caption in the message to edit"


async def test_people_upload_pictures_documents_and_voice(raw: Any, ayse: Resident) -> None:
    await ayse.upload("photo", picture(8, 9), "p.png", "/start mit Bild")
    await ayse.upload("document", b"x", "d.pdf", mime_type="application/pdf")
    await ayse.upload("voice", b"x", "v.ogg", mime_type="audio/ogg")
    _, photo, document, voice = (u["message"] for u in await raw.updates())
    assert photo["photo"][0]["height"] == 9
    assert photo["caption_entities"][0]["type"] == "bot_command"
    assert document["document"]["mime_type"] == "application/pdf"
    assert voice["voice"]["duration"] == 1
