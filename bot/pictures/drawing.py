"""Drawing a chart: horizontal bars as a PNG that is read on a phone, in either direction of writing.

Importing this file loads matplotlib, which takes most of a second and some 50 MB: import it where the
first picture is drawn. Drawing takes a few hundred milliseconds of CPU: keep it off the event loop.
"""

from babel.numbers import format_decimal

from bot.pictures.chart import MOST_BARS, Chart
from bot.pictures.lettering import Lettering, drawable
from bot.pictures.page import Page
from domain.languages import is_right_to_left, locale_of

WIDTH = 1080  # pixels; a messenger shows no wider picture on a phone
MARGIN = 56
INNER = WIDTH - 2 * MARGIN

PAPER, INK, MUTED = "#ffffff", "#16212e", "#4a5868"  # muted on paper: 7.2 to 1
BAR, TRACK, RULE = "#0b5cad", "#e4eaf1", "#cbd5e0"  # a bar on its track: 5.5 to 1, in any colour vision

TITLE, SUBTITLE = Lettering(42, bold=True), Lettering(29)
LABEL, SHARE, COUNT = Lettering(32), Lettering(34, bold=True), Lettering(30)
FOOTER = Lettering(25)
MOST_TITLE_LINES, MOST_LABEL_LINES, MOST_FOOTER_LINES = 6, 3, 6

BAR_HEIGHT = 34
ROUNDING = 8
THINNEST = 4  # one in a thousand shows, too
LABEL_TO_BAR = 6
BAR_TO_LABEL = 26
LOW_LABEL = 130  # labels no wider stand before their bars: numbers of a scale, yes and no
LOW_BAR_HEIGHT = 48
LOW_BAR_TO_BAR = 26
COLUMN_GAP = 20
SECTION_GAP = 38


def draw_png(chart: Chart) -> bytes:
    """Return the chart as a PNG, 1080 pixels wide and as high as its bars need.

    The same chart gives the same bytes. Characters that cannot be drawn are left out (`drawable`).

    Raises:
        ValueError: The chart has more than `MOST_BARS` bars.
    """
    if len(chart.bars) > MOST_BARS:
        raise ValueError(f"a chart has at most {MOST_BARS} bars")
    page = Page(WIDTH, PAPER, is_right_to_left(chart.language))
    page.space(MARGIN)
    page.paragraph(MARGIN, TITLE.lines(chart.title, INNER, MOST_TITLE_LINES), TITLE, INK)
    if chart.subtitle:
        page.space(12)
        page.paragraph(MARGIN, SUBTITLE.lines(chart.subtitle, INNER, MOST_TITLE_LINES), SUBTITLE, MUTED)
    page.space(SECTION_GAP)
    _draw_bars(page, chart)
    page.space(SECTION_GAP)
    page.bar(MARGIN, INNER, 2, RULE, rounding=0)
    page.space(22)
    for paragraph in chart.footer.splitlines():
        page.paragraph(MARGIN, FOOTER.lines(paragraph, INNER, MOST_FOOTER_LINES), FOOTER, MUTED)
    page.space(MARGIN - 16)
    return page.png()


def _draw_bars(page: Page, chart: Chart) -> None:
    counts = [format_decimal(bar.count, locale=locale_of(chart.language)) for bar in chart.bars]
    share_column = max((SHARE.width(drawable(bar.caption)) for bar in chart.bars), default=0)
    count_column = max((COUNT.width(f"({count})") for count in counts), default=0)
    values = share_column + COLUMN_GAP + count_column
    label_column = max((LABEL.width(drawable(bar.label)) for bar in chart.bars), default=0)
    low = label_column <= LOW_LABEL
    start = MARGIN + label_column + COLUMN_GAP if low else MARGIN
    length = WIDTH - MARGIN - values - COLUMN_GAP * 1.5 - start
    for place, (bar, count) in enumerate(zip(chart.bars, counts, strict=True)):
        height = LOW_BAR_HEIGHT if low else BAR_HEIGHT
        if place:
            page.space(LOW_BAR_TO_BAR if low else BAR_TO_LABEL)
        if low:
            page.beside(start - COLUMN_GAP, height, drawable(bar.label), LABEL, INK, at_end=True)
        else:
            page.paragraph(MARGIN, LABEL.lines(bar.label, INNER, MOST_LABEL_LINES), LABEL, INK)
            page.space(LABEL_TO_BAR)
        end = WIDTH - MARGIN
        page.beside(end - count_column - COLUMN_GAP, height, drawable(bar.caption), SHARE, INK, at_end=True)
        page.beside(end, height, f"({count})", COUNT, MUTED, at_end=True)
        page.bar(start, length, height, TRACK, ROUNDING)  # as long as all who answered
        if bar.count:
            page.bar(start, max(length * bar.share, THINNEST), height, BAR, ROUNDING)
        page.space(height)
