"""Every change to contacts."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from waystation.cases.coding import check_answers
from waystation.core import audit
from waystation.core.errors import ActionRefused
from waystation.core.models import User
from waystation.core.sealing.records import seal_texts
from waystation.core.sealing.vaults import Keyring
from waystation.intake.desk.models import Contact


@transaction.atomic
def record_contact(contact: Contact, secrets: Mapping[str, str], keyring: Keyring, *, by: User) -> Contact:
    """Store one conversation, alias and note sealed. Audited as `contact.recorded`.

    Refused for a time to come.
    """
    if contact.at > now():
        raise ActionRefused(_("This time has not come yet. Enter when the conversation began."))
    contact.organisation = by.organisation
    contact.taken_by = by
    seal_texts(contact, secrets, keyring)
    check_answers(contact)
    contact.save()
    audit.record("contact.recorded", on=contact, by=by, outcome=contact.outcome)
    return contact
