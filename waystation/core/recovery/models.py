"""The public half of the recovery key; the private half is stored nowhere."""

import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from waystation.core.models import Organisation, User
from waystation.core.recovery import keys


class RecoveryKeyQuerySet(models.QuerySet["RecoveryKey"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(organisation=user.organisation_id)

    def finished(self) -> Self:
        return self.filter(finished_at__isnull=False)

    def unfinished(self) -> Self:
        return self.filter(finished_at=None)


class RecoveryKey(models.Model):
    """What backups are sealed to; finished once two of its sheets were typed back."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="recovery_keys")
    public_half = models.CharField(max_length=80)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = RecoveryKeyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="recovery_key_is_a_public_half", condition=Q(public_half__startswith="age1")),
            models.UniqueConstraint(
                name="one_recovery_key_to_finish", fields=["organisation"], condition=Q(finished_at=None)
            ),
        ]

    def short(self) -> str:
        """Return the letters its sheets show."""
        return keys.short(self.public_half)

    def get_absolute_url(self) -> str:
        return reverse("recovery:type_back", args=[self.code])


class BackupFolder(models.Model):
    """A folder of backups, in which the newest copy of the shards has to lie and no older one."""

    path = models.CharField(max_length=1000, unique=True)
    replaced_at = models.DateTimeField(null=True)
    missed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["path"]


class BackupMade(models.Model):
    """One backup, and how many rows of what it holds: `waystation verify` compares it with what is here."""

    made_at = models.DateTimeField()
    counts = models.JSONField(default=dict)

    class Meta:
        ordering = ["-made_at", "-pk"]
