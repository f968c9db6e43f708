"""A paper as a .docx file that officials can edit, made from the paper's Markdown."""

import re
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_MARKS = re.compile(r"(\*\*.+?\*\*|`.+?`)")
_HEADING = re.compile(r"(#{1,4}) (.+)")
_RULER = re.compile(r"[|\s:-]+")
_CELL_BORDER = re.compile(r"(?<!\\)\|")


def to_word(markdown: str, heading: str, written: datetime) -> bytes:
    """Return a paper as a .docx file.

    Args:
        markdown: Headings, paragraphs, points, tables, **bold** and `code`; nothing else is understood.
        heading: What stands above every page.
        written: The time that the file names as its own.
    """
    import docx  # loaded only where a paper is written
    from docx.shared import Mm, Pt

    document = docx.Document()
    document.styles["Normal"].font.name = "Arial"
    document.styles["Normal"].font.size = Pt(10)
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(20)
    page.header.paragraphs[0].text = heading
    properties = document.core_properties
    properties.author, properties.title, properties.language = "quartier", heading, "de"
    properties.created = properties.modified = written.replace(tzinfo=None)
    lines = markdown.splitlines()
    at = 0
    while at < len(lines):
        end = at + 1
        if lines[at].startswith("|"):
            while end < len(lines) and lines[end].startswith("|"):
                end += 1
            _add_table(document, lines[at:end])
        elif heading_line := _HEADING.fullmatch(lines[at]):
            document.add_heading(heading_line[2], len(heading_line[1]) - 1)
        elif lines[at].startswith("- "):
            _write(document.add_paragraph(style="List Bullet"), lines[at][2:])
        elif lines[at].strip():
            _write(document.add_paragraph(), lines[at])
        at = end
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _add_table(document: "Document", lines: list[str]) -> None:
    rows = [_cells(line) for line in lines if not _RULER.fullmatch(line)]
    table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
    for number, row in enumerate(rows):
        for cell, text in zip(table.rows[number].cells, row, strict=True):
            _write(cell.paragraphs[0], f"**{text}**" if number == 0 else text)
    document.add_paragraph()


def _cells(line: str) -> list[str]:
    return [cell.strip().replace("\\|", "|") for cell in _CELL_BORDER.split(line)[1:-1]]


def _write(paragraph: "Paragraph", text: str) -> None:
    for part in _MARKS.split(text):
        if part.startswith("**"):
            paragraph.add_run(part[2:-2]).bold = True
        elif part.startswith("`"):
            paragraph.add_run(part[1:-1]).font.name = "Courier New"
        elif part:
            paragraph.add_run(part)
