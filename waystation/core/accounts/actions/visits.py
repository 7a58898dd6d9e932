"""Beginning, touching, confirming and ending sessions."""

from datetime import timedelta

from django.db import transaction
from django.utils.timezone import now

from waystation.core import audit
from waystation.core.accounts.limits import ABSOLUTE
from waystation.core.accounts.models import Visit
from waystation.core.models import User

NOTED_EVERY = timedelta(minutes=1)


def begin(member: User, device: str) -> Visit:
    """Begin a session, and forget those of this person that are over."""
    at = now()
    Visit.objects.filter(member=member, begun_at__lt=at - ABSOLUTE).delete()
    return Visit.objects.create(member=member, device=device, begun_at=at, seen_at=at, confirmed_at=at)


def touch(visit: Visit) -> None:
    """Note that somebody is there, at most once a minute."""
    if now() - visit.seen_at >= NOTED_EVERY:
        Visit.objects.filter(pk=visit.pk).update(seen_at=now())


def confirm(visit: Visit) -> None:
    """Note that the person showed the second factor just now."""
    Visit.objects.filter(pk=visit.pk).update(confirmed_at=now())


def close(visit: Visit) -> None:
    Visit.objects.filter(pk=visit.pk).delete()


@transaction.atomic
def end(visit: Visit, *, by: User) -> None:
    """End a session wherever it is open. Audited as `sessions.ended`."""
    close(visit)
    audit.record("sessions.ended", by=by, on=visit.member, count=1)


@transaction.atomic
def end_all(member: User, *, by: User | None, but: Visit | None = None) -> int:
    """End every session of a member, but one; return how many. Audited as `sessions.ended`."""
    ended, _by_kind = Visit.objects.filter(member=member).exclude(pk=but.pk if but else 0).delete()
    if ended:
        audit.record("sessions.ended", by=by, on=member, count=ended)
    return int(ended)
