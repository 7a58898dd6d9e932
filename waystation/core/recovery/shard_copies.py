"""The copy of the shards that lies beside the backups: one in each folder, and each takes the place of the one before.

A backup opens with it and the sheets. Once a person's shards are destroyed the copy is written again without them, and
no backup, however old, opens anything of that person any more.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyrage

from waystation.core.errors import ActionRefused
from waystation.core.recovery.keys import public_half
from waystation.core.sealing import shards
from waystation.core.sealing.shards import SLOT_BYTES, Shards

MAGIC = b"waystation copy of shards 1\n"
ENDING = ".shards.age"
NONE_HERE = (
    "The shards of this backup ({name}) are not beside it, and without them it opens nothing: put the newest copy "
    "there, or name it with --shards. Nothing was restored."
)
TOO_OLD = (
    "The shards beside this backup are older than it, so newer records would stay shut and erased people might open: "
    "put the newest copy there. Only where there is no newer one, name it with --shards. Nothing was restored."
)


class NoShards(ActionRefused):
    """The copy of the shards that belongs to a backup is not there, or is no such copy."""


@dataclass(frozen=True)
class Copy:
    """One copy, opened."""

    made_at: datetime
    content: bytes

    @property
    def id(self) -> str:
        return self.content[len(shards.MAGIC) : SLOT_BYTES].hex()


def of_home(home: Path) -> Shards:
    return Shards(shards.folder(home) / shards.NAME)


def name_of(identifier: str) -> str:
    """Return the name of the copy, the same for every backup of one installation."""
    return f"waystation-{identifier[:12]}{ENDING}"


def sealed(home: Path, recipient: str) -> bytes:
    """Return a copy of the home's shards as they are now, sealed to the recovery key."""
    at = datetime.now(UTC).isoformat().encode()
    return bytes(pyrage.encrypt(MAGIC + at + b"\n" + of_home(home).all(), [public_half(recipient)]))


def replace(folder: Path, home: Path, recipient: str, *, only_there: bool = False) -> None:
    """Put a new copy in the place of the folder's earlier one, whose bytes are overwritten; OSError where it cannot.

    With `only_there`, a folder without an earlier one is none of ours: perhaps the disk that lies there is not put in.
    """
    path = folder / name_of(of_home(home).id().hex())
    with _alone(home):
        old = _open_old(path)
        if old is None and only_there:
            raise FileNotFoundError(path.name)
        try:
            _write(path, sealed(home, recipient))
            if old is not None:
                os.pwrite(old, bytes(os.fstat(old).st_size), 0)
                os.fsync(old)
        finally:
            if old is not None:
                os.close(old)


def opened(file: Path, identity: Any) -> Copy:
    """Open a copy; NoShards for a file that is damaged, something else, or of another recovery key."""
    try:
        plain = bytes(pyrage.decrypt(file.read_bytes(), [identity]))
        magic, at, content = plain[: len(MAGIC)], *plain[len(MAGIC) :].split(b"\n", 1)
        if magic != MAGIC or not content.startswith(shards.MAGIC):
            raise NoShards(f"{file.name} is no copy of shards: take another one. Nothing was restored.")
        return Copy(datetime.fromisoformat(at.decode()), content)
    except (pyrage.DecryptError, ValueError, OSError) as error:
        why = f"{file.name} does not open with these sheets, or is damaged: take another copy. Nothing was restored."
        raise NoShards(why) from error


def belonging_to(backup: Path, identifier: str, made_at: datetime, identity: Any, named: Path | None) -> Copy:
    """Return the copy that belongs to a backup: the one named, or the one beside it, which must not be older."""
    file = named or backup.parent / name_of(identifier)
    if not file.exists():
        raise NoShards(NONE_HERE.format(name=file.name))
    copy = opened(file, identity)
    if copy.id != identifier:
        raise NoShards(f"{file.name} holds the shards of another installation. Nothing was restored.")
    if named is None and copy.made_at < made_at:
        raise NoShards(TOO_OLD)
    return copy


def put_back(copy: Copy, home: Path) -> None:
    """Write the shards into a home that has none."""
    folder = shards.folder(home)
    folder.mkdir(parents=True, mode=0o700)
    with os.fdopen(os.open(folder / shards.NAME, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(copy.content)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Let nobody else write a copy meanwhile: an older one must never take a newer one's place."""
    folder = shards.folder(home)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / "copies.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _open_old(path: Path) -> int | None:
    with suppress(FileNotFoundError):
        return os.open(path, os.O_RDWR | os.O_CLOEXEC)
    return None


def _write(path: Path, content: bytes) -> None:
    draft = path.with_name(f".{path.name}.part")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
    finally:
        draft.unlink(missing_ok=True)
