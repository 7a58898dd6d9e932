"""The only way for a request to search: within what the asker may see, and never unseen."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils.functional import Promise

from waystation.core import audit
from waystation.core.models import User
from waystation.core.sealing.vaults import Keyring
from waystation.core.search.finding import Found, find
from waystation.core.search.searchable import Hit, Searched, searched_by

MOST = 50


@dataclass(frozen=True)
class Answer:
    """What was found of one kind: the newest hits, and how many there are in all."""

    kind: str | Promise
    hits: list[Hit]
    count: int
    damaged: int

    @property
    def more(self) -> int:
        return self.count - len(self.hits)


@transaction.atomic
def search(user: User, words: str, keyring: Keyring) -> list[Answer]:
    """Return what answers, kind by kind. Audited as `list.opened` with the count, never with the words."""
    answers = list(_answers(user, words, keyring))
    audit.record("list.opened", by=user, records="search", searched=1, count=sum(each.count for each in answers))
    return answers


def _answers(user: User, words: str, keyring: Keyring) -> Iterator[Answer]:
    for searched in searched_by(user):
        found = find(searched.records(user), searched.columns, words, keyring)
        if found.numbers or found.damaged:
            yield Answer(searched.kind, _hits(searched, user, found, keyring), len(found.numbers), found.damaged)


def _hits(searched: Searched, user: User, found: Found, keyring: Keyring) -> list[Hit]:
    records = searched.records(user).filter(pk__in=found.newest(MOST)).order_by("-pk")
    return [searched.hit(record, keyring) for record in records]
