"""The only way for a request to obtain people and cases; who opens one is written down with the reading."""

from uuid import UUID

from django.db import transaction
from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from waystation.cases.models import Case, Consent, IdentificationStatus, Person, Service
from waystation.core import audit
from waystation.core.models import User

NEWEST_STATUS = IdentificationStatus.objects.filter(case=OuterRef("pk")).values("status")[:1]
LAST_SERVICE = Service.objects.filter(case=OuterRef("pk")).order_by("-given_on").values("given_on")[:1]
CASES_OF_PERSON = (
    Case.objects.filter(person=OuterRef("pk")).order_by().values("person").annotate(count=Count("pk")).values("count")
)
NEWEST_STATUS_OF_PERSON = (
    IdentificationStatus.objects.filter(case__person=OuterRef("pk")).order_by("-decided_on", "-pk").values("status")[:1]
)


def people_for(user: User) -> QuerySet[Person]:
    """Return the people of the user's organisation, each with the newest status and the number of cases."""
    return Person.objects.visible_to(user).annotate(
        newest_status=Subquery(NEWEST_STATUS_OF_PERSON), case_count=Coalesce(Subquery(CASES_OF_PERSON), 0)
    )


@transaction.atomic
def person_for(user: User, code: UUID) -> Person:
    """Return the person; a stranger gets the same 404 as a wrong code, for existence is a secret.

    Audited as `record.opened`.
    """
    consents = Prefetch("consents", Consent.objects.select_related("withdrawn_by"))
    found = get_object_or_404(people_for(user).prefetch_related("cases", consents), code=code)
    audit.opened(found, by=user)
    return found


def cases_for(user: User) -> QuerySet[Case]:
    """Return the cases of the user's organisation, each with its newest status and last service."""
    return (
        Case.objects.visible_to(user)
        .select_related("person")
        .annotate(newest_status=Subquery(NEWEST_STATUS), last_service_on=Subquery(LAST_SERVICE))
    )


@transaction.atomic
def case_for(user: User, code: UUID) -> Case:
    """Return the case with its histories; a stranger gets the same 404 as a wrong code. Audited as `record.opened`."""
    found = get_object_or_404(cases_for(user).prefetch_related("statuses", "services"), code=code)
    audit.opened(found, by=user)
    return found
