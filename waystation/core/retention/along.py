"""Files a person may take home beside the records: each room names its own in `originals.originals_of`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models

from waystation.core.discovery import modules
from waystation.core.models import User
from waystation.core.sealing.vaults import Keyring


@dataclass(frozen=True)
class Original:
    """One file: its record, what it is called, and how to read it; `encoding` is that of a text, else empty."""

    record: Any
    title: str
    name: str
    encoding: str
    pieces: Callable[[], Iterator[bytes]]

    @property
    def code(self) -> str:
        return str(self.record.code)


def originals_of(person: models.Model, ring: Keyring, by: User) -> list[Original]:
    """Return every file kept about the person that `by` may see; CannotOpen where one of them is locked or damaged."""
    return [each for module in modules("originals") for each in module.originals_of(person, ring, by)]
