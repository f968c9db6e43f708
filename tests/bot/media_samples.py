"""Files as phones make them: pictures with places in them, recordings with tags."""

import struct
from io import BytesIO

from PIL import Image, PngImagePlugin

SECRET = "Stuttgarter Straße 65"


def picture(kind: str = "JPEG", size: tuple[int, int] = (300, 200), turned: bool = False) -> bytes:
    """Return a picture, red on the left and blue on the right, with a place, a time and a device in it.

    One that is `turned` says that it has to be turned by 90 degrees to be seen upright.
    """
    drawn = Image.new("RGB", size, "red")
    drawn.paste("blue", (size[0] // 2, 0, *size))
    exif = Image.Exif()
    exif[0x010E] = SECRET  # a description
    exif[0x0110] = "Kamera von Ayşe"
    exif[0x0132] = "2026:10:03 12:00:00"
    exif[0x0112] = 6 if turned else 1
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 33.0), 3: "E", 4: (9.0, 11.0, 6.0)})
    out = BytesIO()
    more: dict[str, object] = {}
    if kind == "JPEG":
        more = {"comment": SECRET.encode(), "icc_profile": b"profile of " + SECRET.encode()}
    if kind == "PNG":
        said = PngImagePlugin.PngInfo()
        said.add_text("Comment", SECRET)
        said.add_itxt("XML:com.adobe.xmp", f"<x:xmpmeta>{SECRET}</x:xmpmeta>")
        more = {"pnginfo": said}
    if kind == "WEBP":
        more = {"xmp": SECRET.encode(), "lossless": True}
    drawn.save(out, kind, exif=exif, **more)
    return out.getvalue()


def box(kind: bytes, *inside: bytes) -> bytes:
    """Return a box of an MP4 file."""
    body = b"".join(inside)
    return struct.pack(">I4s", 8 + len(body), kind) + body


TIMES = struct.pack(">II", 3_800_000_000, 3_800_000_001)
VIDEO = b"".join(
    [
        box(b"ftyp", b"isom\0\0\2\0isommp41"),
        box(
            b"moov",
            box(b"mvhd", bytes(4), TIMES, struct.pack(">II", 1000, 5000), bytes(80)),
            box(b"trak", box(b"tkhd", bytes(4), TIMES, bytes(72)), box(b"udta", SECRET.encode())),
            box(b"udta", box(b"\xa9xyz", b"+48.8598+009.1852/")),
            box(b"meta", SECRET.encode()),
        ),
        box(b"mdat", b"moving pictures" * 20),
    ]
)
VOICE = b"OggS\0\2" + bytes(20) + b"OpusHead" + b"a voice" * 50
SOUND = b"\xff\xfb\x90\x00" + b"sound" * 100
ID3 = b"ID3\x04\0\0" + bytes([0, 0, 1, 0]) + SECRET.encode().ljust(128, b"\0")
