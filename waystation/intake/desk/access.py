"""The only way for a request to obtain contacts."""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from waystation.core import audit
from waystation.core.models import User
from waystation.intake.desk.models import Callback, Contact, Draft
from waystation.intake.desk.models.callbacks import CallbackQuerySet


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


def drafts_for(user: User) -> QuerySet[Draft]:
    """Return what this user is typing; nobody sees a colleague's."""
    return Draft.objects.of(user)


def callbacks_for(user: User) -> CallbackQuerySet:
    """Return the calls promised back by the user's organisation."""
    return Callback.objects.visible_to(user)


@transaction.atomic
def callback_for(user: User, code: UUID) -> Callback:
    """Return the call promised back; a stranger gets the 404 of a wrong code. Audited as `record.opened`."""
    found = get_object_or_404(callbacks_for(user).select_related("contact"), code=code)
    audit.opened(found, by=user)
    return found
