"""A visitor of the public door: with and without scripts, in a hurry, on a phone."""

import re

EXIT = "https://en.wikipedia.org"


def test_home_leads_to_infographics_and_releases_without_scripts(demo, open_page):
    page = open_page(scripts=False, width=390)
    page.goto(f"{demo.public}/en/")
    page.locator(".card a").first.click()
    assert page.locator("article.infographic h1, article.infographic h2").first.is_visible()
    page.locator("main a[href*='/releases/']").first.click()
    assert page.locator("h1").is_visible()


def test_the_bare_address_follows_the_language_of_the_browser(demo, open_page):
    for language in ("mk", "sq", "en"):
        page = open_page(language=language, scripts=False)
        page.goto(f"{demo.public}/")
        assert page.url == f"{demo.public}/{language}/"
        assert page.locator("html").get_attribute("lang") == language


def test_language_is_switched_without_scripts_and_stays_on_the_page(demo, open_page):
    page = open_page(scripts=False)
    page.goto(f"{demo.public}/en/infographics/organisation/helpline/")
    english = page.locator(".infographic h1, .infographic h2").first.inner_text()
    page.click("a[hreflang=mk]")
    assert page.url == f"{demo.public}/mk/infographics/organisation/helpline/"
    assert re.search("[а-ш]", page.locator(".infographic h1, .infographic h2").first.inner_text())
    page.click("a[hreflang=sq]")
    assert page.locator(".infographic h1, .infographic h2").first.inner_text() != english


def test_every_download_of_an_infographic_is_what_its_name_says(demo, open_page):
    page = open_page(scripts=False)
    page.goto(f"{demo.public}/en/infographics/organisation/assistance/")
    starts = {"png": b"\x89PNG", "svg": b"<svg", "pdf": b"%PDF", "csv": b"block,label"}
    links = [link.get_attribute("href") for link in page.locator(".downloads a").all()]
    assert {link.partition("?")[0].rpartition(".")[2] for link in links} == set(starts)
    for link in links:
        answer = page.request.get(f"{demo.public}{link}")
        assert answer.ok
        assert answer.body().startswith(starts[link.partition("?")[0].rpartition(".")[2]])


def test_a_drawing_opened_by_itself_needs_nothing_else(demo, open_page):
    page = open_page(may_answer={404})  # the browser asks for /favicon.ico beside a bare picture
    page.goto(f"{demo.public}/mk/infographics/organisation/on-the-move.svg")
    assert page.locator("svg text").first.is_visible()


def test_quick_exit_leaves_and_back_does_not_return(demo, open_page):
    page = open_page(also=[EXIT])
    page.route(f"{EXIT}/**", lambda route: route.fulfill(body="<title>Elsewhere</title>", content_type="text/html"))
    page.goto("about:blank")
    page.goto(f"{demo.public}/en/")
    page.click("[data-exit]")
    page.wait_for_url(f"{EXIT}/**")
    page.go_back()
    assert demo.public not in page.url


def test_three_times_shift_leaves(demo, open_page):
    page = open_page(also=[EXIT])
    page.route(f"{EXIT}/**", lambda route: route.fulfill(body="<title>Elsewhere</title>", content_type="text/html"))
    page.goto(f"{demo.public}/en/infographics/organisation/helpline/")
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(f"{EXIT}/**")


def test_quick_exit_is_a_plain_link_without_scripts(demo, open_page):
    page = open_page(scripts=False, also=[EXIT])
    page.route(f"{EXIT}/**", lambda route: route.fulfill(body="<title>Elsewhere</title>", content_type="text/html"))
    page.goto(f"{demo.public}/en/")
    page.click("[data-exit]")
    page.wait_for_url(f"{EXIT}/**")


def test_the_way_out_and_the_number_are_reached_by_keyboard_first(demo, open_page):
    page = open_page(width=390)
    page.goto(f"{demo.public}/en/")
    reached = []
    for _ in range(3):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('href')"))
    assert reached[0] == "#main"
    assert reached[1].startswith("tel:")
    assert reached[2].startswith(EXIT)


def test_invented_numbers_are_called_invented_on_every_page_that_shows_them(demo, open_page):
    page = open_page()
    for path in ("/en/", "/en/infographics/organisation/prevention/", "/en/releases/prevention/1/"):
        page.goto(f"{demo.public}{path}")
        assert "Invented data" in page.inner_text("body"), path


def test_pages_leave_no_copy_and_no_cookie_in_the_browser(demo, open_page):
    page = open_page(language="mk")
    page.context.clear_cookies()
    answer = page.goto(f"{demo.public}/mk/infographics/organisation/helpline/")
    assert "no-store" in answer.headers["cache-control"]
    assert page.context.cookies() == []


def test_a_wrong_address_leads_home(demo, open_page):
    page = open_page(may_answer={404})
    assert page.goto(f"{demo.public}/en/nothing-here/").status == 404
    page.locator("main a").first.click()
    assert page.url.startswith(demo.public)
