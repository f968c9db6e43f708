"""Takes pictures of a council's report on made-up answers: `python -m tests.journeys.report_pages`."""

from io import BytesIO
from pathlib import Path

from PIL import Image
from pypdfium2 import PdfDocument

from app.settings import load_settings
from app.wiring import build_house
from bot.exports.export import Export, write
from tests.domain.reporting import counted, reported
from usecases.open_content import read_surveys
from usecases.reports import Format

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
PAGES = (0, 1, 2)
DOTS_PER_POINT = 1.1
COLOURS = 64  # keep the files small; nobody sees the difference


def take_pages() -> None:
    """Write one picture a language: the first pages side by side."""
    settings = load_settings()
    town = build_house(settings, b"").town
    survey = read_surveys(town, settings.content)["stadtweit"]
    report = reported(survey, counted(survey, 640, number=3, falling=1.5))
    for language in ("de", "ar"):
        made = write(Export(report, Format.PDF, language, town.title, town.city))
        with PdfDocument(BytesIO(made)) as document:
            pages = [document[page].render(scale=DOTS_PER_POINT).to_pil() for page in PAGES]
        width, height = sum(page.width for page in pages), pages[0].height
        together = Image.new("RGB", (width + 12 * (len(pages) + 1), height + 24), "#8a94a3")
        left = 12
        for page in reversed(pages) if language == "ar" else pages:
            together.paste(page, (left, 12))
            left += page.width + 12
        together.quantize(COLOURS).save(PICTURES / f"report-{language}.png", optimize=True)


if __name__ == "__main__":
    take_pages()
