"""Makes a backup while the product runs: databases, keys, files, settings, sealed to the recovery key as they stream.

Meanwhile copies of the databases lie in a folder of the home that only its owner opens and that is emptied at the end,
or by the next backup where this one was killed; each copy has a key for this once, which only the backup holds. The
file gets its name only when it is whole.
"""

import errno
import fcntl
import hashlib
import io
import json
import os
import shutil
import stat
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO

from waystation.config.backup_errors import BackupFailed
from waystation.config.backup_manifest import DOORS, NAME, Database, Line, Manifest
from waystation.config.backup_streams import seal_stream
from waystation.config.encrypted_sqlite3.keys import NUMBER
from waystation.core.recovery import keys, shard_copies

Watcher = Callable[[int, int], None]
WORKSHOP = "backup-work"
DEMO_SHARES = "recovery-shares-of-the-demonstration-only.txt"
MADE_AGAIN = {"static", "workers", "drawings", WORKSHOP}
LEFT_OUT_FOLDERS = MADE_AGAIN | {"shards"}  # half of each key: no backup may hold both halves
LEFT_OUT_ENDINGS = (".new", ".old", ".part", ".lock", "-wal", "-shm", "-journal")
DATABASES = {"staff": "records", "public": "public"}
SECRET_SETTINGS = {
    "WAYSTATION_RECORDS_DB",
    "WAYSTATION_PUBLIC_DB",
    "WAYSTATION_HOME",
    "WAYSTATION_DOOR",
    "WAYSTATION_KEYS",
}


@dataclass(frozen=True)
class Source:
    """One file to take: its path in the backup, and where it is read from."""

    path: str
    file: Path


def write_backup(target: BinaryIO, home: Path, public_half: str, watch: Watcher = lambda _done, _all: None) -> Manifest:
    """Stream a backup of the home into the target, sealed to the public half; return what it holds."""
    with _workshop(home) as folder:
        sources = list(_ends_of_chains(home, folder))  # before the records: these may lag behind, never be ahead
        databases = {door: _copy(door, folder) for door in DOORS if _has(door, home)}
        taken = {source.path for source in sources}
        sources += [Source(each.path, folder / Path(each.path).name) for each in databases.values()]
        sources += [source for source in _files(home) if source.path not in taken]
        manifest = Manifest(
            datetime.now(UTC).isoformat(timespec="seconds"),
            version("waystation"),
            keys.short(public_half),
            databases,
            {name: text for name, text in os.environ.items() if _is_setting(name)},
            shard_copies.of_home(home).id().hex(),
        )
        archive = Archive(sources, manifest, watch)
        seal_stream(archive.write, target, keys.public_half(public_half))
        return replace(manifest, files=archive.lines)


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """Yield a file that takes the path's name only when everything in it is safe on the disk."""
    draft = path.with_name(f".{path.name}.part")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
    except OSError as error:
        raise BackupFailed(_why(error, path)) from error
    finally:
        draft.unlink(missing_ok=True)


class Archive:
    """Writes the files one after the other, and behind them the manifest."""

    def __init__(self, sources: list[Source], manifest: Manifest, watch: Watcher) -> None:
        self._sources, self._manifest, self._watch = sources, manifest, watch
        self._all, self._done = sum(_size(source.file) for source in sources), 0
        self.lines: list[Line] = []

    def write(self, stream: BinaryIO) -> None:
        with tarfile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT) as tar:
            for source in self._sources:
                self._add(tar, source)
            text = replace(self._manifest, files=self.lines).as_json()
            tar.addfile(_entry(NAME, len(text), 0o600), io.BytesIO(text))

    def _add(self, tar: tarfile.TarFile, source: Source) -> None:
        try:
            file = source.file.open("rb")
        except FileNotFoundError:  # an upload that was finished and removed meanwhile
            return
        with file:
            found = os.fstat(file.fileno())
            reader = _Counting(file, found.st_size)
            mode = stat.S_IMODE(found.st_mode)
            tar.addfile(_entry(source.path, found.st_size, mode), reader)
        self.lines.append(Line(source.path, found.st_size, reader.digest.hexdigest(), mode))
        self._done += found.st_size
        self._watch(self._done, max(self._all, self._done))


class _Counting(io.RawIOBase):
    """Reads exactly as much as the file had when it was opened, and digests it."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file, self._left, self.digest = file, size, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        part = self._file.read(min(size, self._left) if size >= 0 else self._left)
        if not part and self._left:
            raise BackupFailed("A file became shorter while it was copied: start the backup again.")
        self._left -= len(part)
        self.digest.update(part)
        return part


def _entry(path: str, size: int, mode: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(path)
    entry.size, entry.mode = size, mode
    return entry


@contextmanager
def _workshop(home: Path) -> Iterator[Path]:
    """Yield an empty private folder; one backup at a time."""
    staff = home / "staff"
    staff.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (staff / "backup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupFailed("Another backup is being made: wait until it is done.") from None
        folder = staff / WORKSHOP
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _ends_of_chains(home: Path, folder: Path) -> Iterator[Source]:
    for path in sorted((home / "staff" / "audit").glob("*.heads")):
        copy = folder / path.name
        shutil.copy(path, copy)
        yield Source(f"staff/audit/{path.name}", copy)


def _has(door: str, home: Path) -> bool:
    name = DATABASES[door]
    return bool(os.environ.get(f"WAYSTATION_{name.upper()}_DB")) or (home / door / f"{name}.sqlite3").exists()


def _copy(door: str, folder: Path) -> Database:
    target = folder / f"{DATABASES[door]}.copy"
    environment = {**os.environ, "WAYSTATION_DOOR": door}
    environment.pop(f"WAYSTATION_{'RECORDS' if door == 'public' else 'PUBLIC'}_DB", None)
    command = [sys.executable, "-m", "waystation.config.backup_door", str(target)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BackupFailed((done.stderr.strip().splitlines() or [f"The {door} door's database cannot be copied."])[-1])
    copied = Database(**json.loads(done.stdout))
    name = f"{DATABASES[door]}.{'sqlite3' if copied.kind == 'sqlite' else 'dump'}"
    target.rename(folder / name)
    return replace(copied, path=f"{door}/{name}")


def _files(home: Path) -> Iterator[Source]:
    for door in DOORS:
        for folder, folders, names in os.walk(home / door):
            folders[:] = sorted(set(folders) - LEFT_OUT_FOLDERS)
            for name in sorted(names):
                file = Path(folder) / name
                if _belongs(file):
                    yield Source(file.relative_to(home).as_posix(), file)


def _belongs(file: Path) -> bool:
    """Leave out what is half written, what is a copy of something, and what is no file."""
    if file.name in {DEMO_SHARES, NUMBER, *(f"{name}.sqlite3" for name in DATABASES.values())}:
        return False
    if file.name.endswith(LEFT_OUT_ENDINGS):
        return False
    try:
        return stat.S_ISREG(file.lstat().st_mode)
    except FileNotFoundError:
        return False


def _is_setting(name: str) -> bool:
    return name.startswith("WAYSTATION_") and name not in SECRET_SETTINGS


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0


def _why(error: OSError, path: Path) -> str:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"The disk is full: make room where {path.name} is to lie. An earlier backup of that name is untouched."
    return f"{path.name} could not be written ({error.strerror}): choose another folder."
