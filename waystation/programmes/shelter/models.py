"""Stays in the shelter and the nights slept there; the database itself refuses a seventh person."""

import uuid
from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from waystation.cases.coding import CodeField
from waystation.cases.models import Case
from waystation.core.models import Organisation, User

PLACES = 6


class StayQuerySet(models.QuerySet["Stay"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(case__in=Case.objects.visible_to(user).order_by().values("pk"))

    def open(self) -> Self:
        return self.filter(left_on=None)

    def on_night(self, day: date) -> Self:
        """Return the stays that sleep here in the night that begins on this day."""
        return self.filter(Q(left_on=None) | Q(left_on__gt=day), arrived_on__lte=day)

    def touching(self, first: date, last: date | None) -> Self:
        """Return the stays with a night in [first, last); no last day means without end."""
        begun = self if last is None else self.filter(arrived_on__lt=last)
        return begun.filter(Q(left_on=None) | Q(left_on__gt=first))


class Stay(models.Model):
    """One person's stay in one of the places, from arrival to leaving."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="stays")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="stays")
    place = models.PositiveSmallIntegerField()
    arrived_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    ending = CodeField("case_ending", default="", blank=True)

    objects: ClassVar[StayQuerySet] = StayQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-arrived_on", "pk"]
        indexes = [models.Index(fields=["organisation", "arrived_on"])]
        constraints = [
            models.CheckConstraint(name="stay_place_is_one_of_six", condition=Q(place__gte=1, place__lte=PLACES)),
            models.CheckConstraint(
                name="stay_ends_after_it_begins", condition=Q(left_on=None) | Q(left_on__gte=F("arrived_on"))
            ),
            models.CheckConstraint(
                name="ended_stay_says_how_it_ended",
                condition=Q(left_on=None, ending="") | (Q(left_on__isnull=False) & ~Q(ending="")),
            ),
            models.UniqueConstraint(
                name="one_open_stay_in_a_place", fields=["organisation", "place"], condition=Q(left_on=None)
            ),
            models.UniqueConstraint(name="one_open_stay_of_a_case", fields=["case"], condition=Q(left_on=None)),
        ]

    def get_absolute_url(self) -> str:
        return reverse("shelter:stay", args=[self.code])

    def nights(self, today: date) -> int:
        """Count the nights slept here, up to leaving or up to today."""
        return max(((self.left_on or today) - self.arrived_on).days, 0)


class Night(models.Model):
    """One night of one stay in one place: two people can never be counted in one bed."""

    stay = models.ForeignKey(Stay, on_delete=models.CASCADE, related_name="counted_nights")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    began_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="night_place_is_one_of_six", condition=Q(place__gte=1, place__lte=PLACES)),
            models.UniqueConstraint(
                name="one_stay_in_a_place_each_night", fields=["organisation", "place", "began_on"]
            ),
            models.UniqueConstraint(name="a_stay_has_a_night_once", fields=["stay", "began_on"]),
        ]
