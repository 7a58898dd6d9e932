"""Emptying what no key opens any more: after a restore, people who were erased since the backup was made."""

from collections.abc import Iterator

from django.db import transaction

from waystation.core import audit
from waystation.core.retention.actions import shredding
from waystation.core.retention.kinds import Kind, kinds
from waystation.core.sealing import shards
from waystation.core.sealing.records import SealedRecord
from waystation.core.sealing.shards import GONE, SLOT_BYTES

BATCH = 500


def empty_unreadable() -> int:
    """Empty every record whose shard is destroyed; say how many. Audited as `record.erased_again`."""
    every = shards.here().all()
    return sum(_empty(kind, batch) for kind in kinds().values() for batch in _unreadable(kind, every))


@transaction.atomic
def _empty(kind: Kind, records: list[SealedRecord]) -> int:
    for record in records:
        audit.record("record.erased_again", by=None, on=record)
    return shredding.empty(kind, records, forget_import=True)


def _unreadable(kind: Kind, every: bytes) -> Iterator[list[SealedRecord]]:
    rows = kind.model._base_manager.filter(record_key__isnull=False).order_by("pk")
    found = [record.pk for record in rows.only("record_key").iterator(2000) if _is_gone(record, every)]
    for first in range(0, len(found), BATCH):
        yield list(rows.filter(pk__in=found[first : first + BATCH]))


def _is_gone(record: SealedRecord, every: bytes) -> bool:
    return any(every[at * SLOT_BYTES : (at + 1) * SLOT_BYTES] == GONE for at in shredding.slots_of([record]))
