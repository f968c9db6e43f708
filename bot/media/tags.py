"""What recordings and videos say of themselves: taken out without decoding them.

No well-kept library with a fitting licence does that; MP3, MP4 (also M4A and QuickTime), FLAC and WAV are
simple enough. What stays in Ogg and WebM files stands in docs/media.md.
"""

import struct
from collections.abc import Iterator

_TAGS = frozenset({b"udta", b"meta", b"uuid"})  # titles, places, names of devices
_WITH_TIMES = frozenset({b"mvhd", b"tkhd", b"mdhd"})  # when it was recorded
_HOLDING = frozenset({b"moov", b"trak", b"mdia", b"minf", b"moof", b"traf"})
_FLAC_TAGS = frozenset({2, 4, 5, 6})  # of programs, comments, cue sheets, pictures
_FLAC_PADDING = 1
_KEPT_OF_WAV = frozenset({b"fmt ", b"data", b"fact"})
_ID3_SIZE = 10
_OLD_ID3 = 128  # bytes at the end


def without_tags(content: bytes, ending: str) -> bytes:
    """Return a file without its tags, or as it is where it is of a type that is not known here.

    Args:
        content: The file.
        ending: What it is, as `domain.file_types.ending_of` says.
    """
    match ending:
        case ".mp3":
            return _mp3(content)
        case ".mp4" | ".m4a":
            return _mp4(content)
        case ".flac":
            return _flac(content)
        case ".wav":
            return _wav(content)
        case _:
            return content


def _mp3(content: bytes) -> bytes:
    while content.startswith(b"ID3") and len(content) >= _ID3_SIZE:
        size = 0
        for byte in content[6:10]:  # seven bits of each
            size = size << 7 | byte & 0x7F
        has_footer = bool(content[5] & 0x10)
        content = content[_ID3_SIZE * (1 + has_footer) + size :]
    return content[:-_OLD_ID3] if content[-_OLD_ID3:].startswith(b"TAG") else content


def _mp4(content: bytes) -> bytes:
    """Make tags free space of zeros: nothing moves, so no table of places in the file becomes wrong."""
    blank = bytearray(content)
    for kind, at, start, end in _boxes(content, 0, len(content)):
        if kind in _TAGS:
            blank[at + 4 : at + 8] = b"free"
            blank[start:end] = bytes(end - start)
        elif kind in _WITH_TIMES and end - start >= 20:
            times = 16 if content[start] == 1 else 8  # of version 1 in twice as many bytes
            blank[start + 4 : start + 4 + times] = bytes(times)
    return bytes(blank)


def _boxes(content: bytes, at: int, limit: int) -> Iterator[tuple[bytes, int, int, int]]:
    """Yield kind, place, and the place of what is in it (from, to) of each box, those within others too."""
    while at + 8 <= limit:
        size, kind = struct.unpack_from(">I4s", content, at)
        start = at + 8
        if size == 1 and at + 16 <= limit:
            (size,) = struct.unpack_from(">Q", content, at + 8)
            start = at + 16
        end = limit if size == 0 else at + size
        if not start <= end <= limit:
            return  # cut off, or nonsense
        yield kind, at, start, end
        if kind in _HOLDING:
            yield from _boxes(content, start, end)
        at = end


def _flac(content: bytes) -> bytes:
    blank = bytearray(content)
    at, is_last = 4, False
    while not is_last and at + 4 <= len(content):
        is_last, kind = bool(content[at] & 0x80), content[at] & 0x7F
        end = at + 4 + int.from_bytes(content[at + 1 : at + 4])
        if end > len(content):
            break
        if kind in _FLAC_TAGS:
            blank[at] = _FLAC_PADDING | content[at] & 0x80
            blank[at + 4 : end] = bytes(end - at - 4)
        at = end
    return bytes(blank)


def _wav(content: bytes) -> bytes:
    """Keep the sound and what describes it; chunks of other kinds become silence between them."""
    blank = bytearray(content)
    at = 12
    while at + 8 <= len(content):
        kind, size = struct.unpack_from("<4sI", content, at)
        end = min(at + 8 + size, len(content))
        if kind not in _KEPT_OF_WAV:
            blank[at : at + 4] = b"JUNK"
            blank[at + 8 : end] = bytes(end - at - 8)
        at = end + size % 2
    return bytes(blank)
