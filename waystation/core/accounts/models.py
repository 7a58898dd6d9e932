"""What accounts store: open sessions, and how often a name was tried from a network."""

import uuid
from typing import ClassVar

from django.db import models

from waystation.core.models import User


class Visit(models.Model):
    """One signed-in session of a member of staff. `device` is a coarse code; nothing else of the browser is kept."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    member = models.ForeignKey(User, on_delete=models.CASCADE, related_name="visits")
    device = models.CharField(max_length=30)
    begun_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    confirmed_at = models.DateTimeField()

    objects: ClassVar["models.Manager[Visit]"] = models.Manager()


class Tries(models.Model):
    """How often one name was tried from one network within a day; both blinded, so that neither is read here."""

    who = models.CharField(max_length=64)
    network = models.CharField(max_length=64)
    count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()

    objects: ClassVar["models.Manager[Tries]"] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="tries_of_a_name_from_a_network", fields=["who", "network"])]
