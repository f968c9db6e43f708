"""Takes the pictures of README and docs again: `make screenshots`. Look at them before they are committed.

`python -m tests.journeys.screenshots playground` takes those of one part: town, workshop, playground, report.
The letters are those of Debian's fonts-noto-core and fonts-noto-color-emoji, where DejaVu is not asked first.
"""

import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from selenium.webdriver import Chrome

from bot.speech import OFFERED, speech
from tests.browser import headless_chromium
from tests.journeys.camera import HEIGHT, WIDTH, take_picture, whole_height
from tests.journeys.handbook_pictures import take_playground, take_workshop
from tests.journeys.playground import SCREENSHOTS
from tests.journeys.report_pages import take_pages
from tests.journeys.town_in_browser import TownPage, running_town

PHONE, DESK = (WIDTH, HEIGHT), (1440, 900)
PEOPLE = {
    "de": ("Anna", "Deutsch", "Mehr Bänke im Park"),
    "tr": ("Ayşe", "Türkçe", "Parkta daha çok bank"),
    "ar": ("سمير", "العربية", "مقاعد أكثر في الحديقة"),
}
STAFF = {"de": "Frau Weber", "tr": "Deniz Kaya", "ar": "ليلى"}
CROWD = 60
PACE = 0.6  # seconds; whoever taps before the answer to the tap before is there goes astray
RECEIPT = re.compile(r"(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}")
SOURCES = ["plakat-bahnhof", "brief", "plakat-rathaus"]


def take_town(browser: Chrome, folder: Path) -> None:
    """Run the town once: residents in three languages, a crowd, and staff who look at results."""
    with running_town(browser, folder) as town:
        for language in PEOPLE:
            _resident(town, language)
        crowd = {"de": 3, "de_simple": 1, "en": 1, "tr": 2, "ar": 2}
        town.control(
            "PUT", "crowd", residents=CROWD, languages=crowd, pace_seconds=PACE, seed=3, payloads=SOURCES
        )
        town.until_crowd_has_finished(CROWD - 10)
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
    _take(town, f"resident-{language}-1-language", person)
    town.tap(person, own_name)
    _take(town, f"resident-{language}-2-consent", person)
    town.tap(person, _("Yes, I agree"))
    town.tap(person, _("Start"))
    _take(town, f"resident-{language}-3-question", person)
    town.answers(person, text, until_button="☐")
    town.tap(person, "☐")
    _take(town, f"resident-{language}-4-boxes", person)
    town.answers(person, text, until=_("Your answers"))
    _take(town, f"resident-{language}-5-review", person)
    town.answers(person, text, until=_("Thank you! Your answers have arrived."))
    _take(town, f"resident-{language}-6-thanks", person)
    (code,) = {found for text in town.texts(person) for found in RECEIPT.findall(text)}
    town.control("POST", f"people/{person}/send", text=f"/withdraw {code}")
    town.until(lambda: any(_("Yes, delete these answers") in label for label in town.buttons(person)))
    _take(town, f"resident-{language}-7-withdraw", person)


def _staff(town: TownPage, language: str) -> None:
    person = town.person(STAFF[language], language)
    town.size(*PHONE)
    town.open(person)
    town.start(person, town.invitation())
    town.until(lambda: len(town.texts(person)) > 1)
    town.control("POST", f"people/{person}/send", text="/language")
    town.tap(person, PEOPLE[language][1])
    town.until_results(person, "1.")
    _take(town, f"staff-{language}-1-questions", person)
    town.tap(person, "8")
    town.until(lambda: town.all(f"{town.column(person)} .message img"))
    _take(town, f"staff-{language}-2-results", person)
    town.say(person, "/stats")
    time.sleep(1)
    _take(town, f"staff-{language}-3-participation", person)
    town.say(person, "/moderate")
    time.sleep(1)
    town.tap(person, "1")
    time.sleep(1)
    _take(town, f"staff-{language}-4-moderation", person)


def _side_by_side(town: TownPage) -> None:
    people = [each["id"] for each in town.control("GET", "state")["people"] if not each.get("crowd")]
    town.size(*DESK)
    town.open(*people[:3])
    _take(town, "desk")


def _take(town: TownPage, name: str, person: int | None = None) -> None:
    """Save what the browser shows, once it has come to rest; of a person, the newest message as a whole."""
    time.sleep(1.3)  # what has changed stands out for a moment
    if person is not None:
        town.size(WIDTH, whole_height(town, person))
        time.sleep(0.3)
    take_picture(town.browser, f"{SCREENSHOTS}/{name}")
    if person is not None:
        town.size(*PHONE)


PARTS: dict[str, Callable[[Chrome, Path], None]] = {
    "town": take_town,
    "workshop": take_workshop,
    "playground": take_playground,
    "report": lambda _browser, _folder: take_pages(),
}

if __name__ == "__main__":
    with headless_chromium() as chromium:
        for part in sys.argv[1:] or PARTS:
            with tempfile.TemporaryDirectory() as temporary:
                PARTS[part](chromium, Path(temporary))
