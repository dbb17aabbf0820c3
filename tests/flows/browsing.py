"""A real browser for tests of the review pages: headless Chromium, which fetches nothing from anywhere."""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

T = TypeVar("T")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
_FLAGS = """--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
    --disable-component-update --disable-sync --force-prefers-reduced-motion"""


class Page:
    """What a reviewer does with a page, by keyboard and mouse."""

    def __init__(self, driver: webdriver.Chrome, downloads: Path) -> None:
        self.driver = driver
        self._downloads = downloads

    def open(self, path: Path) -> None:
        self.driver.get(path.resolve().as_uri())

    def resize(self, width: int, height: int = 900) -> None:
        self.driver.set_window_size(width, height)

    def all(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector: str) -> WebElement:
        (element,) = self.all(selector)
        return element

    def value(self, words: str, field: str) -> WebElement:
        """The first value of a field that begins with these words."""
        return next(each for each in self.all(f"[data-field='{field}'] .value") if each.text.startswith(words))

    def press(self, *keys: str) -> None:
        for key in keys:
            self.driver.switch_to.active_element.send_keys(key)

    def run(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(script, *arguments)

    def sees(self, element: WebElement) -> bool:
        """Whether an element lies within its pane."""
        return bool(
            self.run(
                """const box = arguments[0].getBoundingClientRect();
                const pane = (arguments[0].closest('.article, .record') || document.body).getBoundingClientRect();
                return box.top >= pane.top && box.bottom <= pane.bottom && box.height > 0;""",
                element,
            )
        )

    def chosen_words(self) -> list[WebElement]:
        """The words that are marked as chosen and can be seen."""
        return [mark for mark in self.all("[data-of].chosen") if mark.is_displayed() and self.sees(mark)]

    def saved(self) -> Path:
        """The file that was downloaded last."""
        return until(lambda: next((file for file in self._downloads.glob("*.yaml")), None))

    def problems(self) -> list[str]:
        """What the browser complained of: scripts that broke, things the policy forbade."""
        return [entry["message"] for entry in self.driver.get_log("browser")]  # type: ignore[no-untyped-call]


def until(asked: Callable[[], T | None], seconds: float = 10) -> T:
    """Ask until there is an answer."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        answer = asked()
        if answer:
            return answer
        time.sleep(0.05)
    raise AssertionError("nothing came of it")


@contextmanager
def browser(folder: Path) -> Iterator[Page]:
    """A browser with a profile and downloads of its own in ``folder``."""
    downloads = folder / "downloads"
    downloads.mkdir(parents=True)
    options = Options()
    options.binary_location = CHROMIUM or ""
    for flag in (*_FLAGS.split(), f"--user-data-dir={folder / 'profile'}", "--window-size=1400,900"):
        options.add_argument(flag)
    options.add_experimental_option("prefs", {"download.default_directory": str(downloads)})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    try:
        yield Page(driver, downloads)
    finally:
        driver.quit()
