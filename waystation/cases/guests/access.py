"""The only way for a guest to obtain a case: a share that holds now, and whose keys are there."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404

from waystation.cases.models import Case
from waystation.cases.permits import Permit, PermitQuerySet
from waystation.core import audit
from waystation.core.keys.models import HandedKey
from waystation.core.models import User
from waystation.core.rights import Right

KEYS = HandedKey.objects.filter(share=OuterRef("code"), member=OuterRef("member"))


def open_shares() -> PermitQuerySet:
    """Return the shares with guests that hold now and have their keys still."""
    return Permit.objects.filter(Exists(KEYS), kind=Permit.Kind.GUEST).in_force()


def shares_for(user: User) -> PermitQuerySet:
    """Return what is shared with this guest now; nothing for anybody who is no guest."""
    if not user.may(Right.READ_SHARED):
        return Permit.objects.none()
    ours = open_shares().of(user).filter(case__organisation=user.organisation_id)
    return ours.select_related("case__person", "given_by").order_by("until", "pk")


@transaction.atomic
def share_for(user: User, code: UUID) -> Permit:
    """Return one share with its case, to be shown; anything else answers like a wrong code.

    Audited as `record.opened`, for the case and for the person.
    """
    found = get_object_or_404(shares_for(user).prefetch_related("case__statuses", "case__services"), code=code)
    for record in (found.case, found.case.person):
        audit.opened(record, by=user, through="guest", permit=str(found.code))
    return found


def shares_of(case: Case) -> PermitQuerySet:
    """Return with which guests the case is shared now."""
    return open_shares().filter(case=case).select_related("member", "given_by").order_by("until", "pk")


def guests_for(user: User) -> Sequence[User]:
    """Return the guests of the house who can be handed a key."""
    there = User.objects.visible_to(user).filter(is_active=True, keys__isnull=False)
    return [each for each in there.order_by("display_name", "pk") if each.may(Right.READ_SHARED)]
