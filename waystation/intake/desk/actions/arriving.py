"""What the worker does with reports, without any key: takes them in, lets them go, and keeps the form ready.

What people outside do is written into no trail at its moment, for the moment would tell of them: the record says the
day. What destroys something is written, by nobody's name.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate

from waystation import vocab
from waystation.cases.coding import NOT_ASKED
from waystation.core import audit
from waystation.core.keys.models import Vault
from waystation.core.models import Organisation, User
from waystation.core.retention.access import held_rows
from waystation.core.retention.actions import shredding
from waystation.core.retention.kinds import kinds
from waystation.core.rights import Right, vaults_of
from waystation.core.sealing.parcels import Parcel, to_text
from waystation.core.sealing.records import take_in
from waystation.core.sealing.vaults import SOS_LINE
from waystation.intake.desk.models import Report, ReportFile, ReportMessage, ReportPiece, ShownName
from waystation.letterbox.actions import post
from waystation.letterbox.models import Letter

DEMO_WORDS = "demo-report.words"
OF_A_REPORT = (("desk.report", "pk"), ("desk.reportmessage", "report"), ("desk.reportfile", "report"))


@dataclass(frozen=True)
class Came:
    """What a report says of itself in the clear."""

    conversation: UUID
    language: str
    reader: bytes
    kept_from: Sequence[UUID]


@transaction.atomic
def take_report(came: Came, parcel: Parcel) -> Report | None:
    """Put a report that came by letter into the records, unopened; a second copy changes nothing."""
    organisation = house_of_the_line()
    if organisation is None or Report.objects.filter(conversation=came.conversation).exists():
        return None
    report = Report(organisation=organisation, conversation=came.conversation, arrived_on=localdate())
    report.reader = came.reader
    report.language = came.language if came.language in vocab.code_list("language") else NOT_ASKED
    take_in(report, parcel)
    report.save()
    members = User.objects.filter(shown_name__code__in=came.kept_from, organisation=organisation)
    report.kept_from.set(members)
    return report


@transaction.atomic
def take_message(conversation: UUID, parcel: Parcel) -> None:
    """Put what the reporter added beside the report, which waits again."""
    report = _living(conversation)
    if report is not None:
        message = ReportMessage(organisation=report.organisation, report=report, on=localdate())
        take_in(message, parcel)
        message.save()
        _wait_again(report)


def take_piece(conversation: UUID, file: UUID, number: int, sealed: bytes) -> None:
    """Keep a part of a file until the file that it belongs to is named."""
    ReportPiece.objects.get_or_create(
        file_code=file, number=number, defaults={"conversation": conversation, "sealed": sealed}
    )


@transaction.atomic
def take_file(conversation: UUID, parcel: Parcel) -> None:
    """Put a file beside the report; its parts have come before it."""
    report = _living(conversation)
    if report is not None:
        file = ReportFile(organisation=report.organisation, report=report, on=localdate())
        take_in(file, parcel)
        file.save()


@transaction.atomic
def forget(conversation: UUID) -> None:
    """Destroy the keys of a report because its reporter wishes so. Audited as `report.withdrawn`.

    Under a legal hold the wish is noted, and the report stays until the hold ends.
    """
    report = Report.objects.select_for_update().filter(conversation=conversation).first()
    if report is None or report.withdrawn_on is not None:
        return
    report.withdrawn_on, report.waiting = localdate(), False
    report.save(update_fields=["withdrawn_on", "waiting"])
    emptied = empty(report)
    audit.record("report.withdrawn", on=report, by=None, emptied=emptied)


def empty(report: Report) -> int:
    """Empty the report and all that belongs to it, unless a hold keeps it; within the caller's transaction."""
    if _is_held(report):
        return 0
    emptied = 0
    for code, column in OF_A_REPORT:
        rows: Any = kinds()[code].model._base_manager.filter(**{column: report.pk}, record_key__isnull=False)
        emptied += shredding.empty(kinds()[code], list(rows.select_for_update()))
    ReportPiece.objects.filter(conversation=report.conversation).delete()
    shredding.shred_after_commit()
    return emptied


def _is_held(report: Report) -> bool:
    return Report.objects.filter(held_rows(kinds()["desk.report"], report.organisation), pk=report.pk).exists()


def keep_the_form_ready() -> None:
    """Tell the public door to whom reports are sealed, when that changed; finish what holds and purges left."""
    organisation = house_of_the_line()
    if organisation is None:
        return
    body = json.dumps(_needs(organisation), sort_keys=True, ensure_ascii=False)
    newest = Letter.objects.outward().filter(kind="intake").order_by("-pk").first()
    if newest is None or newest.digest != hashlib.sha256(body.encode()).hexdigest():
        post("intake", body)
    _tidy()


def house_of_the_line() -> Organisation | None:
    """Return the organisation whose SOS line answers here: the first that has the line's vault."""
    vault = Vault.objects.in_force().filter(name=SOS_LINE).order_by("organisation").select_related("organisation")
    first = vault.first()
    return None if first is None else first.organisation


def _needs(organisation: Organisation) -> dict[str, Any]:
    vault = Vault.objects.of(organisation).in_force().get(name=SOS_LINE)
    reading = [
        member
        for member in User.objects.filter(organisation=organisation, is_active=True)
        if SOS_LINE in vaults_of(member.role) and member.may(Right.ANSWER_LINE)
    ]
    named = ShownName.objects.filter(member__in=reading, shown=True).order_by("label", "pk")
    people = [{"code": str(each.code), "label": each.label} for each in named]
    door = {"id": to_text(bytes(vault.key_id)), "public": to_text(bytes(vault.public))}
    about = {"name": organisation.name, "invented": organisation.invented, "to_try": _words_to_try(organisation)}
    return {"door": door, "people": people, "others": len(reading) > len(people), **about}


def _words_to_try(organisation: Organisation) -> str:
    """Return the return code of an invented report, which everybody may see; none for a real house."""
    file = settings.HOME / "staff" / DEMO_WORDS
    return file.read_text("utf-8") if organisation.invented and file.is_file() else ""


def _tidy() -> None:
    """Empty what was withdrawn under a hold that is over; close conversations whose report is kept no longer."""
    for report in Report.objects.filter(withdrawn_on__isnull=False, record_key__isnull=False):
        if not _is_held(report):
            with transaction.atomic():
                empty(report)
    for report in Report.objects.filter(record_key=None, closed_on=None):
        _close(report)


@transaction.atomic
def _close(report: Report) -> None:
    if report.withdrawn_on is None:
        post(f"reply.closed@{report.conversation}", json.dumps({"conversation": str(report.conversation)}))
    ReportPiece.objects.filter(conversation=report.conversation).delete()
    report.closed_on, report.waiting = localdate(), False
    report.save(update_fields=["closed_on", "waiting"])


def _living(conversation: UUID) -> Report | None:
    """Return the report of the conversation, unless it is gone."""
    return Report.objects.select_for_update().filter(conversation=conversation, withdrawn_on=None).first()


def _wait_again(report: Report) -> None:
    report.waiting = True
    report.save(update_fields=["waiting"])
