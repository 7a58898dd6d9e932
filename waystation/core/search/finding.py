"""Finds words among sealed texts: each word somewhere in the text, in whatever script either is written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from waystation.core.sealing.scanning import Scan
from waystation.core.sealing.vaults import Keyring
from waystation.vocab.spelling import skeleton

SHORT = 2  # so few letters are looked for at the beginning of words only


@dataclass(frozen=True)
class Found:
    """The numbers of the records whose texts answer, and how many records could not be opened."""

    numbers: list[int]
    damaged: int

    def newest(self, most: int = 5000) -> list[int]:
        """Return the numbers that a database may be asked for at once, those entered last."""
        return sorted(self.numbers, reverse=True)[:most]


def find(records: QuerySet[Any], columns: Sequence[str], words: str, keyring: Keyring) -> Found:
    """Look through the sealed columns of the records; records of a locked vault are not looked at."""
    wanted, scan = _wanted(words), Scan(records, columns, keyring)
    numbers = [number for batch in scan for number in _answering(*batch, wanted)] if wanted else []
    return Found(numbers, scan.damaged)


def answers(words: str, text: str) -> bool:
    """Say whether one text answers."""
    return bool(_wanted(words) and list(_answering([0], [text], _wanted(words))))


def _wanted(words: str) -> list[str]:
    parts = skeleton(words.replace("\n", " ")).split()
    return [part if len(part) > SHORT else f" {part}" for part in sorted(parts, key=len, reverse=True)]


def _answering(numbers: list[int], texts: list[str], wanted: Sequence[str]) -> Iterator[int]:
    """Yield the numbers whose text holds every word; all texts are made plain together, which is much faster."""
    together = "\n ".join([text.replace("\n", " ") if "\n" in text else text for text in texts])
    lines = f" {skeleton(together)}".split("\n")
    for number, line in zip(numbers, lines, strict=bool(numbers)):
        if all(part in line for part in wanted):
            yield number
