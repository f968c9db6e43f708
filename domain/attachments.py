"""Pictures and documents of the town that go along with a message to many, and files that somebody sends."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePath

MEGABYTE = 1024 * 1024
LONGEST_NAME = 100  # characters


class AttachmentKind(StrEnum):
    """How a file is shown. Residents answer with all of them; the town sends no round videos."""

    PICTURE = "picture"
    DOCUMENT = "document"
    VOICE = "voice"
    AUDIO = "audio"
    VIDEO = "video"
    VIDEO_NOTE = "video_note"  # a round video of a minute at the most


LARGEST: Mapping[AttachmentKind, int] = {
    AttachmentKind.PICTURE: 10 * MEGABYTE,
    AttachmentKind.DOCUMENT: 20 * MEGABYTE,
}
"""Bytes. A messenger takes no larger picture; residents may pay for what they load."""

PICTURES: Mapping[str, bytes] = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n"}
"""Media types that are shown as a picture, with what such a file begins with."""

DOCUMENTS: Mapping[str, str] = {
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "text/calendar": ".ics",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
}
"""Media types of documents that can be read anywhere and run nothing, with their usual ending."""

_BY_ENDING = {ending: kind for kind, ending in DOCUMENTS.items()} | {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
}


def digest_of(kind: AttachmentKind, name: str, content: bytes) -> bytes:
    """Return the 32 bytes under which a file is kept once, however often it comes."""
    return hashlib.sha256(b"\0".join((kind.encode(), name.encode(), content))).digest()


class AttachmentRefused(Exception):
    """A file cannot go along with a message."""


class TooLarge(AttachmentRefused):
    """The file is larger than is sent to many; `most` is the largest size in megabytes."""

    def __init__(self, most: int) -> None:
        """Keep the largest size."""
        super().__init__()
        self.most = most

    def __str__(self) -> str:
        """Say what is allowed, for a file's author."""
        return f"is larger than {self.most} MB"


class WrongType(AttachmentRefused):
    """The file is of a kind that not everybody can open, or that can run something."""

    def __str__(self) -> str:
        """Say what is allowed, for a file's author."""
        return f"should be one of {', '.join(sorted(_BY_ENDING))}, and hold what its name says"


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file that somebody has sent, as the channel names it; `size` in bytes, None where it says none."""

    kind: AttachmentKind
    channel_id: str
    name: str
    media_type: str
    size: int | None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that is kept.

    `channel_id` is the channel's own name of it, under which it can be sent without its `content`.
    """

    id: int
    kind: AttachmentKind
    name: str
    media_type: str
    channel_id: str | None = None
    content: bytes | None = field(default=None, repr=False)


def check_received(file: ReceivedFile) -> ReceivedFile:
    """Return a received file with a name that can be shown, if it can be sent to many.

    Raises:
        TooLarge: It is too large.
        WrongType: It is neither a picture nor one of `DOCUMENTS`. A picture that was sent as a file may go.
    """
    known = {*PICTURES, *DOCUMENTS} if file.kind is AttachmentKind.DOCUMENT else {*PICTURES}
    if file.kind not in LARGEST or file.media_type not in known:
        raise WrongType
    _check_size(file.kind, file.size or 0)
    name = PurePath(file.name.replace("\\", "/")).name[-LONGEST_NAME:]
    return ReceivedFile(file.kind, file.channel_id, name, file.media_type, file.size)


def check_content(name: str, content: bytes) -> tuple[AttachmentKind, str]:
    """Return kind and media type of a file of the operator's, if it can be sent to many.

    Raises:
        TooLarge: It is too large.
        WrongType: Its ending is none that is known, or it is empty or no picture although its name says so.
    """
    media_type = _BY_ENDING.get(PurePath(name).suffix.lower())
    if media_type is None or not content or not content.startswith(PICTURES.get(media_type, b"")):
        raise WrongType
    kind = AttachmentKind.PICTURE if media_type in PICTURES else AttachmentKind.DOCUMENT
    _check_size(kind, len(content))
    return kind, media_type


def _check_size(kind: AttachmentKind, size: int) -> None:
    if size > LARGEST[kind]:
        raise TooLarge(LARGEST[kind] // MEGABYTE)
