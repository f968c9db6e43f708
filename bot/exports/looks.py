"""What the sheets of a workbook share: the looks of cells, and texts that are never formulas."""

from collections.abc import Sequence
from datetime import date, datetime, time
from math import ceil
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format as Look
from xlsxwriter.worksheet import Worksheet

from bot.exports.cells import one_line
from bot.speech import Speech

INK, MUTED, BAR, HEAD, RULE = "#16212E", "#4A5868", "#0B5CAD", "#E4EAF1", "#CBD5E0"  # as in the pictures
LINE = 15.5  # points: the height of a row
PLAIN_LINE = 15.0  # points: of a row that nobody has made higher
TALL = 2 * LINE + 1
A4 = 9
PRINTED_PIXELS = 980  # across a landscape page
PRINTED_POINTS = 480  # down
LETTERS = 1.05  # that a column of width 1 holds, of the widest fonts that stand in for Calibri
PLAIN_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


class Looks:
    """A workbook's looks, and how texts are written in its language."""

    def __init__(self, book: Workbook, said: Speech) -> None:
        self._book = book
        self.said = said
        self.title = self._words(bold=True, font_size=20)
        self.heading = self._words(bold=True, font_size=14)
        self.small_heading = self._words(bold=True, font_size=12, font_color=BAR, text_wrap=False)
        self.text = self._words()
        self.note = self._words(font_color=MUTED)
        self.link = self._words(font_color=BAR, underline=1)
        self.name = self._words(bold=True)
        head = {"bold": True, "bg_color": HEAD, "valign": "vcenter", "bottom": 1, "bottom_color": RULE}
        self.head = self._words(**head)
        self.number_head = self._words(**head | {"align": "right"})
        self.group = self._words(**head | {"align": "center"})
        line: dict[str, Any] = {"bottom": 4, "bottom_color": RULE}
        self.label = self._words(**line)
        self.code = self._words(**line, font_color=MUTED, text_wrap=False, reading_order=1)
        self.count = self._look(**line, num_format="#,##0")
        self.share = self._look(**line, num_format="0.0%")
        self.missing = self._look(**line, font_color=MUTED, align="right")
        self.sum = self._look(**line, num_format="#,##0", bold=True)
        self.sum_label = self._words(**line, bold=True)
        self._widths: dict[str, Sequence[float]] = {}

    def _words(self, **properties: Any) -> Look:
        """Return the looks of words: they begin where their language begins, even with a number or a name."""
        side = {"reading_order": 2, "align": "right"} if self.said.right_to_left else {"align": "left"}
        return self._look(**{"text_wrap": True} | side | properties)

    def _look(self, **properties: Any) -> Look:
        base = {"font_name": "Calibri", "font_size": 11, "font_color": INK, "valign": "top"}
        return self._book.add_format(base | properties)

    def sheet(self, name: str, widths: Sequence[float]) -> Worksheet:
        """Add a sheet that prints well and runs in its language's direction.

        Args:
            name: Its name.
            widths: How wide its columns are, in letters; all of them fit on one printed page.
        """
        sheet = self._book.add_worksheet(name)
        self._widths[name] = widths
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        if self.said.right_to_left:
            sheet.right_to_left()
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&A&R&P / &N")
        return sheet

    def write(self, sheet: Worksheet, row: int, column: int, text: str, look: Look) -> None:
        """Write a text as a text, whatever it begins with."""
        sheet.write_string(row, column, one_line(text), look)

    def cell(self, sheet: Worksheet, row: int, column: int, text: str, look: Look) -> None:
        """Write a text into one cell, and make its row as high as the text needs."""
        self.write(sheet, row, column, text, look)
        self._heighten(sheet, row, text, look, self._widths[sheet.get_name()][column])

    def paragraph(self, sheet: Worksheet, row: int, columns: tuple[int, int], text: str, look: Look) -> int:
        """Write a text across columns, as high as it needs; return the next row."""
        first, last = columns
        sheet.merge_range(row, first, row, last, "", look)
        self.write(sheet, row, first, text, look)
        width = sum(self._widths[sheet.get_name()][first : last + 1])
        self._heighten(sheet, row, text, look, width)
        return row + 1

    def break_pages(self, sheet: Worksheet, whole: Sequence[tuple[int, int]]) -> None:
        """End printed pages where something begins that the page has no room for.

        Args:
            sheet: The sheet.
            whole: First row and end of each table and chart, from above.
        """
        pixels = sum(7 * width + 5 for width in self._widths[sheet.get_name()])
        page = int(PRINTED_POINTS * max(1.0, pixels / PRINTED_PIXELS) / PLAIN_LINE)
        top, breaks = 0, []
        for row, end in whole:
            if end - top > page and row > top:
                breaks.append(row)
                top = row
        sheet.set_h_pagebreaks(breaks)

    def _heighten(self, sheet: Worksheet, row: int, text: str, look: Look, width: float) -> None:
        # Office programs do not all look for themselves how high a row has to be.
        size = look.font_size / 11
        lines = max(1, ceil(len(one_line(text)) * size / (width * LETTERS)))
        if lines > 1 or size > 1:
            sheet.set_row(row, LINE * size * lines)

    def describe(self, title: str, author: str, subject: str, day: date) -> None:
        """Name the workbook. Its day is the release's: the same release gives the same file."""
        named = {"title": title, "author": author, "subject": subject}
        plain = {name: one_line(text) for name, text in named.items()}
        self._book.set_properties({**plain, "created": datetime.combine(day, time())})
