"""What stops the clock, what was erased for whom, and shards that have to be destroyed still."""

import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from waystation.core.models import Organisation, User
from waystation.core.sealing.fields import SealedText
from waystation.core.sealing.records import SealedRecord
from waystation.core.sealing.vaults import CASE_TEAM


class DoomedShard(models.Model):
    """A shard whose record is emptied already: destroyed next, also after a kill in between."""

    slot = models.BigIntegerField(unique=True)


class HoldQuerySet(models.QuerySet["LegalHold"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(organisation=user.organisation_id)

    def in_force(self) -> Self:
        return self.filter(lifted_at=None).filter(Q(until=None) | Q(until__gte=localdate()))


class LegalHold(SealedRecord):
    """Somebody with authority said that what is kept about this person or case must stay."""

    VAULT = CASE_TEAM

    class Of(models.TextChoices):
        PERSON = "person", _("Person")
        CASE = "case", _("Case")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="legal_holds")
    of = models.CharField(max_length=10, choices=Of)
    on_code = models.UUIDField()
    reason = SealedText()
    laid_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    laid_at = models.DateTimeField(auto_now_add=True)
    until = models.DateField(null=True, blank=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[Any] = HoldQuerySet.as_manager()

    class Meta:
        ordering = ["-laid_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="lifted_hold_says_by_whom",
                condition=Q(lifted_at=None, lifted_by=None) | Q(lifted_at__isnull=False, lifted_by__isnull=False),
            ),
        ]


class ErasureQuerySet(models.QuerySet["Erasure"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(organisation=user.organisation_id)

    def waiting(self) -> Self:
        return self.filter(state=Erasure.State.ASKED)

    def done(self) -> Self:
        return self.filter(state=Erasure.State.DONE)


class Erasure(models.Model):
    """One person's erasure: who asked for it in the house, who agreed, and what was destroyed, in codes and counts."""

    class State(models.TextChoices):
        ASKED = "asked", _("waits for a second person")
        DONE = "done", _("done")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Ground(models.TextChoices):
        WISH = "wish", _("The person asks for it")
        CONSENT = "consent", _("Consent was withdrawn")
        PURPOSE = "purpose", _("It is no longer needed for its purpose")
        UNLAWFUL = "unlawful", _("It should never have been kept")

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="erasures")
    person_code = models.UUIDField()
    ground = models.CharField(max_length=20, choices=Ground)
    state = models.CharField(max_length=20, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    settled_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)
    emptied = models.JSONField(default=dict)
    shards_destroyed = models.PositiveIntegerField(default=0)
    copies = models.JSONField(default=list)

    objects: ClassVar[Any] = ErasureQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_erasure_of_a_person_waits", fields=["person_code"], condition=Q(state="asked")
            ),
            models.CheckConstraint(
                name="settled_erasure_says_by_whom",
                condition=Q(state="asked", settled_at=None, settled_by=None)
                | (~Q(state="asked") & Q(settled_at__isnull=False, settled_by__isnull=False)),
            ),
            models.CheckConstraint(name="two_people_erase", condition=~Q(state="done") | ~Q(settled_by=F("asked_by"))),
        ]

    def get_absolute_url(self) -> str:
        return reverse("retention:erasure", args=[self.code])


class RuleQuerySet(models.QuerySet["RuleChange"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(organisation=user.organisation_id)


class RuleChange(models.Model):
    """From this day the house keeps a kind of record for so long; the newest counts, the older ones are its history."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="retention_rules")
    kind = models.CharField(max_length=80)
    keep_months = models.PositiveIntegerField()
    changed_at = models.DateTimeField(auto_now_add=True)
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[Any] = RuleQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["organisation", "kind"])]


class PurgeQuerySet(models.QuerySet["Purge"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(organisation=user.organisation_id)

    def open(self) -> Self:
        return self.filter(state__in=(Purge.State.PROPOSED, Purge.State.RUNNING))


class Purge(models.Model):
    """What the schedule says has to go: proposed, approved by a person, carried out in batches, reported in counts."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("waits for approval")
        RUNNING = "running", _("being destroyed")
        DONE = "done", _("done")
        REFUSED = "refused", _("not approved")

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="purges")
    state = models.CharField(max_length=20, choices=State, default=State.PROPOSED)
    proposed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    settled_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    before = models.JSONField(default=dict)
    due = models.JSONField(default=dict)
    held = models.JSONField(default=dict)
    emptied = models.JSONField(default=dict)
    shards_destroyed = models.PositiveIntegerField(default=0)
    copies = models.JSONField(default=list)

    objects: ClassVar[Any] = PurgeQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_purge_at_a_time", fields=["organisation"], condition=Q(state__in=("proposed", "running"))
            ),
            models.CheckConstraint(
                name="settled_purge_says_by_whom",
                condition=Q(state="proposed", settled_by=None) | (~Q(state="proposed") & Q(settled_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="whoever_proposed_a_purge_does_not_approve_it",
                condition=Q(proposed_by=None) | ~Q(state__in=("running", "done")) | ~Q(settled_by=F("proposed_by")),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("retention:purge", args=[self.code])

    @property
    def total(self) -> int:
        return sum(self.due.values())

    @property
    def done(self) -> int:
        return sum(self.emptied.values())
