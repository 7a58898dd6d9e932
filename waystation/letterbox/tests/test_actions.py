"""Letters: posted once, received once, handled once, in order."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from waystation.core.errors import ActionRefused
from waystation.letterbox import actions
from waystation.letterbox.errors import LetterChanged, LetterTooLong
from waystation.letterbox.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def handled(monkeypatch):
    """Kinds `test` and `test.more` are handled here; the list shows what was."""
    seen = []

    def keep(body, letter_id):
        seen.append(body)

    def refuse(body, letter_id):
        raise ActionRefused("Not this one: send another.")

    def break_down(body, letter_id):
        seen.append(body)
        raise KeyError(f"Ana {body}")

    handlers = {"test": keep, "test.more": keep, "test.refused": refuse, "test.broken": break_down}
    monkeypatch.setattr(actions, "handler_of", handlers.get)
    return seen


def test_posting_twice_makes_one_letter():
    letter_id = uuid4()
    first = actions.post("test", "words", letter_id=letter_id)
    assert actions.post("test", "words", letter_id=letter_id) == first
    assert Letter.objects.count() == 1


def test_a_letter_posted_in_a_failed_transaction_never_was():
    with transaction.atomic():
        actions.post("test", "words")
        transaction.set_rollback(True)
    assert not Letter.objects.exists()


@pytest.mark.parametrize(("kind", "body"), [("test", "other words"), ("test.more", "words")])
def test_a_known_id_with_other_contents_is_refused(kind, body):
    letter_id = uuid4()
    actions.receive(letter_id, "test", "words")
    with pytest.raises(LetterChanged, match="known with other contents"):
        actions.receive(letter_id, kind, body)


def test_too_long_a_letter_is_refused(monkeypatch):
    monkeypatch.setattr(actions, "LONGEST_BODY_BYTES", 10)
    with pytest.raises(LetterTooLong, match="send less"):
        actions.post("test", "ш" * 6)


def test_a_letter_is_handled_once_and_its_body_emptied(handled):
    letter = actions.receive(uuid4(), "test", "words")
    assert actions.handle(letter).state == "done"
    assert actions.handle(letter).body == ""
    assert handled == ["words"]


def test_a_second_copy_of_a_handled_letter_changes_nothing(handled):
    letter_id = uuid4()
    for _ in range(2):
        assert actions.handle(actions.receive(letter_id, "test", "words")).state == "done"
    assert handled == ["words"]


def test_an_unknown_kind_waits_and_says_so(handled):
    letter = actions.handle(actions.receive(uuid4(), "riddle", "words"))
    assert letter.state == "delayed"
    assert "No room here knows letters of kind riddle" in letter.last_error
    assert letter.body == "words"


def test_a_broken_handler_leaves_no_trace_of_the_words(handled, caplog):
    letter = actions.handle(actions.receive(uuid4(), "test.broken", "words"))
    assert letter.state == "delayed"
    assert letter.last_error.startswith("KeyError in the handler")
    assert "Ana words" not in caplog.text + letter.last_error


def test_a_handler_that_refuses_ends_the_letter(handled):
    letter = actions.handle(actions.receive(uuid4(), "test.refused", "words"))
    assert (letter.state, letter.last_error) == ("refused", "Not this one: send another.")


def test_letters_of_one_stem_are_handled_in_order(handled):
    first = actions.receive(uuid4(), "test.broken", "release")
    second = actions.receive(uuid4(), "test.more", "withdrawal")
    actions.handle(first)
    assert actions.handle(second).state == "waiting"
    Letter.objects.filter(pk=first.pk).update(kind="test", next_attempt_at=timezone.now())
    assert actions.handle_due() == 2
    assert handled[1:] == ["release", "withdrawal"]


def test_a_refused_letter_does_not_hold_up_the_next(handled):
    actions.handle(actions.receive(uuid4(), "test.refused", "bad"))
    assert actions.handle(actions.receive(uuid4(), "test", "good")).state == "done"


def test_pauses_double_up_to_ten_minutes():
    letter = actions.post("test", "words")
    pauses = []
    for _ in range(12):
        before = timezone.now()
        letter = actions.postpone(letter, "The public door does not answer.")
        pauses.append(round((letter.next_attempt_at - before).total_seconds()))
    assert pauses == [2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600, 600]


def test_trying_again_now_forgets_the_pause():
    letter = actions.postpone(actions.post("test", "words"), "The public door does not answer.")
    actions.try_again_now(letter)
    assert Letter.objects.outward().due(timezone.now() + timedelta(seconds=1)).count() == 1


def test_a_finished_letter_is_not_tried_again():
    letter = actions.mark_arrived(actions.post("test", "words"), "done")
    with pytest.raises(ActionRefused, match="nothing is left to try"):
        actions.try_again_now(letter)


@pytest.fixture
def quiet(monkeypatch):
    """Let letters whose stem is `whisper` be dated to the day, as a room would declare."""
    room = type("room", (), {"HANDLERS": {"whisper": lambda _body, _id: None}, "TO_THE_DAY": ("whisper",)})
    monkeypatch.setattr("waystation.letterbox.handlers.modules", lambda _name: [room])


@pytest.mark.usefixtures("quiet")
def test_a_letter_of_somebody_outside_keeps_the_day_and_no_moment():
    inward = actions.handle(actions.receive(uuid4(), "whisper@7", "words"))
    outward = actions.post("whisper@7", "words")
    actions.acknowledge([outward.letter_id])
    outward.refresh_from_db()
    moments = [inward.created_at, inward.handled_at, inward.next_attempt_at]
    moments += [outward.created_at, outward.sent_at, outward.acknowledged_at]
    assert {timezone.localtime(at).time().isoformat() for at in moments} == {"00:00:00"}


@pytest.mark.usefixtures("quiet")
def test_one_conversation_waits_for_no_other():
    first, second = (actions.receive(uuid4(), f"{kind}@7", "x") for kind in ("whisper.odd", "whisper"))
    other = actions.receive(uuid4(), "whisper@8", "x")
    assert [actions.handle(letter).state for letter in (first, second, other)] == ["delayed", "waiting", "done"]
