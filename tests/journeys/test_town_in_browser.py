"""What a newcomer sees who types `make run`: residents in two languages, then staff, in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Chrome

from bot.speech import speech
from tests.browser import headless_chromium
from tests.journeys.town_in_browser import TownPage, running_town


@pytest.fixture(scope="module")
def browser() -> Iterator[Chrome]:
    with headless_chromium() as browser:
        yield browser


@pytest.fixture
def town(browser: Chrome, tmp_path: Path) -> Iterator[TownPage]:
    with running_town(browser, tmp_path) as town:
        yield town


def _takes_the_survey(town: TownPage, person: int, language: str, own_name: str, text: str) -> None:
    _ = speech(language).gettext
    town.start(person, "plakat-bahnhof")
    town.tap(person, own_name)
    town.tap(person, _("Yes, I agree"))
    town.tap(person, _("Start"))
    town.answers(person, text, until=_("Thank you! Your answers have arrived."))


def test_residents_answer_in_their_language_and_staff_see_the_counts(town: TownPage) -> None:
    town.size(1440, 900)
    ayse, samir, weber = (
        town.person("Ayşe", "tr"),
        town.person("سمير", "ar"),
        town.person("Frau Weber", "de"),
    )
    town.open(ayse, samir, weber)
    _takes_the_survey(town, ayse, "tr", "Türkçe", "Parkta daha çok bank")
    log = f"{town.column(samir)} [role=log]"
    _takes_the_survey(town, samir, "ar", "العربية", "مقاعد أكثر في الحديقة")
    assert (
        town.script("return getComputedStyle(document.querySelector(arguments[0])).direction", log) == "rtl"
    )

    german = speech("de").gettext
    town.start(weber, "")
    town.waits_for(weber, german("Please choose your language:"))
    town.say(weber, "/stats")
    town.waits_for(weber, german("This is for the town's staff only."))
    town.say(weber, "/start " + town.staff_link.partition("?start=")[2])
    town.waits_for(weber, german("administrator"))
    town.say(weber, "/results")
    town.tap(weber, "1. Befragung")
    town.waits_for(weber, "20")  # too few have answered: only how many are needed is named

    town.control(
        "PUT", "crowd", residents=40, languages={"de": 2, "tr": 1, "ar": 1}, pace_seconds=0.02, seed=7
    )
    town.until_crowd_has_finished(30)
    town.until_results(weber, "1. Befragung")
    town.tap(weber, "3")
    town.until(lambda: town.all(f"{town.column(weber)} .message img"))
    town.say(weber, "/stats")
    town.waits_for(weber, german("Participation"))
    assert town.console() == []
