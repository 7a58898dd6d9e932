"""Emptying records and destroying the shards of their keys, so that no backup opens them either.

The columns are emptied and their shards doomed in one transaction; after it the shards are overwritten, and the copies
beside the backups written again. What a kill leaves undone, the next call does.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction

from waystation.core.keys import handing
from waystation.core.recovery.actions.shards import Replaced, replace_everywhere
from waystation.core.retention.kinds import Kind
from waystation.core.retention.models import DoomedShard
from waystation.core.sealing import shards
from waystation.core.sealing.records import SealedRecord
from waystation.core.sealing.vaults import parted
from waystation.core.sealing.whole_files import WRAPPED_KEY_BYTES, read_wrapped

BATCH = 500


@dataclass(frozen=True)
class Shredded:
    """What one run destroyed, and in which folders of backups the copy of the shards was written again."""

    shards: int
    copies: Sequence[Replaced] = field(default_factory=list)


def empty(kind: Kind, records: Sequence[SealedRecord], *, forget_import: bool = False) -> int:
    """Empty what is sealed in the records and doom their shards; within the caller's transaction. Say how many."""
    doom(slots_of(records))
    handing.forget(kind.code, [record.code for record in records])
    changes: dict[str, Any] = dict.fromkeys(kind.sealed_columns())
    if forget_import and any(each.name == "row_key" for each in kind.model._meta.concrete_fields):
        changes["row_key"] = None
    changes |= getattr(kind.model, "when_emptied", dict)()
    files = [file for record in records for file in getattr(record, "sealed_files", list)()]
    transaction.on_commit(lambda: _remove(files))
    return kind.model._base_manager.filter(pk__in=[record.pk for record in records]).update(**changes)


def doom(slots: Iterable[int]) -> None:
    """Have the shards destroyed once the present transaction is safe."""
    DoomedShard.objects.bulk_create([DoomedShard(slot=slot) for slot in set(slots)], BATCH, ignore_conflicts=True)


def slots_of(records: Iterable[SealedRecord]) -> Iterator[int]:
    """Yield the shards of the records' keys; those from before shards have none."""
    for record in records:
        if record.record_key is not None and (slot := parted(record.record_key.stored)[1]) is not None:
            yield slot


def slots_of_file(path: Path) -> list[int]:
    """Return the shard of the file's key, where there is a file with a whole one."""
    with suppress(FileNotFoundError), path.open("rb") as file:
        wrapped = read_wrapped(file)
        slot = parted(wrapped)[1] if len(wrapped) >= WRAPPED_KEY_BYTES else None
        return [] if slot is None else [slot]
    return []


def _remove(files: Iterable[Path]) -> None:
    for file in files:
        file.unlink(missing_ok=True)


def shred_after_commit() -> None:
    """Destroy what is doomed as soon as the present transaction is safe; at once where there is none."""
    transaction.on_commit(shred, robust=True)


def shred(*, even_if_none: bool = False) -> Shredded:
    """Destroy every doomed shard, then write the copies beside the backups again. Never call it in a transaction."""
    doomed = list(DoomedShard.objects.values_list("slot", flat=True))
    if not doomed and not even_if_none:
        return Shredded(0)
    destroyed = shards.here().destroy(doomed)
    copies = replace_everywhere()
    for first in range(0, len(doomed), BATCH):
        DoomedShard.objects.filter(slot__in=doomed[first : first + BATCH]).delete()
    return Shredded(destroyed, copies)
