"""The only way for a request to obtain people and cases; who opens one is written down with the reading."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from waystation.cases.models import Case, Consent, IdentificationStatus, Person, Service
from waystation.cases.permits import Permit
from waystation.core import audit
from waystation.core.models import User

NEWEST_STATUS = IdentificationStatus.objects.filter(case=OuterRef("pk")).values("status")[:1]
LAST_SERVICE = Service.objects.filter(case=OuterRef("pk")).order_by("-given_on").values("given_on")[:1]


def people_for(user: User) -> QuerySet[Person]:
    """Return the people this user may see, each with the newest status and the number of the cases they may see."""
    cases = Case.objects.visible_to(user).filter(person=OuterRef("pk")).order_by()
    seen = Case.objects.visible_to(user).filter(pk=OuterRef("case")).order_by()
    decided = IdentificationStatus.objects.filter(Exists(seen), case__person=OuterRef("pk"))
    decided = decided.order_by("-decided_on", "-pk")
    count = cases.values("person").annotate(count=Count("pk")).values("count")
    return Person.objects.visible_to(user).annotate(
        newest_status=Subquery(decided.values("status")[:1]), case_count=Coalesce(Subquery(count), 0)
    )


@transaction.atomic
def person_for(user: User, code: UUID) -> Person:
    """Return the person; a stranger gets the same 404 as a wrong code, for existence is a secret.

    Audited as `record.opened`.
    """
    consents = Prefetch("consents", Consent.objects.select_related("withdrawn_by"))
    cases = Prefetch("cases", Case.objects.visible_to(user))
    found = get_object_or_404(people_for(user).prefetch_related(cases, consents), code=code)
    audit.opened(found, by=user, **through(user, found.cases.all()))
    return found


def cases_for(user: User) -> QuerySet[Case]:
    """Return the cases this user may see, each with its newest status and last service."""
    return (
        Case.objects.visible_to(user)
        .select_related("person")
        .annotate(newest_status=Subquery(NEWEST_STATUS), last_service_on=Subquery(LAST_SERVICE))
    )


@transaction.atomic
def case_for(user: User, code: UUID) -> Case:
    """Return the case with its histories; a stranger gets the same 404 as a wrong code. Audited as `record.opened`."""
    found = get_object_or_404(cases_for(user).prefetch_related("statuses", "services"), code=code)
    audit.opened(found, by=user, **through(user, [found]))
    return found


def glass_of(user: User, cases: Iterable[Case]) -> Permit | None:
    """Return the broken glass through which this person sees one of the cases now, if they broke any."""
    return Permit.objects.of(user).in_force().broken_glass().filter(case__in=list(cases)).first()


def through(user: User, cases: Iterable[Case]) -> dict[str, str]:
    """Return what the trail says beside the reading: the broken glass through which it was possible."""
    glass = glass_of(user, cases)
    return {} if glass is None else {"through": "glass", "permit": str(glass.code)}


def case_seen(user: User, case: Case | None) -> Case | None:
    """Return the case that another record leads to, if this user may see it."""
    return case if case is not None and Case.objects.visible_to(user).filter(pk=case.pk).exists() else None
