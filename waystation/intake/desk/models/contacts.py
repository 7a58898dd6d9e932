"""Contacts of the SOS line: one conversation each, anonymous by default."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localtime

from waystation.cases.coding import CodeField
from waystation.cases.models import Case, ImportedRow
from waystation.cases.reach import case_is_open_to, in_scope
from waystation.core.models import Organisation, User
from waystation.core.rights import Kind
from waystation.core.sealing.fields import SealedText
from waystation.core.sealing.records import SealedRecord
from waystation.core.sealing.vaults import SOS_LINE

HOUR_BANDS = (
    (0, "00-08"),
    (8, "08-10"),
    (10, "10-12"),
    (12, "12-14"),
    (14, "14-16"),
    (16, "16-18"),
    (18, "18-20"),
    (20, "20-24"),
)


class Caller(models.Model):
    """Somebody who called more than once, known by nothing but that; contacts that are linked share one."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")


class ContactQuerySet(models.QuerySet["Contact"]):
    def visible_to(self, user: User) -> Self:
        within = in_scope(user, Kind.CONTACTS, owner="taken_by", programme="sos_line")
        kept_from = Contact.objects.filter(report__kept_from=user).order_by().values("pk")
        mine = self.filter(within, case_is_open_to(user), organisation=user.organisation_id)
        return mine.exclude(pk__in=kept_from)


class Contact(ImportedRow, SealedRecord):
    """One conversation, by whatever channel; it may lead to a case and need not name anybody."""

    VAULT = SOS_LINE

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="contacts")
    at = models.DateTimeField()
    hour_known = models.BooleanField(default=True)
    channel = CodeField("contact_channel")
    language = CodeField("language")
    caller_type = CodeField("caller_type")
    topic = CodeField("contact_topic")
    outcome = CodeField("contact_outcome")
    urgency = CodeField("urgency")
    region = CodeField("region")
    sex = CodeField("sex")
    child_adult = CodeField("child_adult")
    minutes = models.PositiveIntegerField(null=True, blank=True)
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="contacts")
    taken_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    empty_call = CodeField("empty_call", default="", blank=True)
    caller = models.ForeignKey(Caller, null=True, blank=True, on_delete=models.SET_NULL, related_name="contacts")
    phone_index = models.CharField(max_length=20, blank=True, default="", db_index=True)
    alias = SealedText()
    phone = SealedText()
    note = SealedText()
    given = SealedText()
    next_step = SealedText()

    objects: ClassVar[ContactQuerySet] = ContactQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-at", "pk"]
        indexes = [models.Index(fields=["organisation", "-at"])]
        constraints = [
            models.UniqueConstraint(name="contact_is_imported_once", fields=["organisation", "row_key"]),
            models.CheckConstraint(name="contact_fits_into_a_day", condition=Q(minutes=None) | Q(minutes__lte=24 * 60)),
            models.CheckConstraint(
                name="contact_with_a_case_says_so",
                condition=Q(case=None) | Q(outcome__in=["case_opened", "referred", "counselled", "reported_to_police"]),
            ),
            models.CheckConstraint(
                name="only_an_empty_call_says_how_it_was_empty",
                condition=Q(empty_call="") | Q(caller_type="silent_prank_wrong"),
            ),
        ]

    @staticmethod
    def when_emptied() -> dict[str, str]:
        """Return what goes with the sealed texts: the code by which a number is known again."""
        return {"phone_index": ""}

    def get_absolute_url(self) -> str:
        return reverse("desk:contact", args=[self.code])

    @property
    def hour_band(self) -> str:
        """Return the band of hours of the day, in the office's own time; empty when the hour was not written down."""
        if not self.hour_known:
            return "unknown"
        hour = localtime(self.at).hour
        return [band for start, band in HOUR_BANDS if start <= hour][-1]
