"""Takes out of a text what must never leave: for the one file that is a person's right, whatever stands in it."""

import re

from waystation.core.outlets.marks import Finder

STRETCH = re.compile(r"\S+")
MOST_STRETCHES = 12


def without(text: str, found: Finder, said_instead: str) -> str:
    """Return the text with other words where the marked ones stood; the same text where there are none."""
    if not found or not found.finds(text):
        return text
    kept, at, stretches = "", 0, list(STRETCH.finditer(text))
    place = 0
    while place < len(stretches):
        until = _until(text, stretches, place, found)
        if until is None:
            place += 1
            continue
        kept += text[at : stretches[place].start()] + said_instead
        at = stretches[until].end()
        place = until + 1
    return kept + text[at:]


def _until(text: str, stretches: list[re.Match[str]], first: int, found: Finder) -> int | None:
    """Return the last of the fewest stretches from the first on that hold something, the first being one of them."""
    for last in range(first, min(first + MOST_STRETCHES, len(stretches))):
        if found.finds(text[stretches[first].start() : stretches[last].end()]):
            begins_later = last > first and found.finds(text[stretches[first + 1].start() : stretches[last].end()])
            return None if begins_later else last
    return None
