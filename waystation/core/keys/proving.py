"""What `waystation verify` says of records: counts since the last backup, shards, and samples that open."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from waystation.core.keys.checking import check_shards, open_records, sealed_models
from waystation.core.models import AuditEntry
from waystation.core.recovery.models import BackupMade
from waystation.core.sealing.vaults import Keyring

SAMPLES = 50


@dataclass(frozen=True)
class Line:
    """One thing that was looked at: whether it is well, and what there is to say."""

    good: bool
    says: str


def prove_records(ring: Keyring | None, samples: int = SAMPLES) -> Iterator[Line]:
    """Yield a line for each thing looked at; samples are opened only where a keyring is at hand."""
    yield from _counts()
    yield from _shards()
    if ring is not None:
        yield from _samples(ring, samples)


def _counts() -> Iterator[Line]:
    """Compare with the last backup: nothing that is only added to may have become less, unless an import was undone."""
    last = BackupMade.objects.first()
    if last is None:
        yield Line(good=True, says="No backup was made here yet, so there are no counts to compare with.")
        return
    day = f"{last.made_at:%Y-%m-%d %H:%M} UTC"
    undone = AuditEntry.objects.filter(action__in=("import.undone", "import.discarded"), at__gte=last.made_at).exists()
    fewer = []
    for table in sorted({AuditEntry._meta.db_table, *(model._meta.db_table for model in sealed_models())}):
        now, then = _rows(table), last.counts.get(table, 0)
        if now < then and not (undone and table != AuditEntry._meta.db_table):
            fewer.append(table)
            yield Line(good=False, says=f"{table}: {then} rows in the backup of {day}, only {now} now.")
    if not fewer:
        yield Line(good=True, says=f"Nothing has become less since the backup of {day}.")


def _shards() -> Iterator[Line]:
    found = check_shards()
    wrong = {
        "lack their shard: restore the newest file of shards": found.missing,
        "have a shard that was destroyed: they were erased, and are emptied by the next restore": found.destroyed,
        "share a shard with another record: somebody copied rows": found.shared,
    }
    yield from (Line(good=False, says=f"{count} keys of records {what}.") for what, count in wrong.items() if count)
    if found.sound:
        yield Line(good=True, says=f"{found.good} keys of records have each a shard of their own.")
    if found.before_shards:
        yield Line(good=True, says=f"{found.before_shards} keys are older than shards: rotate the vaults to give some.")


def _samples(ring: Keyring, samples: int) -> Iterator[Line]:
    found = open_records(ring, samples)
    for kind in sorted({*found.opened, *found.shut, *found.locked}):
        says = f"{kind}: {found.opened[kind]} of {found.opened[kind] + found.shut[kind]} samples open"
        locked = f", {found.locked[kind]} locked for these keys" if found.locked[kind] else ""
        yield Line(good=not found.shut[kind], says=f"{says}{locked}.")


def _rows(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608  own tables
        return int(cursor.fetchone()[0])
