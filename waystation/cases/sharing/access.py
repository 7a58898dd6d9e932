"""The only way for a request to obtain permits, and who may decide about a case."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from waystation.cases.models import Case
from waystation.cases.permits import Permit, PermitQuerySet
from waystation.core.models import User
from waystation.core.rights import Kind, Right, Scope


def decides(user: User, case: Case) -> bool:
    """Say whether this person may share or seal a case that they see; a sealed one is for the coordinator alone."""
    if user.may(Right.NAME_WHO_MAY):
        return True
    return case.restricted_at is None and case.owner_id == user.pk


def case_to_decide(user: User, code: UUID) -> Case:
    """Return the case if this person may decide who sees it; 404 for whoever does not see it."""
    case = get_object_or_404(Case.objects.visible_to(user), code=code)
    if not decides(user, case):
        raise PermissionDenied
    return case


def permits_of(case: Case) -> PermitQuerySet:
    """Return the permits that hold now."""
    return Permit.objects.filter(case=case).in_force().select_related("member", "given_by")


def may_be_permitted(user: User) -> QuerySet[User]:
    """Return the colleagues whose role sees cases at all."""
    everybody = User.objects.visible_to(user).filter(is_active=True).exclude(pk=user.pk).order_by("display_name", "pk")
    return everybody.filter(pk__in=[each.pk for each in everybody if each.scope_of(Kind.CASES) != Scope.NONE])


def permit_to_end(user: User, code: UUID) -> Permit:
    """Return a permit that this person may end: their own broken glass, or one of a case they decide about."""
    found = get_object_or_404(glass_for(user, also=Q(case__in=Case.objects.visible_to(user))).in_force(), code=code)
    if found.member_id != user.pk and not decides(user, found.case):
        raise PermissionDenied
    return found


def glass_for(user: User, *, also: Q | None = None) -> PermitQuerySet:
    """Return the broken glass of this person; of everybody to whoever may name who sees a case."""
    house = Permit.objects.filter(case__organisation=user.organisation_id).select_related("member", "case", "seen_by")
    among = Q(kind=Permit.Kind.GLASS) & (Q() if user.may(Right.NAME_WHO_MAY) else Q(member=user))
    return house.filter(among | also if also is not None else among)


def unseen_glass(user: User) -> PermitQuerySet:
    """Return the broken glass that no coordinator has looked at yet, but for this person's own."""
    if not user.may(Right.NAME_WHO_MAY):
        return Permit.objects.none()
    return glass_for(user).filter(seen_by=None).exclude(member=user)


def case_by_number(user: User, number: str) -> Case | None:
    """Return the only case of the organisation whose code begins with the number."""
    wanted = number.strip().lower().replace("-", "")
    low, high = UUID(wanted.ljust(32, "0")), UUID(wanted.ljust(32, "f"))
    found = list(Case.objects.filter(organisation=user.organisation_id, code__range=(low, high))[:2])
    return found[0] if len(found) == 1 else None
