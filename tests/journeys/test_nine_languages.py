"""The town's survey in each of the nine languages, from /start to the receipt, as it looks on a phone."""

import asyncio
import re
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from PIL import Image
from selenium.webdriver import Chrome

from bot.speech import FIRST_STRONG_ISOLATE, OFFERED, POP_DIRECTIONAL_ISOLATE, speech
from domain.languages import Language, is_right_to_left, text_in
from domain.survey import Kind, Survey
from simulator.server import Simulator
from tests.browser import headless_chromium
from tests.journeys import tables
from tests.journeys.bot_process import BotProcess
from tests.journeys.conftest import on_sqlite
from tests.journeys.walkers import THANKS, Walker, without_delay
from tests.simulator_page.chat_page import ChatPage

NAMES = ("Anna", "Lea", "Emma", "Ayşe", "Giulia", "Ioana", "Оксана", "Ivana", "سمير")
RECEIPT = re.compile(r"(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}")
WORDS = re.compile(r"[^\W\d_]{4,}")


@on_sqlite
async def test_everybody_comes_from_start_to_receipt_in_their_own_language(
    simulator: Simulator, bot: BotProcess, town_survey: Survey, town_database: str, tmp_path: Path
) -> None:
    walkers = [
        Walker(
            await simulator.resident(name, "de"),
            language,
            town_survey,
            f"Bank {name}",
            Random(place),
            without_delay,
        )
        for place, (name, language) in enumerate(zip(NAMES, OFFERED, strict=True))
    ]
    await asyncio.gather(*(one.take_part() for one in walkers))
    codes = set()
    for one in walkers:
        thanks = one.resident.last().text
        assert thanks.startswith(one.said.gettext(THANKS)), one.language
        codes.update(RECEIPT.findall(thanks))
        check_isolation(thanks)
    assert len(codes) == len(OFFERED)
    assert sum(len(one.accepted) for one in walkers) > 9 * 8
    assert tables.set_aside_updates(town_database) == {}
    await asyncio.to_thread(look_at_all, simulator, walkers, tmp_path)


def check_isolation(text: str) -> None:
    """What is put into a sentence keeps its own direction, and every isolation ends."""
    depth = 0
    for character in text:
        depth += (character == FIRST_STRONG_ISOLATE) - (character == POP_DIRECTIONAL_ISOLATE)
        assert depth in (0, 1, 2)
    assert depth == 0


def look_at_all(simulator: Simulator, walkers: list[Walker], folder: Path) -> None:
    """Take a picture of each phone: the thanks are in sight, and run in the language's direction."""
    with headless_chromium() as browser:
        page = ChatPage(browser, simulator.base_url)
        page.size(390, 844)
        for one in walkers:
            page.open(one.resident.person.id)
            sees_receipt(page, one.resident.person.id)
            file = folder / f"{one.language}.png"
            file.write_bytes(browser.get_screenshot_as_png())
            check_picture(file)
            check_direction(browser, page, one)


def sees_receipt(page: ChatPage, person: int) -> None:
    """Wait until a person's chat shows their code."""
    page.until(lambda: any(RECEIPT.search(text) for text in page.texts(person)))


def check_picture(file: Path) -> None:
    """A picture of a phone is as large as one, and something is drawn on it."""
    picture = Image.open(BytesIO(file.read_bytes())).convert("L")
    assert picture.size == (390, 844)
    tones = picture.histogram()
    assert sum(tones[:80]) > 500, "nothing is written"
    assert sum(tones[200:]) > 10_000


def check_direction(browser: Chrome, page: ChatPage, one: Walker) -> None:
    bubble = f"{page.column(one.resident.person.id)} .message:last-of-type"
    direction = browser.execute_script(
        "const newest = [...document.querySelectorAll(arguments[0])].pop(); "
        "return getComputedStyle(newest.querySelector('.text') ?? newest).direction",
        bubble,
    )
    assert direction == ("rtl" if is_right_to_left(one.language) else "ltr"), one.language


@pytest.mark.parametrize("language", OFFERED)
def test_no_question_of_the_towns_survey_is_asked_in_another_language(
    language: Language, town_survey_as_written: Survey
) -> None:
    """Whatever is shown stands in the reader's own language: nothing falls back to German in silence."""
    for question in town_survey_as_written.questions:
        assert question.label.get(language), question.name
        for choice in question.choices:
            assert choice.label.get(language), (question.name, choice.name)
        if question.constraint is not None and question.kind is not Kind.INTEGER:
            assert question.constraint_message.get(language), question.name
        assert text_in(question.label, language) == question.label[language]
    assert WORDS.search(speech(language).gettext(THANKS))


@pytest.fixture(scope="module")
def town_survey_as_written() -> Survey:
    from bot.speech import CATALOGUES
    from domain.periods import Periods
    from usecases.content import read_town
    from usecases.open_content import read_surveys

    folder = CATALOGUES.parent / "content"
    return read_surveys(read_town(folder, OFFERED, Periods().placeholders()), folder)["stadtweit"]
