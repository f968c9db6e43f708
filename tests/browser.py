"""A headless Chromium for the tests that look at pages."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from selenium.webdriver import Chrome, ChromeOptions, ChromeService

# Without the flags on networking Chromium asks hosts of its maker at every start.
ARGUMENTS = (
    "headless=new no-sandbox disable-gpu disable-quic no-first-run disable-background-networking "
    "disable-component-update disable-sync disable-dev-shm-usage hide-scrollbars lang=en-GB"
)


@contextmanager
def headless_chromium(downloads: str = "") -> Iterator[Chrome]:
    """Start Chromium with an empty profile and end it again.

    Args:
        downloads: The folder for downloads; none are expected where it is empty.

    Raises:
        RuntimeError: Chromium or its driver is not installed.
    """
    binary, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if binary is None or driver is None:
        raise RuntimeError("install Debian's packages chromium and chromium-driver for the browser tests")
    profile = tempfile.mkdtemp(prefix="chromium")
    options = ChromeOptions()
    options.binary_location = binary
    for argument in ARGUMENTS.split():
        options.add_argument(f"--{argument}")
    options.add_argument(f"--user-data-dir={profile}")
    if downloads:
        options.add_experimental_option("prefs", {"download.default_directory": downloads})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    browser = Chrome(options=options, service=ChromeService(driver))
    try:
        yield browser
    finally:
        browser.quit()
        shutil.rmtree(profile, ignore_errors=True)
