"""Horizontal bars: each as long as its share of those who answered, with share and count beside it."""

from dataclasses import dataclass

from babel.numbers import format_decimal

from bot.pictures.chart import MOST_BARS, Chart
from bot.pictures.lettering import Lettering, drawable
from bot.pictures.page import Page
from bot.pictures.style import BAR, GAP, INK, INNER, LABEL, MARGIN, MUTED, TRACK, WIDTH
from domain.languages import locale_of

HEADING = Lettering(32, bold=True)
HEADING_TO_BAR, BAR_TO_HEADING = 8, 34
MOST_LABEL_LINES = 3
ROUNDING = 8
THINNEST = 4  # one in a thousand shows, too
LOW_LABEL = 130  # labels no wider stand before their bars: numbers of a scale, yes and no


@dataclass(frozen=True, slots=True)
class Sizes:
    """Letterings and pixels of a bar with what stands around it."""

    label: Lettering
    share: Lettering
    count: Lettering
    height: int
    label_to_bar: int
    bar_to_label: int


TALL = Sizes(LABEL, Lettering(34, bold=True), Lettering(30), 34, 6, 26)
LOW = Sizes(LABEL, TALL.share, TALL.count, 48, 0, 26)  # labels stand before the bars
GROUPED = Sizes(Lettering(27), Lettering(29, bold=True), Lettering(26), 24, 4, 14)


def draw_bars(page: Page, chart: Chart) -> None:
    """Draw a chart's bars from the place where the page stands.

    Raises:
        ValueError: There are more than `MOST_BARS`.
    """
    if len(chart.bars) > MOST_BARS:
        raise ValueError(f"a chart has at most {MOST_BARS} bars")
    is_grouped = any(bar.heading for bar in chart.bars)
    label_column = max((LABEL.width(drawable(bar.label)) for bar in chart.bars), default=0)
    is_low = label_column <= LOW_LABEL and not is_grouped
    sizes = GROUPED if is_grouped else LOW if is_low else TALL
    counts = [f"({format_decimal(bar.count, locale=locale_of(chart.language))})" for bar in chart.bars]
    share_column = max((sizes.share.width(drawable(bar.caption)) for bar in chart.bars), default=0)
    count_column = max((sizes.count.width(count) for count in counts), default=0)
    start = MARGIN + label_column + GAP if is_low else MARGIN
    end = WIDTH - MARGIN
    length = end - count_column - share_column - GAP * 2.5 - start
    for place, (bar, count) in enumerate(zip(chart.bars, counts, strict=True)):
        if place:
            page.space(BAR_TO_HEADING if bar.heading else sizes.bar_to_label)
        if bar.heading:
            page.paragraph(MARGIN, HEADING.lines(bar.heading, INNER, MOST_LABEL_LINES), HEADING, INK)
            page.space(HEADING_TO_BAR)
        if is_low:
            page.beside(start - GAP, sizes.height, drawable(bar.label), sizes.label, INK, at_end=True)
        else:
            lines = sizes.label.lines(bar.label, INNER, MOST_LABEL_LINES)
            page.paragraph(MARGIN, lines, sizes.label, INK)
            page.space(sizes.label_to_bar)
        share_end = end - count_column - GAP
        page.beside(share_end, sizes.height, drawable(bar.caption), sizes.share, INK, at_end=True)
        page.beside(end, sizes.height, count, sizes.count, MUTED, at_end=True)
        page.bar(start, length, sizes.height, TRACK, ROUNDING)  # as long as all who answered
        if bar.count:
            page.bar(start, max(length * bar.share, THINNEST), sizes.height, BAR, ROUNDING)
        page.space(sizes.height)
