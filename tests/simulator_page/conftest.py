"""A simulator of its own process, a scripted bot and a headless Chromium, shared by the tests of the page."""

import shutil
import tempfile
from collections.abc import Iterator

import pytest
from selenium.webdriver import Chrome, ChromeOptions, ChromeService

from tests.simulator_page.chat_page import ChatPage
from tests.simulator_page.scripted_bot import ScriptedBot
from tests.simulator_page.simulator_process import TOKEN, simulator_process

QUIET = (
    "headless=new no-sandbox disable-gpu disable-quic no-first-run disable-background-networking "
    "disable-component-update disable-sync disable-dev-shm-usage lang=en-GB"
)


@pytest.fixture(scope="session")
def simulator_url() -> Iterator[str]:
    with simulator_process() as url:
        yield url


@pytest.fixture(scope="session")
def bot(simulator_url: str) -> Iterator[ScriptedBot]:
    bot = ScriptedBot(f"{simulator_url}/bot{TOKEN}")
    bot.start()
    yield bot
    bot.stop()


@pytest.fixture(scope="session")
def downloads() -> Iterator[str]:
    folder = tempfile.mkdtemp(prefix="downloads")
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def browser(downloads: str) -> Iterator[Chrome]:
    binary, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if binary is None or driver is None:
        pytest.fail("the tests of the chat page need chromium and chromedriver")
    profile = tempfile.mkdtemp(prefix="chromium")
    options = ChromeOptions()
    options.binary_location = binary
    for argument in QUIET.split():
        options.add_argument(f"--{argument}")
    options.add_argument(f"--user-data-dir={profile}")
    options.add_experimental_option("prefs", {"download.default_directory": downloads})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    browser = Chrome(options=options, service=ChromeService(driver))
    yield browser
    browser.quit()
    shutil.rmtree(profile, ignore_errors=True)


@pytest.fixture
def page(simulator_url: str, bot: ScriptedBot, browser: Chrome) -> Iterator[ChatPage]:
    """The page on a desk, in a simulator without people; afterwards the console has to be empty."""
    page = ChatPage(browser, simulator_url)
    page.control("POST", "reset")
    page.size(1440, 900)
    bot.updates.clear()
    page.console()
    yield page
    assert page.console() == []
