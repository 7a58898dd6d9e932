"""How a word may stand in a file."""

import base64
from collections.abc import Iterator


def shapes(word: str) -> Iterator[bytes]:
    """Yield the word as files may hold it."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "windows-1251"):
        raw = word.encode(encoding, "ignore")
        yield raw
        yield raw.hex().encode()
        for shift in range(3):
            inner = base64.b64encode(b"\0" * shift + raw)
            yield inner[4 if shift else 0 : -4]
    yield word.encode("unicode_escape")
    yield word.casefold().encode()
