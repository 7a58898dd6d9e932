"""The end of each chain in a second place: a file of the staff home, written after each commit.

Whoever cuts the newest entries off the database, or puts an older copy in its place, does not reach this file with
the same hand. Its first line is the newest end; every 256th entry stays below it. A file may lag behind the database
(a crash between the two), but never be ahead of it.
"""

import fcntl
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

KEPT_EVERY = 256
NUMBER_DIGITS = 20
LINE_BYTES = NUMBER_DIGITS + 1 + 64 + 1


class DamagedHead(Exception):
    """The file of a chain's end cannot be read."""


@dataclass(frozen=True)
class End:
    """How many entries there were, and the MAC of the last."""

    count: int
    mac: str

    def line(self) -> bytes:
        return f"{self.count:>{NUMBER_DIGITS}} {self.mac}\n".encode()


class HeadFile:
    """The ends of one chain, as written down beside the database."""

    def __init__(self, folder: Path, chain: UUID) -> None:
        self.path = folder / f"{chain}.heads"

    def note(self, end: End) -> None:
        """Write the end down, unless a later one is there already."""
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            known = os.pread(file, LINE_BYTES, 0)
            last = _end_in(known).count if known else 0
            if end.count > last:
                os.pwrite(file, end.line(), 0)
                if end.count // KEPT_EVERY > last // KEPT_EVERY:
                    os.pwrite(file, end.line(), os.fstat(file).st_size)
        finally:
            os.close(file)

    def ends(self) -> Iterator[End]:
        """Yield the newest end, then the kept ones; nothing where no file is. DamagedHead when a line is no end."""
        if not self.path.exists():
            return
        text = self.path.read_bytes()
        for start in range(0, len(text), LINE_BYTES):
            yield _end_in(text[start : start + LINE_BYTES])


def chains_in(folder: Path) -> set[UUID]:
    """Return the chains that have a file here."""
    return {UUID(path.stem) for path in folder.glob("*.heads")}


def _end_in(line: bytes) -> End:
    try:
        count, mac = line.decode("ascii").split()
        end = End(int(count), mac)
    except ValueError as error:
        raise DamagedHead("A line of the head file is damaged. Compare it with a copy from a backup.") from error
    if end.line() != line:
        raise DamagedHead("A line of the head file is damaged. Compare it with a copy from a backup.")
    return end
