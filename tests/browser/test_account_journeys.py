"""Accounts in a real browser: invited, enrolled by app or passkey, lost phones, a guest, and leaving for good."""

import re
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from entering import code_of

PASSWORD = "words that do not belong together"
NUMBER = count(1)
HOLDS = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
TOUCHES = {"isUserVerified": True, "automaticPresenceSimulation": True}


@pytest.fixture
def managing(demo, open_page):
    """Return a coordinator's page, which shows the second factor again where it is asked for."""
    page = open_page("coordinator")

    def go(path):
        page.goto(f"{demo.staff}{path}")
        if "/account/confirm/" in page.url:
            while not page.locator("#demonstration-code").count():
                page.wait_for_timeout(1000)
                page.reload()
            page.fill("[name=code]", page.locator("#demonstration-code").inner_text())
            page.click("main form .button >> nth=0")
        return page

    return go


@pytest.fixture
def invited(demo, managing, open_page):
    """Invite somebody new, let them choose a password, and return their page at the second step and their name."""

    def invite(address=demo.staff, *, role="caseworker", **how):
        name = f"nova-{next(NUMBER)}"
        page = managing("/account/staff/invite/")
        page.fill("[name=display_name]", f"{name.title()} (invented)")
        page.fill("[name=sign_in_name]", name)
        page.select_option("[name=role]", role)
        page.click("main form .button")
        link = page.locator("#invitation-link").inner_text().replace(demo.staff, address)
        guest = open_page(**how)
        guest.goto(link)
        guest.fill("[name=password]", PASSWORD)
        guest.fill("[name=again]", PASSWORD)
        guest.click("main form .button")
        type_password(guest, name)
        return guest, name

    return invite


def type_password(page, name):
    page.wait_for_url(re.compile(r"/sign-in/"))
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.click("main form .button")


def set_app_up(page):
    """Set an app up as the page says; return its secret and the recovery codes."""
    page.click("a[href='/account/enrol/app/']")
    page.click("main details summary")
    secret = page.locator("code.letters").inner_text().replace(" ", "")
    page.fill("[name=code]", code_of(secret))
    page.click("main form .button")
    page.wait_for_url(re.compile(r"/account/enrol/codes/"))
    kept = page.locator(".kept-codes code").all_inner_texts()
    page.click("main form .button")
    return secret, kept


def is_inside(page, address):
    page.wait_for_url(f"{address}/")
    return page.locator(".masthead__leave").is_visible()


def test_somebody_invited_enrols_an_app_and_is_in(demo, invited):
    page, name = invited()
    assert page.url == f"{demo.staff}/account/enrol/"
    page.goto(f"{demo.staff}/cases/")
    assert "/sign-in/" in page.url
    type_password(page, name)
    _secret, kept = set_app_up(page)
    assert len(kept) == 10
    page.wait_for_url(f"{demo.staff}/cases/")


def test_a_lost_phone_is_replaced_with_a_recovery_code(demo, invited):
    page, name = invited()
    _secret, kept = set_app_up(page)
    page.click(".masthead__leave button")
    type_password(page, name)
    page.fill("[name=code]", kept[3])
    page.click("main form .button")
    assert is_inside(page, demo.staff)
    page.goto(f"{demo.staff}/account/")
    assert page.locator(".holdings__one", has=page.locator("a[href='/account/codes/']")).inner_text().find(" 9 ") > 0
    page.click("a[href='/account/app/']")
    page.click("main details summary")
    secret = page.locator("code.letters").inner_text().replace(" ", "")
    page.fill("[name=code]", code_of(secret))
    page.click("main form .button")
    page.wait_for_url(f"{demo.staff}/account/")
    page.click(".masthead__leave button")
    type_password(page, name)
    page.fill("[name=code]", kept[3])
    page.click("main form .button")
    assert page.locator(".errors").is_visible()


def test_a_colleague_takes_a_lost_second_factor_away(demo, invited, managing):
    page, name = invited()
    set_app_up(page)
    assert is_inside(page, demo.staff)
    desk = managing("/account/staff/")
    desk.click(f"text={name.title()}")
    desk.click("a[href$='/lost-phone/']")
    desk.click("main form .button")
    page.goto(f"{demo.staff}/")
    type_password(page, name)
    page.wait_for_url(f"{demo.staff}/account/enrol/")
    set_app_up(page)
    assert is_inside(page, demo.staff)


def test_a_passkey_is_enrolled_and_signs_in(demo, invited):
    address = demo.staff.replace("127.0.0.1", "localhost")
    page, name = invited(address, also=(address,))
    tool = page.context.new_cdp_session(page)
    tool.send("WebAuthn.enable")
    tool.send("WebAuthn.addVirtualAuthenticator", {"options": {**HOLDS, **TOUCHES}})
    page.click("a[href='/account/enrol/passkey/']")
    page.click("form[data-passkey] .button")
    page.wait_for_url(re.compile(r"/account/enrol/codes/"))
    page.click("main form .button")
    assert is_inside(page, address)
    page.click(".masthead__leave button")
    type_password(page, name)
    page.wait_for_url(re.compile(r"/account/second/"))
    page.click("form[data-passkey] .button")
    assert is_inside(page, address)


def test_a_guest_comes_in_by_invitation_and_reads_one_case_until_it_ends(demo, invited, managing):
    page, name = invited(role="partner_guest", may_answer=(404,))
    set_app_up(page)
    page.wait_for_url(f"{demo.staff}/guest/")
    assert page.locator("main .empty").is_visible()
    desk = managing("/cases/")
    desk.click(".table tbody a >> nth=9")
    person = desk.locator(".facts a").first.inner_text()
    desk.click("a[href^='/sharing/case/']")
    desk.click("a[href^='/guest/case/']")
    desk.select_option("[name=guest]", label=f"{name.title()} (invented)")
    desk.fill("[name=until]", (datetime.now(UTC).date() + timedelta(days=7)).isoformat())
    desk.click("main form.form .button")
    page.reload()
    assert page.locator("main h2").all_inner_texts() == [person]
    page.click("main h2 a")
    assert page.locator("h1").inner_text() == person
    assert page.locator("main form, main a[href*='/cases/'], main a[href*='/documents/']").count() == 0
    desk.click("main form.row .button")
    assert page.reload().status == 404


def test_somebody_leaves_for_good_in_one_action(demo, invited, managing):
    page, name = invited()
    set_app_up(page)
    assert is_inside(page, demo.staff)
    desk = managing("/account/staff/")
    desk.click(f"text={name.title()}")
    desk.click("a[href$='/leaving/']")
    desk.click("main form .button--danger")
    desk.wait_for_url(f"{demo.staff}/account/staff/")
    page.goto(f"{demo.staff}/cases/")
    type_password(page, name)
    assert page.locator(".errors").is_visible()


def test_a_long_note_outlives_its_session(demo, open_page, password):
    note = "A long note (invented).\nSecond line with “quotes”, <signs> & ампер."
    page = open_page("coordinator")
    page.goto(f"{demo.staff}/cases/")
    page.click("main tbody th a >> nth=0")
    page.click("a[href*='/retention/hold/']")
    form = page.url
    page.fill("[name=reason]", note)
    page.fill("[name=until]", "2031-02-03")
    page.context.clear_cookies(name="waystation_staff_session")
    page.click("main form .button")
    page.wait_for_url(re.compile(r"/sign-in/"))
    assert "kept for a quarter of an hour" in page.inner_text("main")
    enter_again(page, "coordinator", password)
    page.wait_for_url(form)
    assert page.input_value("[name=reason]") == note
    assert page.input_value("[name=until]") == "2031-02-03"
    page.click("main form .button")
    page.wait_for_url(re.compile(r"/retention/$"))
    assert "<signs> & ампер." in page.inner_text("main")


def enter_again(page, name, password):
    page.fill("[name=username]", name)
    page.fill("[name=password]", password)
    page.click("main form .button")
    page.wait_for_url(re.compile(r"/account/second/"))
    while not page.locator("#demonstration-code").count():
        page.wait_for_timeout(1000)
        page.reload()
    page.fill("[name=code]", page.locator("#demonstration-code").inner_text())
    page.click("main form .button >> nth=0")
