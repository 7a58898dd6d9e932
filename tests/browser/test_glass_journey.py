"""Breaking the glass in a real browser: the reason, the alert, the list, and the end."""

import re

REASON = "She is in hospital and they ask about medicines (invented)"


def test_the_glass_is_broken_with_a_reason_seen_by_the_coordinator_and_ended(demo, open_page):
    page = open_page("counsellor", may_answer=(404,))
    page.goto(f"{demo.staff}/sharing/glass/")
    number = re.search(r"\b[0-9a-f]{8}\b", page.locator("main").inner_text())[0]
    case = break_glass(page, number, REASON)
    assert "until" in page.locator(".notice--warning").inner_text()
    desk = open_page("coordinator")
    desk.goto(f"{demo.staff}/")
    desk.click(".waiting__line--urgent a[href='/sharing/glass/']")
    card = desk.locator("main section").first
    assert REASON in card.inner_text()
    assert number in card.inner_text()
    card.locator(".button", has_text="I looked at it").click()
    desk.goto(f"{demo.staff}/")
    assert desk.locator("a.waiting__link[href='/sharing/glass/']").count() == 0
    desk.goto(f"{demo.staff}/trail/cases.case/{case}/")
    assert "through glass" in desk.locator("table").inner_text()
    desk.goto(f"{demo.staff}/sharing/glass/")
    desk.locator("main section").first.locator(".button", has_text="End it now").click()
    assert page.reload().status == 404


def break_glass(page, number, reason):
    """Ask for a case by its number; return the code in its address."""
    page.click("main a[href='/sharing/break-glass/']")
    hours = page.locator("[name=hours]").evaluate_all("radios => radios.map(radio => radio.value)")
    assert hours == ["1", "2", "3"]
    page.fill("[name=number]", number)
    page.click("main form .button--danger")
    assert page.locator(".errors").is_visible()
    page.fill("[name=reason]", reason)
    page.check("[name=hours][value='3']")
    page.click("main form .button--danger")
    page.wait_for_url(re.compile(rf"/cases/{number}"))
    return page.url.rstrip("/").rpartition("/")[2]
