"""Files that are shown with a question: which are taken, and which of them go with a language.

They come with the form, and its columns `image`, `big-image`, `audio` and `video` name them. A survey knows
them by their digests, so that a version with another picture is another version.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from domain.attachments import LARGEST, MEGABYTE, PICTURES, AttachmentKind, digest_of
from domain.languages import Language, text_in
from domain.survey import Question, Survey

COLUMNS = ("big-image", "image", "audio", "video")
"""In the order in which they are shown. A big image is the same picture in more detail, and goes instead."""

LARGEST_SOUND = 20 * MEGABYTE
"""Bytes of a recording or a film."""

_SOUNDS: Mapping[str, tuple[AttachmentKind, str]] = {
    ".mp3": (AttachmentKind.AUDIO, "audio/mpeg"),
    ".m4a": (AttachmentKind.AUDIO, "audio/mp4"),
    ".ogg": (AttachmentKind.VOICE, "audio/ogg"),
    ".oga": (AttachmentKind.VOICE, "audio/ogg"),
}
_PICTURES: Mapping[str, tuple[AttachmentKind, str]] = {
    ".jpg": (AttachmentKind.PICTURE, "image/jpeg"),
    ".jpeg": (AttachmentKind.PICTURE, "image/jpeg"),
    ".png": (AttachmentKind.PICTURE, "image/png"),
}
_TAKEN: Mapping[str, Mapping[str, tuple[AttachmentKind, str]]] = {
    "image": _PICTURES,
    "big-image": _PICTURES,
    "audio": _SOUNDS,
    "video": {".mp4": (AttachmentKind.VIDEO, "video/mp4")},
}


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file as it is kept and sent."""

    kind: AttachmentKind
    name: str
    media_type: str
    content: bytes = field(repr=False)

    @property
    def digest(self) -> str:
        """Return what tells it from every other file, as hexadecimal digits."""
        return digest_of(self.kind, self.name, self.content).hex()


def shown_file(column: str, name: str, content: bytes) -> ShownFile | None:
    """Return a file as it is shown, None where a chat cannot show it as what its column says.

    Args:
        column: One of `COLUMNS`.
        name: The file's name, whose ending tells what it is.
        content: Its bytes.
    """
    taken = _TAKEN[column].get(PurePath(name).suffix.lower())
    if taken is None or not content:
        return None
    kind, media_type = taken
    if len(content) > LARGEST.get(kind, LARGEST_SOUND) or not _is_what_it_says(media_type, content):
        return None
    return ShownFile(kind, name, media_type, content)


def _is_what_it_says(media_type: str, content: bytes) -> bool:
    match media_type:
        case "audio/mpeg":
            return content.startswith(b"ID3") or (content[0] == 0xFF and content[1:2] >= b"\xe0")
        case "audio/mp4" | "video/mp4":
            return content[4:8] == b"ftyp"
        case "audio/ogg":
            return content.startswith(b"OggS")
        case _:
            return content.startswith(PICTURES[media_type])


def files_of(survey: Survey, contents: Mapping[str, bytes]) -> list[ShownFile]:
    """Return the files that a survey shows, of those that lie beside its form, by their names."""
    columns = {
        name: column
        for question in survey.questions
        for column, names in question.media.items()
        for name in names.values()
    }
    found = (shown_file(column, name, contents[name]) for name, column in columns.items() if name in contents)
    return [one for one in found if one is not None]


def files_with(question: Question, language: Language) -> tuple[str, ...]:
    """Return the names of the files that are shown with a question, in order, none twice.

    Where there is none in a language, the one that its label would come from is shown.
    """
    names = {column: text_in(question.media.get(column, {}), language) for column in COLUMNS}
    if names["big-image"]:
        names["image"] = ""
    return tuple(dict.fromkeys(name for name in names.values() if name))
