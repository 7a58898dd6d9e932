"""Which records have a page "who looked": every room names its own in `signposts.TRAILS`."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.utils.functional import Promise

from waystation.core.discovery import modules
from waystation.core.rights import Right


@dataclass(frozen=True)
class Trail:
    """A kind of record, what it is called, who may see its trail, and the way from it to the person it is about."""

    kind: str
    label: str | Promise
    right: Right = Right.READ_RECORDS
    person: str = ""

    def records(self) -> Any:
        """Return all records of the kind."""
        return apps.get_model(self.kind)._default_manager.all()


@lru_cache(maxsize=1)
def trails() -> dict[str, Trail]:
    """Return every kind of record that has a trail."""
    return {each.kind: each for module in modules("signposts") for each in getattr(module, "TRAILS", ())}
