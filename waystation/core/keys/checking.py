"""Whether what is sealed opens: every key has its own shard, and samples, or all, open with the keys at hand."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps

from waystation.core.sealing import shards
from waystation.core.sealing.envelope import CannotOpen, LockedVault
from waystation.core.sealing.fields import SealedText
from waystation.core.sealing.padding import DamagedPadding
from waystation.core.sealing.records import SealedRecord, open_text
from waystation.core.sealing.shards import GONE, SLOT_BYTES
from waystation.core.sealing.vaults import Keyring, parted

CHUNK = 2000


@dataclass
class Opened:
    """How many records of each kind opened, how many were locked for these keys, and how many did not open."""

    opened: Counter[str] = field(default_factory=Counter)
    locked: Counter[str] = field(default_factory=Counter)
    shut: Counter[str] = field(default_factory=Counter)


@dataclass
class Shards:
    """How many keys have their shard, and how many lack it, share it with another or have none yet."""

    good: int = 0
    missing: int = 0
    destroyed: int = 0
    shared: int = 0
    before_shards: int = 0

    @property
    def sound(self) -> bool:
        return not (self.missing or self.destroyed or self.shared)


def sealed_models() -> Iterator[type[SealedRecord]]:
    """Yield every kind of record that has sealed columns."""
    yield from (model for model in apps.get_models() if issubclass(model, SealedRecord))


def check_shards() -> Shards:
    """Look whether each record's key has a shard of its own; needs no key."""
    every, found, seen = shards.here().all(), Shards(), set[int]()
    for model in sealed_models():
        rows = model._base_manager.filter(record_key__isnull=False)
        keys: Any = rows.values_list("record_key", flat=True)
        for key in keys.iterator(CHUNK):
            _look(parted(key.stored)[1], every, found, seen)
    return found


def open_records(ring: Keyring, most: int | None = None) -> Opened:
    """Open every sealed column of all records, or of so many of each kind, chosen at random."""
    found = Opened()
    for model in sealed_models():
        rows = model._base_manager.filter(record_key__isnull=False)
        columns = [each.name for each in model._meta.concrete_fields if isinstance(each, SealedText)]
        chosen = rows.order_by("?")[:most] if most else rows.iterator(CHUNK)
        for record in chosen:
            _open(record, [name for name in columns if name != "record_key"], ring, found)
    return found


def _look(slot: int | None, every: bytes, found: Shards, seen: set[int]) -> None:
    if slot is None:
        found.before_shards += 1
        return
    shard = every[slot * SLOT_BYTES : (slot + 1) * SLOT_BYTES]
    if len(shard) < SLOT_BYTES:
        found.missing += 1
    elif shard == GONE:
        found.destroyed += 1
    elif slot in seen:
        found.shared += 1
    else:
        found.good += 1
    seen.add(slot)


def _open(record: SealedRecord, columns: list[str], ring: Keyring, found: Opened) -> None:
    label = record._meta.label_lower
    try:
        for column in columns:
            open_text(record, column, ring)
    except LockedVault:
        found.locked[label] += 1
    except (CannotOpen, DamagedPadding, UnicodeDecodeError):
        found.shut[label] += 1
    else:
        found.opened[label] += 1
