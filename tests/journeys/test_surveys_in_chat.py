"""A survey comes to life in the chat: the town's Excel is sent, mended, tried out, opened, and answered."""

import asyncio
import io
from pathlib import Path
from random import Random

import openpyxl
import pytest

from bot.speech import OWN_NAMES, speech
from domain.survey_life import LARGEST_FORM
from simulator.residents import Resident
from simulator.server import Simulator
from tests.journeys.bot_process import ROOT, BotProcess
from tests.journeys.conftest import MakeBot
from tests.journeys.fillers import Filler
from tests.journeys.tables import survey_of
from tests.usecases.authoring import FORM
from tests.usecases.test_survey_texts import filled_in
from usecases.survey_texts import TextsFormat

EXCEL = ROOT.parent / "shared" / "xlsforms" / "mitwirken_umfrage.xlsx"
SAID = speech("en")
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def press(one: Resident, label: str) -> None:
    await one.waits_for(label)
    await one.press(label)
    await one.settles()


async def manager_of(bot: BotProcess, simulator: Simulator) -> Resident:
    manager = await simulator.resident("Mia", "en")
    await manager.start()
    await press(manager, OWN_NAMES["en"])  # the bot is there
    code, link = bot.command("staff", "invite", "--role", "manager")
    assert code == 0, link
    await manager.start(link.strip().partition("start=")[2])
    await manager.settles()
    return manager


def broken(excel: bytes) -> bytes:
    """Return the form with a type that does not exist in its third row."""
    book = openpyxl.load_workbook(io.BytesIO(excel))
    sheet = book["survey"]
    column = next(cell.column for cell in sheet[1] if str(cell.value).strip() == "type")
    sheet.cell(3, column).value = "hologram"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


async def send(one: Resident, name: str, content: bytes, media_type: str = SHEET) -> None:
    await one.upload("document", content, name, mime_type=media_type)


@pytest.mark.soak
@pytest.mark.timeout(400)  # the form is read twice and gone through, in processes of their own
@pytest.mark.skipif(not EXCEL.exists(), reason="the public forms are not beside this checkout")
async def test_the_towns_excel_goes_from_a_broken_file_to_a_residents_receipt(
    make_bot: MakeBot, simulator: Simulator, town_database: str
) -> None:
    bot = make_bot(debug=True)
    bot.start()
    manager, excel = await manager_of(bot, simulator), EXCEL.read_bytes()
    await manager.say("/surveys")
    await press(manager, "Send a new questionnaire")
    await send(manager, "Bedarf.xlsx", broken(excel))
    await manager.waits_for("cannot be used yet", timeout=60)
    assert "hologram" in manager.last().text
    await press(manager, "Send a corrected file")
    await send(manager, "Bedarf (2).xlsx", excel)
    await manager.waits_for("can be used", timeout=60)
    await press(manager, "Check all ways")
    await manager.waits_for("Nobody gets stuck", timeout=110)
    await press(manager, "Try out the draft")
    await press(manager, OWN_NAMES["de"])
    assert "PREVIEW – nothing is saved" in manager.last().text
    await press(manager, "Leave the preview")
    assert "Nothing of it was kept" in manager.last().text

    # To go through it to its end in a preview takes as long as answering it; the small survey does that.
    code, printed = bot.command("survey", "open", "bedarf", "--until", "2029-12-31", "--checked")
    assert code == 0, printed
    anna, survey = await simulator.resident("Anna", "tr"), survey_of(town_database, "bedarf")
    thanks = await Filler(anna, "tr", survey, survey.name, town_database, Random(5)).take_part()
    assert speech("tr").gettext("Your receipt code:") in thanks.text
    await press(manager, "All surveys")
    await manager.waits_for("open until")


@pytest.mark.timeout(300)
async def test_a_small_survey_goes_from_the_file_to_a_residents_receipt(
    make_bot: MakeBot, simulator: Simulator, tmp_path: Path
) -> None:
    bot = make_bot(debug=True)
    bot.start()
    manager = await manager_of(bot, simulator)
    await send(manager, "Spielplatz.md", FORM.encode(), "text/markdown")
    await manager.waits_for("can be used", timeout=60)
    for language, question, yes, child, skip in (
        ("tr", "Oynar mısınız?", "Evet", "Çocuk", "Atla"),
        ("ar", "هل تلعب؟", "نعم", "طفل", None),
    ):
        await press(manager, "Try out the draft")
        await press(manager, OWN_NAMES[language])
        await manager.waits_for(question)
        assert "PREVIEW – nothing is saved" in manager.last().text
        await press(manager, yes)
        await press(manager, child)
        await press(manager, skip or speech(language).gettext("Skip"))
        await press(manager, speech(language).gettext("Submit"))
        await manager.waits_for("Submitted would have been")
        assert "play = yes" in manager.last().text
        await press(manager, "Back to the survey")
    await press(manager, "Try out the draft")
    await press(manager, OWN_NAMES["de"])
    for label in ("Ja", "Kind", speech("de").gettext("Skip"), speech("de").gettext("Submit")):
        await press(manager, label)
    await press(manager, "I have checked it")
    await press(manager, "Open it for residents")
    await press(manager, "Today")
    await manager.say("31 December 2027")
    await press(manager, "No, it is open to everybody")
    await manager.waits_for("Open “")
    await press(manager, "Yes, do it now")
    await manager.waits_for("open until")

    anna = await simulator.resident("Anna", "tr")
    await anna.start()
    await press(anna, OWN_NAMES["tr"])
    await press(anna, speech("tr").gettext("Yes, I agree"))
    await anna.waits_for("Spielplatz")
    await anna.press_data(anna.last().id, "m:survey:spielplatz")
    await anna.settles()
    for label in ("Hayır", "Yetişkin", speech("tr").gettext("Skip"), speech("tr").gettext("Submit")):
        await press(anna, label)
    await anna.waits_for(speech("tr").gettext("Your receipt code:"))

    await anna.upload("document", FORM.encode(), "Spielplatz.md", mime_type="text/markdown")
    await anna.settles()
    code, printed = bot.command("survey", "show", "spielplatz")
    assert code == 0
    assert "submitted: 1" in printed
    assert "draft" not in printed


@pytest.mark.soak
@pytest.mark.timeout(300)
async def test_bombs_and_what_is_too_large_are_refused_and_the_bot_lives_on(
    make_bot: MakeBot, simulator: Simulator
) -> None:
    import zipfile

    bot = make_bot(debug=True)
    bot.start()
    manager = await manager_of(bot, simulator)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("form.md", b"\0" * (60 * 1024 * 1024))
    for name in ("bomb.zip", "bomb.xlsx"):
        await send(manager, name, packed.getvalue())
        await manager.waits_for(f"{name}", timeout=30)
        await manager.waits_for("cannot be used yet", timeout=60)
    await send(manager, "large.xlsx", b"x" * (LARGEST_FORM + 1))
    await manager.waits_for("larger than", timeout=30)
    await send(manager, "Spielplatz.md", FORM.encode(), "text/markdown")
    await manager.waits_for("can be used", timeout=60)


async def handed_over(one: Resident, simulator: Simulator, name: str) -> bytes:
    """Wait for a file of the bot's with this name, and return its bytes."""
    async with asyncio.timeout(60):
        while not (
            found := [seen for seen in one.sees() if seen.get("document", {}).get("file_name") == name]
        ):
            await one.person.chat.next_change()
    stored = simulator.world.files.by_id(found[0]["document"]["file_id"])
    assert stored is not None
    return stored.body


@pytest.mark.soak
@pytest.mark.timeout(300)
async def test_texts_go_out_to_a_translator_and_come_back(make_bot: MakeBot, simulator: Simulator) -> None:
    bot = make_bot(debug=True)
    bot.start()
    manager = await manager_of(bot, simulator)
    await send(manager, "Spielplatz.md", FORM.encode(), "text/markdown")
    await manager.waits_for("can be used", timeout=60)
    await press(manager, "Back to the survey")
    await press(manager, "Texts and translations")
    await press(manager, OWN_NAMES["uk"])
    for ending, kind in (("po", TextsFormat.PO), ("xlsx", TextsFormat.XLSX)):
        await press(manager, f"(.{ending})")
        content = await handed_over(manager, simulator, f"spielplatz-uk.{ending}")
        await press(manager, "Send a translated file")
        filled = filled_in(
            content, kind, {"title": f"Майданчик {ending}", "question:who:label": "Хто ${play}?"}
        )
        await send(manager, f"uk.{ending}", filled, "application/octet-stream")
        async with asyncio.timeout(60):
            while "new or changed translation was taken" not in manager.last().text:
                await manager.person.chat.next_change()
        assert "question:who:label" in manager.last().text
        await press(manager, "Texts and translations")
        await press(manager, OWN_NAMES["uk"])
    await press(manager, "Send a translated file")
    await send(manager, "uk.po", b"nothing of the kind", "application/octet-stream")
    await manager.waits_for("This file could not be read", timeout=60)
