"""How a request obtains releases, and the shelf that lets the campaign preview them."""

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404

from waystation.core import audit
from waystation.core.models import User
from waystation.core.rights import Right
from waystation.evidence import editions
from waystation.evidence.models import CountedTable, Release
from waystation.evidence.models.release import ReleaseQuerySet
from waystation.evidence.published import PublishedRelease


def releases_for(user: User) -> ReleaseQuerySet:
    """Return the releases of the user's organisation."""
    if not user.may(Right.READ_FIGURES):
        raise PermissionDenied
    return Release.objects.visible_to(user).defer("payload").select_related("receipt", "drafted_by", "approver")


def release_for(user: User, code: UUID, *, to: Right) -> Release:
    """Return the release if `user` may do `to` with it; a stranger gets the same 404 as a wrong code."""
    release = get_object_or_404(Release.objects.visible_to(user).select_related("organisation"), code=code)
    if not user.may(to):
        raise PermissionDenied
    return release


@transaction.atomic
def open_release(user: User, code: UUID) -> Release:
    """Return the release to somebody who reads it. Audited as `record.opened`."""
    release = release_for(user, code, to=Right.READ_FIGURES)
    audit.opened(release, by=user)
    return release


def counted_for(user: User, indicator: str) -> CountedTable | None:
    """Return the indicator's newest counted table, if the worker has counted it."""
    if not user.may(Right.READ_FIGURES):
        raise PermissionDenied
    return CountedTable.objects.filter(organisation=user.organisation_id, indicator=indicator).first()


class StaffShelf:
    """The staff door's releases, as the campaign may preview them."""

    def newest(self) -> Iterable[PublishedRelease]:
        """Yield the newest approved release of every set."""
        seen = set()
        for release in Release.objects.published().order_by("organisation", "set_code", "-edition"):
            if (release.organisation_id, release.set_code) not in seen:
                seen.add((release.organisation_id, release.set_code))
                yield editions.published(release)

    def preview(self, user: User, code: str) -> PublishedRelease | None:
        """Return the release as it is or would be published, or None when `user` may not see it."""
        try:
            release = Release.objects.visible_to(user).select_related("organisation").filter(code=code).first()
        except ValidationError:
            return None
        return editions.as_published(release) if release and _may_see(user, release) else None

    def previews(self, user: User) -> Iterable[PublishedRelease]:
        """Yield the newest release of every set that `user` may see: a finished draft before an approved one."""
        seen = set()
        rows = Release.objects.visible_to(user).select_related("organisation").order_by("set_code", "-edition")
        for release in rows:
            if release.set_code not in seen and _may_see(user, release):
                seen.add(release.set_code)
                yield editions.as_published(release)


def _may_see(user: User, release: Release) -> bool:
    if not user.may(Right.READ_FIGURES):
        return False
    if release.state == Release.State.READY:
        return user.may(Right.DRAFT_RELEASE) or user.may(Right.APPROVE_RELEASE)
    return release.state == Release.State.APPROVED
