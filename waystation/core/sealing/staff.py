"""The keyring of the staff door, as this installation keeps it."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from waystation.core.sealing.vaults import KeyFiles, Keyring


def keyring() -> Keyring:
    """Return the unlocked vaults; for now the same for every member of staff whom the rights let in."""
    return _keyring(settings.HOME / "staff" / "vaults")


@lru_cache(maxsize=4)
def _keyring(folder: Path) -> Keyring:
    return Keyring.unlock(KeyFiles(folder))
