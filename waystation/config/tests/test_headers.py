"""Every answer of a door says what may be done with it, and TLS in front changes what the door believes of itself."""

import asyncio
import logging

import pytest

from waystation.config.headers import ALWAYS, EveryAnswer
from waystation.config.logs import WhereOnly

pytestmark = pytest.mark.no_database
START = {"type": "http.response.start", "status": 200, "headers": [(b"Cache-Control", b"max-age=60"), (b"x-own", b"1")]}


def ask(app, host=b"example.org", **doors):
    """Return what is sent, and the scope the application was asked in."""
    sent, scopes = [], []

    async def asked(scope, receive, send):
        scopes.append(scope)
        await app(send)

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "scheme": "http", "headers": [(b"host", host)]}
    asyncio.run(EveryAnswer(asked, **{"public": True, "tls": False, **doors})(scope, None, send))
    return {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}, scopes[0]["scheme"]


async def answers(send):
    await send(START)


def test_what_lacks_is_added_and_what_is_there_stays():
    headers, _scheme = ask(answers)
    assert set(ALWAYS) < set(headers)
    assert headers["x-own"] == "1"


def test_the_public_door_lets_nothing_be_kept_and_the_staff_door_its_own_files():
    assert ask(answers)[0]["cache-control"] == "no-store"
    assert ask(answers, public=False)[0]["cache-control"] == "max-age=60"


def test_tls_in_front_is_remembered_by_browsers_for_a_year():
    assert ask(answers, tls=True)[0]["strict-transport-security"] == "max-age=31536000"
    assert "strict-transport-security" not in ask(answers)[0]


HOSTS = [(b"example.org", "https"), (b"abc.onion", "http"), (b"abc.onion:80", "http")]


@pytest.mark.parametrize(("host", "scheme"), HOSTS)
def test_behind_tls_forms_were_asked_over_https_but_not_through_tor(host, scheme):
    assert ask(answers, host=host, tls=True)[1] == scheme


def test_a_failure_before_any_answer_is_answered_with_the_headers():
    sent = []

    async def breaks(scope, receive, send):
        raise ValueError("telltale")

    async def send(message):
        sent.append(message)

    with pytest.raises(ValueError, match="telltale"):
        asyncio.run(EveryAnswer(breaks, public=True, tls=False)({"type": "http", "headers": []}, None, send))
    assert sent[0]["status"] == 500
    assert set(ALWAYS) == {name.decode() for name, _value in sent[0]["headers"]}
    assert b"telltale" not in sent[1]["body"]


def test_the_log_says_the_kind_and_the_place_and_not_the_words():
    try:
        int("telltale")
    except ValueError as error:
        trace = (type(error), error, error.__traceback__)
    record = logging.LogRecord("django.request", logging.ERROR, "", 1, "Broken: %s", ("/telltale",), trace)
    said = WhereOnly().format(record)
    assert "ValueError, raised at" in said
    assert "test_headers.py" in said
    assert "telltale" not in said


@pytest.mark.parametrize(("name", "kept"), [("django.request", False), ("waystation.worker", True)])
def test_only_our_own_sentences_are_filled_in(name, kept):
    record = logging.LogRecord(name, logging.WARNING, "", 1, "Not found: %s", ("telltale",), None)
    assert ("telltale" in WhereOnly().format(record)) == kept
