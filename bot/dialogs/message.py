"""The neutral message: text in a light markup, choices, a picture. A channel renders it in its own way."""

from dataclasses import dataclass
from html import escape

from bot.exports.export import Export, TextsExport
from bot.pictures.chart import Picture
from domain.attachments import Attachment, AttachmentKind
from domain.direction import in_its_place


@dataclass(frozen=True, slots=True)
class Button:
    """One choice under a message: pressing it sends `data` back, or opens `url`."""

    label: str
    data: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A file to hand over; `kind` says how it is shown."""

    name: str
    content: bytes
    media_type: str
    kind: AttachmentKind = AttachmentKind.DOCUMENT


@dataclass(frozen=True, slots=True)
class Venue:
    """A place on the map, with a name and an address that are read beside it. Neither may be empty."""

    latitude: float
    longitude: float
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Message:
    """What is said. `text` is HTML with b, i, u, code, blockquote and a only; values in it are escaped.

    With a picture or document the text is its caption, if it has one. An export becomes a document when it
    is sent, and so does a file of the media folder, which `kept` names. An attachment is a picture or
    document of the town that many get: the channel keeps it after the first time. A venue is a message of
    its own before the text, or instead of it where there is none: what goes to many should have it behind a
    button or in a row of its own, because bulk is paced by rows. `asks_location` is the label of a button in
    place of the reader's keyboard that sends where they are; `keyboard_back` gives the keyboard back. Both
    are for messages without buttons that are never edited.
    """

    text: str
    rows: tuple[tuple[Button, ...], ...] = ()
    picture: Picture | None = None
    document: Document | None = None
    export: Export | TextsExport | None = None
    venue: Venue | None = None
    attachment: Attachment | None = None
    kept: str = ""
    asks_location: str = ""
    keyboard_back: bool = False


def plain(value: str) -> str:
    """Return a value made safe for a message's text: no markup, nothing that turns what is beside it."""
    return escape(in_its_place(value), quote=False)


def in_rows(buttons: list[Button], width: int) -> list[tuple[Button, ...]]:
    """Return buttons in rows of even width, none wider than asked for."""
    count = -(-len(buttons) // width) or 1
    even = -(-len(buttons) // count)
    return [tuple(buttons[start : start + even]) for start in range(0, len(buttons), even or 1)]
