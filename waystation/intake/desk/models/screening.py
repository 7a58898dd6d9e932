"""Screening: editions of the questions, and what one caller answered to one of them."""

import uuid
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
from waystation.vocab import delphi


class QuestionEdition(models.Model):
    """The questions as the organisation asks them from one day on; never changed, only followed by another edition."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=30)
    number = models.PositiveIntegerField()
    content = models.JSONField()
    made_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "-number"]
        constraints = [
            models.UniqueConstraint(name="question_edition_is_one", fields=["organisation", "name", "number"])
        ]

    def asked(self) -> delphi.Questions:
        return delphi.from_content(self.name, self.content)


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(contact__in=Contact.objects.visible_to(user))


class Assessment(SealedRecord):
    """What one caller answered, sealed; the conclusion is a named person's, never the program's."""

    VAULT = SOS_LINE

    class Profile(models.TextChoices):
        ADULT = delphi.ADULT
        CHILD = delphi.CHILD

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="assessments")
    name = models.CharField(max_length=30, default="labour")
    edition = models.ForeignKey(QuestionEdition, null=True, on_delete=models.PROTECT, related_name="+")
    profile = models.CharField(max_length=10, choices=Profile)
    answers = SealedText()
    begun_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(auto_now_add=True)
    conclusion = CodeField("screening_conclusion", default="", blank=True)
    concluded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    concluded_at = models.DateTimeField(null=True)

    objects: ClassVar[AssessmentQuerySet] = AssessmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_named_person_concludes",
                condition=Q(conclusion="", concluded_by=None, concluded_at=None)
                | (~Q(conclusion="") & Q(concluded_by__isnull=False, concluded_at__isnull=False)),
            )
        ]

    def get_absolute_url(self) -> str:
        return reverse("desk:assessment", args=[self.code])

    def asked(self) -> delphi.Questions:
        """Return the questions in the edition that was asked, whatever is asked today."""
        return self.edition.asked() if self.edition else delphi.questions(self.name)
