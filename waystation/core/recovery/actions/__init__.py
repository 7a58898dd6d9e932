"""Making and finishing the recovery key, and noting backups, restores and rehearsals."""

import os
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from waystation.core import audit
from waystation.core.models import Organisation, User
from waystation.core.recovery import errors, keys, shares
from waystation.core.recovery.access import BACKED_UP, REHEARSED, RESTORED
from waystation.core.recovery.errors import WrongShares
from waystation.core.recovery.models import BackupMade, RecoveryKey


@transaction.atomic
def make_key(organisation: Organisation, *, by: User | None) -> tuple[RecoveryKey, tuple[str, ...]]:
    """Make a key and return it with its three shares, which exist nowhere else from here on.

    A key nobody finished is forgotten; the finished one stays in force until this one is finished.
    Audited as `recovery_key.made`.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    RecoveryKey.objects.filter(organisation=organisation).unfinished().delete()
    secret = keys.new_secret()
    key = RecoveryKey.objects.create(organisation=organisation, public_half=keys.recipient(secret), made_by=by)
    audit.record("recovery_key.made", by=by, on=key)
    return key, shares.split(secret)


@transaction.atomic
def finish_key(key: RecoveryKey, typed: Sequence[str], *, by: User | None) -> RecoveryKey:
    """Put the key in force, now that two of its sheets were typed back. Audited as `recovery_key.finished`.

    Refused when the words make no key, or another one.
    """
    check_shares(key, typed)
    key.finished_at = timezone.now()
    key.save(update_fields=["finished_at"])
    audit.record("recovery_key.finished", by=by, on=key)
    _write_public_half(Path(settings.HOME) / "staff" / keys.PUBLIC_HALF, key.public_half)
    return key


def check_shares(key: RecoveryKey, typed: Sequence[str]) -> None:
    """Refuse shares that do not make this key."""
    if keys.recipient(shares.combine(typed)) != key.public_half:
        raise WrongShares(errors.OTHER_KEY, short=key.short())


@transaction.atomic
def note_backup(organisation: Organisation, *, size: int, files: int, counts: Mapping[str, int]) -> None:
    """Write down that a backup was completed, and what it holds. Audited as `backup.made`."""
    BackupMade.objects.create(made_at=timezone.now(), counts=dict(counts))
    audit.record(BACKED_UP, by=None, on=organisation, bytes=size, files=files)


def note_restore(organisation: Organisation, made_at: datetime) -> None:
    """Write down, in the restored records, what they were restored from. Audited as `backup.restored`."""
    audit.record(RESTORED, by=None, on=organisation, backup_of=made_at.isoformat(timespec="seconds"))


def note_rehearsal(organisation: Organisation, on: date, *, by: User | None, opened: int | None = None) -> None:
    """Write down that a restore was rehearsed, and how many records opened. Audited as `restore.rehearsed`."""
    audit.record(REHEARSED, by=by, on=organisation, on_day=on.isoformat(), opened=opened)


def _write_public_half(path: Path, public_half: str) -> None:
    """Write all of the file or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_suffix(f".{os.getpid()}.new")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644), "w", encoding="ascii") as file:
        file.write(f"{public_half}\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
