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
_MARK_SIGNS = re.compile(r"\*\*|`")
PAGE_WIDTH = 170  # millimetres between the margins
MILLIMETRES_A_LETTER = 2.2
LONGEST_WORD = 24  # letters; a longer one is broken


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
    _number_pages(page.footer.paragraphs[0])
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
            _write(document.add_heading("", len(heading_line[1]) - 1), heading_line[2])
        elif lines[at].startswith("- "):
            _write(document.add_paragraph(style="List Bullet"), lines[at][2:])
        elif lines[at].strip():
            _write(document.add_paragraph(), lines[at])
        at = end
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _number_pages(paragraph: "Paragraph") -> None:
    """Write “Seite 1 von 9” as fields that the office program fills in."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for words, field in (("Seite ", "PAGE"), (" von ", "NUMPAGES")):
        paragraph.add_run(words)
        element = OxmlElement("w:fldSimple")
        element.set(qn("w:instr"), field)
        paragraph._p.append(element)


def _add_table(document: "Document", lines: list[str]) -> None:
    """Add a table whose head stands on every page that it reaches, and whose rows are not torn in two."""
    from docx.oxml import OxmlElement
    from docx.shared import Mm, Pt

    rows = [_cells(line) for line in lines if not _RULER.fullmatch(line)]
    widths = _widths(rows)
    table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for number, row in enumerate(rows):
        properties = table.rows[number]._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if number == 0:
            properties.append(OxmlElement("w:tblHeader"))
        for cell, text, width in zip(table.rows[number].cells, row, widths, strict=True):
            cell.width = Mm(width)  # LibreOffice looks here, Word at the columns
            cell.paragraphs[0].paragraph_format.space_after = Pt(2)
            cell.paragraphs[0].paragraph_format.keep_with_next = number == 0
            _write(cell.paragraphs[0], f"**{text}**" if number == 0 else text)
    document.add_paragraph()


def _widths(rows: list[list[str]]) -> list[float]:
    """Return millimetres for the columns: room for the longest word, and the rest as texts are long."""
    texts = [[_MARK_SIGNS.sub("", text) for text in column] for column in zip(*rows, strict=True)]
    words = [max((len(word) for text in column for word in text.split()), default=1) for column in texts]
    lengths = [sum(map(len, column)) / len(column) for column in texts]
    needed = [MILLIMETRES_A_LETTER * min(word, LONGEST_WORD) + 5 for word in words]
    rest = max(0.0, PAGE_WIDTH - sum(needed))
    wanted = [
        need + rest * length / max(1.0, sum(lengths)) for need, length in zip(needed, lengths, strict=True)
    ]
    return [width * PAGE_WIDTH / sum(wanted) for width in wanted]


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
