"""Documents in a browser: added with and without scripts, looked at, taken out, removed and put back."""

import pytest

from waystation.cases.documents.tests.drawing import photograph


def open_case(page, demo):
    page.goto(f"{demo.staff}/cases/?state=open&sort=-opened_on")
    page.locator("tbody a").first.click()
    page.locator("a[href^='/documents/case/']").click()


def add(page, title, content, name="photo.jpg"):
    page.set_input_files("[name=chosen]", {"name": name, "mimeType": "image/jpeg", "buffer": content})
    page.fill("[name=title]", title)
    page.click("form[enctype] button")
    page.locator(f"tbody a:text-is('{title}')").wait_for()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_document_is_added_seen_removed_and_put_back(demo, open_page, scripts):
    page, title = open_page("caseworker", scripts=scripts), f"Photograph, scripts {scripts}"
    open_case(page, demo)
    add(page, title, photograph())
    assert "sealed and kept" in page.locator("main").inner_text()
    page.click(f"tbody a:text-is('{title}')")
    image = page.locator("img.document__page")
    image.wait_for()
    page.click("form[action$='/remove/'] button")
    assert title not in page.locator("table").inner_text()
    page.locator("form[action$='/put-back/']", has_text=title).locator("button").click()
    assert page.locator("h1").inner_text() == title


def test_what_is_shown_is_a_picture_the_right_way_up(demo, open_page):
    page = open_page("caseworker")
    open_case(page, demo)
    add(page, "Upright", photograph(size=(400, 300)))
    page.click("tbody a:text-is('Upright')")
    image = page.locator("img.document__page")
    image.scroll_into_view_if_needed()
    image.evaluate("image => image.decode()")
    assert image.evaluate("image => [image.naturalWidth, image.naturalHeight]") == [300, 400]


def test_an_empty_file_keeps_what_was_typed_and_says_what_to_do(demo, open_page):
    page = open_page("caseworker")
    open_case(page, demo)
    page.fill("[name=title]", "Letter of the school")
    page.set_input_files("[name=chosen]", {"name": "a.txt", "mimeType": "text/plain", "buffer": b""})
    page.click("form[enctype] button")
    page.locator(".errors").wait_for()
    assert "The file is empty" in page.locator(".errors").inner_text()
    assert page.input_value("[name=title]") == "Letter of the school"


def test_the_original_is_taken_out_under_a_name_that_says_nothing(demo, open_page):
    page = open_page("caseworker")
    open_case(page, demo)
    add(page, "Original", photograph("to take out"), name="Invented Person.jpg")
    page.click("tbody a:text-is('Original')")
    page.click("a[href$='/original/']")
    with page.expect_download() as taken:
        page.click("main form button")
    assert taken.value.suggested_filename.startswith("document-")
    assert taken.value.path().read_bytes() == photograph("to take out")


@pytest.mark.parametrize("width", [390, 1280])
def test_pages_of_documents_are_accessible(demo, open_page, axe, width):
    page = open_page("caseworker", width=width)
    open_case(page, demo)
    found = axe(page)
    page.locator("tbody a").first.click()
    found += axe(page)
    page.click("a[href$='/original/']")
    assert found + axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
