"""Members of staff at work: signing in, reading, and what each role may not do."""

import re

import pytest

from tests.browser.conftest import await_code

DECLARED = {  # persona -> places its rights do not reach
    "reader": ("/imports/new/", "/letterbox/"),
    "researcher": ("/desk/", "/cases/", "/cases/people/", "/shelter/", "/social_work/", "/field_work/", "/prevention/"),
    "administrator": ("/desk/", "/cases/", "/cases/people/"),
    "caseworker": ("/letterbox/",),
}


def test_a_wrong_password_is_refused_and_says_what_to_do(demo, open_page):
    page = open_page()
    page.goto(f"{demo.staff}/sign-in/")
    page.fill("[name=username]", "reader")
    page.fill("[name=password]", "not the password at all")
    page.click("main button")
    assert "do not belong together" in page.locator(".errors").inner_text()
    assert page.title().startswith("Check your answers")


def test_sign_in_and_out_by_keyboard_alone(demo, open_page, password):
    page = open_page()
    page.goto(f"{demo.staff}/sign-in/")
    tab_to(page, "[name=username]")
    page.keyboard.type("caseworker")
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    page.keyboard.press("Enter")
    await_code(page, demo)
    tab_to(page, "[name=code]")
    page.keyboard.type(page.locator("#demonstration-code").inner_text())
    page.keyboard.press("Enter")
    page.wait_for_url(f"{demo.staff}/")
    tab_to(page, ".masthead__leave button")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{demo.staff}/sign-in/")


def test_the_menu_is_walked_by_keyboard(demo, open_page):
    page = open_page("coordinator")
    page.goto(f"{demo.staff}/")
    tab_to(page, ".side a[href='/evidence/releases/']")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{demo.staff}/evidence/releases/")
    assert page.locator(".side a[aria-current]").get_attribute("href") == "/evidence/releases/"


def test_shortcuts_are_listed_with_a_question_mark_and_lead(demo, open_page):
    page = open_page("coordinator")
    page.goto(f"{demo.staff}/evidence/releases/")
    page.keyboard.press("?")
    assert page.locator("[data-shortcuts]").get_attribute("open") is not None
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("1")
    page.wait_for_url(lambda url: url != f"{demo.staff}/evidence/releases/")


def test_the_menu_opens_on_a_phone_without_scripts(demo, open_page):
    page = open_page("coordinator", width=390, scripts=False)
    page.goto(f"{demo.staff}/")
    page.click(".menu summary")
    page.click(".menu a[href='/evidence/releases/']")
    assert page.url == f"{demo.staff}/evidence/releases/"


def test_the_language_is_kept_for_the_person(demo, open_page):
    page = open_page("caseworker")
    page.goto(f"{demo.staff}/")
    page.click("button[name=language][value=mk]")
    assert page.locator("html").get_attribute("lang") == "mk"
    page.click("button[name=language][value=en]")
    assert page.locator("html").get_attribute("lang") == "en"


def test_the_theme_is_kept_on_this_computer(demo, open_page):
    page = open_page("reader")
    page.goto(f"{demo.staff}/")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("button[name=theme][value=dark]")
    page.goto(f"{demo.staff}/evidence/releases/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light


@pytest.mark.parametrize(("persona", "path"), [(who, path) for who, paths in DECLARED.items() for path in paths])
def test_pages_beyond_a_role_are_refused_with_403(demo, open_page, persona, path):
    page = open_page(persona, may_answer={403})
    assert page.goto(f"{demo.staff}{path}").status == 403
    assert page.locator("h1").is_visible()
    assert not page.locator(f".side a[href='{path}']").count()


def test_nobody_signed_in_is_led_to_the_sign_in_page(demo, open_page):
    page = open_page()
    page.goto(f"{demo.staff}/cases/")
    assert re.fullmatch(rf"{demo.staff}/sign-in/\?next=/cases/", page.url)


def test_a_person_is_found_by_name_in_another_script_and_no_name_stands_in_the_address(demo, open_page):
    page = open_page("caseworker")
    page.goto(f"{demo.staff}/cases/people/")
    page.locator(".table tbody a").first.click()
    assert page.locator("h1").is_visible()
    assert re.fullmatch(rf"{demo.staff}/cases/people/[0-9a-f-]{{36}}/", page.url)


def tab_to(page, selector: str) -> None:
    """Press Tab until the element has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"Tab never reaches {selector}.")
