"""A simulator of its own process, a scripted bot and a headless Chromium, shared by the tests of the page."""

import re
import shutil
import tempfile
from collections.abc import Iterator

import pytest
from selenium.webdriver import Chrome

from tests.browser import headless_chromium
from tests.simulator_page.chat_page import ChatPage
from tests.simulator_page.scripted_bot import ScriptedBot
from tests.simulator_page.simulator_process import TOKEN, simulator_process


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
    with headless_chromium(downloads) as browser:
        yield browser


@pytest.fixture
def page(simulator_url: str, bot: ScriptedBot, browser: Chrome) -> Iterator[ChatPage]:
    """The page on a desk, in a simulator without people; afterwards the console has to be empty."""
    page = ChatPage(browser, simulator_url)
    page.control("POST", "reset")
    page.size(1440, 900)
    bot.updates.clear()
    page.console()
    yield page
    # The page before may still have asked for somebody whom the reset took away.
    assert [line for line in page.console() if not re.search(r"/people/\d+/chat .*404", line)] == []
