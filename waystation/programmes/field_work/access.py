"""The only way for a request to obtain screenings."""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from waystation.core import audit
from waystation.core.models import User
from waystation.programmes.field_work.models import Screening


def screenings_for(user: User) -> QuerySet[Screening]:
    """Return the screenings of the user's organisation."""
    return Screening.objects.visible_to(user)


@transaction.atomic
def screening_for(user: User, code: UUID) -> Screening:
    """Return the screening; a stranger gets the same 404 as a wrong code, for existence is a secret.

    Audited as `record.opened`.
    """
    found = get_object_or_404(screenings_for(user).select_related("case"), code=code)
    audit.opened(found, by=user)
    return found
