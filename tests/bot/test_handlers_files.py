"""What a person sends is told by its kind, with the channel's own name of it."""

from typing import Any

import pytest
from aiogram.types import Message, Update

from bot.api import BotApi
from bot.handlers.deps import file_in
from domain.attachments import AttachmentKind
from simulator.server import Simulator
from tests.bot.media_samples import picture

SENT = [
    ("photo", AttachmentKind.PICTURE, "image/jpeg", ""),
    ("voice", AttachmentKind.VOICE, "audio/ogg", ""),
    ("audio", AttachmentKind.AUDIO, "audio/mpeg", "song.mp3"),
    ("video", AttachmentKind.VIDEO, "video/mp4", "film.mp4"),
    ("video_note", AttachmentKind.VIDEO_NOTE, "video/mp4", ""),
    ("document", AttachmentKind.DOCUMENT, "application/pdf", "plan.pdf"),
]


async def received(simulator: Simulator, api: BotApi, sort: str, media_type: str, name: str) -> Message:
    ayse = await simulator.resident("Ayşe")
    body = picture(size=(1000, 500)) if sort == "photo" else b"content"
    await ayse.upload(sort, body, name or "x", mime_type=media_type)
    (update,) = (await api.call("getUpdates")).result
    message = Update.model_validate(update).message
    assert message is not None
    return message


@pytest.mark.parametrize(("sort", "kind", "media_type", "name"), SENT)
async def test_each_kind_is_told_apart(
    simulator: Simulator, api: BotApi, sort: str, kind: AttachmentKind, media_type: str, name: str
) -> None:
    message = await received(simulator, api, sort, media_type, name)
    file = file_in(message)
    assert file is not None
    assert (file.kind, file.media_type, file.name) == (kind, media_type, name)
    assert file.size
    assert (await api.call("getFile", {"file_id": file.channel_id})).ok


async def test_the_largest_size_of_a_photo_is_taken(simulator: Simulator, api: BotApi) -> None:
    message = await received(simulator, api, "photo", "image/jpeg", "")
    file = file_in(message)
    assert file is not None
    assert message.photo is not None
    assert len(message.photo) > 1
    assert file.channel_id == max(message.photo, key=lambda size: size.width).file_id


@pytest.mark.parametrize(
    "content",
    [
        {"text": "words"},
        {"location": {"latitude": 48.8, "longitude": 9.1}},
        {
            "animation": {"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1, "duration": 1},
            "document": {"file_id": "a", "file_unique_id": "b"},
        },
        {
            "sticker": {"file_id": "a", "file_unique_id": "b", "type": "regular", "width": 1, "height": 1}
            | {"is_animated": False, "is_video": False}
        },
    ],
)
def test_what_is_no_file_is_none(content: dict[str, Any]) -> None:
    chat = {"id": 5, "type": "private", "first_name": "A"}
    message = Message.model_validate({"message_id": 1, "date": 1, "chat": chat, **content})
    assert file_in(message) is None
