"""Opens a backup: proves all of it first, then rebuilds the home beside its place and moves it there in one step."""

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, BinaryIO

from waystation.config.backup_errors import DamagedBackup, RestoreFailed
from waystation.config.backup_manifest import MOST_BYTES, NAME, Manifest, is_safe, manifest_from
from waystation.config.backup_streams import DAMAGED, open_stream
from waystation.core.recovery import shard_copies

PART = 1024 * 1024
DATABASE_SETTINGS = {"staff": "WAYSTATION_RECORDS_DB", "public": "WAYSTATION_PUBLIC_DB"}
Keep = Callable[[str, int], IO[bytes] | None]


@dataclass(frozen=True)
class _Found:
    size: int
    sha256: str


def prove(file: Path, identity: Any) -> Manifest:
    """Read the whole backup and compare every file with the manifest; write nothing."""
    return _read(file, identity, lambda _path, _mode: None)


def restore(file: Path, identity: Any, into: Path, shards: Path | None = None) -> Manifest:
    """Rebuild the home of the backup in the folder, which is empty or not there yet.

    Refused, with nothing written, for a folder that holds something, a damaged file, shares of another key, or a backup
    without its shards: they lie beside it, where no other file is named.
    """
    check_empty(into)
    manifest = prove(file, identity)
    copy = _shards_of(manifest, file, identity, shards)
    _check_databases(manifest)
    _check_room(into, manifest)
    mask = os.umask(0o077)
    draft = Path(tempfile.mkdtemp(prefix=f".{into.name}.restoring.", dir=into.parent))
    try:
        _read(file, identity, _Unpacker(draft).keep)
        if copy is not None:
            shard_copies.put_back(copy, draft)
        for door in manifest.databases:
            _finish(door, draft, manifest)
        _move(draft, into)
    except OSError as error:
        why = (
            f"{into} could not be written ({error.strerror}): make room or choose another folder. Nothing was restored."
        )
        raise RestoreFailed(why) from error
    finally:
        os.umask(mask)
        shutil.rmtree(draft, ignore_errors=True)
    return manifest


def check_empty(into: Path) -> None:
    """Refuse a folder that holds anything: a restore never writes over something."""
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise RestoreFailed(f"{into} is not empty, and nothing is ever written over: name a folder that is new.")
    if not into.parent.is_dir():
        raise RestoreFailed(f"{into.parent} is not there: make that folder first.")


def _shards_of(manifest: Manifest, file: Path, identity: Any, named: Path | None) -> shard_copies.Copy | None:
    """Return the shards that belong to the backup; none for one that was made before there were shards."""
    if not manifest.shards:
        return None
    return shard_copies.belonging_to(file, manifest.shards, manifest.made(), identity, named)


class _Unpacker:
    """Writes each file under a folder, readable by its owner at most as widely as it was."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, path: str, mode: int) -> IO[bytes]:
        target = self._folder / path
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode & 0o755), "wb")


def _read(file: Path, identity: Any, keep: Keep) -> Manifest:
    try:
        with file.open("rb") as source:
            return open_stream(lambda plain: _unpack(plain, keep), source, identity)
    except (tarfile.TarError, UnicodeError) as error:
        raise DamagedBackup(DAMAGED) from error


def _unpack(plain: BinaryIO, keep: Keep) -> Manifest:
    found: dict[str, _Found] = {}
    manifest: Manifest | None = None
    with tarfile.open(fileobj=plain, mode="r|") as tar:
        for entry in tar:
            content = tar.extractfile(entry) if entry.isreg() else None
            if content is None or manifest is not None or entry.name in found:
                raise DamagedBackup(DAMAGED)
            if entry.name == NAME:
                manifest = manifest_from(content.read(MOST_BYTES))
            elif is_safe(entry.name):
                found[entry.name] = _take(content, keep(entry.name, entry.mode))
            else:
                raise DamagedBackup(DAMAGED)
    if manifest is None:
        raise DamagedBackup(DAMAGED)
    _compare(manifest, found)
    return manifest


def _take(content: IO[bytes], target: IO[bytes] | None) -> _Found:
    digest, size = hashlib.sha256(), 0
    try:
        while part := content.read(PART):
            digest.update(part)
            size += len(part)
            if target is not None:
                target.write(part)
    finally:
        if target is not None:
            target.close()
    return _Found(size, digest.hexdigest())


def _compare(manifest: Manifest, found: dict[str, _Found]) -> None:
    if {line.path: _Found(line.size, line.sha256) for line in manifest.files} != found:
        raise DamagedBackup("The files in this backup are not those of its list of contents: take another copy.")
    if missing := [each.path for each in manifest.databases.values() if each.path not in found]:
        raise DamagedBackup(f"The backup lacks {', '.join(missing)}: take another copy.")


def _check_databases(manifest: Manifest) -> None:
    for door, database in manifest.databases.items():
        setting = DATABASE_SETTINGS[door]
        named = bool(os.environ.get(setting))
        if database.kind == "postgresql" and not named:
            raise RestoreFailed(f"This backup is of a PostgreSQL database: name an empty one with {setting}.")
        if database.kind == "sqlite" and named:
            raise RestoreFailed(f"This backup keeps its {door} database in a file: unset {setting}, then start again.")


def _check_room(into: Path, manifest: Manifest) -> None:
    free = shutil.disk_usage(into.parent).free
    if free < manifest.size() * 2:
        raise RestoreFailed(f"{manifest.size() * 2 // 10**6} MB are needed and {free // 10**6} are free: make room.")


def _finish(door: str, draft: Path, manifest: Manifest) -> None:
    """Let a process of the door bring its database up to date and note what it was restored from."""
    other = DATABASE_SETTINGS["public" if door == "staff" else "staff"]
    environment = {**os.environ, "WAYSTATION_DOOR": door, "WAYSTATION_HOME": str(draft)}
    environment.pop(other, None)
    source = draft / manifest.databases[door].path
    command = [sys.executable, "-m", "waystation.config.restore_door", str(source), manifest.made_at]
    key = manifest.databases[door].key  # said on the standard input: others can see a command line
    done = subprocess.run(command, env=environment, input=key, capture_output=True, text=True, check=False)
    if done.returncode:
        words = (done.stderr.strip().splitlines() or ["It did not say why."])[-1]
        raise RestoreFailed(f"The {door} database could not be brought up to date, and nothing was restored. {words}")


def _move(draft: Path, into: Path) -> None:
    draft.chmod(0o700)
    with suppress(FileNotFoundError):
        into.rmdir()
    draft.rename(into)
