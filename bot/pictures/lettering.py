"""Lettering of pictures: which characters can be drawn, how wide a line is, where it breaks.

The fonts are matplotlib's own (DejaVu Sans: Latin, Cyrillic, Greek, Arabic), so that a picture looks the
same on every machine.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

import matplotlib
from matplotlib.font_manager import FontProperties, get_font

_FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
_REGULAR, _BOLD = _FONTS / "DejaVuSans.ttf", _FONTS / "DejaVuSans-Bold.ttf"

POINTS_PER_INCH = 72
"""Pictures have as many pixels an inch, so that a size in points is a size in pixels."""

LONGEST_TEXT = 600  # characters; no question is as long, and a hostile one must not cost time
ELLIPSIS = "…"
UNKNOWN_LETTER = "\N{REPLACEMENT CHARACTER}"

_LEFT_TO_RIGHT_MARK, _RIGHT_TO_LEFT_MARK = "\u200e", "\u200f"
_NON_JOINER = "\u200c"  # it shapes Persian letters
_ISOLATES = "\u2066\u2067\u2068\u2069"
_INVISIBLE_BUT_USEFUL = frozenset({_LEFT_TO_RIGHT_MARK, _RIGHT_TO_LEFT_MARK, _NON_JOINER, *_ISOLATES})
_VARIATIONS = range(0xFE00, 0xFE10)  # they only ask for a colourful form
_NO_BREAK_SPACES = "\u00a0\u202f"
_EQUALS = "\u00a0=\u00a0"  # in "1 = not at all" the meaning stays with its number
_FIRST_PICTOGRAM = "\u2600"
_MOST_MARKS = 3  # on one letter; more is a prank that paints over the lines above


@dataclass(frozen=True, slots=True)
class Lettering:
    """A size in pixels and a weight."""

    size: int
    bold: bool = False

    @property
    def font(self) -> FontProperties:
        """Return the font as matplotlib wants it."""
        return FontProperties(fname=_BOLD if self.bold else _REGULAR, size=self.size)

    def width(self, line: str) -> float:
        """Return how wide a line is, in pixels."""
        face = get_font(_BOLD if self.bold else _REGULAR)
        face.set_size(self.size, POINTS_PER_INCH)
        face.set_text(line, features=features(line))
        return float(face.get_width_height()[0]) / 64  # the font counts in 64ths of a pixel

    def lines(self, text: str, width: float, most: int) -> list[str]:
        """Break a text into lines no wider than `width` pixels; what exceeds `most` lines is cut with …."""
        lines = list(islice(self._broken(drawable(text), width), most + 1))
        if len(lines) <= most:
            return lines
        last = lines[most - 1]
        while last and self.width(last + ELLIPSIS) > width:
            last = last[:-1]
        return [*lines[: most - 1], last.rstrip() + ELLIPSIS]

    def _broken(self, text: str, width: float) -> Iterator[str]:
        """Yield one line after the other, broken at spaces, inside a word only if it is too long alone."""
        line = ""
        for word in text.replace(" = ", _EQUALS).split(" "):
            joined = f"{line} {word}" if line and word else line or word
            if self.width(joined) <= width:
                line = joined
                continue
            if line:
                yield line
            while self.width(word) > width:
                head = self._start_that_fits(word, width)
                yield head
                word = word[len(head) :]
            line = word
        if line:
            yield line

    def _start_that_fits(self, word: str, width: float) -> str:
        """Return the longest start of an overlong word that fits, at least one character."""
        too_long = 2  # measuring is quick for short texts only
        while too_long < len(word) and self.width(word[:too_long]) <= width:
            too_long *= 2
        fits, too_long = too_long // 2, min(too_long, len(word))
        while too_long - fits > 1:
            middle = (fits + too_long) // 2
            if self.width(word[:middle]) <= width:
                fits = middle
            else:
                too_long = middle
        return word[:fits]


def features(line: str) -> tuple[str] | None:
    """Return the font's features for a line; None: as the font has them.

    Latin ligatures hide Turkish dots and the joints of German words; Arabic writing cannot do without
    its own (لأ).
    """
    arabic = any(unicodedata.bidirectional(character) == "AL" for character in line)
    return None if arabic else ("-liga",)


def directed(line: str, right_to_left: bool) -> str:
    """Return the line with its base direction fixed, whatever character it begins with."""
    return (_RIGHT_TO_LEFT_MARK if right_to_left else _LEFT_TO_RIGHT_MARK) + line


def drawable(text: str) -> str:
    """Return the text without what cannot or should not be drawn.

    Emoji, control characters and direction overrides go; a letter that the fonts lack becomes �, so that
    nobody takes the rest for the whole word.
    """
    characters: list[str] = []
    marks = 0
    for character in unicodedata.normalize("NFC", text[:LONGEST_TEXT]):
        category = unicodedata.category(character)
        marks = marks + 1 if category == "Mn" else 0
        if character.isspace():
            characters.append(character if character in _NO_BREAK_SPACES else " ")
        elif character in _INVISIBLE_BUT_USEFUL or (
            category not in ("Cc", "Cf", "Cs", "Co", "Cn")
            and marks <= _MOST_MARKS
            and not _is_pictogram(character, category)
            and ord(character) in _known()
        ):
            characters.append(character)
        elif category[0] in "LN":
            characters.append(UNKNOWN_LETTER)
    return "".join(characters)


def _is_pictogram(character: str, category: str) -> bool:
    return (
        category == "Me"  # a frame around a digit
        or ord(character) in _VARIATIONS
        or (category in ("So", "Sk") and character >= _FIRST_PICTOGRAM)
    )


@cache
def _known() -> frozenset[int]:
    """Return the code points that both weights can draw."""
    regular, bold = (frozenset(get_font(path).get_charmap()) for path in (_REGULAR, _BOLD))
    return regular & bold
