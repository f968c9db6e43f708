"""Results as a workbook: a cover with method and limits, then a sheet for each question.

Every text is written as a text, never as a formula: survey files may come from strangers.
"""

import re
from io import BytesIO

from xlsxwriter import Workbook

from bot.exports.cells import one_line
from bot.exports.export import Export
from bot.exports.looks import PLAIN_TEXT, Looks
from bot.exports.sheets import write_question
from bot.exports.wording import facts, limits, method
from bot.speech import speech
from domain.languages import text_in

LONGEST_NAME = 31  # of a sheet
LONGEST_LINK = 255
_NOT_IN_NAMES = re.compile(r"[^\w.\- ]")
_ACROSS = (0, 1)


def write_xlsx(export: Export) -> bytes:
    """Return the workbook.

    Raises:
        ValueError: There is no release.
    """
    file = BytesIO()
    book = Workbook(file, {"in_memory": True, **PLAIN_TEXT})
    looks = Looks(book, speech(export.language))
    entries = export.report.results.entries
    names = [_sheet_name(number, entry.question) for number, entry in enumerate(entries, 1)]
    _cover(looks, export, names)
    for place, name in enumerate(names):
        write_question(book, looks, name, export.report, place)
    book.close()
    return file.getvalue()


def _cover(looks: Looks, export: Export, names: list[str]) -> None:
    said, results = looks.said, export.report.results
    release = results.release
    if release is None:
        raise ValueError("a workbook needs a release")
    _ = said.gettext
    title, city, process = (
        text_in(texts, said.language) for texts in (results.title, export.city, export.title)
    )
    looks.describe(title, city, process, release.closed_on)
    sheet = looks.sheet(_sheet_name(0, _("Overview")), (28, 92))
    row = looks.paragraph(sheet, 0, _ACROSS, f"{process} · {city}", looks.note)
    row = looks.paragraph(sheet, row, _ACROSS, title, looks.title) + 1
    for name, value in facts(results, release, said):
        looks.write(sheet, row, 0, name, looks.name)
        looks.cell(sheet, row, 1, value, looks.text)
        row += 1
    for heading, paragraphs in (
        (_("How these numbers came about"), method(release, said)),
        (_("What these numbers cannot say"), limits(results, release, said)),
    ):
        looks.write(sheet, row + 1, 0, heading, looks.small_heading)
        row += 2
        for paragraph in paragraphs:
            row = looks.paragraph(sheet, row, _ACROSS, paragraph, looks.text)
    looks.write(sheet, row + 1, 0, _("Questions"), looks.small_heading)
    for place, (name, entry) in enumerate(zip(names, results.entries, strict=True), row + 2):
        label = one_line(f"{said.number(place - row - 1)}. {text_in(entry.label, said.language)}")
        sheet.merge_range(place, 0, place, 1, "", looks.link)
        sheet.write_url(place, 0, f"internal:'{name}'!A1", looks.link, label[:LONGEST_LINK])


def _sheet_name(number: int, question: str) -> str:
    """Return a sheet's name: unlike any other by its number, without what workbooks forbid."""
    name = _NOT_IN_NAMES.sub("", one_line(question))
    return (f"{number} {name}" if number else name)[:LONGEST_NAME].strip()
