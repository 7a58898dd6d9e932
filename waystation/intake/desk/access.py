"""The only way for a request to obtain contacts."""

from collections.abc import Iterator
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from waystation.core import audit
from waystation.core.models import User
from waystation.core.sealing.envelope import CannotOpen, Place, unseal
from waystation.core.sealing.records import key_of, open_text
from waystation.core.sealing.vaults import Keyring
from waystation.intake.desk.models import (
    Assessment,
    Callback,
    Contact,
    Draft,
    QuestionEdition,
    Report,
    ReportFile,
    ReportPiece,
)
from waystation.intake.desk.models.callbacks import CallbackQuerySet
from waystation.intake.desk.models.reports import ReportQuerySet
from waystation.intake.desk.phones import canonical
from waystation.vocab import delphi

LABOUR = "labour"
REPORTED = ("told", "place", "in_danger", "reach", "safe_times", "never_leave")


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


def reports_for(user: User) -> ReportQuerySet:
    """Return the reports of the user's organisation, without those that must not reach this user."""
    return Report.objects.visible_to(user)


@transaction.atomic
def report_for(user: User, code: UUID) -> Report:
    """Return the report; whom it must not reach gets the 404 of a wrong code. Audited as `record.opened`."""
    found = get_object_or_404(reports_for(user).select_related("contact__case", "taken_by"), code=code)
    audit.opened(found, by=user)
    return found


@transaction.atomic
def report_file_for(user: User, code: UUID) -> ReportFile:
    """Return a file of a report that this user may see. Audited as `record.opened`."""
    mine = ReportFile.objects.filter(report__in=reports_for(user), record_key__isnull=False)
    found = get_object_or_404(mine.select_related("report__contact__case"), code=code)
    audit.opened(found.report, by=user, file=str(found.code))
    return found


def report_of(user: User, contact: Contact) -> Report | None:
    """Return the report that became the contact, if this user may see it."""
    return reports_for(user).filter(contact=contact).first()


def content_of(file: ReportFile, keyring: Keyring) -> Iterator[bytes]:
    """Return the content of the file, piece by piece; CannotOpen at once where pieces are missing or it is locked."""
    key, wanted = key_of(file, keyring), int(open_text(file, "pieces", keyring) or 0)
    pieces = ReportPiece.objects.filter(file_code=file.code)
    if pieces.count() != wanted:
        raise CannotOpen("Parts of this file are missing. Ask the reporter to send it again.")

    def opened() -> Iterator[bytes]:
        for piece in pieces.order_by("number").iterator(chunk_size=1):
            place = Place("desk", "reportfile", f"piece/{piece.number}", str(file.code))
            yield unseal(bytes(piece.sealed), key, place)

    return opened()


def read_as_draft(report: Report, keyring: Keyring) -> dict[str, str]:
    """Return what a report tells as answers of the contact form, so that nothing is typed twice."""
    texts = {name: open_text(report, name, keyring) for name in REPORTED}
    parts = [texts["told"], *(texts[name] for name in ("place", "in_danger", "reach") if texts[name])]
    careful = {"never_leave_a_message": "on"} if texts["never_leave"] != "no" else {}
    return {
        "channel": "web_form",
        "language": report.language,
        "phone": texts["reach"] if canonical(texts["reach"]) else "",
        "note": "\n\n".join(parts),
        "safe_times": texts["safe_times"][:200],
        "speak_to_nobody_else": "on",
        **careful,
    }
