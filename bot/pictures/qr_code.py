"""A link as a QR code: dark on light, with the quiet zone that cameras need around it."""

from io import BytesIO

import segno

PIXELS = 640  # wide at the least: a phone shows it sharp, and it is read from an arm's length
QUIET = 4  # modules around the code, as the standard wants it
REPAIRS = "m"  # 15 % of it may be covered by a scratch or a reflection


def qr_png(link: str) -> bytes:
    """Return a link's QR code as PNG.

    Raises:
        ValueError: The link is too long for any code.
    """
    code = segno.make_qr(link, error=REPAIRS)
    scale = -(-PIXELS // code.symbol_size(border=QUIET)[0])
    picture = BytesIO()
    code.save(picture, kind="png", scale=scale, border=QUIET)
    return picture.getvalue()
