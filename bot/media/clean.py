"""A file without what it tells besides what can be seen and heard: where, when, with what, by whom.

Runs in the process that makes pictures: a picture is decoded here, and a resident's picture can be built to
harm whoever decodes it.
"""

from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

from bot.media.tags import without_tags
from domain.file_types import PICTURES, ending_of, fits
from domain.survey import Kind

if TYPE_CHECKING:
    from PIL import Image

MOST_NARROW = 20  # times as long as wide: the channel shows no narrower picture
MOST_DECODED = 50_000_000  # pixels: 150 MB while it is decoded; phones take up to 50 megapixels
_FORMATS = {".jpg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
_OPTIONS: dict[str, dict[str, object]] = {
    ".jpg": {"quality": 85, "optimize": True},
    ".png": {"optimize": True},
    ".webp": {"quality": 85},
}


class NotWhatItSays(Exception):
    """A file is not of the kind that was asked for, damaged, or so large that decoding it does harm."""


@dataclass(frozen=True, slots=True)
class Raw:
    """A file as it came: its kind, and how long the longest side of a picture may be, in pixels."""

    kind: Kind
    pixels: int
    content: bytes = field(repr=False)


def clean(raw: Raw) -> bytes:
    """Return what is kept of a file; its ending is that of `domain.file_types.ending_of`.

    Pictures are decoded, turned upright, made smaller and encoded anew, so that nothing but the pixels is
    left. Recordings and videos lose the tags that `without_tags` knows. Other files stay as they are.

    Raises:
        NotWhatItSays: It cannot be kept.
    """
    ending = ending_of(raw.content)
    if not fits(raw.kind, ending):
        raise NotWhatItSays
    if ending in PICTURES:
        return _redrawn(raw, str(ending))
    return without_tags(raw.content, ending or "")


def _redrawn(raw: Raw, ending: str) -> bytes:
    import warnings

    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about sizes, which are looked at here, and damaged metadata
            picture = Image.open(BytesIO(raw.content), formats=[_FORMATS[ending]])
            longer, shorter = max(picture.size), min(picture.size)
            if longer * shorter > MOST_DECODED or longer > shorter * MOST_NARROW:
                raise NotWhatItSays
            picture.draft(None, (raw.pixels, raw.pixels))  # a JPEG can be decoded smaller at once
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((raw.pixels, raw.pixels))
            plain = upright.convert("RGB" if ending == ".jpg" else _mode(upright))
            drawn = Image.new(plain.mode, plain.size)  # without anything that was beside the pixels
            drawn.paste(plain)
            out = BytesIO()
            drawn.save(out, _FORMATS[ending], **_OPTIONS[ending])
    except NotWhatItSays:
        raise
    except Exception as error:  # whatever a broken picture makes a decoder do; its words may quote the file
        raise NotWhatItSays(type(error).__name__) from None
    return out.getvalue()


def _mode(picture: "Image.Image") -> str:
    """Return the mode in which a picture keeps its transparency, if it has one."""
    return "RGBA" if picture.has_transparency_data else "RGB"
