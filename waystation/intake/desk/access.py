"""The only way for a request to obtain contacts."""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from waystation.core import audit
from waystation.core.models import User
from waystation.intake.desk.models import Contact


def contacts_for(user: User) -> QuerySet[Contact]:
    """Return the contacts of the user's organisation."""
    return Contact.objects.visible_to(user)


@transaction.atomic
def contact_for(user: User, code: UUID) -> Contact:
    """Return the contact; a stranger gets the same 404 as a wrong code, for existence is a secret.

    Audited as `record.opened`.
    """
    found = get_object_or_404(contacts_for(user).select_related("case__person"), code=code)
    audit.opened(found, by=user)
    return found
