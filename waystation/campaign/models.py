"""What the public door keeps: releases that arrived, and whether they are still shown."""

from typing import Self

from django.db import models
from django.db.models import Q


class ShownReleaseQuerySet(models.QuerySet["ShownRelease"]):
    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)

    def newest_first(self) -> Self:
        return self.order_by("set_code", "-edition")


class ShownRelease(models.Model):
    """A release as it came through the letterbox; its text is never changed, only withdrawn as a whole."""

    release_id = models.CharField(max_length=64, unique=True)
    set_code = models.CharField(max_length=60, db_index=True)
    series = models.CharField(max_length=30)
    edition = models.PositiveIntegerField()
    text = models.TextField()
    digest = models.CharField(max_length=64)
    shown_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.TextField(blank=True)

    objects = ShownReleaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="withdrawn_release_says_why",
                condition=Q(withdrawn_at=None, withdrawn_why="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_why="")),
            ),
            models.UniqueConstraint(
                fields=["set_code", "edition"], condition=Q(withdrawn_at=None), name="one_standing_release_an_edition"
            ),
        ]
