"""Seals and opens streams with age while somebody writes or reads the plain side; neither is ever whole in memory."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any, BinaryIO, TypeVar

import pyrage

from waystation.config.backup_errors import DamagedBackup, OtherRecoveryKey

T = TypeVar("T")
DAMAGED = "This file is damaged or not whole, and nothing of it was used: take another copy of the backup."
OTHER_KEY = "These shares belong to another recovery key than this backup: take the sheets of the day it was made."


class _Other(Thread):
    """The other end of the pipe: does its work beside, closes its end, and remembers why it stopped."""

    def __init__(self, work: Callable[[Any], object], end: BinaryIO) -> None:
        super().__init__(daemon=True)
        self._work, self._end = work, end
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            with self._end:
                self._work(self._end)
        except BaseException as error:  # noqa: BLE001  told to the reader or writer at the other end
            self.error = error


class _Reader:
    """Reads the pipe; where the writer stopped with an error, the end of the pipe is that error."""

    def __init__(self, pipe: BinaryIO, writer: _Other) -> None:
        self._pipe, self._writer = pipe, writer

    def read(self, size: int = -1) -> bytes:
        part = self._pipe.read(size)
        if not part:
            self._writer.join()
            if self._writer.error is not None:
                raise self._writer.error
        return part


class _Sink:
    """Writes on, and remembers the error age would put into its own words."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.error: OSError | None = None

    def write(self, part: bytes) -> int:
        with self._remembering():
            self._file.write(part)
        return len(part)

    def flush(self) -> None:
        with self._remembering():
            self._file.flush()

    @contextmanager
    def _remembering(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            self.error = error
            raise


def seal_stream(fill: Callable[[BinaryIO], object], target: BinaryIO, recipient: Any) -> None:
    """Seal what `fill` writes into the target; an error of either side is raised as it was."""
    reading, writing = os.pipe()
    writer, sink = _Other(fill, os.fdopen(writing, "wb")), _Sink(target)
    writer.start()
    try:
        with os.fdopen(reading, "rb") as pipe:
            pyrage.encrypt_io(_Reader(pipe, writer), sink, [recipient])
    except Exception as error:
        writer.join()
        raise sink.error or writer.error or error from error
    finally:
        writer.join()


def open_stream(read: Callable[[BinaryIO], T], source: BinaryIO, identity: Any) -> T:
    """Return what `read` makes of the opened source, all of which was proven whole."""
    reading, writing = os.pipe()
    opener = _Other(lambda end: pyrage.decrypt_io(source, end, [identity]), os.fdopen(writing, "wb"))
    opener.start()
    try:
        with os.fdopen(reading, "rb") as pipe:
            plain: Any = _Reader(pipe, opener)
            made = read(plain)
            while plain.read(65536):  # only the end of the file proves that it is whole
                pass
            return made
    except Exception as error:
        opener.join()
        raise _in_words(opener.error or error) from error


def _in_words(error: BaseException) -> BaseException:
    if isinstance(error, pyrage.DecryptError) and "matching keys" in str(error):
        return OtherRecoveryKey(OTHER_KEY)
    if isinstance(error, pyrage.DecryptError) or (isinstance(error, OSError) and error.errno is None):
        return DamagedBackup(DAMAGED)
    return error
