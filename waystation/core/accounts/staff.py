"""Who manages whom: colleagues of the same house, and the roles one may give."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate, now

from waystation.core.accounts.models import Invitation, Leave
from waystation.core.discovery import modules
from waystation.core.models import Team, User
from waystation.core.rights import ROLES, Right


def colleagues_of(user: User) -> "QuerySet[User]":
    found: QuerySet[User] = User.objects.visible_to(user).order_by("-is_active", "display_name")
    return found


def member_for(user: User, code: UUID) -> User:
    """Return the colleague; somebody of another house is not there."""
    found: User = get_object_or_404(User.objects.visible_to(user), code=code)
    return found


def teams_of(user: User) -> "QuerySet[Team]":
    return Team.objects.visible_to(user)


def team_for(user: User, code: UUID) -> Team:
    """Return the team; one of another house is not there."""
    return get_object_or_404(teams_of(user), code=code)


def invitations_of(user: User) -> "QuerySet[Invitation]":
    """Return the invitations that may still be used."""
    return Invitation.objects.filter(organisation=user.organisation_id, used_at=None, expires_at__gt=now())


def invitation_for(user: User, code: UUID) -> Invitation:
    return get_object_or_404(invitations_of(user), code=code)


def may_give(user: User, role: str) -> bool:
    """Say whether somebody may give the role: who reads no records lets nobody in who does."""
    return role in ROLES and (Right.READ_RECORDS not in ROLES[role] or user.may(Right.READ_RECORDS))


def leave_of(member: User) -> Leave | None:
    """Return the leave that is not over yet."""
    return Leave.objects.filter(member=member, last_day__gte=localdate()).first()


def away_until(member: User) -> date | None:
    """Return the last day of the leave somebody is on today."""
    leave = leave_of(member)
    return leave.last_day if leave is not None and leave.first_day <= localdate() else None


def open_work_of(member: User) -> int:
    """Count what a colleague has to take over when this one leaves, as every room's `handing_over` says."""
    return sum(room.open_work(member) for room in _rooms())


def who_may_take_over(member: User) -> Sequence[User]:
    colleagues = User.objects.visible_to(member).filter(is_active=True).exclude(pk=member.pk)
    return [each for each in colleagues.order_by("display_name") if each.may(Right.READ_RECORDS)]


def _rooms() -> Sequence[Any]:
    return list(modules("handing_over"))


def invitation_behind(token: str) -> Invitation | None:
    """Return the invitation of this link while it may be used."""
    mark = sha256(token.encode()).hexdigest()
    open_ones = Invitation.objects.filter(mark=mark, used_at=None, expires_at__gt=now())
    return open_ones.select_related("organisation").first()
