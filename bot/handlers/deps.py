"""What every handler needs: who is acting, and the deployment it runs in."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from aiogram.types import Message, User

from domain.attachments import AttachmentKind, ReceivedFile
from domain.events import Pin
from domain.person import Person
from domain.typed_amounts import pin_at

Now = Callable[[], datetime]
Acknowledge = Callable[[str, str], Awaitable[None]]
"""Stops the spinner of a tapped button: (callback query id, text to show or nothing)."""


def file_in(message: Message) -> ReceivedFile | None:
    """Return the picture or document of a message, as the channel names it."""
    if message.photo:
        photo = message.photo[-1]  # the largest of its sizes
        return ReceivedFile(AttachmentKind.PICTURE, photo.file_id, "", "image/jpeg", photo.file_size)
    if message.document and not message.animation:
        document = message.document
        name, media_type = document.file_name or "", document.mime_type or ""
        return ReceivedFile(AttachmentKind.DOCUMENT, document.file_id, name, media_type, document.file_size)
    return None


def place_in(message: Message) -> Pin | None:
    """Return the place on the map that a message holds, alone or as a venue."""
    place = message.location
    return None if place is None else pin_at(place.latitude, place.longitude)


def person_in(message: Message, user: User | None = None) -> Person:
    """Return who wrote a message, or who tapped a button of it."""
    acting = user or message.from_user
    return Person(message.chat.id, acting.id if acting else 0, acting.language_code if acting else None)
