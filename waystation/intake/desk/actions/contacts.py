"""Every change to contacts."""

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from waystation.cases.actions import open_case, record_person
from waystation.cases.coding import check_answers
from waystation.cases.models import Case, Person
from waystation.cases.sharing.actions import seal_case
from waystation.core import audit
from waystation.core.errors import ActionRefused
from waystation.core.models import User
from waystation.core.sealing.records import seal_texts
from waystation.core.sealing.vaults import SOS_LINE, Keyring
from waystation.intake.desk import phones
from waystation.intake.desk.models import Caller, Contact, Report

EMPTY = "silent_prank_wrong"
UNDO_FOR = timedelta(minutes=15)


@transaction.atomic
def record_contact(contact: Contact, secrets: Mapping[str, str], keyring: Keyring, *, by: User) -> Contact:
    """Store one conversation, what was told sealed. Audited as `contact.recorded`.

    Refused for a time to come.
    """
    if contact.at > now():
        raise ActionRefused(_("This time has not come yet. Enter when the conversation began."))
    contact.organisation = by.organisation
    contact.taken_by = by
    if any(secrets.values()):
        seal_texts(contact, secrets, keyring)
    if keyring.holds(SOS_LINE):
        contact.phone_index = phones.index(secrets.get("phone", ""), keyring)
    check_answers(contact)
    contact.save()
    audit.record("contact.recorded", on=contact, by=by, outcome=contact.outcome)
    return contact


def record_empty_call(kind: str, *, by: User) -> Contact:
    """Store a call in which nobody asked for anything: silent, hung up, prank, wrong number."""
    contact = Contact(
        at=now(), channel="phone", caller_type=EMPTY, empty_call=kind, topic="other", outcome="no_action", minutes=1
    )
    contact.urgency = "none"
    return record_contact(contact, {}, Keyring({}), by=by)


@transaction.atomic
def take_back(contact: Contact, *, by: User) -> None:
    """Undo an empty call that was recorded by mistake. Audited as `contact.taken_back`.

    Refused for any other contact, for a colleague's, and after a quarter of an hour.
    """
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    if not contact.empty_call or contact.taken_by_id != by.pk or contact.at < now() - UNDO_FOR:
        raise ActionRefused(_("Only your own empty calls of the last quarter of an hour can be taken back."))
    audit.record("contact.taken_back", on=contact, by=by)
    contact.delete()


@transaction.atomic
def link_callers(contact: Contact, earlier: Contact, *, by: User) -> Caller:
    """Note that both contacts came from the same caller. Audited as `contact.linked`."""
    both = {each.pk: each for each in Contact.objects.select_for_update().filter(pk__in=[contact.pk, earlier.pk])}
    contact, earlier = both[contact.pk], both[earlier.pk]
    caller = earlier.caller or contact.caller or Caller.objects.create(organisation=by.organisation)
    for each in (contact, earlier):
        each.caller = caller
        each.save(update_fields=["caller"])
    audit.record("contact.linked", on=contact, by=by, to=str(earlier.code))
    return caller


@transaction.atomic
def unlink_caller(contact: Contact, *, by: User) -> None:
    """Note that this contact came from somebody else after all. Audited as `contact.unlinked`."""
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    caller, contact.caller = contact.caller, None
    contact.save(update_fields=["caller"])
    audit.record("contact.unlinked", on=contact, by=by)
    if caller is not None and caller.contacts.count() == 1:
        caller.delete()  # one contact alone is nobody known again


@transaction.atomic
def open_case_from(contact: Contact, secrets: Mapping[str, str], keyring: Keyring, *, by: User, programme: str) -> Case:
    """Open a person's file and a case from what the contact tells already. Audited as `contact.led_to_case`.

    The case is sealed where its report must not reach somebody. Refused when it led to a case before.
    """
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    if contact.case_id:
        raise ActionRefused(_("This contact has led to a case already. Go on there."))
    told = Person(sex=contact.sex, child_adult=contact.child_adult, region=contact.region)
    told.languages = [contact.language] if contact.language not in {"", "not_asked", "unknown", "refused"} else []
    person = record_person(told, secrets, keyring, by=by)
    case = open_case(person, by=by, programme=programme, opened_on=localdate(contact.at))
    contact.case, contact.outcome = case, "case_opened"
    contact.save(update_fields=["case", "outcome"])
    if User.objects.filter(pk__in=Report.objects.filter(contact=contact).values("kept_from")).exists():
        seal_case(case, by=by)  # what must not reach a colleague as a report does not reach them as a case
    audit.record("contact.led_to_case", on=contact, by=by, case=str(case.code))
    return case
