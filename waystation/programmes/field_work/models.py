"""Screenings of people on the move: coarse facts, and a sealed note."""

from typing import ClassVar, Self

from django.db import models
from django.urls import reverse

from waystation.cases.coding import CodeField, CodesField
from waystation.cases.models import Case, ImportedRow
from waystation.cases.reach import case_is_open_to, in_scope
from waystation.core.models import Organisation, User
from waystation.core.rights import Kind
from waystation.core.sealing.fields import SealedText
from waystation.core.sealing.records import SealedRecord
from waystation.core.sealing.vaults import FIELD_TEAM


class ScreeningQuerySet(models.QuerySet["Screening"]):
    def visible_to(self, user: User) -> Self:
        within = in_scope(user, Kind.SCREENINGS, owner="screened_by", programme="field_work")
        return self.filter(within, case_is_open_to(user), organisation=user.organisation_id)


class Screening(ImportedRow, SealedRecord):
    """One conversation with one person on the move; whatever the outcome, help is never refused."""

    VAULT = FIELD_TEAM

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="screenings")
    screened_on = models.DateField()
    place = CodeField("place_on_move")
    profile = CodeField("profile_on_move")
    sex = CodeField("sex")
    child_adult = CodeField("child_adult")
    age_group = CodeField("age_group_wide")
    citizenship = CodeField("country")
    citizenship_group = CodeField("citizenship_group")
    language = CodeField("language")
    with_interpreter = models.BooleanField(null=True)
    needs = CodesField("need")
    outcome = CodeField("screening_outcome")
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="screenings")
    screened_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    note = SealedText()

    objects: ClassVar[ScreeningQuerySet] = ScreeningQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-screened_on", "pk"]
        indexes = [models.Index(fields=["organisation", "-screened_on"])]
        constraints = [
            models.UniqueConstraint(name="screening_is_imported_once", fields=["organisation", "row_key"]),
            models.CheckConstraint(
                name="unaccompanied_child_is_no_adult",
                condition=~models.Q(profile="unaccompanied_child", child_adult="adult"),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("field_work:screening", args=[self.code])
