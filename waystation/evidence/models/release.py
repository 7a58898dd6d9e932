"""Releases: drafted from a snapshot, approved by a person, and from then on unchangeable."""

import uuid
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from waystation.core.models import Organisation, User


class ReleaseQuerySet(models.QuerySet["Release"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(organisation=user.organisation_id)

    def published(self) -> Self:
        return self.filter(state=Release.State.APPROVED)

    def unfinished(self) -> Self:
        return self.filter(state__in=Release.OPEN)


class Release(models.Model):
    """One edition of a set of tables. Once approved, triggers of the database refuse every change but a withdrawal."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        COMPUTING = "computing", _("Computing")
        READY = "ready", _("Ready for approval")
        APPROVED = "approved", _("Approved")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    OPEN: ClassVar = (State.DRAFT, State.COMPUTING, State.READY)
    FROZEN: ClassVar = (State.APPROVED, State.WITHDRAWN)

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="releases")
    set_code = models.SlugField(max_length=60)
    edition = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    tables_done = models.PositiveIntegerField(default=0)
    tables_total = models.PositiveIntegerField(default=0)
    failure = models.TextField(blank=True)
    snapshot_sha256 = models.CharField(max_length=64, blank=True)
    snapshot_taken_at = models.DateTimeField(null=True)
    payload = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)
    audit = models.JSONField(default=dict)
    what_changed = models.JSONField(default=dict)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    approver = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    supersedes = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["-drafted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_release_per_edition",
                fields=["organisation", "set_code", "edition"],
                condition=Q(state__in=["approved", "withdrawn"]),
            ),
            models.UniqueConstraint(
                name="one_open_draft_per_set",
                fields=["organisation", "set_code"],
                condition=Q(state__in=["draft", "computing", "ready"]),
            ),
            models.CheckConstraint(
                name="approved_release_is_whole",
                condition=Q(
                    state__in=["draft", "computing", "ready"], approver=None, approved_at=None, payload="", digest=""
                )
                | (
                    Q(state__in=["approved", "withdrawn"], approver__isnull=False, approved_at__isnull=False)
                    & ~Q(payload="")
                    & ~Q(digest="")
                    & ~Q(snapshot_sha256="")
                ),
            ),
            models.CheckConstraint(
                name="withdrawal_of_release_says_why",
                condition=(~Q(state="withdrawn") & Q(withdrawn_by=None, withdrawn_at=None, withdrawn_why=""))
                | (Q(state="withdrawn", withdrawn_by__isnull=False, withdrawn_at__isnull=False) & ~Q(withdrawn_why="")),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("evidence:release", args=[self.code])

    @property
    def refused(self) -> bool:
        """Say whether a table of the finished draft could not be protected."""
        return self.state == self.State.READY and not self.audit.get("passed", False)


class DraftTable(models.Model):
    """One finished table of a draft: either the protected table, or why it was refused and what to do.

    `loss` counts what was withheld and why; it is for the drafter's eyes and never published.
    """

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="draft_tables")
    position = models.PositiveIntegerField()
    indicator = models.SlugField(max_length=60)
    table = models.JSONField(null=True)
    refusal = models.TextField(blank=True)
    loss = models.JSONField(default=dict)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(name="one_draft_table_per_indicator", fields=["release", "indicator"]),
            models.CheckConstraint(
                name="draft_table_or_refusal",
                condition=(Q(table__isnull=True) & ~Q(refusal="")) | Q(table__isnull=False, refusal=""),
            ),
        ]


class Receipt(models.Model):
    """The public door's word that it shows the release."""

    release = models.OneToOneField(Release, on_delete=models.PROTECT, related_name="receipt")
    letter_id = models.UUIDField()
    shown_at = models.DateTimeField()


class CountedTable(models.Model):
    """The newest protected table of one indicator for the staff page; the worker replaces it when it counts again."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    indicator = models.SlugField(max_length=60)
    asked_at = models.DateTimeField(null=True)
    counted_at = models.DateTimeField(null=True)
    snapshot_sha256 = models.CharField(max_length=64, blank=True)
    table = models.JSONField(null=True)
    refusal = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_counted_table", fields=["organisation", "indicator"])]
