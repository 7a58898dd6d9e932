"""One way to write a text for comparing: script, case, accents, signs and line ends fall away, words stay."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import chain

from waystation.vocab.spelling import skeleton

WORD = re.compile(r"[^\W\d_]+|\d+")
TWICE = re.compile(r"([^\W\d_])\1+")
USUAL = re.compile("[\\x00-\\xac\\xae-\\u02ff\\u0370-\\u0527\\u2010-\\u2027\\u2030-\\u205f]*")

# What stands around a street's name and its number, in the ways people here write an address.
AROUND_AN_ADDRESS = """
ul ulica ulicata улица ул улицата str street strasse straße st bul bulevar bulevard boulevard blvd булевар бул булеварот
rruga rruges rrugës rr bulevardi avenue av ave road rd lane br broj број бр no nr num number numri numër numrin № kbr
кбр kukja kuka куќа куќата house shtëpia shtëpi home kat floor спрат stan стан apt apartment banesa hyrja vlez влез
entrance zgrada зграда building ndërtesa objekt објект plostad плоштад sheshi square sq lamela ламела
"""


def words(text: str) -> list[str]:
    """Return the words and numbers of the text, so that every spelling of an address gives the same ones."""
    return WORD.findall(_folded(text.replace("\n", " ")))


def words_of_each(texts: Iterable[str]) -> list[list[str]]:
    """Return the words of each text; all are folded together, which is much faster."""
    return [WORD.findall(line) for line in _folded("\n".join(text.replace("\n", " ") for text in texts)).split("\n")]


def _folded(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        if not USUAL.fullmatch(text):
            text = text.translate(_unseen_and_digits())
    return TWICE.sub(r"\1", skeleton(text))


def joined(parts: list[str]) -> str:
    """Return the words as one: where a word was divided, the whole is the same."""
    return TWICE.sub(r"\1", "".join(parts))


def with_next(run: str, part: str) -> str:
    """Return the words so far and one more, as `joined` would."""
    return run + (part[1:] if run[-1:] == part[0] and part[0].isalpha() else part)


def of_address(parts: list[str]) -> list[str]:
    """Leave out what says street, number or floor."""
    return [part for part in parts if part not in _fillers()]


@cache
def _fillers() -> frozenset[str]:
    return frozenset(words(AROUND_AN_ADDRESS))


@cache
def _unseen_and_digits() -> dict[int, str | None]:
    """Signs that take no room on the page fall away; digits of every script become ours."""
    table: dict[int, str | None] = {}
    for number in chain(range(0x10000), range(0xE0000, 0xE0200)):
        sign = chr(number)
        if (digit := unicodedata.decimal(sign, None)) is not None and number > 127:
            table[number] = str(digit)
        elif unicodedata.category(sign) == "Cf" or 0xFE00 <= number <= 0xFE0F or number == 0x34F:
            table[number] = None
    return table
