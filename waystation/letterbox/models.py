"""A letter: one message from one door to the other, kept until the other door has acted on it."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LetterQuerySet(models.QuerySet["Letter"]):
    def outward(self) -> Self:
        return self.filter(direction=Letter.Direction.OUT)

    def inward(self) -> Self:
        return self.filter(direction=Letter.Direction.IN)

    def under_way(self) -> Self:
        """Leave out what has arrived and been acted on, and what was refused for good."""
        return self.filter(acknowledged_at=None, handled_at=None, refused_at=None)

    def unfinished(self) -> Self:
        """Keep those under way and those refused: the ones somebody may ask about."""
        return self.filter(acknowledged_at=None, handled_at=None)

    def due(self, at: datetime) -> Self:
        return self.filter(next_attempt_at__lte=at)

    def stuck(self) -> Self:
        return self.filter(
            Q(refused_at__isnull=False) | (Q(attempts__gte=3) & Q(acknowledged_at=None, handled_at=None))
        )


class Letter(models.Model):
    """One letter as one door knows it.

    `out` waits here to be taken to the other door; `in` came from there. `stem` is the kind up to its
    first dot, with the conversation behind `@` where it belongs to one: letters of one stem are delivered
    and handled in the order they were written, so that a withdrawal never overtakes what it withdraws. The
    body is emptied once it has served; its digest stays, so that the same letter is known again.
    """

    class Direction(models.TextChoices):
        OUT = "out", _("Outward")
        IN = "in", _("Inward")

    letter_id = models.UUIDField(default=uuid.uuid4, editable=False)
    direction = models.CharField(max_length=3, choices=Direction)
    kind = models.CharField(max_length=60)
    stem = models.CharField(max_length=60)
    body = models.TextField()
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    handled_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
    next_attempt_at = models.DateTimeField(default=timezone.now)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="letter_known_once", fields=["direction", "letter_id"]),
            models.CheckConstraint(name="inward_letter_is_not_sent", condition=Q(direction="out") | Q(sent_at=None)),
            models.CheckConstraint(name="outward_letter_not_handled", condition=Q(direction="in") | Q(handled_at=None)),
        ]
        indexes = [
            models.Index(name="letters_under_way", fields=["direction", "stem", "id"]),
            models.Index(
                name="letters_unfinished",  # so that years of letters that have served cost a look at the box nothing
                fields=["direction", "id"],
                condition=Q(acknowledged_at=None, handled_at=None, refused_at=None),
            ),
        ]

    @property
    def state(self) -> str:
        """One word for where the letter stands."""
        if self.refused_at:
            return "refused"
        if self.acknowledged_at or self.handled_at:
            return "done"
        if self.sent_at:
            return "arrived"
        return "waiting" if self.attempts == 0 else "delayed"
