"""What accounts store: open sessions, tries, invitations and leave."""

import uuid
from typing import ClassVar

from django.db import models

from waystation.core.models import Organisation, User
from waystation.core.rights import role_of


class Visit(models.Model):
    """One signed-in session of a member of staff. `device` is a coarse code; nothing else of the browser is kept."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    member = models.ForeignKey(User, on_delete=models.CASCADE, related_name="visits")
    device = models.CharField(max_length=30)
    begun_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    confirmed_at = models.DateTimeField()

    objects: ClassVar["models.Manager[Visit]"] = models.Manager()


class KeptForm(models.Model):
    """What somebody typed while their session ran out: ciphertext whose key only their browser has, for 15 minutes."""

    code = models.UUIDField(unique=True, editable=False)
    typed = models.BinaryField()
    kept_at = models.DateTimeField()

    objects: ClassVar["models.Manager[KeptForm]"] = models.Manager()


class Tries(models.Model):
    """How often one name was tried from one network within a day; both blinded, so that neither is read here."""

    who = models.CharField(max_length=64)
    network = models.CharField(max_length=64)
    count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()

    objects: ClassVar["models.Manager[Tries]"] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="tries_of_a_name_from_a_network", fields=["who", "network"])]


class Invitation(models.Model):
    """A link by which somebody new comes in, once; only a check value of it is kept."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="invitations")
    sign_in_name = models.CharField(max_length=60)
    display_name = models.CharField(max_length=120)
    role = models.CharField(max_length=30)
    mark = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    objects: ClassVar["models.Manager[Invitation]"] = models.Manager()

    def get_role_display(self) -> str:
        """Return the role's name in the language of the page."""
        return str(role_of(self.role).name)


class Leave(models.Model):
    """The days on which somebody does not work, and does not sign in."""

    member = models.OneToOneField(User, on_delete=models.CASCADE, related_name="leave")
    first_day = models.DateField()
    last_day = models.DateField()
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar["models.Manager[Leave]"] = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="leave_ends_after_it_begins", condition=models.Q(last_day__gte=models.F("first_day"))
            )
        ]
