"""The whole program as somebody meets it who types `make run`: the bot, the simulator, the chat page."""

import os
import re
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selenium.webdriver import Chrome

from tests.simulator_page.chat_page import ChatPage

START_SECONDS = 90  # a first start reads all surveys, and others may start beside it
CROWD_SECONDS = 120
WAVE_SECONDS = 60


class TownPage(ChatPage):
    """The chat page of the running town, and the link that its first member of staff opens."""

    def __init__(self, browser: Chrome, url: str, staff_link: str, environment: dict[str, str]) -> None:
        super().__init__(browser, url)
        self.staff_link = staff_link
        self.environment = environment

    def buttons(self, person: int) -> list[str]:
        """Return the labels of the newest inline keyboard."""
        found: list[str] = self.script(
            """const keyboards = [...document.querySelectorAll(arguments[0] + ' .inline-keyboard')];
            const newest = keyboards.pop();
            return newest ? [...newest.querySelectorAll('.key')].map(key => key.innerText.trim()) : [];""",
            self.column(person),
        )
        return found

    def tap(self, person: int, label: str) -> None:
        """Tap the newest button whose label contains these words, and wait until the chat has changed."""
        self.until(lambda: any(label in one for one in self.buttons(person)))
        before = self.seen(person)
        self.script(
            """const newest = [...document.querySelectorAll(arguments[0] + ' .inline-keyboard')].pop();
            const keys = [...newest.querySelectorAll('.key')];
            keys.find(key => key.innerText.includes(arguments[1])).click();""",
            self.column(person),
            label,
        )
        self.until_changed(person, before)

    def until_changed(self, person: int, before: str) -> None:
        """Wait until the chat shows something else, with buttons or without."""
        self.until(lambda: self.seen(person) != before)

    def answers(self, person: int, text: str, until: str = "", until_button: str = "") -> None:
        """Go through a survey by what is on the screen, up to a message or a button with some words."""
        while not (until and any(until in seen for seen in self.texts(person))):
            labels = self.buttons(person)
            if until_button and any(until_button in label for label in labels):
                return
            choices = [label for label in labels if re.match(r"(✓ )?\d+(\.|$)", label)]
            boxes = [label for label in labels if label.startswith("☐")]
            done = [label for label in labels if "(" in label and not label[0].isdigit()]
            submit = [label for label in labels if label.startswith("✔")]
            if submit:
                self.tap(person, submit[0])
            elif done:
                self.tap(person, done[0])
            elif boxes:
                self.tap(person, boxes[len(boxes) // 3])
            elif choices:
                self.tap(person, choices[len(choices) // 2])
            else:
                self.say(person, text)  # its own bubble comes first, so wait for other buttons
                self.until(lambda shown=labels: self.buttons(person) not in ([], shown))  # type: ignore[misc]

    def start(self, person: int, payload: str) -> None:
        """Start the bot as from a link, which the page shows as a Start button."""
        self.control("POST", f"people/{person}/send", text=f"/start {payload}")

    def invitation(self) -> str:
        """Return a fresh invitation of staff from the command line, as what follows ?start= in its link."""
        command = [sys.executable, "-m", "app", "staff", "invite", "--role", "manager"]
        link = subprocess.run(
            command, env=self.environment, check=True, capture_output=True, text=True
        ).stdout
        return link.strip().partition("?start=")[2]

    def seen(self, person: int) -> str:
        """Return all that stands in the person's chat."""
        return "\n".join(self.texts(person) + self.buttons(person))

    def waits_for(self, person: int, words: str) -> None:
        """Wait until the person sees a message that contains these words."""
        self.until(lambda: any(words in text for text in self.texts(person)))

    def until_results(self, person: int, survey: str) -> None:
        """Open a survey's results again and again until a wave has closed and its questions are there."""
        end = time.monotonic() + WAVE_SECONDS
        while True:
            self.say(person, "/results")
            self.tap(person, survey)
            time.sleep(0.5)
            if "3" in self.buttons(person):
                return
            assert time.monotonic() < end, self.seen(person)

    def until_crowd_has_finished(self, residents: int) -> None:
        """Wait until so many of the scripted residents have gone all the way."""
        end = time.monotonic() + CROWD_SECONDS
        while self.control("GET", "crowd")["finished"] < residents:
            assert time.monotonic() < end, self.control("GET", "crowd")
            time.sleep(0.2)


@contextmanager
def running_town(browser: Chrome, folder: Path) -> Iterator[TownPage]:
    """Run the program with an empty database, and end it again."""
    environment = {
        **{name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")},
        "DATABASE_URL": f"sqlite:///{folder}/quartier.db",
    }
    bot = subprocess.Popen(
        [sys.executable, "-m", "app", "run"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment,
    )
    try:
        printed = _printed_until(bot, "quartier staff invite")
        page, link = re.findall(r"http://\S+", printed)[:2]
        yield TownPage(browser, page.rstrip("/"), link, environment)
    finally:
        bot.terminate()
        bot.communicate(timeout=20)


def _printed_until(bot: "subprocess.Popen[str]", words: str) -> str:
    """Return what the program prints up to some words."""
    assert bot.stdout is not None
    printed, end = "", time.monotonic() + START_SECONDS
    while words not in printed and time.monotonic() < end:
        if select.select([bot.stdout], [], [], 1)[0]:
            printed += os.read(bot.stdout.fileno(), 65536).decode()
        assert bot.poll() is None, printed
    assert words in printed, printed
    return printed
