"""Files that were sent, and how big a picture is."""

import hashlib
import struct
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from simulator.errors import bad_request

PHOTO_BYTES = 10 * 1024 * 1024
FILE_BYTES = 50 * 1024 * 1024
DOWNLOAD_BYTES = 20 * 1024 * 1024
TOO_BIG = bad_request("file is too big")
PICTURE_TYPES = {
    b"\x89PNG": "image/png",
    b"\xff\xd8": "image/jpeg",
    b"GIF8": "image/gif",
}
SIZES = (("s", 90), ("m", 320), ("x", 800), ("y", 1280))
"""The smaller sizes of a photo: how the server calls them, and their longest side in pixels."""
ROUND_SIDE = 384  # pixels of a round video


@dataclass(slots=True)
class StoredFile:
    """One file; `kind` is photo, document, voice …; width and height in pixels, 0 if it is no picture."""

    file_id: str
    unique_id: str
    kind: str
    path: str
    name: str
    mime_type: str
    body: bytes
    width: int = 0
    height: int = 0

    def reference(self) -> dict[str, Any]:
        """Return what every file object of the Bot API has."""
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.body)}

    def picture_type(self) -> str | None:
        """Return the MIME type that a picture's own bytes name, None if it is no picture."""
        for signature, mime_type in PICTURE_TYPES.items():
            if self.body.startswith(signature):
                return mime_type
        return "image/webp" if self.body[8:12] == b"WEBP" else None

    def as_media(self) -> Any:
        """Return the field's value in a Message: for a photo its sizes, smallest first, else an object."""
        if self.kind == "photo":
            own = {**self.reference(), "width": self.width, "height": self.height}
            return [*(self._smaller(sign, side) for sign, side in self.smaller_sizes()), own]
        if self.kind == "video_note":
            return {**self.reference(), "length": ROUND_SIDE, "duration": 1}
        named = {**self.reference(), "mime_type": self.mime_type}
        if self.kind == "voice":
            return {**named, "duration": 1}
        named = {"file_name": self.name, **named}
        if self.kind == "video":
            return {**named, "width": 640, "height": 360, "duration": 1}
        return {**named, "duration": 1} if self.kind == "audio" else named

    def smaller_sizes(self) -> list[tuple[str, int]]:
        """Return the sizes that the server makes of a photo besides its own, with their longest side."""
        return [(sign, side) for sign, side in SIZES if side < max(self.width, self.height)]

    def _smaller(self, sign: str, side: int) -> dict[str, Any]:
        scale = side / max(self.width, self.height)
        return {
            "file_id": f"{self.file_id}{sign}",
            "file_unique_id": f"{self.unique_id}{sign}",
            "file_size": max(1, round(len(self.body) * scale * scale)),
            "width": max(1, round(self.width * scale)),
            "height": max(1, round(self.height * scale)),
        }


class Files:
    """All files by their file_id. The same bytes sent again have the same unique id."""

    def __init__(self) -> None:
        self._files: dict[str, StoredFile] = {}
        self._paths: dict[str, StoredFile] = {}
        self._smaller: dict[str, StoredFile] = {}

    def __iter__(self) -> Iterator[StoredFile]:
        return iter(self._files.values())

    def add(self, kind: str, name: str, mime_type: str, body: bytes) -> StoredFile:
        """Keep a file.

        Raises:
            ApiError: it is empty or too big, or a photo is none.
        """
        if not body:
            raise bad_request("file must be non-empty")
        if len(body) > (PHOTO_BYTES if kind == "photo" else FILE_BYTES):
            raise TOO_BIG
        width = height = 0
        if kind == "photo":
            width, height = _photo_size(body)
        digest = hashlib.sha256(kind.encode() + name.encode() + body).digest()
        file_id = kind[:2].capitalize() + urlsafe_b64encode(digest[:24]).decode()
        if known := self._files.get(file_id):
            return known
        unique_id = urlsafe_b64encode(hashlib.sha256(body).digest()[:9]).decode()
        suffix = name.rpartition(".")[2].lower() if "." in name else ""
        ending = f".{suffix}" if suffix.isalnum() else ""
        path = f"{kind}s/file_{len(self._files)}{ending}"
        stored = StoredFile(file_id, unique_id, kind, path, name, mime_type, body, width, height)
        self._files[file_id] = stored
        self._paths[path] = stored
        for sign, _ in stored.smaller_sizes() if kind == "photo" else ():
            self._smaller[f"{file_id}{sign}"] = stored
        return stored

    def by_id(self, file_id: str) -> StoredFile | None:
        """Return a file that was sent before, whole even for one of a photo's smaller sizes."""
        return self._files.get(file_id) or self._smaller.get(file_id)

    def by_path(self, path: str) -> StoredFile | None:
        """Return a file by the `file_path` that getFile gave."""
        return self._paths.get(path)


def _photo_size(body: bytes) -> tuple[int, int]:
    size = picture_size(body)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    if width + height > 10_000 or width > 20 * height or height > 20 * width:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return size


def picture_size(body: bytes) -> tuple[int, int] | None:
    """Return width and height in pixels of a PNG, JPEG, GIF or WebP picture, None for anything else."""
    try:
        if body.startswith(b"\x89PNG\r\n\x1a\n") and body[12:16] == b"IHDR":
            width, height = struct.unpack(">II", body[16:24])
        elif body[:6] in (b"GIF87a", b"GIF89a"):
            width, height = struct.unpack("<HH", body[6:10])
        elif body[:4] == b"RIFF" and body[8:12] == b"WEBP":
            width, height = _webp_size(body)
        elif body.startswith(b"\xff\xd8"):
            width, height = _jpeg_size(body)
        else:
            return None
    except (struct.error, IndexError):
        return None
    return (width, height) if width and height else None


def _webp_size(body: bytes) -> tuple[int, int]:
    if body[12:16] == b"VP8X":
        return (
            int.from_bytes(body[24:27], "little") + 1,
            int.from_bytes(body[27:30], "little") + 1,
        )
    if body[12:16] == b"VP8L":
        bits = int.from_bytes(body[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack("<HH", body[26:30])
    return width & 0x3FFF, height & 0x3FFF


def _jpeg_size(body: bytes) -> tuple[int, int]:
    at = 2
    while body[at] == 0xFF:
        marker = body[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", body[at + 5 : at + 9])
            return width, height
        at += 2 + int.from_bytes(body[at + 2 : at + 4], "big")
    return 0, 0
