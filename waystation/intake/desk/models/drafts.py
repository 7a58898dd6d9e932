"""What a counsellor is typing, sealed; it comes back after a crash and goes when the contact is saved."""

from typing import ClassVar, Self

from django.db import models

from waystation.core.models import Organisation, User
from waystation.core.sealing.fields import SealedText
from waystation.core.sealing.records import SealedRecord
from waystation.core.sealing.vaults import SOS_LINE


class DraftQuerySet(models.QuerySet["Draft"]):
    def of(self, user: User) -> Self:
        return self.filter(begun_by=user)


class Draft(SealedRecord):
    """A form under way; only whoever began it sees it."""

    VAULT = SOS_LINE

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    begun_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="drafts")
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField(auto_now=True)
    report = models.ForeignKey("desk.Report", null=True, on_delete=models.SET_NULL, related_name="drafts")
    answers = SealedText()

    objects: ClassVar[DraftQuerySet] = DraftQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-changed_at", "-pk"]
