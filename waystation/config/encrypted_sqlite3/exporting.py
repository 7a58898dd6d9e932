"""Writes a database into a new file under another key, or none: how files are encrypted, given new keys, restored.

The new file takes the old one's name in one step, after everything in it was counted and proven. Killed at any moment,
the door has the old file or the new one, whole, and a key that opens it.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from waystation.config.encrypted_sqlite3 import keys, opening
from waystation.config.encrypted_sqlite3.driver import sqlcipher
from waystation.config.encrypted_sqlite3.errors import DiskKeyRefused

DRAFT, OLD = ".exported.new", ".before.old"
PART = 1024 * 1024
TABLES = "SELECT name FROM {}.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY 1"


def encrypt_if_plain(path: Path) -> bool:
    """Encrypt a file from before encryption; say whether there was one."""
    with _alone(path):
        _finish_removing(path)
        if opening.is_new(path) or not opening.is_plain(path):
            return False
        with closing(sqlcipher.connect(str(path), isolation_level=None)) as source:
            _replace(path, source, keys.key_for_new_file(path.parent))
        return True


def give_new_key(path: Path) -> None:
    """Write the database anew under a new key, and forget the old one."""
    with _alone(path):
        _finish_removing(path)
        with closing(opening.connect(path, isolation_level=None)) as source:
            file = keys.path_of(path.parent)
            assert file is not None  # noqa: S101  the file was opened with it
            fresh, before = keys.new_key(), keys.keys_of(path.parent)
            keys.write(file, [*before, fresh])  # from here on either key is tried
            _replace(path, source, fresh)
        keys.write(file, [fresh])


def adopt(path: Path, key: str, into: Path, *, encrypted: bool) -> None:
    """Take a file under a key of its own, as a backup brings it, in as the door's database."""
    source = opening.opened(path, key, isolation_level=None)
    if source is None:
        raise DiskKeyRefused("The database in this backup does not open with the key beside it: take another copy.")
    with closing(source):
        _write(source, into, keys.key_for_new_file(into.parent) if encrypted else "")
    path.unlink()


def export(source: Any, target: Path, key: str) -> dict[str, int]:
    """Write everything into the target as one moment sees it; return how many rows are in which table.

    A target that could not be written wholly is taken away again.
    """
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        return _copied(source, target, key)
    except sqlcipher.DatabaseError as error:
        target.unlink(missing_ok=True)
        target.with_name(f"{target.name}-journal").unlink(missing_ok=True)
        raise DiskKeyRefused(_why(error)) from error


def _copied(source: Any, target: Path, key: str) -> dict[str, int]:
    source.execute("ATTACH DATABASE ? AS exported KEY ?", (str(target), f"x'{key}'" if key else ""))
    source.execute("BEGIN")
    try:
        source.execute("SELECT sqlcipher_export('exported')").fetchone()
        there, here = _counts(source, "exported"), _counts(source, "main")
        source.execute("COMMIT")
    finally:
        if source.in_transaction:
            source.execute("ROLLBACK")
        source.execute("DETACH DATABASE exported")
    if there != here:
        raise DiskKeyRefused("The copy of the database is not like the original, which was left as it is: try again.")
    return there


def _why(error: Exception) -> str:
    if "full" in str(error) or "disk I/O" in str(error):
        return "The disk is full: make room for a copy of the database, then start again. The original is untouched."
    return f"The database cannot be copied ({error}): restore a backup if it is damaged. The original is untouched."


def _counts(source: Any, schema: str) -> dict[str, int]:
    names = [name for (name,) in source.execute(TABLES.format(schema)).fetchall()]
    count = 'SELECT count(*) FROM {}."{}"'
    return {name: source.execute(count.format(schema, name)).fetchone()[0] for name in names}


def _replace(path: Path, source: Any, key: str) -> None:
    """Put the exported file in the place of the source's, whose bytes are overwritten."""
    source.execute("PRAGMA locking_mode = EXCLUSIVE")
    try:
        (mode,) = source.execute("PRAGMA journal_mode = DELETE").fetchone()  # only where nobody else has it open
    except sqlcipher.OperationalError:
        mode = "wal"
    if mode != "delete":
        raise DiskKeyRefused(f"{path.name} is in use: stop Waystation, then try again. Nothing was changed.")
    draft = path.with_name(path.name + DRAFT)
    draft.unlink(missing_ok=True)
    _write(source, draft, key)
    found = path.stat()
    draft.chmod(found.st_mode & 0o777)
    if os.geteuid() == 0:
        os.chown(draft, found.st_uid, found.st_gid)
    os.link(path, path.with_name(path.name + OLD))
    draft.replace(path)
    keys.settle(path.parent)
    source.close()
    _finish_removing(path)


def _write(source: Any, target: Path, key: str) -> None:
    export(source, target, key)
    _prove(target, key)
    with target.open("rb") as file:
        os.fsync(file.fileno())


def _prove(target: Path, key: str) -> None:
    copy = opening.opened(target, key, isolation_level=None) if key else sqlcipher.connect(str(target))
    if copy is None:
        raise DiskKeyRefused("The copy of the database does not open with its key, and was not used: try again.")
    with closing(copy):
        damage = copy.execute("PRAGMA cipher_integrity_check").fetchall() if key else []
        if damage or copy.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise DiskKeyRefused("The copy of the database is damaged, and was not used: see whether the disk is.")


def _finish_removing(path: Path) -> None:
    """Overwrite what an exchange left behind; a second name of the file still in use is only taken away."""
    path.with_name(path.name + DRAFT).unlink(missing_ok=True)
    old = path.with_name(path.name + OLD)
    if not old.exists():
        return
    if not (path.exists() and old.samefile(path)):
        with old.open("r+b", buffering=0) as file:
            for _ in range(0, old.stat().st_size, PART):
                file.write(bytes(PART))
            os.fsync(file.fileno())
    old.unlink()
    keys.settle(path.parent)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Let one process at a time exchange a door's file."""
    with path.with_name("disk.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
