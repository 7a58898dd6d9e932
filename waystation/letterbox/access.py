"""Which letters a request may see."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from waystation.core.rights import Right
from waystation.letterbox.models import Letter, LetterQuerySet

if TYPE_CHECKING:  # the public door has no staff accounts and must not load them
    from waystation.core.models import User

PAGE_LETTERS = 50
PAGE_CHARACTERS = 2_000_000


def outbox_page(*, after: int) -> tuple[list[Letter], bool]:
    """Return some waiting letters, few enough to be held in memory, and whether more follow."""
    waiting = Letter.objects.outward().under_way().filter(pk__gt=after).order_by("pk")[: PAGE_LETTERS + 1]
    page: list[Letter] = []
    characters = 0
    for letter in waiting.iterator(chunk_size=1):
        characters += len(letter.body)
        if page and (characters > PAGE_CHARACTERS or len(page) == PAGE_LETTERS):
            return page, True
        page.append(letter)
    return page, False


def letters_to_push(at: datetime) -> list[tuple[int, str]]:
    """Return number and stem of each outward letter that is due and not held up by an older one of its stem."""
    held: set[str] = set()
    due: list[tuple[int, str]] = []
    waiting = Letter.objects.outward().under_way().order_by("pk")
    for pk, stem, next_attempt_at, sent_at in waiting.values_list("pk", "stem", "next_attempt_at", "sent_at"):
        if next_attempt_at > at and sent_at is None:
            held.add(stem)
        elif next_attempt_at <= at and stem not in held:
            due.append((pk, stem))
    return due


def letters_for(user: "User") -> LetterQuerySet:
    """Return the letters, to those who look after the installation."""
    if not user.may(Right.MANAGE):
        raise PermissionDenied
    return Letter.objects.order_by("-pk")


def letter_for(user: "User", letter_id: UUID) -> Letter:
    """Return one letter by its id."""
    return get_object_or_404(letters_for(user), letter_id=letter_id)
