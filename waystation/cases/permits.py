"""Permits: who may see one case beside what their scope shows, for how long, and why."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from waystation.core.models import User
from waystation.core.sealing.fields import SealedText
from waystation.core.sealing.records import SealedRecord
from waystation.core.sealing.vaults import CASE_TEAM


class PermitQuerySet(models.QuerySet["Permit"]):
    def in_force(self) -> Self:
        """Return the permits that hold now; one that has an end ends by itself."""
        return self.filter(Q(until=None) | Q(until__gt=now()), ended_at=None)

    def of(self, member: User) -> Self:
        return self.filter(member=member.pk)

    def broken_glass(self) -> Self:
        return self.filter(kind=Permit.Kind.GLASS)


class Permit(SealedRecord):
    """One person may see one case: it was shared with them, they were named for a sealed one, or broke the glass."""

    VAULT = CASE_TEAM

    class Kind(models.TextChoices):
        SHARED = "shared", _("Shared")
        NAMED = "named", _("Named for a sealed case")
        GLASS = "glass", _("Broke the glass")
        GUEST = "guest", _("Shared with a guest")

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="permits")
    member = models.ForeignKey(User, on_delete=models.PROTECT, related_name="permits")
    kind = models.CharField(max_length=10, choices=Kind)
    given_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=now)
    until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = SealedText()

    objects: ClassVar[PermitQuerySet] = PermitQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-given_at", "-pk"]
        indexes = [models.Index(fields=["member", "ended_at", "case"])]
        constraints = [
            models.CheckConstraint(name="broken_glass_has_an_end", condition=~Q(kind="glass") | Q(until__isnull=False)),
            models.CheckConstraint(name="a_guest_has_an_end", condition=~Q(kind="guest") | Q(until__isnull=False)),
            models.UniqueConstraint(
                name="one_permit_of_a_kind_at_once",
                fields=["case", "member", "kind"],
                condition=Q(ended_at=None) & ~Q(kind="glass"),
            ),
        ]


def permitted(member: User) -> "models.QuerySet[Permit, dict[str, uuid.UUID]]":
    """Return the cases that permits open to the member now, to be looked up in.

    What is shared with a guest is not among them: a guest has pages of their own (`cases.guests`) and no others.
    """
    return Permit.objects.of(member).in_force().exclude(kind=Permit.Kind.GUEST).order_by().values("case")  # type: ignore[return-value]
