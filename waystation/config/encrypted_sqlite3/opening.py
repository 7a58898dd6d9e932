"""Opens a door's database file with its key; the one way to do so for the product, its tools and its tests."""

from pathlib import Path
from typing import Any

from waystation.config.encrypted_sqlite3 import keys
from waystation.config.encrypted_sqlite3.driver import sqlcipher
from waystation.config.encrypted_sqlite3.errors import DiskKeyRefused

PLAIN_BEGINS = b"SQLite format 3\0"
PLAIN_SIGN = "not a database"


def is_new(path: Path) -> bool:
    return not path.exists() or path.stat().st_size == 0


def is_plain(path: Path) -> bool:
    """Say whether anybody can read the file."""
    with path.open("rb") as file:
        return file.read(len(PLAIN_BEGINS)) == PLAIN_BEGINS


def connect(path: Path, *, read_only: bool = False, **options: Any) -> Any:
    """Return a connection that has proven its key; DiskKeyRefused where the key is missing or another's.

    The file is looked into only where no key opens it: closing a file lets go of every lock that SQLite, in another
    thread of this process, holds on it.
    """
    candidates = _candidates(path)
    address = f"{path.absolute().as_uri()}?mode=ro" if read_only else str(path)
    for key in candidates:
        if (connection := opened(address, key, **options)) is not None:
            return connection
    if not candidates or is_plain(path):
        raise DiskKeyRefused(f"{path.name} is not encrypted yet: stop Waystation, then run `waystation migrate`.")
    raise DiskKeyRefused(
        f"{keys.path_of(path.parent)} does not open {path.name}: it is another database's key, or the file is damaged. "
        "Put the right key back, or restore a backup with two sheets. Nothing was changed."
    )


def _candidates(path: Path) -> list[str]:
    if is_new(path):
        return [keys.key_for_new_file(path.parent)]
    if keys.path_of(path.parent) is None and is_plain(path):
        return []  # from before encryption
    return keys.keys_of(path.parent)


def opened(address: str | Path, key: str, **options: Any) -> Any | None:
    """Return a connection if the key opens the file, else nothing."""
    connection = sqlcipher.connect(str(address), **{"uri": True, **options})
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")  # what is wrong is said once, in words
        connection.execute(f"PRAGMA key = \"x'{key}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlcipher.DatabaseError as error:
        connection.close()
        if PLAIN_SIGN in str(error):
            return None
        raise
    return connection
