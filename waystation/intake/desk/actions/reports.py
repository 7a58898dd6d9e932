"""Every change that staff make to reports: read, answered, made into a contact, put away; and who is named outside."""

import json
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from waystation.core import audit
from waystation.core.errors import ActionRefused
from waystation.core.models import User
from waystation.core.outlets.checking import check_text
from waystation.core.sealing.door import VERSION, Door
from waystation.core.sealing.envelope import Place
from waystation.core.sealing.fields import Sealed
from waystation.core.sealing.parcels import to_text
from waystation.core.sealing.records import SealedRecord, place_of, seal_text
from waystation.core.sealing.vaults import Keyring, parted
from waystation.intake.desk.models import Contact, Draft, Report, ReportMessage, ShownName
from waystation.letterbox.actions import post

NO_KEY_ID = bytes(8)  # the reader's key has no vault


def wrap_inside(records: Iterable[SealedRecord], keyring: Keyring) -> None:
    """Wrap what was sealed at the door under the vault's own key, now that somebody who holds it reads it."""
    for record in records:
        old: Sealed | None = record.record_key
        if old is None or not keyring.holds(record.VAULT) or parted(old.stored)[0][:1] != bytes([VERSION]):
            continue
        new = Sealed(keyring.wrap_anew(old.stored, record.VAULT, place_of(record, "record_key")))
        type(record)._base_manager.filter(pk=record.pk, record_key=old).update(record_key=new)
        record.record_key = new


@transaction.atomic
def answer_report(report: Report, text: str, keyring: Keyring, *, by: User) -> ReportMessage:
    """Seal an answer to the reporter's code and send it; our copy stays here. Audited as `report.answered`.

    Refused once the reporter was forgotten, and where it holds what must never leave: once sealed, nobody could look.
    """
    report = _open(report)
    check_text(text, report.organisation_id)
    message = ReportMessage(organisation=report.organisation, report=report, on=localdate(), written_by=by)
    seal_text(message, "text", text, keyring)
    message.save()
    place = Place("public", "answer", "sealed", str(report.conversation))
    sealed = Door(NO_KEY_ID, bytes(report.reader)).seal(text.encode(), place)
    body = {"conversation": str(report.conversation), "sealed": to_text(sealed)}
    post(f"reply@{report.conversation}", json.dumps(body, sort_keys=True))
    _take(report, by)
    audit.record("report.answered", on=report, by=by, message=str(message.code))
    return message


@transaction.atomic
def put_away(report: Report, *, by: User) -> Report:
    """Say that nothing more is to be done with the report; it stays, and waits again once something is added.

    Audited as `report.put_away`.
    """
    report = _open(report)
    _take(report, by)
    audit.record("report.put_away", on=report, by=by)
    return report


@transaction.atomic
def begin_contact(report: Report, answers: Mapping[str, str], keyring: Keyring, *, by: User) -> Draft:
    """Begin a contact with what the report tells, as a draft to go on with; a second call returns the first draft."""
    report = _open(report)
    if report.contact_id:
        raise ActionRefused(_("This report is a contact already. Go on there."))
    draft = Draft.objects.filter(report=report, begun_by=by).first()
    if draft is None:
        draft = Draft(organisation=by.organisation, begun_by=by, begun_at=now(), report=report)
        seal_text(draft, "answers", json.dumps(dict(answers), ensure_ascii=False), keyring)
        draft.save()
        _take(report, by, waits=report.waiting)
    return draft


@transaction.atomic
def name_contact(report: Report, contact: Contact, *, by: User) -> None:
    """Note which contact the report became. Audited as `report.became_contact`.

    Refused when it became another one meanwhile.
    """
    report = Report.objects.select_for_update().get(pk=report.pk)
    if report.contact_id:
        raise ActionRefused(_("A colleague has made a contact of this report already."))
    report.contact = contact
    report.save(update_fields=["contact"])
    _take(report, by)
    audit.record("report.became_contact", on=report, by=by, contact=str(contact.code))


@transaction.atomic
def name_outside(member: User, label: str, *, by: User) -> ShownName:
    """Name a member of staff on the report form, or no longer, so that reports can be kept from them.

    Audited as `report_form.changed`. The name stays known here: a report on its way may still be kept from them.
    """
    name, _new = ShownName.objects.update_or_create(
        member=member, defaults={"shown": True, "label": label} if label else {"shown": False}
    )
    audit.record("report_form.changed", on=member, by=by, named=int(name.shown))
    return name


def _open(report: Report) -> Report:
    found = Report.objects.select_for_update().get(pk=report.pk)
    if found.record_key is None or found.withdrawn_on is not None:
        raise ActionRefused(_("This report was deleted at its reporter's wish, or its time was over."))
    return found


def _take(report: Report, by: User, *, waits: bool = False) -> None:
    report.taken_by, report.waiting = report.taken_by or by, waits
    report.save(update_fields=["taken_by", "waiting"])
