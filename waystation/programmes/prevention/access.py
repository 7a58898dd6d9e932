"""The only way for a request to obtain prevention activities."""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from waystation.core import audit
from waystation.core.models import User
from waystation.programmes.prevention.models import Activity


def activities_for(user: User) -> QuerySet[Activity]:
    """Return the activities of the user's organisation, each with its test if there was one."""
    return Activity.objects.visible_to(user).select_related("knowledge_test")


@transaction.atomic
def activity_for(user: User, code: UUID) -> Activity:
    """Return the activity; a stranger gets the same 404 as a wrong code.

    Audited as `record.opened`.
    """
    found = get_object_or_404(activities_for(user), code=code)
    audit.opened(found, by=user)
    return found
