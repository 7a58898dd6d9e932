"""What `waystation check` says about the encryption of a door's database file: a name, a finding, a remedy or none."""

import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from waystation.config.database import ENCRYPTED, PLAIN
from waystation.config.encrypted_sqlite3 import keys
from waystation.config.encrypted_sqlite3.errors import DiskKeyRefused

PLAIN_WARNING = (
    "The database files are plain: whoever takes the disk reads every code, date and place in them, though no name."
)


def looks() -> Iterator[tuple[str, str, str]]:
    """Look at the kind of file, and at who may read its key."""
    engine = settings.DATABASES["default"]["ENGINE"]
    if engine == PLAIN:
        yield "encryption", PLAIN_WARNING, "Unset WAYSTATION_PLAIN_SQLITE and start again: they are encrypted then."
    elif engine == ENCRYPTED:
        yield from _key(Path(settings.HOME) / settings.DOOR)
    else:
        yield "encryption", "PostgreSQL keeps the records: keep its files on an encrypted volume.", ""


def _key(folder: Path) -> Iterator[tuple[str, str, str]]:
    try:
        path = keys.path_of(folder)
    except DiskKeyRefused as refusal:
        yield "encryption", "The key of the database cannot be found.", str(refusal)
        return
    if path is None or not path.exists():
        yield "encryption", "The database file will be encrypted.", ""
    elif path.stat().st_mode & 0o077 and not path.is_relative_to(os.environ.get("CREDENTIALS_DIRECTORY") or "/none"):
        yield "encryption", f"Others can read {path.name}, the key of the database.", f"Type: chmod 600 {path}"
    else:
        yield "encryption", f"The database file is encrypted; its key lies at {path}.", ""
