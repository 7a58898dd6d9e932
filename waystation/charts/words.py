"""The few words charts add by themselves, one file per language, discovered."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "languages"


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


@cache
def words(language: str) -> Words:
    """Return the words of one language, or say which languages there are."""
    path = FOLDER / f"{language}.toml"
    if language not in languages():
        raise UnknownLanguage(f"Charts do not speak {language!r}: choose one of {', '.join(languages())}.")
    return Words(**tomllib.loads(path.read_text(encoding="utf-8")))
