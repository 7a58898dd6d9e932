"""The fragment in Chromium: no sideways scroll, no accessibility fault, nothing the content policy refuses."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from waystation import charts
from waystation.charts.gallery import examples

pytestmark = pytest.mark.browser
CHROMIUM = "/usr/bin/chromium"
TOKENS = Path(__file__).parents[2] / "ui" / "static" / "ui" / "tokens.css"
FONTS = charts.stylesheet().parent / "fonts" / "fonts.css"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


def document(language: str, direction: str) -> str:
    links = "".join(f'<link rel="stylesheet" href="{path.as_uri()}">' for path in (FONTS, TOKENS, charts.stylesheet()))
    body = "".join(charts.html(poster) for poster in examples(language).values())
    policy = "default-src 'none'; style-src file:; font-src file:"
    return f"""<!doctype html><html lang="{language}" dir="{direction}"><head>
        <meta charset="utf-8"><title>Figures</title>
        <meta http-equiv="Content-Security-Policy" content="{policy}">
        <meta name="viewport" content="width=device-width">{links}</head>
        <body><main><h1>Figures</h1>{body}</main></body></html>"""


@pytest.fixture(params=[320, 390, 1280], ids=str)
def wide(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": request.param, "height": 800})
    yield page
    page.close()


@pytest.mark.parametrize(("language", "direction"), [("mk", "ltr"), ("en", "ltr"), ("ar", "rtl")])
def test_fragment_is_accessible_and_never_scrolls_sideways(
    wide: Page, tmp_path: Path, language: str, direction: str
) -> None:
    refused: list[str] = []
    wide.on("console", lambda message: refused.append(message.text))
    path = tmp_path / "page.html"
    path.write_text(document(language, direction), encoding="utf-8")
    wide.goto(path.as_uri())
    assert refused == []
    assert wide.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = Axe().run(wide)
    assert (found.violations_count, found.generate_report() if found.violations_count else "") == (0, "")
    unsure = [node["html"] for check in found.response["incomplete"] for node in check["nodes"]]
    assert unsure == []
