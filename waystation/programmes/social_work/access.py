"""The only way for a request to obtain the people accompanied outside the shelter."""

from django.db.models import Count, QuerySet

from waystation.cases.access import cases_for
from waystation.cases.models import Case
from waystation.core.models import User
from waystation.programmes.social_work import PROGRAMME


def accompaniments_for(user: User) -> QuerySet[Case]:
    """Return the cases of social work, each with its last service and the number of services."""
    return cases_for(user).filter(programme=PROGRAMME).annotate(service_count=Count("services"))
