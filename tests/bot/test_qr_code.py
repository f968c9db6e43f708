"""A ticket's QR code is read by another library, also small, turned and with a stain on it."""

from io import BytesIO

import numpy as np
import pytest
import zxingcpp
from PIL import Image

from bot.pictures.chart import QrCode
from bot.pictures.drawing import draw_png
from bot.pictures.qr_code import PIXELS
from domain.tickets import ticket_link

LINK = ticket_link("https://t.me/QuartierKornwestheimBot", bytes(range(12)))


def picture() -> Image.Image:
    return Image.open(BytesIO(draw_png(QrCode(LINK)))).convert("L")


def read(image: Image.Image) -> list[str]:
    return [one.text for one in zxingcpp.read_barcodes(np.array(image))]


def test_it_holds_the_link() -> None:
    assert read(picture()) == [LINK]


def test_it_has_its_quiet_zone_and_is_large_enough_for_a_phone() -> None:
    shown = picture()
    assert shown.width == shown.height >= PIXELS
    dark = np.array(shown) < 128
    module = shown.width // 45
    rim = 4 * module
    assert not dark[:rim].any()
    assert not dark[:, :rim].any()
    assert not dark[-rim:].any()
    assert not dark[:, -rim:].any()


@pytest.mark.parametrize("width", [160, 320, 1080])
@pytest.mark.parametrize("turned", [0, 7, 90, 200])
def test_it_is_read_small_large_and_turned(width: int, turned: int) -> None:
    shown = picture().resize((width, width)).rotate(turned, expand=True, fillcolor=255)
    assert read(shown) == [LINK]


def test_it_is_read_with_a_stain_on_it() -> None:
    shown = picture()
    shown.paste(255, (shown.width // 2, shown.height // 2, shown.width // 2 + 60, shown.height // 2 + 60))
    assert read(shown) == [LINK]


def test_the_link_stands_in_no_log_line() -> None:
    assert LINK not in repr(QrCode(LINK))
