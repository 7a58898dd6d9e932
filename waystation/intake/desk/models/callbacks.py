"""Calls promised back: when, how it is safe, and what came of it."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from waystation.cases.coding import CodeField
from waystation.core.models import Organisation, User
from waystation.core.sealing.fields import SealedText
from waystation.core.sealing.records import SealedRecord
from waystation.core.sealing.vaults import SOS_LINE
from waystation.intake.desk.models.contacts import Contact


class CallbackQuerySet(models.QuerySet["Callback"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(contact__in=Contact.objects.visible_to(user))

    def open(self) -> Self:
        return self.filter(done_at=None)

    def due(self, at: datetime) -> Self:
        return self.open().filter(due_at__lte=at)


class Callback(SealedRecord):
    """One call that was promised back. The number and the safe times are sealed; that a message is dangerous is not."""

    VAULT = SOS_LINE

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="callbacks")
    due_at = models.DateTimeField()
    phone = SealedText()
    safe_times = SealedText()
    never_leave_a_message = models.BooleanField(default=True)
    speak_to_nobody_else = models.BooleanField(default=True)
    promised_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    result = CodeField("callback_result", default="", blank=True)

    objects: ClassVar[CallbackQuerySet] = CallbackQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="callback_that_is_done_says_what_came_of_it",
                condition=Q(done_at=None, result="") | (Q(done_at__isnull=False) & ~Q(result="")),
            )
        ]

    def get_absolute_url(self) -> str:
        return reverse("desk:callback", args=[self.code])
