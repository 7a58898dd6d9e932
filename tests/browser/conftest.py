"""Chromium, signed-in pages of every persona, and an eye on what pages load and complain of."""

import re
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-extensions", "--mute-audio"]
PHONE, DESK = 390, 1280
FRESH_SECONDS = 540
STATUS = re.compile(r"the server responded with a status of (\d{3})")


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.fail("Chromium is missing: install it with apt-get install chromium, or start the tests with bin/test.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=SWITCHES)
        yield browser
        browser.close()


@dataclass
class Watch:
    """What a browser context loaded from elsewhere, and what its pages complained of."""

    origins: set[str]
    may_answer: frozenset[int] = frozenset()
    complaints: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        context.on("request", self._see_request)
        context.on("console", self._see_console)
        context.on("weberror", lambda error: self.complaints.append(f"script: {error.error}"))

    def _see_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme != "data" and f"{parts.scheme}://{parts.netloc}" not in self.origins:
            self.complaints.append(f"loaded from elsewhere: {request.url}")

    def _see_console(self, message: ConsoleMessage) -> None:
        status = STATUS.search(message.text)
        if message.type == "error" and not (status and int(status[1]) in self.may_answer):
            self.complaints.append(f"console: {message.text} ({message.location.get('url')})")


@pytest.fixture(scope="session")
def passes() -> dict[str, tuple[float, object]]:
    """What a browser keeps after signing in, per persona."""
    return {}


@pytest.fixture
def open_page(demo, chromium, passes, password) -> Iterator[Callable[..., Page]]:
    """Open a page as a persona (or as nobody) in a browser of its own; complaints fail the test at its end."""
    opened: list[tuple[BrowserContext, Watch]] = []

    def opener(  # noqa: PLR0913  one parameter for each way visitors differ
        persona="", *, width=DESK, language="en", scripts=True, may_answer=(), also=()
    ) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 844},
            storage_state=_pass(persona) if persona else None,
            java_script_enabled=scripts,
            locale=language,
            reduced_motion="reduce",
        )
        context.add_cookies([{"name": "waystation_staff_language", "value": language, "url": demo.staff}])
        watch = Watch({demo.public, demo.staff, *also}, frozenset(may_answer))
        watch.over(context)
        opened.append((context, watch))
        page = context.new_page()
        page.set_default_timeout(15_000)
        return page

    def _pass(persona: str) -> object:
        kept = passes.get(persona)
        if kept is None or time.monotonic() - kept[0] > FRESH_SECONDS:  # a session nobody uses ends
            context = chromium.new_context()
            page = context.new_page()
            sign_in(page, demo, persona, password)
            page.click("button[name=language][value=en]")  # kept for the person: the worker reports in it
            passes[persona] = kept = (time.monotonic(), context.storage_state())
            context.close()
        return kept[1]

    yield opener
    for context, _watch in opened:
        context.close()
    complaints = [complaint for _context, watch in opened for complaint in watch.complaints]
    assert not complaints, "\n".join(complaints)


def sign_in(page: Page, demo, persona: str, password: str) -> None:
    page.goto(f"{demo.staff}/sign-in/")
    page.fill("[name=username]", persona)
    page.fill("[name=password]", password)
    page.click("main button")
    show_code(page, demo)


def show_code(page: Page, demo) -> None:
    """Type the code that the page shows for invented people."""
    await_code(page, demo)
    page.fill("[name=code]", page.locator("#demonstration-code").inner_text())
    page.click("main button")
    page.wait_for_url(re.compile(rf"^{demo.staff}/(guest/)?$"))


def await_code(page: Page, demo) -> None:
    """Wait until the page shows a code, where those of this moment were used."""
    page.wait_for_url(f"{demo.staff}/account/second/")
    while not page.locator("#demonstration-code").count():
        page.wait_for_timeout(1000)
        page.reload()


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """Name every violation of the page as it stands."""
    checker = Axe()

    def violations(page: Page) -> list[str]:
        found = checker.run(page).response["violations"]
        return [
            f"{urlsplit(page.url).path} at {page.viewport_size['width']} px: {violation['id']} ({violation['help']}) "
            f"{node['html'][:160]} {node['failureSummary'].splitlines()[-1].strip()}"
            for violation in found
            for node in violation["nodes"][:3]
        ]

    return violations
