"""Prevention activities, who took part without names, and what people knew before and after."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from waystation.cases.coding import CodeField
from waystation.cases.models import ImportedRow
from waystation.cases.reach import in_scope
from waystation.core.models import Organisation, User
from waystation.core.rights import Kind


class ActivityQuerySet(models.QuerySet["Activity"]):
    def visible_to(self, user: User) -> Self:
        within = in_scope(user, Kind.ACTIVITIES, owner="led_by", programme="prevention")
        return self.filter(within, organisation=user.organisation_id)


class Activity(ImportedRow):
    """A workshop, training or event; participants are counted, never named."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="activities")
    held_on = models.DateField()
    title = models.CharField(max_length=200, blank=True)
    kind = CodeField("activity_kind")
    audience = CodeField("audience")
    region = CodeField("region")
    town = models.CharField(max_length=80, blank=True)
    language = CodeField("language")
    sessions = models.PositiveIntegerField(default=1)
    participants = models.PositiveIntegerField()
    participants_female = models.PositiveIntegerField(null=True, blank=True)
    participants_male = models.PositiveIntegerField(null=True, blank=True)
    led_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[ActivityQuerySet] = ActivityQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-held_on", "pk"]
        indexes = [models.Index(fields=["organisation", "-held_on"])]
        constraints = [
            models.UniqueConstraint(name="activity_is_imported_once", fields=["organisation", "row_key"]),
            models.CheckConstraint(name="activity_has_a_session", condition=Q(sessions__gte=1)),
            models.CheckConstraint(
                name="women_and_men_are_not_more_than_participants",
                condition=Q(participants_female=None)
                | Q(participants_male=None)
                | Q(participants__gte=F("participants_female") + F("participants_male")),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("prevention:activity", args=[self.code])


class KnowledgeTest(models.Model):
    """The same short test before and after an activity, for those who took both.

    `right_before` and `right_after` are right answers of all people to all items; `change_squared` is the sum
    over people of (right after - right before) squared, so that the uncertainty of the mean change can be told.
    """

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    activity = models.OneToOneField(Activity, on_delete=models.CASCADE, related_name="knowledge_test")
    people = models.PositiveIntegerField()
    items = models.PositiveSmallIntegerField()
    right_before = models.PositiveIntegerField()
    right_after = models.PositiveIntegerField()
    change_squared = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="knowledge_test_has_people_and_items", condition=Q(people__gte=1, items__gte=1)
            ),
            models.CheckConstraint(
                name="right_answers_fit_into_the_test",
                condition=Q(right_before__lte=F("people") * F("items"), right_after__lte=F("people") * F("items")),
            ),
        ]


class TestItem(models.Model):
    """How many people answered one item rightly, before and after."""

    __test__ = False

    test = models.ForeignKey(KnowledgeTest, on_delete=models.CASCADE, related_name="item_counts")
    number = models.PositiveSmallIntegerField()
    right_before = models.PositiveIntegerField()
    right_after = models.PositiveIntegerField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(name="an_item_is_counted_once", fields=["test", "number"])]
