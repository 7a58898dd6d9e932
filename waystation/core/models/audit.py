"""The audit trail: who did what to which record."""

from django.db import models

from waystation.core.models.people import User


class AuditEntry(models.Model):
    """One thing somebody did: codes only, never content; append-only."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    action = models.CharField(max_length=60)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    on_kind = models.CharField(max_length=60, blank=True)
    on_code = models.CharField(max_length=60, blank=True, db_index=True)
    details = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["on_kind", "on_code"])]
