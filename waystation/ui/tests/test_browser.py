"""The pages in a real browser: accessible, narrow, by keyboard, without scripts."""

import os
from pathlib import Path

import pytest
from django.conf import settings

PASSWORD = "a long test password"
CHROMIUM = Path(os.environ.get("WAYSTATION_CHROMIUM", "/usr/bin/chromium"))
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def address(live_server, operator, client):
    """Sign in before the browser starts: Playwright's loop keeps the database out of this thread."""
    client.force_login(operator)
    return live_server.url, client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def browser(address):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as engine:
        chromium = engine.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser, address):
    url, session = address

    def open_page(path, *, signed_in=True, language="en", **how):
        context = browser.new_context(**how)
        cookies = {settings.LANGUAGE_COOKIE_NAME: language} | (
            {settings.SESSION_COOKIE_NAME: session} if signed_in else {}
        )
        context.add_cookies([{"name": name, "value": value, "url": url} for name, value in cookies.items()])
        page = context.new_page()
        page.goto(url + path)
        return page

    return open_page


def violations(page):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    return [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_pages_have_no_accessibility_violations(visit, scheme, width):
    for path, signed_in in (
        ("/sign-in/", False),
        ("/", True),
        ("/ui/", True),
        ("/ui/public/", True),
        ("/nowhere/", True),
    ):
        page = visit(path, signed_in=signed_in, color_scheme=scheme, viewport={"width": width, "height": 900})
        assert (path, violations(page)) == (path, [])


@pytest.mark.parametrize("language", ["mk", "ar"])
def test_nothing_scrolls_sideways_at_320(visit, language):
    for path in ("/sign-in/", "/", f"/ui/?language={language}", f"/ui/public/?language={language}"):
        page = visit(path, signed_in="sign-in" not in path, language="mk", viewport={"width": 320, "height": 700})
        assert (path, page.evaluate(SIDEWAYS)) == (path, 0)


def test_signing_in_works_without_scripts_and_turns_to_the_language_of_the_person(operator_with_app, visit, operator):
    page = visit("/sign-in/", signed_in=False, java_script_enabled=False)
    page.get_by_label("What is your sign-in name?").fill(operator.sign_in_name)
    page.get_by_label("What is your password?").fill("not the password")
    page.get_by_role("button", name="Sign in").click()
    assert "do not belong together" in page.inner_text("[role=alert]")
    page.get_by_label("What is your password?").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.locator("[name=code]").fill(page.locator("#demonstration-code").inner_text())
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Што треба да се направи", level=1).wait_for()


def test_the_question_mark_lists_the_shortcuts_and_escape_gives_back_the_focus(visit):
    page = visit("/")
    assert not page.locator("[data-shortcuts]").evaluate("list => list.open")
    page.keyboard.press("?")
    assert page.locator("[data-shortcuts]").evaluate("list => list.open")
    page.keyboard.press("Escape")
    assert not page.locator("[data-shortcuts]").evaluate("list => list.open")


def test_the_menu_opens_by_keys_and_typing_is_left_alone(visit):
    page = visit("/ui/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("g1?")
    assert page.evaluate("document.activeElement.value") == "g1?"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("g")
    page.keyboard.press("1")
    page.get_by_role("heading", name="What needs doing", level=1).wait_for()


def test_single_keys_can_be_switched_off(visit):
    page = visit("/")
    page.keyboard.press("?")
    page.get_by_label("Use single keys as shortcuts").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("?")
    assert not page.locator("[data-shortcuts]").evaluate("list => list.open")


@pytest.mark.parametrize("how", ["click", "shift"])
def test_leaving_hides_the_page_and_opens_another(visit, how):
    page = visit("/ui/public/")
    asked = []
    page.route("https://en.wikipedia.org/", lambda route: (asked.append(1), route.fulfill(body="elsewhere")))
    if how == "click":
        page.get_by_role("link", name="Leave now").click()
    else:
        for _time in range(3):
            page.keyboard.press("Shift")
    page.wait_for_url("https://en.wikipedia.org/")
    assert asked
    assert page.inner_text("body") == "elsewhere"


def test_leaving_works_without_scripts(visit):
    page = visit("/ui/public/", java_script_enabled=False)
    page.route("https://en.wikipedia.org/", lambda route: route.fulfill(body="elsewhere"))
    page.get_by_role("link", name="Leave now").click()
    page.wait_for_url("https://en.wikipedia.org/")


def test_in_the_sensitive_section_a_step_replaces_the_one_before(visit):
    page = visit("/ui/public/")
    before = page.evaluate("history.length")
    page.get_by_role("link", name="Gallery").click()
    page.wait_for_url("**/ui/")
    assert page.evaluate("history.length") == before


def test_back_after_leaving_shows_what_came_before_us(visit, address):
    page = visit("/sign-in/", signed_in=False)
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": address[1], "url": address[0]}])
    page.route("https://*/", lambda route: route.fulfill(body="elsewhere"))
    page.goto("https://before.example/")
    page.goto(address[0] + "/ui/public/?language=en")
    page.get_by_role("link", name="Leave now").click()
    page.wait_for_url("https://en.wikipedia.org/")
    page.go_back()
    assert page.url == "https://before.example/"


def test_the_way_out_is_large_enough_for_a_thumb(visit):
    page = visit("/ui/public/", viewport={"width": 320, "height": 700})
    for name in ("Leave now", "SOS line 0800 11111"):
        box = page.get_by_role("link", name=name).bounding_box()
        assert box["height"] >= 44, name
    page.evaluate("window.scrollTo(0, 600)")
    assert page.get_by_role("link", name="Leave now").bounding_box()["y"] >= 0


def test_nothing_moves_when_reduced_motion_is_asked(visit):
    page = visit("/ui/", reduced_motion="reduce")
    moving = (
        "[...document.querySelectorAll('*')].filter(e => parseFloat(getComputedStyle(e).transitionDuration)).length"
    )
    assert page.evaluate(moving) == 0


def test_a_chosen_theme_beats_the_computer(visit):
    page = visit("/", color_scheme="light")
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Dark").click()
    page.wait_for_load_state()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != paper


def test_print_leaves_the_building_away(visit):
    page = visit("/")
    page.emulate_media(media="print")
    assert not page.locator(".side").is_visible()
    assert not page.get_by_role("button", name="Sign out").is_visible()
    assert page.get_by_role("heading", name="What needs doing", level=1).is_visible()
