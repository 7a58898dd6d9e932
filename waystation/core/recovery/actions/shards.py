"""Keeping the newest copy of the shards beside the backups, in every folder that is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from waystation.core import audit
from waystation.core.models import User
from waystation.core.recovery import shard_copies
from waystation.core.recovery.models import BackupFolder, RecoveryKey


@dataclass(frozen=True)
class Replaced:
    """One folder, and whether the newest copy lies there now."""

    folder: str
    reached: bool


def keep_beside(folder: Path, recipient: str) -> None:
    """Write the newest copy into the folder, and know the folder from now on."""
    shard_copies.replace(folder, Path(settings.HOME), recipient)
    BackupFolder.objects.update_or_create(path=str(folder), defaults={"replaced_at": timezone.now(), "missed_at": None})


def replace_everywhere() -> Sequence[Replaced]:
    """Write the newest copy into every folder known; a folder that cannot be reached is noted and tried again."""
    key = RecoveryKey.objects.finished().order_by("finished_at").last()
    return [_replaced(folder, key.public_half) for folder in BackupFolder.objects.all()] if key else []


@transaction.atomic
def forget(folder: BackupFolder, *, by: User) -> None:
    """No longer count on a folder whose backups were deleted. Audited as `backup.folder_forgotten`."""
    folder.delete()
    audit.record("backup.folder_forgotten", on=by.organisation, by=by)


def _replaced(folder: BackupFolder, recipient: str) -> Replaced:
    try:
        shard_copies.replace(Path(folder.path), Path(settings.HOME), recipient, only_there=True)
    except OSError:
        BackupFolder.objects.filter(pk=folder.pk, missed_at=None).update(missed_at=timezone.now())
        return Replaced(folder.path, reached=False)
    BackupFolder.objects.filter(pk=folder.pk).update(replaced_at=timezone.now(), missed_at=None)
    return Replaced(folder.path, reached=True)
