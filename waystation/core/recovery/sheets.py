"""The sheets of paper as pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Sheet:
    """One sheet of paper: its number and its words."""

    number: int
    words: tuple[str, ...]


def sheets_of(shares: Sequence[str]) -> list[Sheet]:
    return [Sheet(number, tuple(words.split())) for number, words in enumerate(shares, 1)]
