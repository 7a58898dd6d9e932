"""Keyed marks of the words that must not leave, and finding them in a text without knowing them.

A mark is an HMAC of the words written as one. Whoever holds the marks without the key cannot try a guess. To look
quickly, the first letters have marks too: only where they answer is a longer run of words tried.
"""

import hmac
from collections.abc import Iterable, Sequence
from itertools import chain, product

from waystation.core.outlets.folding import joined, of_address, with_next, words, words_of_each

LATER = (6, 9, 12)
BEGINNINGS = (1, 2, 3, *LATER)
MOST_REMEMBERED = 200_000
WHOLE = ("words", "address")
ALSO_STREETS = ("words", "address", "street")
MOST_LETTERS = 44
MOST_STREET_LETTERS = 32
MOST_WORDS = 40
LEAST_LETTERS = 4
Marks = dict[str, list[str]]


class TooShort(ValueError):
    """So short a word stands in nearly every text."""


def marks_of(text: str, number: str, key: bytes) -> Marks:
    """Return the marks of a text that must not leave; with a house number, of the address it makes.

    TooShort for what would stop every text.
    """
    street = joined(of_address(words(text)) if number else words(text))
    if len(street) < (LEAST_LETTERS - 1 if number else LEAST_LETTERS) or len(street) > MOST_STREET_LETTERS:
        raise TooShort
    if not number:
        return _marked(key, start=_beginnings([street]), words=[street])
    numbers = _numbers(number)
    whole = [joined(list(order)) for each in numbers for order in ((street, each), (each, street))]
    return _marked(key, start=_beginnings([street, *whole]), address=whole, street=[street], number=numbers)


def _numbers(number: str) -> list[str]:
    """Return the house number whole, and without the letter or the door behind it."""
    parts = of_address(words(number))
    if not parts:
        raise TooShort
    return list(dict.fromkeys((joined(parts), parts[0])))


def _beginnings(texts: Iterable[str]) -> list[str]:
    return sorted({text[:length] for text, length in product(texts, BEGINNINGS)})


def _marked(key: bytes, **texts: list[str]) -> Marks:
    return {purpose: sorted({mark(purpose, text, key) for text in those}) for purpose, those in texts.items()}


def mark(purpose: str, text: str, key: bytes) -> str:
    return hmac.digest(key, f"{purpose}|{text}".encode(), "sha256")[:16].hex()


class Finder:
    """Finds what is marked. It says that something stands in a text, and never what."""

    def __init__(self, key: bytes, marked: Iterable[Marks]) -> None:
        self._key = key
        self._known: dict[str, set[str]] = {}
        for marks in marked:
            for purpose, those in marks.items():
                self._known.setdefault(purpose, set()).update(those)
        self._asked: dict[tuple[str, str], bool] = {}

    def __bool__(self) -> bool:
        return bool(self._known)

    def in_rows(self, rows: Sequence[Sequence[str]]) -> tuple[bool, list[int]]:
        """Say quickly whether something stands in the rows read on and on, and which alone may hold something."""
        apart = words_of_each([" ".join(cells) for cells in rows])
        together = list(chain.from_iterable(apart))
        if not self._known or not self._may_hold(together):
            return False, []
        return self._holds(together, WHOLE), [at for at, parts in enumerate(apart) if self._holds(parts, ALSO_STREETS)]

    def finds(self, text: str) -> bool:
        """Say whether a marked text stands anywhere in this one."""
        return self._holds(words(text), WHOLE)

    def finds_in_row(self, cells: Sequence[str]) -> bool:
        """Say the same of a row; here street and house number may stand in cells apart."""
        parts = words("\n".join(cells))
        if not self._holds(parts, ALSO_STREETS):
            return False
        return any(map(self._is_number, cells)) or self._holds(parts, WHOLE)

    def _holds(self, parts: list[str], purposes: Sequence[str]) -> bool:
        sought = [purpose for purpose in purposes if purpose in self._known]
        if not sought or not self._may_hold(parts):
            return False
        if self._runs(parts, sought):
            return True
        of_addresses = [purpose for purpose in sought if purpose != "words"]
        bare = of_address(parts)
        return len(bare) < len(parts) and self._runs(bare, of_addresses)

    def _is_number(self, cell: str) -> bool:
        return len(cell) <= MOST_LETTERS and self._answers("number", joined(of_address(words(cell))))

    def _may_hold(self, parts: list[str]) -> bool:
        return bool(self._begun(parts))

    def _is_beginning(self, letters: str) -> bool:
        return self._answers("start", letters)

    def _answers(self, purpose: str, text: str) -> bool:
        """Say whether the text was marked; what a long table repeats is computed once."""
        known = self._asked.get((purpose, text))
        if known is None:
            known = mark(purpose, text, self._key) in self._known.get(purpose, ())
            if len(self._asked) < MOST_REMEMBERED:
                self._asked[purpose, text] = known
        return known

    def _runs(self, parts: list[str], purposes: Sequence[str]) -> bool:
        begun = self._begun(parts)
        starts = (at for at, part in enumerate(parts) if part[:3] in begun) if begun else ()
        return any(self._run_from(parts[at : at + MOST_WORDS], purposes) for at in starts)

    def _begun(self, parts: list[str]) -> set[str]:
        return {letters for letters in {part[:3] for part in parts} if self._is_beginning(letters)}

    def _run_from(self, parts: list[str], purposes: Sequence[str]) -> bool:
        run = ""
        for part in parts:
            before, run = len(run), with_next(run, part)
            if len(run) > MOST_LETTERS or not all(
                self._is_beginning(run[:length]) for length in LATER if before < length <= len(run)
            ):
                return False
            if any(self._answers(purpose, run) for purpose in purposes):
                return True
        return False
