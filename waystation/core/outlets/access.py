"""The only way for a request to obtain the words that must never leave: for whoever keeps the list."""

from uuid import UUID

from django.db import transaction
from django.shortcuts import get_object_or_404

from waystation.core import audit
from waystation.core.models import User
from waystation.core.outlets.models import GuardedQuerySet, GuardedWords
from waystation.core.outlets.place import marking_key


def guarded_by(user: User) -> GuardedQuerySet:
    """Return the words in force in the person's house."""
    found: GuardedQuerySet = GuardedWords.objects.visible_to(user).in_force()
    return found


@transaction.atomic
def open_list(user: User) -> list[GuardedWords]:
    """Return the list to be read. Audited as `list.opened`."""
    found = list(guarded_by(user))
    audit.record("list.opened", by=user, records="guarded_words", count=len(found))
    return found


def words_for(user: User, code: UUID) -> GuardedWords:
    """Return one of them to be changed or read; another house's answers like a wrong address."""
    found: GuardedWords = get_object_or_404(guarded_by(user), code=code)
    return found


def marked_elsewhere(user: User) -> GuardedQuerySet:
    """Return those marked under a key that is not here: after a restore, or when the key was lost."""
    guarded = guarded_by(user)
    found: GuardedQuerySet = guarded.exclude(key_id=marking_key().id.hex()) if guarded.exists() else guarded.none()
    return found
