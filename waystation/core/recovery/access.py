"""Which recovery key is in force, and when it last proved its worth."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from waystation.core.models import AuditEntry, Organisation, User
from waystation.core.recovery.models import RecoveryKey

BACKED_UP, RESTORED, REHEARSED = "backup.made", "backup.restored", "restore.rehearsed"
REHEARSE_EVERY_DAYS = 90


@dataclass(frozen=True)
class State:
    """Where an organisation stands with its recovery key, its backups and its rehearsals."""

    key: RecoveryKey | None
    unfinished: RecoveryKey | None
    backed_up_at: datetime | None
    rehearsed_on: date | None


def unfinished_key_for(user: User, code: UUID) -> RecoveryKey:
    """Return the key to finish; another organisation's answers like a wrong address."""
    key: RecoveryKey = get_object_or_404(RecoveryKey.objects.visible_to(user).unfinished(), code=code)
    return key


def state_of(organisation: Organisation) -> State:
    """Return where the organisation stands."""
    keys = RecoveryKey.objects.filter(organisation=organisation)
    return State(
        keys.finished().order_by("finished_at").last(),
        keys.unfinished().first(),
        _last(organisation, BACKED_UP, RESTORED),
        rehearsed_on(organisation),
    )


def rehearsed_on(organisation: Organisation) -> date | None:
    """Return the day of the last rehearsed restore, noted here or carried out by a real restore."""
    noted = _entries(organisation, REHEARSED).values_list("details", flat=True)
    days = [date.fromisoformat(details["on_day"]) for details in noted]
    restored = _last(organisation, RESTORED)
    return max([*days, *([timezone.localdate(restored)] if restored else [])], default=None)


def rehearsal_overdue(state: State) -> bool:
    """Say whether no restore was rehearsed for ninety days: since the last one, or since the key is in force."""
    if state.key is None or state.key.finished_at is None:
        return False
    since = state.rehearsed_on or timezone.localdate(state.key.finished_at)
    return (timezone.localdate() - since).days > REHEARSE_EVERY_DAYS


def backups_made() -> Iterator[tuple[datetime, int, int]]:
    """Yield when each backup was made here, its bytes and its number of files, the newest first."""
    for entry in AuditEntry.objects.filter(action=BACKED_UP).order_by("-at"):
        yield entry.at, entry.details["bytes"], entry.details["files"]


def _last(organisation: Organisation, *actions: str) -> datetime | None:
    entry = _entries(organisation, *actions).order_by("at").last()
    return entry.at if entry else None


def _entries(organisation: Organisation, *actions: str) -> QuerySet[AuditEntry]:
    return AuditEntry.objects.filter(action__in=actions, on_code=str(organisation.code))
