"""The only way for a request to obtain entries of the trail; looking at the trail is written into it as well."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from waystation.core import audit
from waystation.core.models import AuditEntry, User
from waystation.core.models.audit import AuditEntryQuerySet
from waystation.core.rights import Right
from waystation.core.trail.tracing import Trail, trails

PERSON = "cases.person"


def sees_all(user: User) -> bool:
    """Say whether this person may see what everybody did to which record; an operator sees counts only."""
    return user.may(Right.READ_AUDIT) and user.may(Right.READ_RECORDS)


def entries_for(user: User) -> AuditEntryQuerySet:
    """Return the entries of the user's organisation, newest first."""
    return AuditEntry.objects.visible_to(user).select_related("by").order_by("-pk")


@transaction.atomic
def all_entries(user: User, *, as_file: bool = False) -> AuditEntryQuerySet:
    """Return everything to those who may see it. Audited as `trail.opened` or `trail.exported`."""
    if not sees_all(user):
        raise PermissionDenied
    _note(user, None, as_file=as_file)
    return entries_for(user)


@transaction.atomic
def counted(user: User) -> list[tuple[str, int, datetime]]:
    """Return how often each thing was done, and when last. Audited as `trail.opened`."""
    if not user.may(Right.READ_AUDIT):
        raise PermissionDenied
    _note(user, None, as_file=False)
    done = AuditEntry.objects.visible_to(user).values("action")
    counts = done.annotate(times=models.Count("pk"), last=models.Max("at")).order_by("-times", "action")
    return list(counts.values_list("action", "times", "last"))


@transaction.atomic
def of_record(
    user: User, kind: str, code: UUID, *, as_file: bool = False
) -> tuple[Trail, models.Model, AuditEntryQuerySet]:
    """Return who did what to one record; a stranger gets the same 404 as a wrong code.

    Audited as `trail.opened` or `trail.exported`.
    """
    trail, record = _record(user, kind, code)
    if as_file and not sees_all(user):
        raise PermissionDenied
    _note(user, record, as_file=as_file)
    return trail, record, entries_for(user).filter(on_kind=kind, on_code=str(code))


@transaction.atomic
def about_person(user: User, code: UUID) -> tuple[models.Model, AuditEntryQuerySet]:
    """Return what was done to the person's record and to all records about the person. Audited as `trail.opened`."""
    _trail, person = _record(user, PERSON, code)
    _note(user, person, as_file=False)
    about = Q(on_kind=PERSON, on_code=str(code))
    for trail in trails().values():
        if trail.person:
            codes = trail.records().visible_to(user).filter(**{trail.person: person.pk}).values_list("code", flat=True)
            about |= Q(on_kind=trail.kind, on_code__in=[str(each) for each in codes])
    return person, entries_for(user).filter(about)


@transaction.atomic
def of_member(user: User, code: UUID, *, as_file: bool = False) -> tuple[User, AuditEntryQuerySet]:
    """Return what one member of staff did: one's own to everybody, anybody's to those who see all.

    Audited as `trail.opened` or `trail.exported`.
    """
    member = get_object_or_404(User.objects.visible_to(user), code=code)
    if member != user and not sees_all(user):
        raise PermissionDenied
    _note(user, member, as_file=as_file)
    return member, entries_for(user).filter(by=member)


def _record(user: User, kind: str, code: UUID) -> tuple[Trail, models.Model]:
    trail = trails().get(kind)
    if trail is None:
        raise Http404
    record: models.Model = get_object_or_404(trail.records().visible_to(user), code=code)
    if not user.may(trail.right):
        raise PermissionDenied
    return trail, record


def _note(user: User, on: models.Model | None, *, as_file: bool) -> None:
    audit.record("trail.exported" if as_file else "trail.opened", by=user, on=on)


def staff_of(user: User) -> Iterator[User]:
    """Yield the members of staff of the user's organisation, to those who may see what they did."""
    if sees_all(user):
        yield from User.objects.visible_to(user).order_by("display_name", "pk")
