"""The staff's handbook's example: a questionnaire on a playground, as people send, mend and fill it in."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path

import openpyxl
from PIL import Image, ImageDraw

from domain.languages import Language
from tests.journeys.actors import Actor

EXCEL = Path(__file__).resolve().parents[2] / "docs" / "staff-handbook" / "Spielplatz.xlsx"
KEY = "spielplatz"
ORDER = ("shade", "toilet", "water", "benches")
AGES = ("under_3", "3_6", "7_12", "over_12")
PLACE = (48.8651, 9.1807)
WISH = {"de": "Eine Wippe", "tr": "Bir tahterevalli", "ar": "أرجوحة توازن"}

At = Callable[[str], Awaitable[None]]
"""Told of each card by its question's name, before it is answered for good; of the last one by `review`."""


async def at_nothing(_name: str) -> None:
    """Look at no card."""


@cache
def label(name: str, language: Language) -> str:
    """Return what a question, a repeat or a choice of the form is called; no two of them share a name."""
    book = openpyxl.load_workbook(EXCEL)
    for sheet in (book["survey"], book["choices"]):
        headings = {str(cell.value): cell.column - 1 for cell in sheet[1]}
        column = next(at for heading, at in headings.items() if _is_label(heading, language))
        for row in sheet.iter_rows(min_row=2, values_only=True):
            if row[headings["name"]] == name:
                return str(row[column])
    raise KeyError(name)


def _is_label(heading: str, language: Language) -> bool:
    return heading.startswith("label::") and heading.endswith(f"({language})")


def with_typing_errors() -> bytes:
    """Return the form as a first try looks: a list and a question are misspelled where they are named."""

    def misspell(name: str, heading: str, text: str) -> str:
        if (name, heading) == ("child_age", "type"):
            return "select_one age"
        return text.replace("${visits}", "${visit}") if (name, heading) == ("important", "relevant") else text

    return _changed(misspell)


def without_turkish_ages() -> bytes:
    """Return the form as it is when a translation is not complete yet."""
    return _changed(lambda name, heading, text: "" if name in AGES and _is_label(heading, "tr") else text)


def turkish_ages() -> dict[str, str]:
    """Return what a translator writes into the places that are missing then."""
    return {f"choice:ages:{code}:label": label(code, "tr") for code in AGES}


def _changed(change: Callable[[str, str, str], str]) -> bytes:
    book = openpyxl.load_workbook(EXCEL)
    for sheet in (book["survey"], book["choices"]):
        headings = [str(cell.value) for cell in sheet[1]]
        for row in sheet.iter_rows(min_row=2):
            name = str(row[headings.index("name")].value)
            for heading, cell in zip(headings, row, strict=True):
                if cell.value is not None:
                    cell.value = change(name, heading, str(cell.value)) or None
    out = BytesIO()
    book.save(out)
    return out.getvalue()


async def fill_in(card: Actor, at: At = at_nothing, *, stop_at: str = "", on_paper: bool = False) -> None:
    """Answer all cards up to the review, or to a card that is left as it is.

    Args:
        card: Whose cards they are, in the language that they are in.
        at: Told of each card.
        stop_at: The question that is not answered; empty for going on to the review.
        on_paper: The answers come from a paper, which has neither a place nor a picture.
    """

    async def asked(name: str, *before: str) -> bool:
        await card.resident.waits_for(label(name, card.language), 20)
        for one in before:
            await card.press(label(one, card.language))
        await card.resident.settles()
        await at(name)
        return name != stop_at

    async def choose(name: str, *codes: str) -> bool:
        goes_on = await asked(name)
        for code in codes if goes_on else ():
            await card.press(label(code, card.language))
        return goes_on

    if not await asked("hello"):
        return
    await card.press_named("Next")
    if not (await choose("visits", "weekly") and await asked("important", *ORDER[:2])):
        return
    await card.press(label(ORDER[2], card.language))  # the last one joins by itself
    await card.press_named("Done")
    await card.press_named("Add")
    await choose("child_age", "3_6")
    await choose("child_plays", "climb")
    await card.resident.waits_for(card.words("Add another"), 20)
    if not await asked("children"):
        return
    await card.press_named("Done")
    if not await asked("last_visit"):
        return
    await card.say(f"{datetime.now(UTC).date() - timedelta(days=3):%d.%m.%Y}")
    if not await asked("bench"):
        return
    if on_paper:
        await card.press_named("Skip")
    else:
        await card.resident.send_location(*PLACE)
    if not await asked("photo"):
        return
    if on_paper:
        await card.press_named("Skip")
    else:
        await card.resident.upload("photo", drawn_playground(), "photo.jpg", mime_type="image/jpeg")
    if not await asked("wish"):
        return
    await card.say(WISH[card.language])
    await card.resident.waits_for(card.words("Your answers"), 20)
    await card.resident.settles()
    await at("review")


@cache
def drawn_playground() -> bytes:
    """Return a picture of a slide in a meadow."""
    scale = 3  # drawn larger and made smaller, so that edges are soft
    picture = Image.new("RGB", (480 * scale, 320 * scale), "#bfe0f2")
    draw = ImageDraw.Draw(picture)

    def at(*points: tuple[int, int]) -> list[tuple[int, int]]:
        return [(x * scale, y * scale) for x, y in points]

    draw.ellipse(at((385, 25), (445, 85)), "#f7d046")
    draw.ellipse(at((-120, 185), (330, 420)), "#8cc084")
    draw.ellipse(at((180, 195), (640, 430)), "#7ab374")
    draw.rectangle(at((58, 150), (70, 225)), "#8a6a4f")
    draw.ellipse(at((22, 75), (108, 165)), "#4f8f5b")
    draw.ellipse(at((215, 262), (425, 305)), "#ecd9a0")
    for x in (190, 232):
        draw.line(at((x, 130), (x, 275)), "#a8452f", 7 * scale)
    for y in range(155, 275, 24):
        draw.line(at((190, y), (232, y)), "#a8452f", 6 * scale)
    draw.line(at((186, 130), (240, 130)), "#a8452f", 10 * scale)
    draw.line(at((236, 132), (330, 262), (375, 268)), "#d9643a", 16 * scale, joint="curve")
    draw.line(at((238, 118), (338, 256), (375, 260)), "#f0a05a", 6 * scale, joint="curve")
    out = BytesIO()
    picture.resize((480, 320), Image.Resampling.LANCZOS).save(out, "JPEG", quality=85)
    return out.getvalue()
