"""Every page that links lead to: no fault that axe finds, no sideways scroll, on a phone and on a desk."""

import re
from collections import deque
from urllib.parse import urljoin, urlsplit

import pytest

NARROW = 320
FILES = re.compile(r"\.(csv|xlsx|svg|png|pdf|json)$")
STAFF_PAGES = {
    "/", "/desk/", "/desk/contacts/", "/desk/*/", "/desk/answer/*/",
    "/cases/", "/cases/*/", "/cases/people/", "/cases/people/*/", "/shelter/", "/shelter/*/",
    "/social_work/", "/field_work/", "/field_work/*/", "/prevention/", "/prevention/*/", "/imports/", "/imports/new/",
    "/evidence/indicators/", "/evidence/indicators/*/", "/evidence/releases/", "/evidence/releases/*/",
    "/evidence/ledger/",
    "/infographics/", "/infographics/*/*/*/",
}  # fmt: skip
PUBLIC_PAGES = {
    "/*/", "/*/releases/", "/*/releases/*/*/", "/*/infographics/organisation/helpline/",
    "/*/infographics/organisation/on-the-move/", "/*/infographics/organisation/assistance/",
    "/*/infographics/organisation/prevention/", "/*/infographics/published/detected/",
    "/*/infographics/published/asylum/", "/*/infographics/published/helpline/",
    "/*/infographics/published/prevention/",
}  # fmt: skip
OPERATOR_PAGES = {"/", "/ui/", "/letterbox/"}
GUEST_PAGES = {"/", "/guest/", "/guest/*/"}  # and those of their own account


@pytest.mark.parametrize("language", ["mk", "en"])
def test_every_page_of_the_public_door(demo, open_page, axe, language):
    page = open_page(language=language)
    faults, kinds = look_at_all(page, demo.public, f"/{language}/", axe)
    assert not faults, "\n".join(faults)
    assert kinds >= PUBLIC_PAGES


@pytest.mark.parametrize("language", ["mk", "en"])
def test_every_page_of_the_staff_door(demo, open_page, axe, language):
    page = open_page("coordinator", language=language)
    faults, kinds = look_at_all(page, demo.staff, "/", axe)
    assert not faults, "\n".join(faults)
    assert kinds >= STAFF_PAGES


@pytest.mark.parametrize("language", ["mk", "en"])
def test_every_page_that_only_the_operator_sees(demo, open_page, axe, language):
    page = open_page("administrator", language=language)
    faults, kinds = look_at_all(page, demo.staff, "/", axe, known=STAFF_PAGES)
    assert not faults, "\n".join(faults)
    assert kinds >= OPERATOR_PAGES


@pytest.mark.parametrize("language", ["mk", "en"])
def test_every_page_that_a_guest_sees_and_there_are_no_others(demo, open_page, axe, language):
    page = open_page("partner_guest", language=language)
    faults, kinds = look_at_all(page, demo.staff, "/", axe)
    assert not faults, "\n".join(faults)
    assert {kind for kind in kinds if not kind.startswith("/account/")} == GUEST_PAGES


@pytest.mark.parametrize("language", ["mk", "en"])
def test_sign_in_and_its_refusal(demo, open_page, axe, language):
    page = open_page(language=language)
    page.goto(f"{demo.staff}/sign-in/")
    faults = look_at(page, axe)
    page.click("main button")
    assert not (faults + look_at(page, axe))


def look_at_all(page, door: str, start: str, axe, known=()) -> tuple[list[str], set[str]]:
    """Follow links from the start; return the faults of one page of each kind, and the kinds."""
    waiting, seen, kinds, faults = deque([start]), {start}, set(), []
    while waiting:
        path = waiting.popleft()
        kind = kind_of(path)
        if kind in kinds or (kind in known and path != start):
            continue
        kinds.add(kind)
        page.goto(f"{door}{path}")
        faults += look_at(page, axe)
        for link in page.locator("a[href]").evaluate_all("links => links.map(link => link.getAttribute('href'))"):
            target = urlsplit(urljoin(page.url, link))
            if f"{target.scheme}://{target.netloc}" == door and of_interest(target, start) and target.path not in seen:
                seen.add(target.path)
                waiting.append(target.path)
    return faults, kinds


def look_at(page, axe) -> list[str]:
    """Return what axe finds at two widths, and whether the narrowest page scrolls sideways."""
    faults = []
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 844})
        faults += axe(page)
    page.set_viewport_size({"width": NARROW, "height": 640})
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size({"width": 1280, "height": 844})
    return faults + ([f"{urlsplit(page.url).path} scrolls sideways: {wide} px at {NARROW}"] if wide > NARROW else [])


def of_interest(target, start: str) -> bool:
    return target.path.startswith(start) and not FILES.search(target.path) and not target.query


def kind_of(path: str) -> str:
    """Put a star for each part that names one thing among many."""
    path = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)\d+(?=/)", "*", path)
    path = re.sub(r"^/(mk|sq|en)/", "/*/", path)
    path = re.sub(r"^/infographics/[^/]+/[^/]+/[^/]+/$", "/infographics/*/*/*/", path)
    path = re.sub(r"(?<=/evidence/indicators/)[^/]+", "*", path)
    return re.sub(r"(?<=/releases/)[a-z_]+(?=/\*/)", "*", path)
