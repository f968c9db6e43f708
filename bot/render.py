"""A neutral message and its place in the chat become calls of the Bot API."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.api import Upload
from bot.dialogs.message import Button, Message, Venue
from bot.split import LONGEST_CAPTION, length, split
from domain.attachments import Attachment, AttachmentKind
from domain.outgoing import Placement

MOST_AWAY = 100
"""Messages that one call takes out of a chat."""

_BELOW = "⬇"
_NO_PREVIEW = {"is_disabled": True}
_FIELDS = {
    AttachmentKind.PICTURE: "photo",
    AttachmentKind.DOCUMENT: "document",
    AttachmentKind.VOICE: "voice",
    AttachmentKind.AUDIO: "audio",
    AttachmentKind.VIDEO: "video",
}
_METHODS = {field: f"send{field.capitalize()}" for field in _FIELDS.values()}


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the Bot API."""

    method: str
    payload: dict[str, Any]
    upload: Upload | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """The calls that say one message.

    `first` are made in order, the last one's reply is the message's; `instead` where the message to
    edit is gone, or the channel does not know the attachment any more; of `afterwards`, which tidies up, the
    first that succeeds is enough, and no failure matters. Then the messages `away` go, as far as they can.
    `attachment` names what goes along, so that the channel's name of it can be kept.
    """

    first: tuple[Call, ...]
    instead: tuple[Call, ...] = ()
    afterwards: tuple[Call, ...] = ()
    attachment: int | None = None
    away: tuple[int, ...] = ()


def plan(address: int, message: Message, placement: Placement, picture: bytes | None = None) -> Plan:
    """Return the calls for a message.

    Args:
        address: the chat.
        message: what is said.
        placement: where it belongs.
        picture: the message's picture, drawn as PNG.
    """
    anew = _send(address, message, picture)
    old = placement.replace
    if placement.edit is not None and _keyboard_of_the_reader(message) is None:
        if anew[0].method == "sendMessage" and len(anew) == 1:
            edit = Call("editMessageText", {**anew[0].payload, "message_id": placement.edit})
            return Plan((edit,), instead=anew, away=placement.away)
        old = placement.edit  # a text cannot become a picture: the new message stands below
    afterwards = () if old is None else _away_with(address, old)
    if (attached := message.attachment) is None:
        return Plan(anew, afterwards=afterwards, away=placement.away)
    uploads = attached.channel_id is not None and attached.content is not None
    anew_from_bytes = replace(message, attachment=replace(attached, channel_id=None))
    instead = _send(address, anew_from_bytes, None)[-1:] if uploads else ()
    return Plan(anew, instead, afterwards, attached.id, placement.away)


def away_with(address: int, messages: Sequence[int]) -> Call:
    """Take up to `MOST_AWAY` messages out of a chat; those that are gone already do not matter."""
    return Call("deleteMessages", {"chat_id": address, "message_ids": list(messages)})


def _send(address: int, message: Message, picture: bytes | None) -> tuple[Call, ...]:
    if picture is not None:
        return _with_file(address, message, "photo", Upload("photo", "chart.png", picture, "image/png"))
    if message.document is not None:
        document, field = message.document, _FIELDS[message.document.kind]
        upload = Upload(field, document.name, document.content, document.media_type)
        return _with_file(address, message, field, upload)
    if message.attachment is not None:
        field = _FIELDS[message.attachment.kind]
        return _with_file(address, message, field, _file(message.attachment, field))
    if message.venue is not None:
        if not message.text:
            return (_venue(address, message.venue, message.rows),)
        return (_venue(address, message.venue), *_send(address, replace(message, venue=None), None))
    *before, last = split(message.text)
    said = _text(address, last, message.rows)
    if (keyboard := _keyboard_of_the_reader(message)) is not None:
        said = replace(said, payload={**said.payload, "reply_markup": keyboard})
    return (*(_text(address, part) for part in before), said)


def _keyboard_of_the_reader(message: Message) -> dict[str, Any] | None:
    """Return what stands in place of the reader's keyboard, or gives it back; None for a usual message."""
    if message.keyboard_back:
        return {"remove_keyboard": True}
    if not message.asks_location:
        return None
    button = {"text": message.asks_location, "request_location": True}
    return {"keyboard": [[button]], "resize_keyboard": True, "one_time_keyboard": True}


def _file(attached: Attachment, field: str) -> Upload | str:
    """Return the channel's name of an attachment, else what has to be sent along.

    Raises:
        ValueError: The attachment has neither; its row was damaged.
    """
    if attached.channel_id is not None:
        return attached.channel_id
    if attached.content is None:
        raise ValueError("the attachment has neither bytes nor a name in the channel")
    return Upload(field, attached.name, attached.content, attached.media_type)


def _with_file(address: int, message: Message, field: str, file: Upload | str) -> tuple[Call, ...]:
    if length(message.text) > LONGEST_CAPTION:
        text = _send(address, Message(message.text), None)
        return (*text, *_with_file(address, replace(message, text=""), field, file))
    payload: dict[str, Any] = {"chat_id": address}
    upload = file if isinstance(file, Upload) else None
    if upload is None:
        payload[field] = file
    if message.text:
        payload |= {"caption": message.text, "parse_mode": "HTML"}
    if message.rows:
        payload["reply_markup"] = _keyboard(message.rows)
    return (Call(_METHODS[field], payload, upload),)


def _text(address: int, text: str, rows: tuple[tuple[Button, ...], ...] = ()) -> Call:
    payload: dict[str, Any] = {
        "chat_id": address,
        "text": text,
        "parse_mode": "HTML",
        "link_preview_options": _NO_PREVIEW,
    }
    if rows:
        payload["reply_markup"] = _keyboard(rows)
    return Call("sendMessage", payload)


def _venue(address: int, venue: Venue, rows: tuple[tuple[Button, ...], ...] = ()) -> Call:
    payload: dict[str, Any] = {
        "chat_id": address,
        "latitude": venue.latitude,
        "longitude": venue.longitude,
        "title": venue.title,
        "address": venue.address,
    }
    if rows:
        payload["reply_markup"] = _keyboard(rows)
    return Call("sendVenue", payload)


def _keyboard(rows: tuple[tuple[Button, ...], ...]) -> dict[str, Any]:
    return {"inline_keyboard": [[_button(button) for button in row] for row in rows]}


def _button(button: Button) -> dict[str, str]:
    if button.url:
        return {"text": button.label, "url": button.url}
    return {"text": button.label, "callback_data": button.data}


def _away_with(address: int, message: int) -> tuple[Call, ...]:
    """Take an older card out of the chat, so that nobody reads its answers there; else empty it.

    A message can be deleted for 48 hours only, and changed for longer.
    """
    which = {"chat_id": address, "message_id": message}
    return Call("deleteMessage", which), Call("editMessageText", {**which, "text": _BELOW})
