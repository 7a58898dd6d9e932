"""Which workers are alive: each holds a lock that the system lets go of when the worker dies, however it dies.

SQLite has one machine, so a locked file tells. PostgreSQL may serve several, so it keeps the lock itself.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from uuid import UUID

from django.conf import settings
from django.db import connection


@contextmanager
def hold(worker: UUID) -> Iterator[None]:
    """Be alive under this id until the block ends."""
    with _hold_in_postgres(worker) if connection.vendor == "postgresql" else _hold_file(worker):
        yield


def is_alive(worker: UUID) -> bool:
    """Say whether somebody holds this id."""
    return _is_held_in_postgres(worker) if connection.vendor == "postgresql" else _is_file_held(worker)


def _path(worker: UUID) -> Path:
    folder = Path(settings.HOME) / settings.DOOR / "workers"
    folder.mkdir(exist_ok=True, parents=True, mode=0o700)
    return folder / f"{worker}.lock"


@contextmanager
def _hold_file(worker: UUID) -> Iterator[None]:
    path = _path(worker)
    with _locked(path):
        yield
        path.unlink()


def _locked(path: Path) -> IO[str]:
    """Lock the file that stands at the path; whoever asked in between may have cleared an unlocked one away."""
    while True:
        file = path.open("w", encoding="ascii")
        fcntl.flock(file, fcntl.LOCK_EX)
        if path.exists() and path.stat().st_ino == os.fstat(file.fileno()).st_ino:
            return file
        file.close()


def _is_file_held(worker: UUID) -> bool:
    path = _path(worker)
    if not path.exists():
        return False
    with path.open("r", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    path.unlink(missing_ok=True)
    return False


def _number(worker: UUID) -> int:
    return int.from_bytes(worker.bytes[:8], signed=True)


@contextmanager
def _hold_in_postgres(worker: UUID) -> Iterator[None]:
    own = connection.copy()  # a connection of its own: closing others must not let go of the lock
    try:
        with own.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_number(worker)])
        yield
    finally:
        own.close()


def _is_held_in_postgres(worker: UUID) -> bool:
    own = connection.copy()
    try:
        with own.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [_number(worker)])
            (free,) = cursor.fetchone()
            return not free
    finally:
        own.close()
