"""The only way for a request to obtain contacts."""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from waystation.core import audit
from waystation.core.models import User
from waystation.intake.desk.models import Assessment, Callback, Contact, Draft, QuestionEdition
from waystation.intake.desk.models.callbacks import CallbackQuerySet
from waystation.vocab import delphi

LABOUR = "labour"


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


@transaction.atomic
def assessment_for(user: User, code: UUID) -> Assessment:
    """Return the screening; a stranger gets the 404 of a wrong code. Audited as `record.opened`."""
    mine = Assessment.objects.visible_to(user).select_related("contact", "edition", "concluded_by")
    found = get_object_or_404(mine, code=code)
    audit.opened(found, by=user)
    return found


def assessments_of(contact: Contact) -> QuerySet[Assessment]:
    """Return the screenings of a contact that was obtained here."""
    return Assessment.objects.filter(contact=contact)


def edition_for(user: User, name: str = LABOUR) -> QuestionEdition | None:
    """Return the edition that the user's organisation asks today; None while it asks the published one."""
    return QuestionEdition.objects.filter(organisation=user.organisation_id, name=name).first()


def asked_by(user: User, name: str = LABOUR) -> delphi.Questions:
    """Return the questions that the user's organisation asks today."""
    edition = edition_for(user, name)
    return edition.asked() if edition else delphi.questions(name)
