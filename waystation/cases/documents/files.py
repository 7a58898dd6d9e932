"""Keeps the files of documents, sealed: one file each, named by the document's random code."""

import io
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from uuid import UUID

from django.conf import settings

from waystation.cases.documents.kinds import HEAD_BYTES, Kind, kind_of
from waystation.core.sealing.envelope import CannotOpen, Key, Place
from waystation.core.sealing.streams import open_stream, seal_stream

A_DAY = 24 * 3600
MOST_BYTES = 200 * 1024 * 1024
HALF_WRITTEN = ".new"


class TooLong(Exception):
    """More came than a document may hold."""


class NothingInIt(Exception):
    """The file is empty."""


def folder() -> Path:
    path = Path(settings.FILES) / "documents"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def path_of(code: UUID) -> Path:
    return folder() / str(code)


def keep(code: UUID, pieces: Iterable[bytes], key: Key, *, most: int = MOST_BYTES) -> tuple[int, Kind]:
    """Seal the pieces into the document's file; return its size class and what it is.

    The file has its name only when all of it is safe on the disk. TooLong and NothingInIt leave nothing behind.
    """
    head, arriving = _head_of(_counted(pieces, most))
    if not head:
        raise NothingInIt
    draft = folder() / f"{code}{HALF_WRITTEN}"
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            parts = seal_stream(arriving, file, key, _place(code))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path_of(code))
        _fsync_folder()
    finally:
        draft.unlink(missing_ok=True)
    return parts, kind_of(head)


def opened(code: UUID, key: Key) -> Iterator[bytes]:
    """Yield the original piece by piece; CannotOpen when the file is gone, or where it was changed."""
    try:
        file = path_of(code).open("rb")
    except FileNotFoundError as error:
        raise CannotOpen(f"{_place(code)}: the sealed file is not here. Restore the backup.") from error
    return _closing(file, key, code)


@contextmanager
def in_memory(code: UUID, key: Key, most: int) -> Iterator[int]:
    """Yield a descriptor of the original in memory, at its beginning; TooLong beyond so many bytes."""
    memory = os.memfd_create("document")
    try:
        with os.fdopen(os.dup(memory), "wb") as clear:
            for piece in _counted(opened(code, key), most):
                clear.write(piece)
        os.lseek(memory, 0, os.SEEK_SET)
        yield memory
    finally:
        os.close(memory)


def forget(code: UUID) -> None:
    """Remove the document's file, whole or half written."""
    for name in (str(code), f"{code}{HALF_WRITTEN}"):
        (folder() / name).unlink(missing_ok=True)


def sweep(living: Iterable[str]) -> int:
    """Remove what killed processes left behind: files a day old without a living document. Return how many."""
    known, swept = set(living), 0
    for path in folder().iterdir():
        whole = path.name in known
        if not whole and time.time() - path.stat().st_mtime > A_DAY:
            path.unlink(missing_ok=True)
            swept += 1
    return swept


def _closing(file: io.BufferedReader, key: Key, code: UUID) -> Iterator[bytes]:
    with file:
        yield from open_stream(file, key, _place(code))


def _place(code: UUID) -> Place:
    return Place("documents", "document", "original", str(code))


def _counted(pieces: Iterable[bytes], most: int) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > most:
            raise TooLong
        yield piece


def _head_of(pieces: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """Return the first bytes, and all the pieces once more."""
    first = bytearray()
    for piece in pieces:
        first += piece
        if len(first) >= HEAD_BYTES:
            break
    return bytes(first[:HEAD_BYTES]), chain([bytes(first)], pieces)


def _fsync_folder() -> None:
    here = os.open(folder(), os.O_RDONLY)
    os.fsync(here)
    os.close(here)
