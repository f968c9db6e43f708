"""What a file is by its own first bytes, whatever it says of itself."""

from collections.abc import Mapping

from domain.survey import Kind

PICTURES = frozenset({".jpg", ".png", ".webp"})
RECORDINGS = frozenset({".ogg", ".mp3", ".m4a", ".flac", ".wav"})
VIDEOS = frozenset({".mp4", ".webm"})
OTHER = ".bin"
"""The ending of a file that is nothing of what is known here, and nothing that runs."""

_BEGINNINGS: Mapping[bytes, str] = {
    b"\xff\xd8\xff": ".jpg",
    b"\x89PNG\r\n\x1a\n": ".png",
    b"OggS": ".ogg",
    b"ID3": ".mp3",
    b"fLaC": ".flac",
    b"\x1a\x45\xdf\xa3": ".webm",
    b"%PDF-": ".pdf",
    b"PK\x03\x04": ".zip",  # documents of office programs, too
}
_RUNNING = (
    b"MZ",  # Windows
    b"\x7fELF",
    b"#!",
    b"\xfe\xed\xfa\xce",  # macOS
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",  # macOS for several processors, Java
    b"L\x00\x00\x00\x01\x14\x02\x00",  # a link of Windows
    b"\xd0\xcf\x11\xe0",  # an installer, or an office document of the kind that hides programs
)
_RUNNING_WITHIN = (b"<script", b"<!doctype html", b"<html", b"<svg", b"<hta:")
_RUNNING_PARTS = (b"AndroidManifest.xml", b"META-INF/MANIFEST.MF", b"vbaProject.bin")
_LOOKED_AT = 4096  # bytes of a text's beginning
_RIFF = {b"WEBP": ".webp", b"WAVE": ".wav"}
_SOUND_BRANDS = (b"M4A ", b"M4B ")
_STILL_BRANDS = (b"avif", b"heic", b"heix", b"hevc", b"mif1", b"msf1")  # pictures in a video's clothes


def ending_of(content: bytes) -> str | None:
    """Return the ending that a file with this content gets; None: it can run something."""
    if content.startswith(_RUNNING):
        return None
    for beginning, ending in _BEGINNINGS.items():
        if content.startswith(beginning):
            return None if ending == ".zip" and _has_running_part(content) else ending
    if content.startswith(b"RIFF") and content[8:12] in _RIFF:
        return _RIFF[content[8:12]]
    if content[4:8] == b"ftyp" and content[8:12] not in _STILL_BRANDS:
        return ".m4a" if content[8:12] in _SOUND_BRANDS else ".mp4"
    if _is_sound_frame(content):
        return ".mp3"
    return None if _is_page(content) else OTHER


def fits(kind: Kind, ending: str | None) -> bool:
    """Tell whether a file with the ending of `ending_of` can answer a question of a kind."""
    if ending is None:
        return False
    match kind:
        case Kind.IMAGE:
            return ending in PICTURES
        case Kind.AUDIO:
            return ending in RECORDINGS or ending == ".mp4"  # some programs call a recording so
        case Kind.VIDEO:
            return ending in VIDEOS
        case _:
            return True


def _has_running_part(content: bytes) -> bool:
    return any(part in content for part in _RUNNING_PARTS)


def _is_page(content: bytes) -> bool:
    """Tell whether a browser would show this, and run what is in it."""
    beginning = content[:_LOOKED_AT].replace(b"\0", b"").lower()  # texts of two bytes a letter, too
    return any(part in beginning for part in _RUNNING_WITHIN)


def _is_sound_frame(content: bytes) -> bool:
    """Tell whether these are frames of MPEG sound of layer 3, which alone is called MP3."""
    return len(content) > 1 and content[0] == 0xFF and content[1] & 0xE6 == 0xE2
