"""Takes the pictures of README and docs again: `make screenshots`. Look at them before they are committed."""

import re
import tempfile
import time
from pathlib import Path

from selenium.webdriver import Chrome

from bot.speech import OFFERED, speech
from tests.browser import headless_chromium
from tests.journeys.handbook_pictures import take_handbook
from tests.journeys.report_pages import take_pages
from tests.journeys.town_in_browser import TownPage, running_town

PICTURES = Path(__file__).resolve().parent.parent.parent / "docs" / "screenshots"
PHONE, DESK = (390, 980), (1440, 900)
PEOPLE = {
    "de": ("Anna", "Deutsch", "Mehr Bänke im Park"),
    "tr": ("Ayşe", "Türkçe", "Parkta daha çok bank"),
    "ar": ("سمير", "العربية", "مقاعد أكثر في الحديقة"),
}
STAFF = {"de": "Frau Weber", "tr": "Deniz Kaya", "ar": "ليلى"}
CROWD = 60
RECEIPT = re.compile(r"(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}")
SOURCES = ["plakat-bahnhof", "brief", "plakat-rathaus"]


def take_all(browser: Chrome, folder: Path) -> None:
    """Run the town once and take every picture."""
    with running_town(browser, folder) as town:
        for language in PEOPLE:
            _resident(town, language)
        crowd = {"de": 3, "de_simple": 1, "en": 1, "tr": 2, "ar": 2}
        town.control(
            "PUT", "crowd", residents=CROWD, languages=crowd, pace_seconds=0.05, seed=3, payloads=SOURCES
        )
        town.until_crowd_has_finished(CROWD - 10)
        _second_wave(town)
        for language in STAFF:
            _staff(town, language)
        _side_by_side(town)


def _resident(town: TownPage, language: str) -> None:
    name, own_name, text = PEOPLE[language]
    _ = speech(language).gettext
    person = town.person(name, language)
    town.size(*PHONE)
    town.open(person)
    town.start(person, "plakat-bahnhof")
    town.until(lambda: len(town.buttons(person)) == len(OFFERED))
    _take(town, f"resident-{language}-1-language")
    town.tap(person, own_name)
    _take(town, f"resident-{language}-2-consent")
    town.tap(person, _("Yes, I agree"))
    town.tap(person, _("Start"))
    _take(town, f"resident-{language}-3-question")
    town.answers(person, text, until_button="☐")
    town.tap(person, "☐")
    _take(town, f"resident-{language}-4-boxes")
    town.answers(person, text, until=_("Your answers"))
    _take(town, f"resident-{language}-5-review")
    town.answers(person, text, until=_("Thank you! Your answers have arrived."))
    _take(town, f"resident-{language}-6-thanks")
    (code,) = {found for text in town.texts(person) for found in RECEIPT.findall(text)}
    town.control("POST", f"people/{person}/send", text=f"/withdraw {code}")
    town.until(lambda: any(_("Yes, delete these answers") in label for label in town.buttons(person)))
    _take(town, f"resident-{language}-7-withdraw")


def _second_wave(town: TownPage) -> None:
    """Let an editor close a wave: the first one came as soon as 20 answers were there."""
    _ = speech("de").gettext
    person = town.person("Herr Roth", "de")
    town.size(*PHONE)
    town.open(person)
    town.start(person, town.invitation())
    town.until(lambda: len(town.texts(person)) > 1)
    town.until_results(person, "1.")
    town.tap(person, _("Close a wave now"))
    _take(town, "staff-de-5-wave")
    town.tap(person, "1.")
    time.sleep(2)
    _take(town, "staff-de-6-wave-closed")


def _staff(town: TownPage, language: str) -> None:
    person = town.person(STAFF[language], language)
    town.size(*PHONE)
    town.open(person)
    town.start(person, town.invitation())
    town.until(lambda: len(town.texts(person)) > 1)
    town.control("POST", f"people/{person}/send", text="/language")
    town.tap(person, PEOPLE[language][1])
    town.until_results(person, "1.")
    _take(town, f"staff-{language}-1-questions")
    town.tap(person, "8")
    town.until(lambda: town.all(f"{town.column(person)} .message img"))
    _take(town, f"staff-{language}-2-results")
    town.say(person, "/stats")
    time.sleep(1)
    _take(town, f"staff-{language}-3-participation")
    town.say(person, "/moderate")
    time.sleep(1)
    town.tap(person, "1")
    time.sleep(1)
    _take(town, f"staff-{language}-4-moderation")


def _side_by_side(town: TownPage) -> None:
    people = [each["id"] for each in town.control("GET", "state")["people"] if not each.get("crowd")]
    town.size(*DESK)
    town.open(*people[:3])
    _take(town, "desk")


def _take(town: TownPage, name: str) -> None:
    """Save what the browser shows, once it has come to rest."""
    time.sleep(0.7)
    PICTURES.mkdir(exist_ok=True)
    town.browser.get_screenshot_as_file(str(PICTURES / f"{name}.png"))


if __name__ == "__main__":
    with headless_chromium() as chromium:
        for take in (take_all, take_handbook):
            with tempfile.TemporaryDirectory() as temporary:
                take(chromium, Path(temporary))
    take_pages()
