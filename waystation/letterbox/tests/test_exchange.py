"""A round of letters as the staff side runs it, with a public door that misbehaves."""

import json
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from waystation.letterbox import actions, exchange, keys
from waystation.letterbox.door import Answer, PublicDoor, _why_not_believed
from waystation.letterbox.errors import DoorUnreachable
from waystation.letterbox.models import Letter

pytestmark = pytest.mark.django_db


class FakeDoor:
    """Answers from a script; remembers what it was asked."""

    def __init__(self, *answers):
        self.answers, self.asked = list(answers), []

    def ask(self, method, path, body=b"", *, letter="", kind=""):
        self.asked.append((method, path, body.decode(), kind))
        status, said = self.answers.pop(0)
        if status is None:
            raise DoorUnreachable(said)
        return Answer(status, json.dumps(said).encode())


DONE = (200, {"state": "done", "why": ""})


def test_letters_are_pushed_in_order_and_emptied():
    for number in range(3):
        actions.post("release", f"words {number}")
    door = FakeDoor(DONE, DONE, DONE)
    assert exchange.push(door) == 3
    assert [asked[2] for asked in door.asked] == ["words 0", "words 1", "words 2"]
    assert set(Letter.objects.values_list("body", flat=True)) == {""}


def test_an_error_there_holds_back_the_stem_and_no_other():
    for kind in ("release", "release.withdrawn", "page"):
        actions.post(kind, kind)
    door = FakeDoor((500, {}), DONE)
    assert exchange.push(door) == 1
    assert [asked[3] for asked in door.asked] == ["release", "page"]
    assert exchange.push(FakeDoor()) == 0


def test_a_letter_kept_there_for_later_is_asked_about_again():
    letter = actions.post("riddle", "words")
    exchange.push(FakeDoor((200, {"state": "delayed", "why": "No room here knows letters of kind riddle."})))
    letter.refresh_from_db()
    assert (letter.state, letter.body, letter.attempts) == ("arrived", "words", 1)


def test_a_refused_letter_stays_and_says_why():
    letter = actions.post("release", "words")
    exchange.push(FakeDoor((409, {"state": "refused", "why": "Known with other contents."})))
    letter.refresh_from_db()
    assert (letter.state, letter.last_error) == ("refused", "Known with other contents.")


def test_a_closed_door_is_noted_on_what_waits(monkeypatch):
    letter = actions.post("release", "words")
    monkeypatch.setattr(exchange, "open_door", Closed)
    with pytest.raises(DoorUnreachable):
        exchange.push_round()
    letter.refresh_from_db()
    assert (letter.last_error, letter.attempts) == ("The public door does not answer.", 0)


class Closed(FakeDoor):
    def __init__(self):
        super().__init__((None, "The public door does not answer."))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass


def page(*letters, more=False):
    listed = [{"letter_id": str(letter_id), "kind": "receipt.test", "body": body} for letter_id, body in letters]
    return 200, {"letters": listed, "last": len(letters), "more": more}


def test_letters_are_kept_here_before_they_are_let_go_there():
    first, second = uuid4(), uuid4()
    door = FakeDoor(page((first, "a"), more=True), (200, {"let_go": 1}), page((second, "b")), (200, {"let_go": 1}))
    assert exchange.fetch(door) == 2
    assert [asked[1] for asked in door.asked[1::2]] == ["acknowledgements/"] * 2
    assert Letter.objects.inward().count() == 2


def test_a_changed_letter_from_there_is_neither_kept_nor_let_go(caplog):
    letter_id = uuid4()
    actions.receive(letter_id, "receipt.test", "words")
    door = FakeDoor(page((letter_id, "other words")))
    assert exchange.fetch(door) == 0
    assert "known with other contents" in caplog.text
    assert "other words" not in caplog.text


def test_an_answer_that_is_no_json_is_not_our_door():
    door = FakeDoor()
    door.ask = lambda *_args, **_options: Answer(200, b"<html>")
    with pytest.raises(DoorUnreachable, match="Not a public door of ours"):
        exchange.fetch(door)


def test_letters_do_not_leave_the_machine_in_the_clear():
    with pytest.raises(DoorUnreachable, match="https"):
        PublicDoor("http://example.org", Ed25519PrivateKey.generate())


def test_differing_clocks_are_named():
    assert "clocks of the two machines differ" in _why_not_believed("Mon, 01 Jan 2001 00:00:00 GMT")
    assert "copy staff/letterbox.pub" in _why_not_believed("")


def test_nobody_there_is_said_in_words():
    door = PublicDoor("http://127.0.0.1:9", Ed25519PrivateKey.generate())
    with pytest.raises(DoorUnreachable, match="does not answer"):
        door.ask("GET", "outbox/")


def test_keys_are_made_once_and_fit(tmp_path):
    for door in ("staff", "public"):
        (tmp_path / door).mkdir()
    keys.prepare(tmp_path / "staff")
    first = (tmp_path / "staff" / keys.PRIVATE).read_bytes()
    keys.prepare(tmp_path / "staff")
    keys.install(tmp_path / "staff", tmp_path / "public")
    assert (tmp_path / "staff" / keys.PRIVATE).read_bytes() == first
    assert (tmp_path / "staff" / keys.PRIVATE).stat().st_mode & 0o777 == 0o600
    assert keys.fit_together(tmp_path / "staff", tmp_path / "public")
    assert not (tmp_path / "public" / keys.PRIVATE).exists()


@pytest.mark.parametrize(("content", "why"), [("", "holds 0 bytes"), ("AAAA", "holds 3 bytes"), ("no key!", "damaged")])
def test_a_damaged_key_is_named(tmp_path, content, why):
    (tmp_path / keys.PRIVATE).write_text(content)
    with pytest.raises(keys.KeyMissing, match=why):
        keys.signing_key(tmp_path)
