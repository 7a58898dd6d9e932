"""What rooms let be searched: every room names its own in `searchable.SEARCHED`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from waystation.core.discovery import modules
from waystation.core.models import User
from waystation.core.rights import Right
from waystation.core.sealing.vaults import Keyring


@dataclass(frozen=True)
class Hit:
    """One record that answers: what it is called on the page, where it is, and a fact or two to know it by."""

    title: str
    href: str
    about: str = ""


@dataclass(frozen=True)
class Searched:
    """One kind of record: which sealed columns are looked through, among which records, and how a hit is shown.

    `records` gives no more than the asker may see; `hit` is called for what is shown alone.
    """

    kind: str | Promise
    columns: tuple[str, ...]
    records: Callable[[User], QuerySet[Any]]
    hit: Callable[[Any, Keyring], Hit]
    right: Right = Right.READ_RECORDS


def searched_by(user: User) -> Iterator[Searched]:
    """Yield the kinds this person may search, in the order of the rooms."""
    for module in modules("searchable"):
        yield from (each for each in getattr(module, "SEARCHED", ()) if user.may(each.right))
