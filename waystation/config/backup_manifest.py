"""What a backup holds: the last thing written into it, and the first thing proven when it is opened."""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import PurePosixPath

from waystation.config.backup_errors import DamagedBackup

FORMAT = 2  # 1 had no shards, and databases without a key
NAME = "manifest.json"
DOORS = ("staff", "public")
MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class Line:
    """One file: where, how long, its digest, who may read it."""

    path: str
    size: int
    sha256: str
    mode: int


@dataclass(frozen=True)
class Database:
    """One door's database: its kind, its file in the backup, the changes it has, how many rows of what, its key."""

    kind: str
    path: str
    migrations: list[str]
    counts: dict[str, int]
    key: str = ""


@dataclass(frozen=True)
class Manifest:
    """Everything in one backup."""

    made_at: str
    version: str
    key: str
    databases: dict[str, Database]
    settings: dict[str, str]
    shards: str = ""
    files: list[Line] = field(default_factory=list)

    def size(self) -> int:
        return sum(line.size for line in self.files)

    def made(self) -> datetime:
        return datetime.fromisoformat(self.made_at)

    def as_json(self) -> bytes:
        return json.dumps({"format": FORMAT, **asdict(self)}, ensure_ascii=False).encode()


def manifest_from(text: bytes) -> Manifest:
    """Read a manifest; DamagedBackup for one that is none, or that a newer version wrote."""
    try:
        given = json.loads(text)
        if given["format"] > FORMAT:
            raise DamagedBackup("A newer version made this backup: install that version, then restore.")
        databases = {door: Database(**each) for door, each in given["databases"].items()}
        files = [Line(**line) for line in given["files"]]
        facts = {name: str(given[name]) for name in ("made_at", "version", "key")}
        facts["shards"] = str(given.get("shards", ""))
        return Manifest(databases=databases, files=files, settings=dict(given["settings"]), **facts)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedBackup("The list of contents of this backup cannot be read: take another copy.") from error


def is_safe(path: str) -> bool:
    """Say whether the path lies in the folder of a door, wherever that folder will be."""
    parts = PurePosixPath(path).parts
    return len(parts) > 1 and parts[0] in DOORS and ".." not in parts and "\0" not in path
