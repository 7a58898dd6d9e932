"""What rooms keep about a person beside sealed records: each names it in `<room>/erasure.py` as LEFTOVERS."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import get_language

from waystation.core.discovery import modules
from waystation.core.models import User


@dataclass(frozen=True)
class Leftover:
    """One thing that goes with the person: how many there are (person, organisation), and how they go (person, by)."""

    code: str
    name: Mapping[str, str]
    count: Callable[[UUID, int], int]
    remove: Callable[[UUID, User], int]

    def __str__(self) -> str:
        return self.name.get((get_language() or "en")[:2], self.name["en"])


def leftovers() -> Iterator[Leftover]:
    """Yield what every room names."""
    for module in modules("erasure"):
        yield from module.LEFTOVERS
