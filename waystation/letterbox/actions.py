"""Every change to a letter: post, receive, handle, and what became of it on the way."""

import hashlib
import logging
import traceback
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from waystation.core.errors import ActionRefused
from waystation.core.outlets import gate
from waystation.letterbox import bell
from waystation.letterbox.errors import LetterChanged, LetterTooLong, LetterUnreadable
from waystation.letterbox.handlers import dated_to_the_day, handler_of, stem_of
from waystation.letterbox.models import Letter

log = logging.getLogger(__name__)
LONGEST_BODY_BYTES = 16 * 1024 * 1024
LONGEST_KIND = 60
LONGEST_PAUSE_SECONDS = 600


def post(kind: str, body: str, *, letter_id: UUID | None = None, organisation: int | None = None) -> Letter:
    """Put a letter to the other door into the box, within the caller's transaction.

    Posting the same letter again (same id, kind and body) returns the first one; LetterChanged if it differs.
    MustNotLeave where the organisation, or any one here if none is named, said that such words never leave.
    """
    gate.let_out(body, organisation)
    letter = _keep(Letter.Direction.OUT, letter_id or uuid4(), kind, body)
    transaction.on_commit(bell.ring)
    return letter


def receive(letter_id: UUID, kind: str, body: str) -> Letter:
    """Keep a letter from the other door; a second copy changes nothing, LetterChanged if it is not a copy."""
    return _keep(Letter.Direction.IN, letter_id, kind, body)


@transaction.atomic
def _keep(direction: str, letter_id: UUID, kind: str, body: str) -> Letter:
    raw = body.encode()
    if len(kind) > LONGEST_KIND or "\0" in kind:
        raise LetterUnreadable(f"The kind of a letter is a word of up to {LONGEST_KIND} signs: send one of our kinds.")
    if "\0" in body:
        raise LetterUnreadable("A letter is text, and this one holds a null character: send the text alone.")
    if len(raw) > LONGEST_BODY_BYTES:
        raise LetterTooLong(f"A letter holds {LONGEST_BODY_BYTES:,} bytes, this one {len(raw):,}: send less at a time.")
    digest, stem = hashlib.sha256(raw).hexdigest(), stem_of(kind)
    at = _moment(stem)
    letter, _created = Letter.objects.get_or_create(
        direction=direction,
        letter_id=letter_id,
        defaults={
            "kind": kind,
            "stem": stem,
            "body": body,
            "digest": digest,
            "created_at": at,
            "next_attempt_at": at,
        },
    )
    if (letter.kind, letter.digest) != (kind, digest):
        raise LetterChanged(f"Letter {letter_id} is known with other contents: give the new letter an id of its own.")
    return letter


def _moment(stem: str) -> datetime:
    """Return now; the beginning of the day for letters whose moment must not be kept."""
    at = timezone.now()
    return timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0) if dated_to_the_day(stem) else at


def handle(letter: Letter) -> Letter:
    """Act on an inward letter once, in the transaction that marks it; return it as it then stands.

    A letter of unknown kind, or behind an unfinished one of its stem, waits. A handler that raises
    ActionRefused ends the letter as refused; any other error is tried again later, ever more seldom.
    """
    try:
        with transaction.atomic():
            kept = Letter.objects.select_for_update().get(pk=letter.pk)
            return _handle_locked(kept)
    except ActionRefused as refusal:
        return _end_refused(letter, str(refusal))
    except Exception as error:  # noqa: BLE001  whatever a handler raises, the letter must survive it
        _log_without_content(letter, error)
        return postpone(letter, f"{type(error).__name__} in the handler: see the log, then mend what it names.")


def _log_without_content(letter: Letter, error: Exception) -> None:
    """Say where the handler stopped, not what the error quotes: a letter's words stay out of logs."""
    where = "".join(traceback.format_tb(error.__traceback__))
    log.error("Letter %s was not handled: %s\n%s", letter.letter_id, type(error).__name__, where)


def _handle_locked(letter: Letter) -> Letter:
    if letter.handled_at or letter.refused_at or _is_behind_another(letter):
        return letter
    handler = handler_of(letter.kind)
    if handler is None:
        return postpone(letter, f"No room here knows letters of kind {letter.kind}: bring both doors to one version.")
    handler(letter.body, letter.letter_id)
    letter.handled_at = letter.next_attempt_at = _moment(letter.stem)
    letter.body = letter.last_error = ""
    letter.save(update_fields=["handled_at", "next_attempt_at", "body", "last_error"])
    return letter


def _is_behind_another(letter: Letter) -> bool:
    return Letter.objects.inward().under_way().filter(stem=letter.stem, pk__lt=letter.pk).exists()


def handle_due() -> int:
    """Handle every inward letter whose time has come; return how many were finished."""
    waiting = Letter.objects.inward().under_way().due(timezone.now()).values_list("pk", flat=True)
    return sum(1 for pk in list(waiting) if handle(Letter(pk=pk)).state in {"done", "refused"})


@transaction.atomic
def _end_refused(letter: Letter, why: str) -> Letter:
    kept = Letter.objects.select_for_update().get(pk=letter.pk)
    kept.refused_at = _moment(kept.stem)
    kept.last_error = why[:300]
    kept.save(update_fields=["refused_at", "last_error"])
    return kept


@transaction.atomic
def postpone(letter: Letter, why: str) -> Letter:
    """Count a failed attempt and wait twice as long as the time before, ten minutes at most."""
    kept = Letter.objects.select_for_update().get(pk=letter.pk)
    kept.attempts += 1
    pause = timedelta(seconds=min(LONGEST_PAUSE_SECONDS, 2 ** min(kept.attempts, 10)))
    kept.next_attempt_at = timezone.now() + pause
    kept.last_error = why[:300]
    kept.save(update_fields=["attempts", "next_attempt_at", "last_error"])
    return kept


def note_delay(why: str) -> int:
    """Show on every waiting outward letter why none leaves at present."""
    return Letter.objects.outward().under_way().exclude(last_error=why[:300]).update(last_error=why[:300])


@transaction.atomic
def mark_arrived(letter: Letter, state: str, why: str = "") -> Letter:
    """Record what the public door says of a letter pushed to it: done, refused, or kept there for later."""
    kept = Letter.objects.select_for_update().get(pk=letter.pk)
    if kept.acknowledged_at:
        return kept
    at = _moment(kept.stem)
    kept.sent_at = kept.sent_at or at
    if state == "done":
        kept.acknowledged_at, kept.next_attempt_at, kept.body, kept.last_error = at, at, "", ""
    elif state == "refused":
        kept.refused_at, kept.last_error = at, why[:300]
    kept.save()
    return kept if state in {"done", "refused"} else postpone(kept, why)


def acknowledge(letter_ids: list[UUID]) -> int:
    """Let go of outward letters that the other door says it keeps; their bodies are emptied."""
    waiting = Letter.objects.outward().under_way().filter(letter_id__in=letter_ids)
    let_go = 0
    for stem in set(waiting.values_list("stem", flat=True)):
        at = _moment(stem)
        let_go += waiting.filter(stem=stem).update(acknowledged_at=at, sent_at=at, body="", last_error="")
    return let_go


def recall(stem: str) -> int:
    """Let outward letters of one conversation that still wait here never leave; their bodies are emptied."""
    waiting = Letter.objects.outward().under_way().filter(stem=stem)
    return waiting.update(acknowledged_at=_moment(stem), body="", last_error="")


@transaction.atomic
def try_again_now(letter: Letter) -> Letter:
    """Let a delayed or refused letter be tried at once; a finished one is left alone."""
    kept = Letter.objects.select_for_update().get(pk=letter.pk)
    if kept.acknowledged_at or kept.handled_at:
        raise ActionRefused("This letter has arrived and was acted on: nothing is left to try.")
    kept.refused_at, kept.next_attempt_at, kept.attempts = None, timezone.now(), 0
    kept.save(update_fields=["refused_at", "next_attempt_at", "attempts"])
    transaction.on_commit(bell.ring)
    return kept
