"""How far something is: a bar, and below it the way there, step by step.

What has been is a filled dot, what is planned an open one, and the day stands beside each: nothing is told by
colour alone.
"""

from bot.pictures.chart import MOST_STEPS, ProgressChart
from bot.pictures.lettering import Lettering, drawable
from bot.pictures.page import LINE, Page
from bot.pictures.style import BAR, GAP, INK, INNER, LABEL, MARGIN, MUTED, PAPER, TRACK, WIDTH

CAPTION, DAY = Lettering(36, bold=True), Lettering(29, bold=True)
HEIGHT, ROUNDING = 48, 10
THINNEST = 10
BAR_TO_CAPTION, CAPTION_TO_STEPS, STEP_TO_STEP = 10, 42, 26
DOT, RING, WAY = 30, 6, 6  # pixels: a dot, the rim of an open one, the line between them
MOST_LINES = 3


def draw_progress(page: Page, chart: ProgressChart) -> None:
    """Draw the bar and the steps from the place where the page stands.

    Raises:
        ValueError: There are more than `MOST_STEPS`.
    """
    if len(chart.steps) > MOST_STEPS:
        raise ValueError(f"at most {MOST_STEPS} steps")
    page.bar(MARGIN, INNER, HEIGHT, TRACK, ROUNDING)
    if chart.share > 0:
        page.bar(MARGIN, max(INNER * min(chart.share, 1), THINNEST), HEIGHT, BAR, ROUNDING)
    page.space(HEIGHT + BAR_TO_CAPTION)
    page.paragraph(MARGIN, CAPTION.lines(chart.caption, INNER, MOST_LINES), CAPTION, INK)
    if chart.steps:
        page.space(CAPTION_TO_STEPS)
    text_at = MARGIN + DOT + GAP
    for place, step in enumerate(chart.steps):
        lines = LABEL.lines(step.text, WIDTH - MARGIN - text_at, MOST_LINES)
        day_height = DAY.size * LINE
        height = day_height + len(lines) * LABEL.size * LINE
        if place < len(chart.steps) - 1:
            # The way to the next dot; the dots are drawn over its ends.
            down = day_height / 2
            page.space(down)
            page.bar(MARGIN + (DOT - WAY) / 2, WAY, height + STEP_TO_STEP, TRACK, rounding=0)
            page.space(-down)
        _draw_dot(page, day_height, is_past=step.is_past)
        page.beside(text_at, day_height, drawable(step.day), DAY, INK if step.is_past else MUTED)
        page.space(day_height)
        page.paragraph(text_at, lines, LABEL, INK if step.is_past else MUTED)
        if place < len(chart.steps) - 1:
            page.space(STEP_TO_STEP)


def _draw_dot(page: Page, height: float, *, is_past: bool) -> None:
    down = (height - DOT) / 2
    page.space(down)
    page.bar(MARGIN, DOT, DOT, BAR, rounding=DOT / 2)
    if not is_past:
        inner = DOT - 2 * RING
        page.space(RING)
        page.bar(MARGIN + RING, inner, inner, PAPER, rounding=inner / 2)
        page.space(-RING)
    page.space(-down)
