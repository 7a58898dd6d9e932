"""Fact tables frozen in files: the same facts give the same hash, and figures can be counted again from it."""

import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings

from waystation.core.facts import FactTable, Kind, Value, fact_tables
from waystation.core.models import Organisation
from waystation.core.sealing.opaque import opaque
from waystation.evidence import engine

BATCH_ROWS = 20_000
MANIFEST = "tables.json"
UNFINISHED = ".new-"
LEFTOVER_SECONDS = 24 * 3600
ROW_BATCH = Iterable[tuple[Value, ...]]


class MissingSnapshot(Exception):
    """The files of a snapshot are gone or are not what its hash names."""


@dataclass(frozen=True)
class Snapshot:
    """A folder with one sorted Parquet file for each fact table, named by the hash of what the tables say."""

    sha256: str
    taken_at: datetime
    folder: Path
    names: tuple[str, ...]

    def tables(self) -> Mapping[str, Any]:
        """Return the tables as Ibis expressions."""
        return engine.open_tables({name: self.folder / f"{name}.parquet" for name in self.names})


def take(names: Iterable[str], organisation: Organisation) -> Snapshot:
    """Freeze the organisation's rows of the named fact tables; facts frozen before are found again by their hash."""
    wanted = [table_named(name) for name in sorted(set(names))]
    whose = opaque(str(organisation.code), "organisation")
    _shelf().mkdir(parents=True, exist_ok=True, mode=0o700)
    _sweep()
    draft = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=_shelf()))
    try:
        for table in wanted:
            _write(table, _of_organisation(table, whose), draft)
        return _keep(draft, wanted)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def find(sha256: str) -> Snapshot:
    """Return a snapshot taken before; MissingSnapshot when its files are gone."""
    folder = _shelf() / sha256
    try:
        about = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except OSError:
        raise MissingSnapshot(
            f"The snapshot {sha256[:12]}… is not in {folder.parent.name}: restore it from a backup."
        ) from None
    return Snapshot(sha256, datetime.fromisoformat(about["taken_at"]), folder, tuple(about["tables"]))


def check(snapshot: Snapshot) -> None:
    """Hash the files again; MissingSnapshot when they no longer say what the hash names."""
    tables = [table_named(name) for name in snapshot.names]
    if _digest(snapshot.folder, tables) != snapshot.sha256:
        raise MissingSnapshot(
            f"The files of snapshot {snapshot.sha256[:12]}… were changed: restore them from a backup."
        )


def table_named(name: str) -> FactTable:
    """Return the declared fact table; LookupError names those there are."""
    known = {table.name: table for table in fact_tables()}
    if name not in known:
        raise LookupError(f"No room declares the fact table {name!r}. There are: {', '.join(sorted(known))}.")
    return known[name]


def _shelf() -> Path:
    return Path(settings.FILES) / "snapshots"


def _sweep() -> None:
    """Throw away what a killed process left half written."""
    for leftover in _shelf().glob(f"{UNFINISHED}*"):
        if time.time() - leftover.stat().st_mtime > LEFTOVER_SECONDS:
            shutil.rmtree(leftover, ignore_errors=True)


def _of_organisation(table: FactTable, whose: str) -> Iterator[tuple[Value, ...]]:
    names = [column.name for column in table.columns]
    if "organisation" not in names:
        return iter(table.rows())
    place = names.index("organisation")
    return (row for row in table.rows() if row[place] == whose)


def _write(table: FactTable, rows: ROW_BATCH, folder: Path) -> None:
    """Stream the rows to a file in the order they come, then sort that file with bounded memory."""
    raw = folder / f"{table.name}.unsorted"
    engine.write_rows(raw, engine.schema(table.columns), _batches(rows))
    engine.sort_file(raw, folder / f"{table.name}.parquet")
    raw.unlink()


def _batches(rows: ROW_BATCH) -> Iterator[list[tuple[Value, ...]]]:
    source = iter(rows)
    while batch := list(islice(source, BATCH_ROWS)):
        yield batch


def _keep(draft: Path, tables: Sequence[FactTable]) -> Snapshot:
    sha256, now = _digest(draft, tables), datetime.now(UTC)
    about = {"taken_at": now.isoformat(), "tables": [table.name for table in tables]}
    (draft / MANIFEST).write_text(json.dumps(about), encoding="utf-8")
    for path in draft.iterdir():
        _sync(path)
    try:
        draft.rename(_shelf() / sha256)
    except OSError:
        if not (_shelf() / sha256 / MANIFEST).exists():
            raise
    _sync(_shelf())
    return Snapshot(sha256, now, _shelf() / sha256, tuple(about["tables"]))


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _digest(folder: Path, tables: Sequence[FactTable]) -> str:
    """Hash what the tables say, not how the files say it: names, kinds and sorted rows as canonical JSON."""
    seal = hashlib.sha256()
    for table in tables:
        seal.update(_line([table.name, table.unit, [[c.name, c.kind, c.codes] for c in table.columns]]))
        for columns in engine.read_columns(folder / f"{table.name}.parquet", BATCH_ROWS):
            seal.update(b"".join(map(_line, zip(*columns, strict=True))))
    return seal.hexdigest()


def _text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"A fact of type {type(value).__name__} has no canonical form.")


_canonical = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_text).encode


def _line(row: object) -> bytes:
    return _canonical(row).encode() + b"\n"


__all__ = ["Kind", "MissingSnapshot", "Snapshot", "check", "find", "table_named", "take"]
