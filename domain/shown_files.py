"""Files that are shown with a question: which are taken, and which of them go with a language.

They come with the form, and its columns `image`, `big-image`, `audio` and `video` name them. A survey knows
them by their digests, so that a version with another picture is another version.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from domain.attachments import LARGEST, MEGABYTE, PICTURES, AttachmentKind, digest_of
from domain.languages import Language, Texts, text_in
from domain.survey import Choice, Question, Survey

COLUMNS = ("big-image", "image", "audio", "video")
"""In the order in which they are shown. A big image is the same picture in more detail, and goes instead."""

MOST_CHOICES_SHOWN = 10
"""Choices of one list with files; more would push the question out of sight."""

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


@dataclass(frozen=True, slots=True)
class Above:
    """A file above a question; one of a choice has its number on the card and its label."""

    name: str
    number: int = 0
    label: Texts = field(default_factory=dict)


def names_shown(survey: Survey) -> dict[str, str]:
    """Return the names of the files that a survey shows, each with the column that names it."""
    media = [question.media for question in survey.questions]
    media += [choice.media for question in survey.questions for choice in question.choices]
    return {name: column for one in media for column, names in one.items() for name in names.values()}


def files_of(survey: Survey, contents: Mapping[str, bytes]) -> list[ShownFile]:
    """Return the files that a survey shows, of those that lie beside its form, by their names."""
    named = names_shown(survey).items()
    found = (shown_file(column, name, contents[name]) for name, column in named if name in contents)
    return [one for one in found if one is not None]


def files_with(question: Question | Choice, language: Language) -> tuple[str, ...]:
    """Return the names of the files that are shown with a question or a choice, in order, none twice.

    Where there is none in a language, the one that its label would come from is shown.
    """
    names = {column: text_in(question.media.get(column, {}), language) for column in COLUMNS}
    if names["big-image"]:
        names["image"] = ""
    return tuple(dict.fromkeys(name for name in names.values() if name))


def files_above(question: Question, offered: Sequence[Choice], language: Language) -> tuple[Above, ...]:
    """Return what stands above a question: its own files, then those of its choices with their numbers.

    Args:
        question: What is asked.
        offered: Its choices, in the order in which the card numbers them.
        language: In which it is asked.
    """
    own = tuple(Above(name) for name in files_with(question, language))
    numbered = enumerate(offered, start=1)
    return own + tuple(
        Above(name, n, choice.label) for n, choice in numbered for name in files_with(choice, language)
    )
