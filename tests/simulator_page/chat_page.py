"""The chat page in a browser, in the words of somebody who uses it."""

import json
import urllib.request
from collections.abc import Callable
from typing import Any, TypeVar

from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

WAIT_SECONDS = 10
# What Selenium asks for each element with a script of its own, asked for all of them at once.
VISIBLE = """const visible = element => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0
        && element.checkVisibility({opacityProperty: true, visibilityProperty: true});
};
const found = [...document.querySelectorAll(arguments[0])].filter(visible);"""
T = TypeVar("T")


class ChatPage:
    """What is seen and done on the page; `url` is the simulator's."""

    def __init__(self, browser: Chrome, url: str) -> None:
        self.browser = browser
        self.url = url

    def control(self, method: str, path: str, **values: Any) -> Any:
        """Call the control API from outside the page."""
        data = json.dumps(values).encode() if values else None
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.url}/control/{path}", data, headers, method=method)  # noqa: S310
        with urllib.request.urlopen(request) as response:  # noqa: S310 - the address is this test's simulator
            return json.load(response)

    def person(self, name: str, language: str = "en") -> int:
        """Add somebody; returns the id."""
        added: int = self.control("POST", "people", name=name, language_code=language)["id"]
        return added

    def open(self, *people: int, path: str = "/?ui=en") -> None:
        """Open the page with the columns of these people, the last one active."""
        remembered = json.dumps({"open": people, "active": people[-1] if people else None})
        script = f"localStorage.setItem('simulator', {json.dumps(remembered)})"
        first = self.browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": script})
        self.browser.get(self.url + path)
        self.browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", first)
        self.until(lambda: self.all(".column" if people else ".welcome h2, dialog"))

    def size(self, width: int, height: int, *, touch: bool = False) -> None:
        """Give the page the size of a screen, in CSS pixels."""
        screen = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": touch}
        self.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
        self.browser.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": touch})

    def all(self, css: str) -> list[WebElement]:
        """Return the elements that are on the page now."""
        return self.browser.find_elements(By.CSS_SELECTOR, css)

    def one(self, css: str) -> WebElement:
        """Wait for a visible element."""
        element: WebElement = self.until(lambda: self.script(f"{VISIBLE} return found[0] ?? null", css))
        return element

    def until(self, seen: Callable[[], T | None]) -> T:
        """Wait until `seen` returns something true, and return that."""
        ignored = [StaleElementReferenceException]
        wait = WebDriverWait(self.browser, WAIT_SECONDS, poll_frequency=0.05, ignored_exceptions=ignored)
        found: T = wait.until(lambda _: seen())  # type: ignore[assignment]
        return found

    def column(self, person: int) -> str:
        """Return the selector of a person's column."""
        return f'.column[data-person="{person}"]'

    def texts(self, person: int) -> list[str]:
        """Return the texts of the person's messages, oldest first."""
        found: list[str] = self.script(
            "return [...document.querySelectorAll(arguments[0])].map(text => text.innerText)",
            f"{self.column(person)} .message .text",
        )
        return found

    def sees(self, person: int, text: str) -> None:
        """Wait until the person sees a message with exactly this text."""
        self.until(lambda: text in self.texts(person))

    def press(self, person: int, label: str) -> None:
        """Click a button of the person's phone by its visible text or its name."""

        named = "element => [element.innerText.trim(), element.ariaLabel].includes(arguments[1])"

        def click() -> bool:
            button = self.script(
                f"{VISIBLE} return found.find({named}) ?? null", f"{self.column(person)} button", label
            )
            if button is not None:
                button.click()
            return button is not None

        self.until(click)

    def say(self, person: int, text: str) -> None:
        """Type a message and send it with Enter."""
        field = self.one(f"{self.column(person)} textarea")
        field.send_keys(text, Keys.ENTER)

    def console(self) -> list[str]:
        """Return what the browser's console got since the last time."""
        entries = self.browser.get_log("browser")  # type: ignore[no-untyped-call]
        return [entry["message"] for entry in entries]

    def script(self, script: str, *values: Any) -> Any:
        """Run a script in the page."""
        return self.browser.execute_script(script, *values)
