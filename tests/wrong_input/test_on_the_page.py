"""The same wrong files given to the import page: a reason on the screen, and not one record more."""

import contextlib
import http.client
import re
import time

import httpx
import pytest
from entering import enter

pytestmark = pytest.mark.browser
UNREADABLE = 2
TOO_LARGE = 2**30
UNHELPFUL = ("Traceback", "Server Error")


@pytest.fixture(scope="module")
def coordinator(demo, password):
    """Sign in once for all: a code is good for one time, and the next one is half a minute away."""
    with httpx.Client(base_url=demo.staff, follow_redirects=True, timeout=60) as browser:
        assert enter(browser, "coordinator", password).url.path == "/"
        browser.post("/choose/language/", data={"language": "en", "next": "/", **token(browser)})
        yield browser


def test_a_wrong_file_is_refused_on_the_page_with_a_reason(coordinator, wrong):
    path, code, words = wrong
    if path.stat().st_size > TOO_LARGE:
        assert_refused_midway(coordinator, path)
        return
    before = contacts(coordinator)
    answer = upload(coordinator, path)
    assert answer.status_code == 200
    page = after_checking(coordinator, answer)
    assert not [word for word in UNHELPFUL if word in page]
    assert words in page or "What is in the file?" in page
    assert code == UNREADABLE or "fail" in page
    assert "rows are imported" not in page
    assert contacts(coordinator) == before


def upload(browser: httpx.Client, path) -> httpx.Response:
    fields = {"target": "", "edition": "", **token(browser)}
    with path.open("rb") as file:
        return browser.post("/imports/new/", data=fields, files={"file": (path.name, file)})


def assert_refused_midway(browser: httpx.Client, path) -> None:
    """The door stops listening at its limit and says so; it never takes the whole in."""
    call = http.client.HTTPConnection(browser.base_url.host, browser.base_url.port, timeout=60)
    with path.open("rb") as file, contextlib.suppress(BrokenPipeError, ConnectionResetError):
        call.request("POST", "/imports/new/", file, {"Content-Type": "multipart/form-data; boundary=b"})
    answer = call.getresponse()
    said = answer.read().decode()
    call.close()
    assert answer.status == 413
    assert "MB" in said


def after_checking(browser: httpx.Client, answer: httpx.Response) -> str:
    """Wait until the worker has looked at the file."""
    for _ in range(150):
        if "data-progress=" not in answer.text:
            break
        time.sleep(0.2)
        answer = browser.get(str(answer.url))
    return re.sub(r"&quot;|&#x27;", "'", answer.text)


def contacts(browser: httpx.Client) -> str:
    return re.search(r"pages__said[^>]*>([^<]*)", browser.get("/desk/contacts/").text)[1]


def token(browser: httpx.Client) -> dict[str, str]:
    return {"csrfmiddlewaretoken": browser.cookies["waystation_staff_csrf"]}
