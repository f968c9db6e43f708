"""Stacked bars: every segment holds its sign and its share; what is too narrow for it stands below."""

from bot.pictures.chart import MOST_ROWS, MOST_SEGMENTS, Key, Row, StackedChart
from bot.pictures.lettering import Lettering, drawable
from bot.pictures.page import Page
from bot.pictures.style import GAP, INK, INNER, LABEL, MARGIN, MUTED, TRACK, WIDTH, letters_on, shades

SIGN, SHARE = Lettering(25), Lettering(29, bold=True)
PEOPLE, LEGEND, BELOW = Lettering(28), Lettering(28), Lettering(26)
HEIGHT, SIGN_HEIGHT = 86, 40
LABEL_TO_BAR, BAR_TO_BELOW, ROW_TO_ROW = 8, 6, 30
SEAM = 4  # paper between two segments
PADDING = 8  # of letters in a segment
SWATCH, LEGEND_LINE, LEGEND_GAP = 44, 56, 36
MOST_LABEL_LINES = 2


def draw_stacked(page: Page, chart: StackedChart) -> None:
    """Draw a chart's legend and rows from the place where the page stands.

    Raises:
        ValueError: There are more rows or segments than a phone shows legibly.
    """
    if len(chart.rows) > MOST_ROWS or len(chart.keys) > MOST_SEGMENTS:
        raise ValueError(f"at most {MOST_ROWS} rows of {MOST_SEGMENTS} segments")
    colours = shades(len(chart.keys))
    if any(key.label for key in chart.keys):
        _draw_legend(page, chart.keys, colours)
        page.space(ROW_TO_ROW)
    for place, row in enumerate(chart.rows):
        if place:
            page.space(ROW_TO_ROW)
        _draw_label(page, row)
        _draw_segments(page, row, chart.keys, colours)


def _draw_legend(page: Page, keys: tuple[Key, ...], colours: list[str]) -> None:
    x: float = MARGIN
    for key, colour in zip(keys, colours, strict=True):
        (label, *_) = LEGEND.lines(key.label, INNER - SWATCH - GAP, 1) or [""]
        width = SWATCH + GAP / 2 + LEGEND.width(label)
        if x > MARGIN and x + width > WIDTH - MARGIN:
            page.space(LEGEND_LINE)
            x = MARGIN
        page.bar(x, SWATCH, SWATCH, colour, rounding=6)
        page.centred(x, SWATCH, SWATCH, drawable(key.sign), SIGN, letters_on(colour))
        page.beside(x + SWATCH + GAP / 2, SWATCH, label, LEGEND, INK)
        x += width + LEGEND_GAP
    page.space(SWATCH)


def _draw_label(page: Page, row: Row) -> None:
    people = drawable(row.people)
    page.beside(WIDTH - MARGIN, LABEL.size * 1.32, people, PEOPLE, MUTED, at_end=True)
    lines = LABEL.lines(row.label, INNER - PEOPLE.width(people) - GAP, MOST_LABEL_LINES)
    page.paragraph(MARGIN, lines, LABEL, INK)
    page.space(LABEL_TO_BAR)


def _draw_segments(page: Page, row: Row, keys: tuple[Key, ...], colours: list[str]) -> None:
    given = [one for one in zip(row.segments, keys, colours, strict=True) if one[0].share > 0]
    if not given:
        page.bar(MARGIN, INNER, HEIGHT, TRACK, rounding=0)
    room = INNER - SEAM * (len(given) - 1)
    below: list[str] = []
    x: float = MARGIN
    for segment, key, colour in given:
        width = room * segment.share
        page.bar(x, width, HEIGHT, colour, rounding=0)
        sign, caption, letters = drawable(key.sign), drawable(segment.caption), letters_on(colour)
        if max(SIGN.width(sign), SHARE.width(caption)) + PADDING <= width:
            page.centred(x, width, SIGN_HEIGHT, sign, SIGN, letters, down=4)
            page.centred(x, width, HEIGHT - SIGN_HEIGHT, caption, SHARE, letters, down=SIGN_HEIGHT - 4)
        else:
            if SIGN.width(sign) + PADDING <= width:
                page.centred(x, width, HEIGHT, sign, SIGN, letters)
            below.append(f"{sign}: {caption}")
        x += width + SEAM
    page.space(HEIGHT)
    if below:
        page.space(BAR_TO_BELOW)
        page.paragraph(MARGIN, BELOW.lines("  ·  ".join(below), INNER, 2), BELOW, INK)
