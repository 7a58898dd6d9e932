"""How wide a text is, from the advance widths of the drawing fonts, and where its lines break."""

import json
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

WIDTHS: Final = Path(__file__).parent / "fonts" / "widths.json"
UNKNOWN_WIDTH: Final = 700
ALONE, START, MIDDLE, END = range(4)
JOINER: Final = "\u0640"
SILENT: Final = frozenset("\u200c\u200d\u200e\u200f")
MARKS: Final = frozenset(chr(point) for point in (*range(0x064B, 0x0656), 0x0670))


class DoesNotFit(ValueError):
    """The words or numbers need more room than the picture has."""


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text is drawn.

    Units: the units of `size`, one line.
    Shape: one number; Arabic letters are measured in the form they take between their neighbours.
    Errors: none; a character the fonts lack counts as wide.
    Source: advance widths in `fonts/widths.json`, kerning left out, so the result is an upper bound but for rounding.
    """
    return _units(text, "bold" if bold else "regular") * size / 1000


def wrap(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Break a text into the fewest lines, then make them about equally long.

    Units: those of `size`.
    Shape: a list of lines, none wider than `width`.
    Errors: DoesNotFit when one word alone is wider.
    Source: greedy breaking; the narrowest width with the same number of lines is found by halving.
    """
    words = text.split(" ")
    lengths = [text_width(word, size, bold=bold) for word in words]
    if max(lengths) > width:
        longest = words[lengths.index(max(lengths))]
        raise DoesNotFit(f"{longest!r} is wider than its place in the picture: shorten it or divide it.")
    space = text_width(" ", size, bold=bold)
    breaks = _narrowest(lengths, space, width)
    return [" ".join(words[start:end]) for start, end in pairwise(breaks)]


def _narrowest(lengths: list[float], space: float, width: float) -> list[int]:
    best = _breaks(lengths, space, width)
    low, high = max(lengths), width
    while high - low > 1:
        middle = (low + high) / 2
        attempt = _breaks(lengths, space, middle)
        if len(attempt) == len(best):
            best, high = attempt, middle
        else:
            low = middle
    return best


def _breaks(lengths: list[float], space: float, width: float) -> list[int]:
    starts, filled = [0], 0.0
    for position, length in enumerate(lengths):
        wanted = filled + space + length if position > starts[-1] else length
        if wanted > width:
            starts.append(position)
            wanted = length
        filled = wanted
    return [*starts, len(lengths)]


@lru_cache(maxsize=4096)
def _units(text: str, weight: str) -> int:
    return sum(_advances(text, _table(weight)))


@cache
def _table(weight: str) -> dict[str, dict[str, Any]]:
    tables: dict[str, dict[str, dict[str, Any]]] = json.loads(WIDTHS.read_text(encoding="utf-8"))
    return tables[weight]


def _advances(text: str, table: dict[str, dict[str, Any]]) -> Iterator[int]:
    plain, joined = table["plain"], table["joined"]
    letters = [letter for letter in text if letter not in MARKS]
    for position, letter in enumerate(letters):
        if letter in joined:
            yield joined[letter][_form(letters, position, joined)]
        elif letter not in SILENT:
            yield plain.get(letter, UNKNOWN_WIDTH)


def _form(letters: list[str], position: int, joined: dict[str, list[int]]) -> int:
    before = position > 0 and _joins_on(letters[position - 1], joined)
    after = position + 1 < len(letters) and (letters[position + 1] in joined or letters[position + 1] == JOINER)
    after = after and _joins_on(letters[position], joined)
    return {(False, False): ALONE, (False, True): START, (True, True): MIDDLE, (True, False): END}[before, after]


def _joins_on(letter: str, joined: dict[str, list[int]]) -> bool:
    return letter == JOINER or (letter in joined and letter not in NEVER_JOINS_ON)


NEVER_JOINS_ON: Final = frozenset("اأإآدذرزژوؤةىءڈڑےۀۃ") - {"ى"}
