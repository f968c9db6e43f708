"""What the sheets of a workbook share: the looks of cells, and texts that are never formulas."""

from datetime import date, datetime, time
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format as Look
from xlsxwriter.worksheet import Worksheet

from bot.exports.cells import one_line
from bot.speech import Speech

INK, MUTED, BAR, HEAD, RULE = "#16212E", "#4A5868", "#0B5CAD", "#E4EAF1", "#CBD5E0"  # as in the pictures
LINE = 15.5  # points: the height of a row
A4 = 9
PLAIN_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


class Looks:
    """A workbook's looks, and how texts are written in its language."""

    def __init__(self, book: Workbook, said: Speech) -> None:
        self._book = book
        self.said = said
        self.title = self._look(bold=True, font_size=20, text_wrap=True)
        self.heading = self._look(bold=True, font_size=14, text_wrap=True)
        self.small_heading = self._look(bold=True, font_size=12, font_color=BAR)
        self.text = self._look(text_wrap=True)
        self.note = self._look(font_color=MUTED, text_wrap=True)
        self.link = self._look(font_color=BAR, underline=1, text_wrap=True)
        self.name = self._look(bold=True, text_wrap=True)
        head = {"bold": True, "bg_color": HEAD, "text_wrap": True, "valign": "vcenter", "bottom": 1}
        self.head = self._look(**head, bottom_color=RULE)
        self.group = self._look(**head, bottom_color=RULE, align="center")
        line: dict[str, Any] = {"bottom": 4, "bottom_color": RULE}
        self.label = self._look(**line, text_wrap=True)
        self.code = self._look(**line, font_color=MUTED)
        self.count = self._look(**line, num_format="#,##0")
        self.share = self._look(**line, num_format="0.0%")
        self.missing = self._look(**line, font_color=MUTED, align="right")
        self.sum = self._look(**line, num_format="#,##0", bold=True)
        self.sum_label = self._look(**line, bold=True)

    def _look(self, **properties: Any) -> Look:
        base = {"font_name": "Calibri", "font_size": 11, "font_color": INK, "valign": "top"}
        return self._book.add_format(base | properties)

    def sheet(self, name: str) -> Worksheet:
        """Add a sheet that prints well and runs in its language's direction."""
        sheet = self._book.add_worksheet(name)
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

    def paragraph(self, sheet: Worksheet, row: int, columns: tuple[int, int], text: str, look: Look) -> int:
        """Write a text across columns, as high as it needs; return the next row."""
        first, last = columns
        words = one_line(text)
        sheet.merge_range(row, first, row, last, "", look)
        sheet.write_string(row, first, words, look)
        size = look.font_size / 11
        sheet.set_row(row, LINE * size * (1 + int(len(words) * size) // 105))
        return row + 1

    def describe(self, title: str, author: str, subject: str, day: date) -> None:
        """Name the workbook. Its day is the release's: the same release gives the same file."""
        named = {"title": title, "author": author, "subject": subject}
        plain = {name: one_line(text) for name, text in named.items()}
        self._book.set_properties({**plain, "created": datetime.combine(day, time())})
