"""Shards: half of each record's key, kept in one file beside the database and in no backup of it.

A record key is masked with its shard before a vault wraps it. Whoever overwrites the shard with zeros makes what was
sealed under that key unreadable for ever, also in every backup made before: those hold the other half alone. The file
has slots of 32 bytes. A slot is on the disk before its number is given away, is overwritten in place, and is never
given twice; slots that nobody came to use hold chance and open nothing.
"""

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock

from django.conf import settings

from waystation.core.sealing.envelope import KEY_BYTES, CannotOpen

MAGIC = b"waystation shards 1\n"
ID_BYTES = KEY_BYTES - len(MAGIC)
SLOT_BYTES = KEY_BYTES
GONE = bytes(SLOT_BYTES)
FEWEST, MOST = 16, 4096
NAME = "shards.bin"
IS_GONE = "The key of this record was destroyed, and its text with it: no copy and no backup opens it."
IS_MISSING = "The shard of this record's key is missing here: restore the newest file of shards beside the backups."


class Shards:
    """The shards of one installation; several processes and threads use them at once."""

    def __init__(self, path: Path) -> None:
        self._path, self._lock = path, Lock()
        self._waiting: list[int] = []
        self._owner = self._block = 0
        self._file: tuple[int, int] | None = None

    def take(self) -> tuple[int, bytes]:
        """Return a slot that nobody else was given, and its shard, which rests on the disk already."""
        with self._lock:
            if self._owner != os.getpid():  # a copy of a process must not give its parent's slots away again
                self._owner, self._block, self._waiting = os.getpid(), 0, []
            if not self._waiting:
                self._waiting = self._reserve()
            slot = self._waiting.pop()
        return slot, self.read(slot)

    def keep(self, half: bytes) -> int:
        """Write a half that was drawn elsewhere into a slot of its own; it is on the disk before this returns."""
        if len(half) != SLOT_BYTES or half == GONE:
            raise ValueError(f"A shard has {SLOT_BYTES} bytes, and they are not all zero.")
        slot, _chance = self.take()
        with self._held() as file:
            _write(file, half, slot * SLOT_BYTES)
            os.fsync(file)
        return slot

    def read(self, slot: int) -> bytes:
        """Return the shard; CannotOpen where it was destroyed or is not here."""
        shard = os.pread(self._opened(), SLOT_BYTES, slot * SLOT_BYTES)
        return _present(shard)

    def all(self) -> bytes:
        """Return every shard there is, to look through many records."""
        return self._path.read_bytes() if self._path.exists() else b""

    def destroy(self, slots: Iterable[int]) -> int:
        """Overwrite the shards with zeros, on the disk before this returns; say how many were there until now."""
        destroyed = 0
        with self._held() as file:
            end = os.fstat(file).st_size // SLOT_BYTES
            for slot in sorted(set(slots)):
                if 0 < slot < end and os.pread(file, SLOT_BYTES, slot * SLOT_BYTES) != GONE:
                    os.pwrite(file, GONE, slot * SLOT_BYTES)
                    destroyed += 1
            os.fsync(file)
        return destroyed

    def id(self) -> bytes:
        """Return what tells these shards from another installation's."""
        with self._held() as file:
            return os.pread(file, SLOT_BYTES, 0)[len(MAGIC) :]

    def _reserve(self) -> list[int]:
        """Write a block of new shards at the end of the file; each block of a process is twice the one before."""
        self._block = min(max(FEWEST, 2 * self._block), MOST)
        with self._held() as file:
            first = -(-os.fstat(file).st_size // SLOT_BYTES)  # behind what a kill may have left half written
            _write(file, os.urandom(self._block * SLOT_BYTES), first * SLOT_BYTES)
            os.fsync(file)
        return list(range(first + self._block - 1, first - 1, -1))

    @contextmanager
    def _held(self) -> Iterator[int]:
        """Open the file for writing, alone among all processes; make it where there is none."""
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            if os.fstat(file).st_size < SLOT_BYTES:
                os.pwrite(file, MAGIC + os.urandom(ID_BYTES), 0)
                os.fsync(file)
                _sync_folder(self._path.parent)
            if os.pread(file, len(MAGIC), 0) != MAGIC:
                raise CannotOpen(f"{self._path.name} is no file of shards. Restore it from beside the backups.")
            yield file
        finally:
            os.close(file)

    def _opened(self) -> int:
        """Return the file, open for reading as long as the process lives and the same file lies there."""
        if self._file is None or self._file[1] != os.getpid():
            try:
                self._file = os.open(self._path, os.O_RDONLY | os.O_CLOEXEC), os.getpid()
            except FileNotFoundError:
                raise CannotOpen(IS_MISSING) from None
        return self._file[0]


def here() -> Shards:
    """Return the shards of this installation."""
    return _at(settings.HOME)


def folder(home: Path) -> Path:
    return home / "staff" / "shards"


def shard_in(every: bytes, slot: int) -> bytes:
    """Return one of `Shards.all()`; CannotOpen where it was destroyed or is not among them."""
    return _present(every[slot * SLOT_BYTES : (slot + 1) * SLOT_BYTES])


def masked(secret: bytes, shard: bytes) -> bytes:
    """Return the secret without the shard's half, or whole again: the same step does both."""
    return (int.from_bytes(secret) ^ int.from_bytes(shard)).to_bytes(KEY_BYTES)


def _present(shard: bytes) -> bytes:
    if shard == GONE:
        raise CannotOpen(IS_GONE)
    if len(shard) != SLOT_BYTES:
        raise CannotOpen(IS_MISSING)
    return shard


@cache
def _at(home: Path) -> Shards:
    return Shards(folder(Path(home)) / NAME)


def _write(file: int, content: bytes, at: int) -> None:
    while content:
        written = os.pwrite(file, content, at)
        content, at = content[written:], at + written


def _sync_folder(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    os.fsync(opened)
    os.close(opened)
