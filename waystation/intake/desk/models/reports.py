"""Reports from the public door: sealed there, read here, answered under a return code that we never see."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from waystation.cases.coding import CodeField
from waystation.cases.reach import in_scope
from waystation.core.models import Organisation, User
from waystation.core.rights import Kind
from waystation.core.sealing.fields import SealedText
from waystation.core.sealing.records import SealedRecord
from waystation.core.sealing.vaults import SOS_LINE
from waystation.intake.desk.models.contacts import Contact


class ShownName(models.Model):
    """How a member of staff is named on the report form, so that a report can be kept from them; never deleted."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    member = models.OneToOneField(User, on_delete=models.CASCADE, related_name="shown_name")
    label = models.CharField(max_length=60)
    shown = models.BooleanField(default=True)


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: User) -> Self:
        within = in_scope(user, Kind.CONTACTS, owner="taken_by", programme="sos_line")
        return self.filter(within, organisation=user.organisation_id).exclude(kept_from=user)

    def waiting(self) -> Self:
        return self.filter(waiting=True)


class Report(SealedRecord):
    """What somebody reported. When is kept to the day; what is sealed was sealed at the door."""

    VAULT = SOS_LINE

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    conversation = models.UUIDField(unique=True)
    arrived_on = models.DateField()
    language = CodeField("language")
    reader = models.BinaryField(max_length=32)
    kept_from = models.ManyToManyField(User, related_name="+")
    waiting = models.BooleanField(default=True)
    taken_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    contact = models.OneToOneField(Contact, null=True, on_delete=models.SET_NULL, related_name="report")
    withdrawn_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    told = SealedText()
    place = SealedText()
    in_danger = SealedText()
    reach = SealedText()
    safe_times = SealedText()
    never_leave = SealedText()

    objects: ClassVar[ReportQuerySet] = ReportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-arrived_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_report_withdrawn_waits_for_nobody", condition=Q(withdrawn_on=None) | Q(waiting=False)
            )
        ]

    def get_absolute_url(self) -> str:
        return reverse("desk:report", args=[self.code])


class ReportMessage(SealedRecord):
    """Something the reporter added, or our copy of an answer."""

    VAULT = SOS_LINE

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="messages")
    on = models.DateField()
    written_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    text = SealedText()

    class Meta:
        ordering = ["pk"]


class ReportFile(SealedRecord):
    """One file of a report; its pieces are sealed under its key."""

    VAULT = SOS_LINE

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="files")
    on = models.DateField()
    name = SealedText()
    size = SealedText()
    pieces = SealedText()

    class Meta:
        ordering = ["pk"]


class ReportPiece(models.Model):
    """A part of a file, as it came: it may arrive before the file that names it."""

    file_code = models.UUIDField()
    conversation = models.UUIDField(db_index=True)
    number = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        ordering = ["file_code", "number"]
        constraints = [models.UniqueConstraint(name="a_piece_comes_once", fields=["file_code", "number"])]
