"""Pictures, recordings and files that are answers: what is taken, how far each has come, what it is called.

    wanted → fetched          the answer's dialogue has it
    wanted → failed           it could not be fetched, or is not what it says
    fetched → loose → kept    cut loose with the answers: a new name, and then a new file under it
    kept → cleared, or gone   moderators have seen it
    any → gone                withdrawn, or its time was over

Those whose dialogue was erased are gone as well, without a status of their own: they belong to nobody.
"""

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from domain.attachments import MEGABYTE, AttachmentKind, ReceivedFile
from domain.dialogue import Problem
from domain.survey import Kind, QuestionName

NAME_BYTES = 16

ANSWERED = "file"
"""What a response keeps of such an answer; the file itself is found with the response's key only."""

LARGEST: Mapping[Kind, int] = {
    Kind.IMAGE: 10 * MEGABYTE,
    Kind.AUDIO: 20 * MEGABYTE,
    Kind.VIDEO: 20 * MEGABYTE,
    Kind.FILE: 20 * MEGABYTE,
}
"""Bytes. The channel hands out no larger file than 20 MB."""

USUAL_PIXELS = 2048
"""The longest side of a picture that is kept, where the question does not ask for another one."""

MOST_PIXELS = 4096
"""No question gets a longer side: what is larger shows more of a place than an answer needs."""

PICTURE_TYPES = frozenset({"image/jpeg", "image/png", "image/webp"})
AUDIO_TYPES = frozenset(
    {"audio/ogg", "audio/opus", "audio/mpeg", "audio/mp3", "audio/mp4", "audio/m4a", "audio/x-m4a"}
    | {"audio/flac", "audio/x-flac", "audio/wav", "audio/x-wav", "audio/vnd.wave"}
)
VIDEO_TYPES = frozenset({"video/mp4", "video/quicktime", "video/webm"})

RUNNING_ENDINGS = frozenset(
    {".apk", ".app", ".appimage", ".bat", ".cmd", ".com", ".command", ".cpl", ".deb", ".dll", ".dmg", ".docm"}
    | {".exe", ".gadget", ".hta", ".htm", ".html", ".jar", ".js", ".jse", ".lnk", ".msc", ".msi", ".pkg"}
    | {".pptm", ".ps1", ".py", ".reg", ".rpm", ".scr", ".sh", ".svg", ".vb", ".vbe", ".vbs", ".wsf", ".xlsm"}
)
"""Endings of files that run something when a moderator opens them."""

_RECEIVED_AS: Mapping[Kind, frozenset[AttachmentKind]] = {
    Kind.IMAGE: frozenset({AttachmentKind.PICTURE}),
    Kind.AUDIO: frozenset({AttachmentKind.VOICE, AttachmentKind.AUDIO}),
    Kind.VIDEO: frozenset({AttachmentKind.VIDEO, AttachmentKind.VIDEO_NOTE}),
    Kind.FILE: frozenset(AttachmentKind) - {AttachmentKind.DOCUMENT},
}
_AS_DOCUMENT: Mapping[Kind, frozenset[str]] = {
    Kind.IMAGE: PICTURE_TYPES,
    Kind.AUDIO: AUDIO_TYPES,
    Kind.VIDEO: VIDEO_TYPES,
}
_NEEDS: Mapping[Kind, Problem] = {
    Kind.IMAGE: Problem.NEEDS_PICTURE,
    Kind.AUDIO: Problem.NEEDS_RECORDING,
    Kind.VIDEO: Problem.NEEDS_VIDEO,
    Kind.FILE: Problem.NEEDS_FILE,
}
_NAME = re.compile(rf"[0-9a-f]{{{2 * NAME_BYTES}}}")


class Status(StrEnum):
    """How far a file has come."""

    WANTED = "wanted"  # the channel has it
    FETCHED = "fetched"
    FAILED = "failed"
    LOOSE = "loose"  # nobody's any more; the file itself still has its old name
    KEPT = "kept"
    CLEARED = "cleared"
    GONE = "gone"  # to be deleted


SAME_TIME = 946_684_800
"""What every file says of when it was written (2000-01-01), in seconds as `datetime.timestamp` gives them."""

LINKED = (Status.WANTED, Status.FETCHED, Status.FAILED)
"""These belong to a dialogue; where it is gone, so are they."""

ON_THEIR_OWN = (Status.LOOSE, Status.KEPT, Status.CLEARED)
"""These are nobody's."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A file that is to be fetched.

    Attributes:
        name: Its name here.
        channel_id: The channel's.
        kind: What it is.
        pixels: A picture's longest side.
        question: What it answers.
    """

    name: str
    channel_id: str
    kind: Kind
    pixels: int = USUAL_PIXELS
    question: QuestionName = ""


def is_name(text: str) -> bool:
    """Tell whether this can be the name of a file."""
    return _NAME.fullmatch(text) is not None


def new_name(random: bytes) -> str:
    """Return a file's name from 16 random bytes."""
    return random[:NAME_BYTES].hex()


def loose_name(pepper: bytes, response: bytes, number: int) -> str:
    """Return the name of a response's file once it is cut loose, which only the pepper links to it.

    Args:
        pepper: The deployment's secret.
        response: The response's key.
        number: The file's number among those of the response, from 0.
    """
    digest = hmac.new(pepper, b"media|%d|" % number + response, hashlib.sha256).digest()
    return digest[:NAME_BYTES].hex()


def longest_side(asked: int | None) -> int:
    """Return the longest side in pixels of a picture that is kept, by what its question asks for."""
    return USUAL_PIXELS if not asked or asked < 1 else min(asked, MOST_PIXELS)


def problem_with(kind: Kind, file: ReceivedFile) -> Problem | None:
    """Return why a file does not answer a question of a kind, None where it does.

    What the file says of itself is looked at; its bytes are when it is fetched.
    """
    if not _fits(kind, file):
        return _NEEDS[kind]
    return Problem.FILE_TOO_LARGE if (file.size or 0) > LARGEST[kind] else None


def _fits(kind: Kind, file: ReceivedFile) -> bool:
    if file.kind in _RECEIVED_AS[kind]:
        return True
    if file.kind is not AttachmentKind.DOCUMENT:
        return False
    if kind is Kind.FILE:
        return PurePath(file.name.replace("\\", "/")).suffix.lower() not in RUNNING_ENDINGS
    return file.media_type.lower() in _AS_DOCUMENT[kind]
