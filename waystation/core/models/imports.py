"""Imports: one run per file, what was wrong with it, and how the organisation reads its files."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from waystation.core.models.people import Organisation, User
from waystation.core.sealing.fields import SealedText
from waystation.core.sealing.records import SealedRecord
from waystation.core.sealing.vaults import IMPORTS


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(organisation=user.organisation_id)

    def unfinished(self) -> Self:
        return self.exclude(state__in=(ImportRun.State.DONE, ImportRun.State.UNDONE))


class ImportRun(SealedRecord):
    """One file on its way in. Nothing of it is stored with the records before the state is `done`.

    `file_mark` knows the same file again and is of no use to somebody without the vault's key.
    """

    VAULT = IMPORTS

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("Waiting for its columns to be named")
        CHECKING = "checking", _("Being checked")
        CHECKED = "checked", _("Checked, nothing written yet")
        REFUSED = "refused", _("Could not be read")
        WRITING = "writing", _("Being written")
        DONE = "done", _("Imported")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")

    WAITING: ClassVar = (State.UPLOADED, State.CHECKED, State.REFUSED)

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="imports")
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.UPLOADED)
    target = models.CharField(max_length=40, blank=True)
    profile = models.CharField(max_length=60, blank=True)
    file_name = SealedText()
    file_kind = models.CharField(max_length=8)
    file_mark = models.CharField(max_length=64, db_index=True)
    file_bytes = models.PositiveBigIntegerField()
    reading = models.JSONField(default=dict)
    refused_because = models.CharField(max_length=500, blank=True)
    stopped_because = models.CharField(max_length=500, blank=True)
    skip_rejected = models.BooleanField(default=False)
    rows = models.PositiveIntegerField(default=0)
    accepted = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    already_there = models.PositiveIntegerField(default=0)
    written = models.PositiveIntegerField(default=0)
    problems_total = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    written_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="import_written_has_time",
                condition=Q(state__in=("done", "undoing", "undone"), written_at__isnull=False)
                | (~Q(state__in=("done", "undoing", "undone")) & Q(written_at=None)),
            ),
            models.CheckConstraint(
                name="import_undone_has_time",
                condition=Q(state="undone", undone_at__isnull=False) | (~Q(state="undone") & Q(undone_at=None)),
            ),
            models.CheckConstraint(
                name="import_refused_says_why",
                condition=Q(state="refused") & ~Q(refused_because="") | ~Q(state="refused") & Q(refused_because=""),
            ),
            models.CheckConstraint(
                name="import_rows_add_up",
                condition=Q(rows=F("accepted") + F("rejected") + F("already_there")),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("core:import", args=[self.code])


class ImportProblem(models.Model):
    """One row that cannot be imported, and why; `row` is None when the problem is of the whole file."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="problems")
    row = models.PositiveIntegerField(null=True)
    column = models.CharField(max_length=200, blank=True)
    why = models.CharField(max_length=400)

    class Meta:
        ordering = ["pk"]


class ImportMapping(models.Model):
    """How this organisation reads a kind of file: kept under a name, used again with the next file."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="import_mappings")
    name = models.CharField(max_length=60)
    reading = models.JSONField()
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="import_mapping_name_is_free"),
        ]
