"""Signing in through the pages, as a browser without scripts does: the password, then a code or setting up an app."""

import base64
import re
import time

import httpx
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

SHOWN = re.compile(r'id="demonstration-code">(\d{3}) (\d{3})<')
LETTERS = re.compile(r'<code class="letters">([A-Z2-7 ]+)</code>')
HALF_A_MINUTE = 30
APPS: dict[tuple[str, str], str] = {}  # the secrets of apps set up here, by the house and the name


def enter(browser: httpx.Client, name: str, password: str) -> httpx.Response:
    """Sign in and return the last answer; the browser must follow redirects."""
    browser.get("/sign-in/")
    answer = post(browser, "/sign-in/", username=name, password=password)
    app = str(browser.base_url), name
    if answer.url.path == "/account/enrol/":
        letters = LETTERS.search(browser.get("/account/enrol/app/").text)[1]
        APPS[app] = letters.replace(" ", "")
        post(browser, "/account/enrol/app/", code=code_of(APPS[app]))
        return post(browser, "/account/enrol/codes/")
    if answer.url.path != "/account/second/":
        return answer
    if app in APPS:
        return with_the_app(browser, APPS[app])
    for _second in range(2 * HALF_A_MINUTE):
        if shown := SHOWN.search(answer.text):
            return post(browser, "/account/second/", code="".join(shown.groups()))
        time.sleep(1)
        answer = browser.get("/account/second/")
    raise AssertionError(f"{name} has an app that these tests did not set up, and no page shows its code.")


def with_the_app(browser: httpx.Client, secret: str) -> httpx.Response:
    """Type what the app shows; a code that was used before is refused, then the next one is waited for."""
    for _try in range(2):
        answer = post(browser, "/account/second/", code=code_of(secret))
        if answer.url.path != "/account/second/":
            return answer
        time.sleep(HALF_A_MINUTE - time.time() % HALF_A_MINUTE)
    return post(browser, "/account/second/", code=code_of(secret))


def code_of(secret: str) -> str:
    """Compute what an app shows now, with another library than the product's."""
    app = TOTP(base64.b32decode(secret), 6, SHA1(), HALF_A_MINUTE, enforce_key_length=False)  # noqa: S303
    return app.generate(int(time.time())).decode()


def post(browser: httpx.Client, path: str, **typed: str) -> httpx.Response:
    return browser.post(path, data={**typed, "csrfmiddlewaretoken": token(browser)})


def token(browser: httpx.Client) -> str:
    return next(cookie.value for cookie in browser.cookies.jar if cookie.name.endswith("_csrf"))
