"""The audit trail: who did what to which record, chained, so that no entry can be changed or lost unseen."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.timezone import now

from waystation.core.models.people import Organisation, User


class AuditEntryQuerySet(models.QuerySet["AuditEntry"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(organisation=user.organisation_id)


class AuditEntry(models.Model):
    """One thing somebody did: codes only, never content; the database refuses to change or delete it.

    `number` counts the organisation's entries without a gap; `mac` covers the entry and `before`, the MAC of the
    entry before it. Entries older than the chain have neither until it begins.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveBigIntegerField(null=True)
    at = models.DateTimeField(default=now, db_index=True)
    action = models.CharField(max_length=60)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    on_kind = models.CharField(max_length=60, blank=True)
    on_code = models.CharField(max_length=60, blank=True, db_index=True)
    details = models.JSONField(default=dict)
    before = models.CharField(max_length=64, blank=True, default="")
    mac = models.CharField(max_length=64, blank=True, default="")

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["on_kind", "on_code"])]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="audit_number_is_used_once"),
            models.CheckConstraint(
                name="audit_numbered_has_mac", condition=Q(number=None, mac="") | (Q(number__gte=1) & ~Q(mac=""))
            ),
        ]


class AuditHead(models.Model):
    """Where the chain of an organisation ends: how many entries, and the MAC of the last; locked by each writer."""

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+")
    chain = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key_id = models.CharField(max_length=16)
    count = models.PositiveBigIntegerField(default=0)
    mac = models.CharField(max_length=64, blank=True)
    seal = models.CharField(max_length=64, blank=True)
