"""Every change to the words that must never leave."""

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from waystation.core import audit
from waystation.core.errors import ActionRefused
from waystation.core.models import User
from waystation.core.outlets.access import marked_elsewhere
from waystation.core.outlets.marks import TooShort, marks_of
from waystation.core.outlets.models import GuardedWords
from waystation.core.outlets.place import marking_key
from waystation.core.retention.actions import shredding
from waystation.core.retention.kinds import kinds
from waystation.core.sealing.records import open_text, seal_texts
from waystation.core.sealing.vaults import Keyring


@transaction.atomic
def guard(text: str, number: str, keyring: Keyring, *, by: User) -> GuardedWords:
    """Put words, or an address, on the list. Audited as `words.guarded`; refused for what stands in every text."""
    words = GuardedWords(organisation=by.organisation, added_by=by)
    _write(words, text, number, keyring)
    words.save()
    audit.record("words.guarded", on=words, by=by, address=int(bool(number)))
    return words


@transaction.atomic
def change(words: GuardedWords, text: str, number: str, keyring: Keyring, *, by: User) -> GuardedWords:
    """Write it another way. Audited as `words.changed`."""
    words = GuardedWords.objects.select_for_update().get(pk=words.pk)
    _write(words, text, number, keyring)
    words.save()
    audit.record("words.changed", on=words, by=by, address=int(bool(number)))
    return words


@transaction.atomic
def take_off(words: GuardedWords, *, by: User) -> None:
    """Let the words leave again; what was sealed and marked is destroyed. Audited as `words.taken_off`."""
    words = GuardedWords.objects.select_for_update().get(pk=words.pk)
    shredding.empty(kinds()["outlets.guardedwords"], [words])
    GuardedWords.objects.filter(pk=words.pk).update(taken_off_at=now())
    audit.record("words.taken_off", on=words, by=by)
    shredding.shred_after_commit()


@transaction.atomic
def mark_again(keyring: Keyring, *, by: User) -> int:
    """Mark under the key that is here what was marked under another. Audited as `words.marked_again` for each."""
    again = list(marked_elsewhere(by).select_for_update())
    for words in again:
        _write(words, open_text(words, "text", keyring), open_text(words, "number", keyring), keyring)
        words.save()
        audit.record("words.marked_again", on=words, by=by)
    return len(again)


def note_stopped(outlet: str, *, by: User) -> None:
    """Write down that something did not leave, and by which way it would have. Audited as `outlet.stopped`."""
    audit.record("outlet.stopped", by=by, outlet=outlet)


def _write(words: GuardedWords, text: str, number: str, keyring: Keyring) -> None:
    key = marking_key()
    try:
        words.marks = marks_of(text, number, key.secret())
    except TooShort as short:
        raise ActionRefused(
            _("This is too short or too long: it would stop every text, or none. Write 4 to 32 letters.")
        ) from short
    words.key_id = key.id.hex()
    seal_texts(words, {"text": text, "number": number}, keyring)
