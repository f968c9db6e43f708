"""Drawing a picture: a PNG that is read on a phone, in either direction of writing.

Importing this file loads matplotlib, which takes most of a second and some 50 MB: import it where the
first picture is drawn. Drawing takes a few hundred milliseconds of CPU: keep it off the event loop.
"""

from bot.pictures.bars import draw_bars
from bot.pictures.chart import Picture, ProgressChart, QrCode, StackedChart
from bot.pictures.page import Page
from bot.pictures.progress import draw_progress
from bot.pictures.qr_code import qr_png
from bot.pictures.stacked import draw_stacked
from bot.pictures.style import FOOTER, INK, INNER, MARGIN, MUTED, PAPER, PART, RULE, SUBTITLE, TITLE, WIDTH
from domain.languages import is_right_to_left

MOST_TITLE_LINES, MOST_FOOTER_LINES = 6, 6
SECTION_GAP = 38


def draw_png(picture: Picture) -> bytes:
    """Return the picture as a PNG, 1080 pixels wide and as high as its bars need.

    The same picture gives the same bytes. Characters that cannot be drawn are left out (`drawable`).

    Raises:
        ValueError: The picture has more bars or segments than a phone shows legibly.
    """
    if isinstance(picture, QrCode):
        return qr_png(picture.link)
    page = Page(WIDTH, PAPER, is_right_to_left(picture.language))
    page.space(MARGIN)
    page.paragraph(MARGIN, TITLE.lines(picture.title, INNER, MOST_TITLE_LINES), TITLE, INK)
    for text, letters, colour in ((picture.part, PART, INK), (picture.subtitle, SUBTITLE, MUTED)):
        if text:
            page.space(12)
            page.paragraph(MARGIN, letters.lines(text, INNER, MOST_TITLE_LINES), letters, colour)
    page.space(SECTION_GAP)
    if isinstance(picture, StackedChart):
        draw_stacked(page, picture)
    elif isinstance(picture, ProgressChart):
        draw_progress(page, picture)
    else:
        draw_bars(page, picture)
    page.space(SECTION_GAP)
    page.bar(MARGIN, INNER, 2, RULE, rounding=0)
    page.space(22)
    for paragraph in picture.footer.splitlines():
        page.paragraph(MARGIN, FOOTER.lines(paragraph, INNER, MOST_FOOTER_LINES), FOOTER, MUTED)
    page.space(MARGIN - 16)
    return page.png()
