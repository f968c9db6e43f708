"""Takes pictures of the chat page and keeps their files small."""

import asyncio
from io import BytesIO
from pathlib import Path

from PIL import Image
from selenium.webdriver import Chrome

from tests.journeys.town_in_browser import TownPage

DOCS = Path(__file__).resolve().parents[2] / "docs"
COLOURS = 256  # a third of the file; nobody sees the difference
WIDTH, HEIGHT, TALLEST = 390, 980, 1950


def take_picture(browser: Chrome, name: str) -> None:
    """Save what the browser shows.

    Args:
        browser: The browser.
        name: Folder and name below `docs`, without an ending.
    """
    shown = Image.open(BytesIO(browser.get_screenshot_as_png())).convert("RGB")
    (DOCS / name).parent.mkdir(exist_ok=True)
    shown.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE).save(
        DOCS / f"{name}.png", optimize=True
    )


async def take_phone(town: TownPage, name: str, person: int) -> None:
    """Save what a person sees on a phone; a long message makes it taller, so that it is seen as a whole."""
    town.size(WIDTH, HEIGHT)
    town.open(person)
    await asyncio.sleep(1)  # pictures in the chat are loaded
    town.size(WIDTH, whole_height(town, person))
    await asyncio.sleep(0.7)  # it has come to rest
    take_picture(town.browser, name)


def whole_height(town: TownPage, person: int) -> int:
    """Return how tall a phone has to be to show all of the newest message; the longest are cut as usual."""
    more: float = town.script(
        """const chat = document.querySelector(arguments[0] + ' .messages');
        const newest = [...chat.querySelectorAll('.message')].pop();
        return newest ? newest.getBoundingClientRect().height + 40 - chat.clientHeight : 0;""",
        town.column(person),
    )
    whole = HEIGHT + max(0, round(more))
    return whole if whole <= TALLEST else HEIGHT
