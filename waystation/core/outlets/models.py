"""Words that must never leave: sealed for whoever keeps the list, marked for whatever looks a text through."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from waystation.core.models import Organisation, User
from waystation.core.sealing.fields import SealedText
from waystation.core.sealing.records import SealedRecord
from waystation.core.sealing.vaults import CASE_TEAM


class GuardedQuerySet(models.QuerySet["GuardedWords"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(organisation=user.organisation_id)

    def in_force(self) -> Self:
        return self.filter(taken_off_at=None)


class GuardedWords(SealedRecord):
    """One address, or other words. `marks` are HMACs under a key that is not in the database."""

    VAULT = CASE_TEAM

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="guarded_words")
    text = SealedText()
    number = SealedText()
    marks = models.JSONField(default=dict)
    key_id = models.CharField(max_length=16)
    added_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    taken_off_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = GuardedQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="words_taken_off_are_gone", condition=Q(taken_off_at=None) | Q(record_key=None, text=None)
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("outlets:words", args=[self.code])

    @classmethod
    def when_emptied(cls) -> dict[str, Any]:
        """Return what stays of words taken off the list: that there were some."""
        return {"marks": {}}
