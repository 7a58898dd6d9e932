"""Keeps the files on their way in: readable by this account only, gone once they are imported or given up."""

import hashlib
import os
import time
import uuid
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from waystation.core.importing.errors import CannotRead
from waystation.core.importing.limits import in_words, limits

A_DAY = 24 * 3600


def folder() -> Path:
    """Return the folder of uploads."""
    path = Path(settings.FILES) / "imports"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def path_of(code: uuid.UUID) -> Path:
    """Return where the file of a run lies; CannotRead when it is gone."""
    path = folder() / str(code)
    if not path.exists():
        raise CannotRead(_("The uploaded file is no longer here. Upload it again."))
    return path


def keep(code: uuid.UUID, parts: Iterable[bytes]) -> tuple[str, int]:
    """Store the file under the run's code and return its SHA-256 and size; CannotRead when it grows too large."""
    draft = folder() / f"{code}.new"
    digest, size = hashlib.sha256(), 0
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            for part in parts:
                size += len(part)
                if size > limits().file_bytes:
                    raise CannotRead(
                        _("Files up to %(limit)s can be imported. Divide the file into several.")
                        % {"limit": in_words(limits().file_bytes)}
                    )
                digest.update(part)
                file.write(part)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(folder() / str(code))
    finally:
        draft.unlink(missing_ok=True)
    return digest.hexdigest(), size


def forget(code: uuid.UUID) -> None:
    """Remove the file of a run and its progress."""
    for name in (str(code), f"{code}.new", f"{code}.progress"):
        (folder() / name).unlink(missing_ok=True)


def sweep(wanted: Collection[str]) -> None:
    """Remove what a process that was killed left behind: files a day old that no unfinished import needs."""
    for path in folder().iterdir():
        if path.name.partition(".")[0] not in wanted and time.time() - path.stat().st_mtime > A_DAY:
            path.unlink(missing_ok=True)


def sha256(path: Path) -> str:
    """Return the digest of a file without loading it."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def parts_of(file: BinaryIO) -> Iterator[bytes]:
    """Yield an open file in pieces."""
    while part := file.read(1 << 20):
        yield part
