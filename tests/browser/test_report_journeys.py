"""Somebody in danger, and somebody with a job offer: on a phone, without scripts, in eight languages, unseen."""

import pytest
from django.utils import translation

from waystation.intake.public.offer import QUESTIONS

EXIT = "https://en.wikipedia.org"
LANGUAGES = ("mk", "sq", "en", "rom", "tr", "sr", "ar", "fa")
PAGES = ("", "report/", "report/answer/", "offer/")


def send_report(page, demo, told):
    """Write a report and return the words of its code."""
    page.goto(f"{demo.public}/en/report/")
    page.fill("[name=told]", told)
    page.click("main button")
    page.locator(".code li").first.wait_for()
    return page.locator(".code li").all_inner_texts()


def test_a_report_without_scripts_is_answered_at_the_desk_and_read_with_the_words(demo, open_page):
    page = open_page(scripts=False, width=390)
    words = send_report(page, demo, "Invented: browser journey.")
    assert len(words) == 12
    desk = open_page("caseworker")
    desk.goto(f"{demo.staff}/desk/")
    link = desk.locator("tr", has_text="browser journey").locator("a")
    for _ in range(20):
        if link.count():
            break
        desk.wait_for_timeout(500)
        desk.reload()
    link.click()
    desk.fill("[name=text]", "Invented answer of the journey.")
    desk.click("text=Send the answer")
    page.click("text=I have written it down")
    for _ in range(20):
        page.fill("[name=code]", " ".join(words).upper())
        page.click("main button")
        if page.locator(".answer").count():
            break
        page.wait_for_timeout(500)
        page.goto(f"{demo.public}/en/report/answer/")
    assert "Invented answer of the journey." in page.inner_text("main")
    page.click("text=Delete my report")
    page.click("text=Delete it for ever")
    assert "Your words open nothing any more" in page.inner_text("main")
    assert [each["name"] for each in page.context.cookies() if "public" in each["name"] or "csrf" in each["name"]] == []


def test_a_report_becomes_a_contact_with_nothing_typed_twice(demo, open_page):
    desk = open_page("caseworker")
    desk.goto(f"{demo.staff}/desk/reports/")
    desk.locator("tr", has_text="сестра ми").locator("a").click()
    desk.click("text=Make a contact of it")
    assert "сестра ми замина" in desk.input_value("[name=note]")
    assert desk.input_value("[name=channel]") == "web_form"
    desk.check("[name=caller_type][value=relative]")
    desk.click("[name=save]")
    assert "The report it was made of" in desk.inner_text("main")


def test_leaving_after_a_report_was_sent_covers_at_once_and_back_shows_nothing(demo, open_page):
    page = open_page(also=[EXIT])
    page.route(f"{EXIT}/**", lambda route: route.fulfill(body="<title>Elsewhere</title>", content_type="text/html"))
    page.goto("about:blank")
    send_report(page, demo, "Invented: leaving.")
    covered = "document.querySelector('[data-exit]').click(); document.body.hidden"
    assert page.evaluate(covered) is True
    page.wait_for_url(f"{EXIT}/**")
    page.go_back()
    assert demo.public not in page.url


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_of_help_can_be_used_by_everybody(demo, open_page, axe, language):
    page = open_page(language=language, width=320)
    for path in PAGES:
        page.goto(f"{demo.public}/{language}/{path}")
        assert page.locator("html").get_attribute("lang") == language
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
        assert axe(page) == []


def test_the_number_hours_danger_and_the_way_out_are_on_the_first_screen(demo, open_page):
    page = open_page(width=360)
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{demo.public}/mk/")
    for what in (".help__number", "a[href='tel:192']", "[data-exit]", ".exit__hours"):
        box = page.locator(what).first.bounding_box()
        assert box["y"] + box["height"] <= 640, what


@pytest.mark.parametrize("scripts", [True, False])
def test_a_job_offer_is_checked_and_with_scripts_nothing_leaves_the_browser(demo, open_page, scripts):
    page = open_page(scripts=scripts, width=390)
    page.goto(f"{demo.public}/en/offer/")
    asked = []
    page.on("request", lambda request: asked.append(request.method))
    for question in QUESTIONS:
        answer = question.warns if question.code in {"papers", "pay"} else {"yes": "no", "no": "yes"}[question.warns]
        page.check(f"[name={question.code}][value={answer}]")
    page.click("main button")
    shown = page.locator(".signs li:visible").all_inner_texts()
    with translation.override("en"):
        assert shown == [str(each.sign) for each in QUESTIONS if each.code in {"papers", "pay"}]
    assert page.locator("h2[data-level=stop]").is_visible()
    assert "POST" not in asked or not scripts
