"""What all that is printed for residents shares: texts that fonts can draw, QR codes, setting a PDF."""

import json
import re
import shutil
import tempfile
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

import matplotlib
import segno
import typst

from bot.dialogs.markup import unformatted
from bot.pictures.lettering import LONGEST_TEXT, drawable

FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"  # DejaVu, which may be shipped
BLANK = "…………"  # where the chat would put an answer

_LINK = re.compile(r"\[([^\[\]]+)\]\((https?://[^()\s]+)\)")


def printed(text: str) -> list[str]:
    """Return a form's text as paragraphs for paper: without markup, with a blank for each answer in it."""
    with_addresses = _LINK.sub(r"\1 (\2)", text)
    plain = unformatted(with_addresses, lambda _name: BLANK)
    return [words for line in plain.splitlines() if (words := drawn(line))]


def printed_line(text: str) -> str:
    """Return a form's text as one line for paper."""
    return " ".join(printed(text))


def drawn(text: str) -> str:
    """Return a text in one line, without what the fonts cannot draw, however long it is."""
    flat = " ".join(text.split())
    parts = (flat[start : start + LONGEST_TEXT] for start in range(0, len(flat), LONGEST_TEXT))
    return "".join(map(drawable, parts)).strip()


def qr_svg(link: str) -> str:
    """Return a link's QR code as a drawing; what stands around it leaves the quiet zone."""
    drawing = BytesIO()
    segno.make_qr(link, error="m").save(drawing, kind="svg", xmldecl=False, svgns=True, border=0, nl=False)
    return drawing.getvalue().decode()


def set_pdf(
    template: Path, content: Mapping[str, Any], day: date, pictures: Mapping[str, bytes] | None = None
) -> bytes:
    """Return a PDF that screen readers can read. The same content and day give the same bytes.

    Args:
        template: What it looks like.
        content: What it says, as JSON can hold it; it is never read as markup.
        day: The day that stands in the file.
        pictures: What the template finds beside it, by names that are safe as those of files.
    """
    if not pictures:
        return _compiled(template, content, day)
    with tempfile.TemporaryDirectory(prefix="paper") as folder:  # typst takes pictures from files only
        beside = Path(folder)
        for name, picture in pictures.items():
            (beside / name).write_bytes(picture)
        return _compiled(Path(shutil.copy(template, beside)), content, day)


def _compiled(template: Path, content: Mapping[str, Any], day: date) -> bytes:
    return typst.compile(
        template,
        root=template.parent,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(content, ensure_ascii=False)},
        pdf_standards="ua-1",  # accessible: a file that breaks its rules is refused
        timestamp=datetime.combine(day, time(), UTC),
    )


def day_data(day: date) -> Mapping[str, int]:
    """Return a day as the templates take it."""
    return {"year": day.year, "month": day.month, "day": day.day}
