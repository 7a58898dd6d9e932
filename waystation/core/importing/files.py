"""Keeps the files on their way in: sealed as long as they wait, gone once they are imported or given up."""

import hashlib
import os
import time
import uuid
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from waystation.core.importing.errors import CannotRead
from waystation.core.importing.limits import in_words, limits
from waystation.core.retention.actions import shredding
from waystation.core.sealing.envelope import CannotOpen, Place
from waystation.core.sealing.staff import keyring
from waystation.core.sealing.vaults import IMPORTS
from waystation.core.sealing.whole_files import open_file, seal_file

A_DAY = 24 * 3600


def folder() -> Path:
    """Return the folder of uploads."""
    path = Path(settings.FILES) / "imports"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def path_of(code: uuid.UUID) -> Path:
    """Return where the sealed file of a run lies; CannotRead when it is gone."""
    path = folder() / str(code)
    if not path.exists():
        raise CannotRead(_("The uploaded file is no longer here. Upload it again."))
    return path


def keep(code: uuid.UUID, parts: Iterable[bytes], *, lying_at: uuid.UUID | None = None) -> tuple[str, int]:
    """Seal the file for the run and return its mark and size; CannotRead when it grows too large.

    A file that shall replace another later lies under a code of its own until then.
    """
    lies = lying_at or code
    draft = folder() / f"{lies}.new"
    arriving = _Arriving(parts)
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            seal_file(arriving, file, keyring(), IMPORTS, _place(code))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(folder() / str(lies))
    finally:
        draft.unlink(missing_ok=True)
    return _blinded(arriving.digest), arriving.size


@contextmanager
def opened(code: uuid.UUID, *, lying_at: uuid.UUID | None = None) -> Iterator[Path]:
    """Open the file of a run in memory, as a path that only this process has: nothing in clear reaches the disk.

    CannotRead when it is gone, or was changed since.
    """
    memory = os.memfd_create("import")
    with os.fdopen(memory, "wb") as clear:
        try:
            with path_of(lying_at or code).open("rb") as file:
                for part in open_file(file, keyring(), IMPORTS, _place(code)):
                    clear.write(part)
        except CannotOpen as damage:
            raise CannotRead(_("The uploaded file has changed since. Upload it again.")) from damage
        clear.flush()
        yield Path(f"/proc/self/fd/{memory}")


class _Arriving:
    """Parts on their way in, counted and digested as they pass."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        self._parts = parts
        self.digest, self.size = hashlib.sha256(), 0

    def __iter__(self) -> Iterator[bytes]:
        for part in self._parts:
            self.size += len(part)
            if self.size > limits().file_bytes:
                raise CannotRead(
                    _("Files up to %(limit)s can be imported. Divide the file into several.")
                    % {"limit": in_words(limits().file_bytes)}
                )
            self.digest.update(part)
            yield part


def _place(code: uuid.UUID) -> Place:
    return Place("core", "importrun", "file", str(code))


def _blinded(digest: "hashlib._Hash") -> str:
    return keyring().blind(IMPORTS, digest.hexdigest())


def forget(code: uuid.UUID) -> None:
    """Remove the file of a run and its progress, and destroy the file's key in every backup."""
    for name in (str(code), f"{code}.new"):
        _destroy(folder() / name)
    (folder() / f"{code}.progress").unlink(missing_ok=True)
    shredding.shred_after_commit()


def sweep(wanted: Collection[str]) -> None:
    """Remove what a process that was killed left behind: files a day old that no unfinished import needs."""
    for path in folder().iterdir():
        if path.name.partition(".")[0] not in wanted and time.time() - path.stat().st_mtime > A_DAY:
            _destroy(path)


def _destroy(path: Path) -> None:
    shredding.doom(shredding.slots_of_file(path))
    path.unlink(missing_ok=True)


def mark(path: Path) -> str:
    """Return the mark that knows the file again, without loading it.

    The mark is a digest blinded by the vault's key: a short list could otherwise be guessed from its bare digest.
    """
    with path.open("rb") as file:
        return _blinded(hashlib.file_digest(file, "sha256"))


def parts_of(file: BinaryIO) -> Iterator[bytes]:
    """Yield an open file in pieces."""
    while part := file.read(1 << 20):
        yield part
