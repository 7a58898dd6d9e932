"""Names: opened explicitly, and searched by opening and scanning, across Cyrillic and Latin."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from waystation.cases.models import Person
from waystation.core.sealing.envelope import LockedVault
from waystation.core.sealing.records import SealedRecord, open_text
from waystation.core.sealing.vaults import Keyring
from waystation.vocab.spelling import spellings

NAME_COLUMNS = ("given_name", "family_name", "alias")


def open_name(person: Person, keyring: Keyring) -> str:
    """Return the name as the person writes it, or the alias when that is all there is."""
    try:
        given, family, alias = (open_text(person, column, keyring) for column in NAME_COLUMNS)
    except LockedVault:
        return _("locked for you")
    return f"{given} {family}".strip() or alias


def people_named(people: Iterable[Person], words: str, keyring: Keyring) -> set[int]:
    """Return the keys of the people whose name or alias answers every word."""
    return {person.pk for person in people if answers(words, opened(person, NAME_COLUMNS, keyring))}


def opened(record: SealedRecord, columns: Iterable[str], keyring: Keyring) -> str:
    """Return the opened columns in one line, to be searched and thrown away; nothing of what is locked."""
    try:
        return " ".join(filter(None, (open_text(record, column, keyring) for column in columns)))
    except LockedVault:
        return ""


def answers(words: str, text: str) -> bool:
    """Say whether each of the words begins a word of the text, in whatever script either is written."""
    written = {start for spelling in spellings(text) for start in spelling.split()}
    return all(_begins(word, written) for word in words.split())


def _begins(word: str, written: set[str]) -> bool:
    return any(start.startswith(asked) for asked in spellings(word) if asked for start in written)
