"""How pictures look: sizes in pixels, colours, letterings. Letters stand out from their ground 4.5 to 1."""

from bot.pictures.lettering import Lettering

WIDTH = 1080  # a messenger shows no wider picture on a phone
MARGIN = 56
INNER = WIDTH - 2 * MARGIN
GAP = 20  # between what stands side by side

PAPER, INK, MUTED = "#ffffff", "#16212e", "#4a5868"  # muted on paper: 7.2 to 1
BAR, TRACK, RULE = "#0b5cad", "#e4eaf1", "#cbd5e0"  # a bar on its track: 5.5 to 1, in any colour vision
_SHADES = ((214, 231, 247), (92, 158, 216), (6, 41, 94))  # light, middle, dark
_DARK_LETTERS = "#060a10"

TITLE, SUBTITLE, PART = Lettering(42, bold=True), Lettering(29), Lettering(31, bold=True)
LABEL, FOOTER = Lettering(32), Lettering(25)


def shades(count: int) -> list[str]:
    """Return so many shades of one colour from light to dark, each well apart from the next.

    One colour is read in its order in any colour vision and in a copy in grey.
    """
    return [_shade(place / max(count - 1, 1)) for place in range(count)]


def letters_on(ground: str) -> str:
    """Return the colour of letters on a ground: dark or white, whichever stands out more."""
    return max(_DARK_LETTERS, PAPER, key=lambda letters: contrast(letters, ground))


def contrast(one: str, other: str) -> float:
    """Return how far two colours stand apart, from 1 to 21, as WCAG 2 counts."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _shade(depth: float) -> str:
    """Return the shade between light (0) and dark (1)."""
    start, way = (_SHADES[:2], depth * 2) if depth < 0.5 else (_SHADES[1:], depth * 2 - 1)
    parts = (round(a + (b - a) * way) for a, b in zip(*start, strict=True))
    return "#" + "".join(f"{part:02x}" for part in parts)
