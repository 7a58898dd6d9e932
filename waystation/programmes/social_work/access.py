"""The only way for a request to obtain the people accompanied outside the shelter."""

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from waystation.cases.access import cases_for
from waystation.cases.models import Case, Service
from waystation.core.models import User
from waystation.programmes.social_work import PROGRAMME

SERVICES = (
    Service.objects.filter(case=OuterRef("pk")).order_by().values("case").annotate(count=Count("pk")).values("count")
)


def accompaniments_for(user: User) -> QuerySet[Case]:
    """Return the cases of social work, each with its last service and the number of services."""
    return cases_for(user).filter(programme=PROGRAMME).annotate(service_count=Coalesce(Subquery(SERVICES), 0))
