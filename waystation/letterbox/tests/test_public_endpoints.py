"""The public letterbox: signed requests work, all others learn nothing."""

import json
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from waystation.letterbox import actions, keys
from waystation.letterbox.models import Letter
from waystation.letterbox.signing import Asked, sign

pytestmark = [pytest.mark.django_db, pytest.mark.urls("waystation.config.urls_public")]


@pytest.fixture
def ask(settings, tmp_path, monkeypatch):
    """Ask the public door as the staff side does."""
    settings.HOME = tmp_path
    for door in ("staff", "public"):
        (tmp_path / door).mkdir()
    keys.prepare(tmp_path / "staff")
    keys.install(tmp_path / "staff", tmp_path / "public")
    monkeypatch.setattr(actions, "handler_of", {"test": lambda body, letter_id: None}.get)
    client = Client(enforce_csrf_checks=True)

    def send(method, path, body=b"", letter="", kind=""):
        headers = sign(Asked(method, f"/letterbox/{path}", body, letter, kind), keys.signing_key(tmp_path / "staff"))
        return client.generic(method, f"/letterbox/{path}", body, content_type="text/plain", headers=headers)

    return send


def test_a_letter_is_taken_in_and_handled(ask):
    answer = ask("POST", "letters/", "зборови".encode(), str(uuid4()), "test")
    assert answer.json() == {"state": "done", "why": ""}


def test_a_replayed_letter_is_answered_alike_and_kept_once(ask):
    letter_id = str(uuid4())
    answers = [ask("POST", "letters/", b"words", letter_id, "test").json() for _ in range(2)]
    assert answers[0] == answers[1]
    assert Letter.objects.count() == 1


def test_a_changed_letter_is_refused_loudly(ask):
    letter_id = str(uuid4())
    ask("POST", "letters/", b"words", letter_id, "test")
    answer = ask("POST", "letters/", b"other words", letter_id, "test")
    assert answer.status_code == 409
    assert "known with other contents" in answer.json()["why"]


def test_an_unknown_kind_waits_there(ask):
    answer = ask("POST", "letters/", b"words", str(uuid4()), "riddle").json()
    assert answer["state"] == "delayed"
    assert "bring both doors to one version" in answer["why"]


@pytest.mark.parametrize("path", ["letters/", "outbox/", "acknowledgements/"])
def test_a_stranger_learns_nothing(ask, client, path):
    method = "GET" if path == "outbox/" else "POST"
    answer = client.generic(method, f"/letterbox/{path}", b"words", content_type="text/plain")
    assert (answer.status_code, answer.content) == (403, b"")
    assert not Letter.objects.exists()


def test_a_public_door_without_a_key_believes_nobody(ask, settings):
    (settings.HOME / "public" / keys.PUBLIC).unlink()
    assert ask("GET", "outbox/").status_code == 403


@pytest.mark.parametrize(("path", "body"), [("letters/", b"\xff"), ("acknowledgements/", b"{"), ("letters/", b"\0")])
def test_nonsense_with_a_good_signature_is_refused(ask, path, body):
    assert ask("POST", path, body, str(uuid4()), "test").status_code in {400, 409}


def test_waiting_letters_are_fetched_and_let_go(ask):
    letter = actions.post("receipt", '{"shown": "да"}')
    page = ask("GET", "outbox/?after=0").json()
    assert page["letters"] == [{"letter_id": str(letter.letter_id), "kind": "receipt", "body": '{"shown": "да"}'}]
    body = json.dumps({"letter_ids": [str(letter.letter_id)]}).encode()
    assert ask("POST", "acknowledgements/", body).json() == {"let_go": 1}
    assert ask("GET", "outbox/?after=0").json()["letters"] == []
    assert Letter.objects.get().body == ""


def test_a_full_outbox_is_fetched_page_by_page(ask, monkeypatch):
    for number in range(120):
        actions.post("receipt", str(number))
    after, bodies, more = 0, [], True
    while more:
        page = ask("GET", f"outbox/?after={after}").json()
        bodies += [letter["body"] for letter in page["letters"]]
        after, more = page["last"], page["more"]
    assert bodies == [str(number) for number in range(120)]


def test_asking_for_the_outbox_handles_what_was_left_over(ask):
    letter = actions.receive(uuid4(), "test", "left over after a crash")
    ask("GET", "outbox/?after=0")
    letter.refresh_from_db()
    assert letter.handled_at <= timezone.now()
