"""Every change to people and cases."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext as _

from waystation.cases.ages import WIDE_GROUPS, age_on, band_of, child_or_adult
from waystation.cases.citizenship import group_of
from waystation.cases.coding import check_answers
from waystation.cases.models import Case, Consent, IdentificationStatus, Person, Service
from waystation.core import audit
from waystation.core.errors import ActionRefused
from waystation.core.models import User
from waystation.core.sealing.records import seal_text, seal_texts
from waystation.core.sealing.vaults import Keyring

Record = TypeVar("Record", bound=models.Model)
BATCH = 1000


def store(records: Sequence[Record]) -> int:
    """Store many records at once; refuse all when one holds a code its list does not know."""
    for record in records:
        check_answers(record)
    if not records:
        return 0
    return len(type(records[0])._default_manager.bulk_create(records, batch_size=BATCH))


def describe_person(person: Person, secrets: Mapping[str, str], keyring: Keyring) -> Person:
    """Seal the secrets into the unsaved person, and derive the coarse facts from them."""
    seal_texts(person, secrets, keyring)
    born = secrets.get("birth_date", "")
    if born and person.first_assisted_on:
        set_age(person, age_on(person.first_assisted_on, date.fromisoformat(born)))
    person.citizenship_group = group_of(person.citizenships)
    return person


def set_age(person: Person, age: int) -> None:
    """Set the bands that statistics see from the age at first assistance."""
    person.child_adult = child_or_adult(age)
    person.age_band = band_of(age)
    person.age_group = band_of(age, WIDE_GROUPS)


@transaction.atomic
def record_person(person: Person, secrets: Mapping[str, str], keyring: Keyring, *, by: User) -> Person:
    """Store a new person of the user's organisation, secrets sealed. Audited as `person.recorded`."""
    person.organisation = by.organisation
    describe_person(person, secrets, keyring)
    check_answers(person)
    person.save()
    audit.record("person.recorded", on=person, by=by)
    return person


@transaction.atomic
def open_case(person: Person, *, by: User, programme: str, opened_on: date, **facts: Any) -> Case:
    """Open a case of the person in the programme. Audited as `case.opened`.

    Refused while the person has an open case in the same programme.
    """
    if person.cases.open().of_programme(programme).exists():
        raise ActionRefused(_("This person already has an open case in the programme. Continue that case."))
    case = Case(
        organisation=by.organisation, person=person, programme=programme, opened_on=opened_on, owner=by, **facts
    )
    check_answers(case)
    case.save()
    if person.first_assisted_on is None or opened_on < person.first_assisted_on:
        person.first_assisted_on = opened_on
        person.save(update_fields=["first_assisted_on"])
    audit.record("case.opened", on=case, by=by, programme=programme)
    return case


@transaction.atomic
def close_case(case: Case, *, by: User, ending: str, closed_on: date) -> Case:
    """Close the case and say how it ended. Audited as `case.closed`.

    Refused when it is closed already, or when a service was given after that day.
    """
    case = Case.objects.select_for_update().get(pk=case.pk)
    if case.closed_on:
        raise ActionRefused(_("The case is closed already. Open a new case to go on helping."))
    if case.services.filter(given_on__gt=closed_on).exists():
        raise ActionRefused(_("A service was given after that day. Close the case on or after its last service."))
    case.closed_on, case.ending = closed_on, ending
    check_answers(case)
    case.save(update_fields=["closed_on", "ending"])
    audit.record("case.closed", on=case, by=by, ending=ending)
    return case


@transaction.atomic
def record_decision(decision: IdentificationStatus, basis: str, keyring: Keyring, *, by: User) -> IdentificationStatus:
    """Add what a body decided to the history of the case, its basis sealed. Audited as `case.decided`.

    Refused for a day before the case was opened.
    """
    if decision.decided_on < decision.case.opened_on:
        raise ActionRefused(_("The case was not open on that day. Enter the day of the decision."))
    decision.recorded_by = by
    seal_text(decision, "basis", basis, keyring)
    check_answers(decision)
    decision.save()
    audit.record("case.decided", on=decision.case, by=by, status=decision.status, decided_by=decision.decided_by)
    return decision


@transaction.atomic
def record_consent(consent: Consent, *, by: User) -> Consent:
    """Add an answer of the person to the history of consents. Audited as `consent.recorded`."""
    consent.recorded_by = by
    check_answers(consent)
    consent.save()
    audit.record("consent.recorded", on=consent.person, by=by, purpose=consent.purpose, answer=consent.answer)
    return consent


@transaction.atomic
def withdraw_consent(consent: Consent, *, by: User, withdrawn_on: date) -> Consent:
    """Add the withdrawal of a given consent. Audited as `consent.recorded`.

    Refused when it was never given, or is withdrawn already.
    """
    if consent.answer != Consent.Answer.GIVEN:
        raise ActionRefused(_("This consent was not given, so it cannot be withdrawn."))
    if Consent.objects.filter(withdraws=consent).exists():
        raise ActionRefused(_("This consent is withdrawn already."))
    withdrawal = Consent(
        person=consent.person,
        purpose=consent.purpose,
        recipient=consent.recipient,
        language=consent.language,
        way=consent.way,
        answer=Consent.Answer.WITHDRAWN,
        answered_on=withdrawn_on,
        withdraws=consent,
    )
    return record_consent(withdrawal, by=by)


@transaction.atomic
def give_service(case: Case, *, by: User, service_type: str, given_on: date, minutes: int | None = None) -> Service:
    """Record one service given in the case. Audited as `service.given`.

    Refused outside the days the case was open.
    """
    if given_on < case.opened_on or (case.closed_on and given_on > case.closed_on):
        raise ActionRefused(_("The case was not open on that day. Enter a day between opening and closing."))
    service = Service(
        organisation=case.organisation,
        case=case,
        programme=case.programme,
        service_type=service_type,
        given_on=given_on,
        minutes=minutes,
        recorded_by=by,
    )
    check_answers(service)
    service.save()
    audit.record("service.given", on=case, by=by, service_type=service_type)
    return service


def note_export(by: User, records: str, kind: str, count: int) -> None:
    """Write down who took a list out as a file, and how long it was. Audited as `records.exported`."""
    audit.record("records.exported", by=by, records=records, kind=kind, count=count)


def note_list(by: User, records: str, **codes: Any) -> None:
    """Write down who looked at which list: how long it was and how narrowed, never what was searched for.

    Audited as `list.opened`.
    """
    audit.record("list.opened", by=by, records=records, **codes)


@transaction.atomic
def hand_over_all(owner: User, to: User, *, by: User) -> int:
    """Give every open case of somebody who leaves to a colleague; return how many. Audited as `case.handed_over`."""
    cases = list(Case.objects.select_for_update().filter(owner=owner, closed_on=None))
    Case.objects.filter(pk__in=[case.pk for case in cases]).update(owner=to)
    for case in cases:
        audit.record("case.handed_over", by=by, on=case)
    return len(cases)
