"""The few words charts add by themselves, one file per language, discovered."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent / "languages"


SPACED_DIGITS: Final = re.compile(r"\+?\d+(?:[ \u00a0]\d+)+")
ISOLATED: Final = "\u2066\\g<0>\u2069"


class UnknownLanguage(LookupError):
    """The charts have no words in the language asked for."""


@dataclass(frozen=True)
class Words:
    direction: str
    group: str
    decimal: str
    percent: str
    letters: str
    withheld: str
    unknown: str
    absent: str
    fewer: str
    more: str
    at_least: str
    at_most: str
    about: str
    between: str
    source: str
    method: str
    period: str
    year: str
    number: str
    each_one: str
    each_many: str
    rounded: str
    withheld_note: str
    span_note: str
    absent_note: str
    needs_native_reader: bool


def languages() -> tuple[str, ...]:
    """Return the codes of every language the charts can speak."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def readable(text: str, language: str) -> str:
    """Keep spaced digits, as in telephone numbers, in their own order inside right-to-left text."""
    return SPACED_DIGITS.sub(ISOLATED, text) if words(language).direction == "rtl" else text


@cache
def words(language: str) -> Words:
    """Return the words of one language, or say which languages there are."""
    path = FOLDER / f"{language}.toml"
    if language not in languages():
        raise UnknownLanguage(f"Charts do not speak {language!r}: choose one of {', '.join(languages())}.")
    return Words(**tomllib.loads(path.read_text(encoding="utf-8")))
