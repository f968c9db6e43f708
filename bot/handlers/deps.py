"""What every handler needs: who is acting, and the deployment it runs in."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from aiogram.types import Audio, Document, Message, User, Video

from domain.attachments import AttachmentKind, ReceivedFile
from domain.dialogue import Located
from domain.person import Person
from domain.typed_amounts import pin_at

Now = Callable[[], datetime]
Acknowledge = Callable[[str, str], Awaitable[None]]
"""Stops the spinner of a tapped button: (callback query id, text to show or nothing)."""


def file_in(message: Message) -> ReceivedFile | None:
    """Return the picture, recording or document of a message, as the channel names it."""
    if message.photo:
        photo = message.photo[-1]  # the largest of its sizes
        return ReceivedFile(AttachmentKind.PICTURE, photo.file_id, "", "image/jpeg", photo.file_size)
    if message.video_note:
        round_one = message.video_note
        return ReceivedFile(
            AttachmentKind.VIDEO_NOTE, round_one.file_id, "", "video/mp4", round_one.file_size
        )
    if message.voice:
        voice = message.voice
        return ReceivedFile(AttachmentKind.VOICE, voice.file_id, "", voice.mime_type or "", voice.file_size)
    for kind, file in _named(message):
        if file is not None:
            name, media_type = file.file_name or "", file.mime_type or ""
            return ReceivedFile(kind, file.file_id, name, media_type, file.file_size)
    return None


def _named(message: Message) -> tuple[tuple[AttachmentKind, Audio | Video | Document | None], ...]:
    document = None if message.animation else message.document  # an animation says that it is both
    return (
        (AttachmentKind.AUDIO, message.audio),
        (AttachmentKind.VIDEO, message.video),
        (AttachmentKind.DOCUMENT, document),
    )


def place_in(message: Message) -> Located | None:
    """Return the place on earth that a message holds, alone or as a venue, to within a metre."""
    place = message.location
    pin = None if place is None else pin_at(place.latitude, place.longitude)
    if place is None or pin is None:
        return None
    return Located(pin.latitude, pin.longitude, place.horizontal_accuracy)


def person_in(message: Message, user: User | None = None) -> Person:
    """Return who wrote a message, or who tapped a button of it."""
    acting = user or message.from_user
    return Person(message.chat.id, acting.id if acting else 0, acting.language_code if acting else None)
