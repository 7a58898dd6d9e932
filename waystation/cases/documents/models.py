"""Documents: what they are called and what kind they are is sealed; the file lies beside the database, sealed too."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.timezone import localdate, now

from waystation.cases.documents import files
from waystation.cases.models import Case, Person
from waystation.core.models import Organisation, User
from waystation.core.sealing.fields import SealedText
from waystation.core.sealing.records import SealedRecord
from waystation.core.sealing.vaults import CASE_TEAM

UNDO_DAYS = 14


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user: User) -> Self:
        """Return those of cases the person may see, and of people the person may see."""
        of_case = Q(case__in=Case.objects.visible_to(user).values("pk"))
        of_person = Q(case=None, person__in=Person.objects.visible_to(user).values("pk"))
        return self.filter(of_case | of_person, destroyed_at=None)

    def kept(self) -> Self:
        return self.filter(removed_at=None)

    def removed(self) -> Self:
        """Return those that were removed and can still be put back."""
        return self.filter(removed_at__isnull=False, destroyed_at=None)

    def due(self) -> Self:
        """Return those whose days for putting back are over."""
        return self.removed().filter(removed_at__lt=now() - timedelta(days=UNDO_DAYS))


class Document(SealedRecord):
    """One file about a person; most belong to one of the person's cases."""

    VAULT = CASE_TEAM

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="documents")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="documents")
    case = models.ForeignKey(Case, null=True, on_delete=models.CASCADE, related_name="documents")
    title = SealedText()
    file_name = SealedText()
    kind = SealedText()
    pages = SealedText()
    parts = models.PositiveIntegerField()
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    destroyed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[DocumentQuerySet] = DocumentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-added_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="destroyed_document_has_no_key",
                condition=Q(destroyed_at=None) | Q(record_key=None, removed_at__isnull=False),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("documents:document", args=[self.code])

    @property
    def holder(self) -> Case | Person:
        """Return what it belongs to."""
        return self.case or self.person

    @property
    def undo_until(self) -> date | None:
        """Return the last day on which it can be put back."""
        return localdate(self.removed_at + timedelta(days=UNDO_DAYS)) if self.removed_at else None

    def sealed_files(self) -> Iterator[Path]:
        """Yield the file that goes when what is sealed here is destroyed."""
        yield files.path_of(self.code)

    @classmethod
    def when_emptied(cls) -> dict[str, Any]:
        """Return what a record says of itself once its time is over."""
        return {"destroyed_at": now(), "removed_at": Coalesce("removed_at", now())}
