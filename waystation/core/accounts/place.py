"""Keys of the sign-in that the database does not hold: files of the staff home. A stolen database gives no codes."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from waystation.core.sealing.envelope import Key
from waystation.core.sealing.vaults import KeyFiles


def server_key(name: str) -> Key:
    return _key(Path(settings.HOME) / "staff" / "sign-in", name)


@lru_cache(maxsize=8)
def _key(folder: Path, name: str) -> Key:
    return KeyFiles(folder).vault_key(name)
